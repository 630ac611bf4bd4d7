"""One sample of a data set: ten seconds of picture and sound."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from engine.config import FEATURES, GRID, MEL
from engine.events.event import Event

Split = Literal["train", "validation", "test"]
Array = Literal["features", "mel", "foreground", "reference", "wave"]

WAVE_SAMPLES: Final = GRID.window_mel_frames * MEL.hop_samples  # 220160: what a vocoder makes

# How the arrays of one sample lie on disk. `foreground` is the mel of what is seen alone, and
# `reference` that of the same thing at other times: known only where a clip was made by rule. Half
# precision is finer than the noise of either; the wave is what a 16 bit file holds.
SHAPES: Final[dict[Array, tuple[int, ...]]] = {
    "features": (FEATURES, GRID.window_video_frames),
    "mel": (MEL.bins, GRID.window_mel_frames),
    "foreground": (MEL.bins, GRID.window_mel_frames),
    "reference": (MEL.bins, GRID.window_mel_frames),
    "wave": (WAVE_SAMPLES,),
}
DTYPES: Final[dict[Array, type[np.generic]]] = {
    "features": np.float16,
    "mel": np.float16,
    "foreground": np.float16,
    "reference": np.float16,
    "wave": np.int16,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleInfo:
    """What is known of a sample besides its arrays.

    Attributes:
        label: its class, such as dog.
        source: the file it was made from; samples of one source stand on one side of a split.
        start_s: where in the source its ten seconds begin.
        content_s: how long the source's content lasts before it is looped; 10 where it is not.
        events: when they are heard, in seconds from the sample's start, loops included.
        sound_delay_s: how much later than they are seen; 0 where nobody knows.
    """

    label: str
    source: str
    start_s: float = 0.0
    content_s: float = GRID.window_s
    events: Sequence[Event] = field(default=())
    sound_delay_s: float = 0.0

    @property
    def seen(self) -> tuple[Event, ...]:
        """The events when they are seen, before their sound has come through the air."""
        delay_s = self.sound_delay_s
        return tuple(replace(event, time_s=event.time_s - delay_s) for event in self.events)


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample as it goes into a data set.

    Attributes:
        info: what is known of it.
        arrays: by name, in the shapes and types of `SHAPES` and `DTYPES`.
    """

    info: SampleInfo
    arrays: dict[Array, NDArray[Any]]
