"""What every input of a performance tells: strokes and releases, stamped when they arrived."""

from typing import NamedTuple


class Stroke(NamedTuple):
    """A key, pad or string was struck.

    Attributes:
        key: identifies it until its release.
        at_s: when, on the monotonic clock.
        strength: 0 to 1.
    """

    key: object
    at_s: float
    strength: float = 1.0


class Release(NamedTuple):
    """It was released.

    Attributes:
        key: as in its stroke.
        at_s: when, on the monotonic clock.
    """

    key: object
    at_s: float
