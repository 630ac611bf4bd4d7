"""A sample of a data set: ten seconds of video and sound."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from engine.config import FEATURES, GRID
from engine.events.event import Event
from engine.mel.contract import MEL

Split = Literal["train", "validation", "test"]
Array = Literal["features", "mel", "foreground", "reference", "aligned", "wave"]

WAVE_SAMPLES: Final = GRID.window_mel_frames * MEL.hop_samples  # 220160: a vocoder's output

# Formats of a sample's arrays on disk. `foreground` is the mel of the visible events alone,
# `reference` that of other hits of the same source: known for rendered clips only. `aligned` is the
# mel of the reference's hits, or of the sound's own other hits, laid under the events. Half
# precision is finer than the noise of features and mels; the wave is 16-bit PCM.
SHAPES: Final[dict[Array, tuple[int, ...]]] = {
    "features": (FEATURES, GRID.window_video_frames),
    "mel": (MEL.bins, GRID.window_mel_frames),
    "foreground": (MEL.bins, GRID.window_mel_frames),
    "reference": (MEL.bins, GRID.window_mel_frames),
    "aligned": (MEL.bins, GRID.window_mel_frames),
    "wave": (WAVE_SAMPLES,),
}
DTYPES: Final[dict[Array, type[np.generic]]] = {
    "features": np.float16,
    "mel": np.float16,
    "foreground": np.float16,
    "reference": np.float16,
    "aligned": np.float16,
    "wave": np.int16,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleInfo:
    """Metadata of a sample.

    Attributes:
        label: its class, such as dog.
        source: the file it was made from; all samples of a source are in the same split.
        start_s: start of its ten seconds in the source.
        content_s: duration of the content before it is looped; 10 without looping.
        events: at the time of their sounds, in seconds from the sample's start, loops included.
        sound_delay_s: delay of the sounds relative to the picture; 0 if unknown.
    """

    label: str
    source: str
    start_s: float = 0.0
    content_s: float = GRID.window_s
    events: Sequence[Event] = field(default=())
    sound_delay_s: float = 0.0

    @property
    def seen(self) -> tuple[Event, ...]:
        """The events at the times they are seen, before their sound has travelled."""
        delay_s = self.sound_delay_s
        return tuple(replace(event, time_s=event.time_s - delay_s) for event in self.events)


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample to be written to a data set.

    Attributes:
        info: its metadata.
        arrays: by name, with shapes and types from `SHAPES` and `DTYPES`.
    """

    info: SampleInfo
    arrays: dict[Array, NDArray[Any]]


def stored_bytes(arrays: Iterable[Array]) -> int:
    """Size of these arrays of one sample on disk."""
    return sum(int(np.prod(SHAPES[name])) * np.dtype(DTYPES[name]).itemsize for name in arrays)
