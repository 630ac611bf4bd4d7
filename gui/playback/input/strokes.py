"""The inputs of a performance, and what each tells: strokes and releases, stamped on arrival."""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from gui.kit.language import mark
from gui.settings import LARGEST_LATENCY_S

InputName = Literal["keys", "midi", "microphone"]
INPUT_NAMES: Final[Mapping[InputName, str]] = {
    "keys": mark("Keys"),
    "midi": mark("MIDI"),
    "microphone": mark("Microphone"),
}
LARGEST_LATENCY_MS: Final = round(1000 * LARGEST_LATENCY_S)


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
