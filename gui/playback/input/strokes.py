"""The inputs of a performance, and what each tells: strokes and releases, stamped on arrival."""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from gui.kit.language import mark

InputName = Literal["keys", "midi", "microphone"]
INPUT_NAMES: Final[Mapping[InputName, str]] = {
    "keys": mark("Keys"),
    "midi": mark("MIDI"),
    "microphone": mark("Microphone"),
}
LARGEST_LATENCY_MS: Final = 500


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
