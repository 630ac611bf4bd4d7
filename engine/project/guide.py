"""The recording of a performance into the microphone, kept beside the events heard in it."""

from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import TargetError
from engine.storage.values import Id, Seconds, Value

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Guide(Value, frozen=True):
    """What a person clapped, tapped or sang for a track; heard in the window, never exported.

    Attributes:
        id: of this recording.
        sound: its file, as long in clip time as it lasts.
        start_s: clip time of its first sample.
        muted: whether it is only seen.
    """

    id: Id
    sound: Path
    start_s: Seconds = 0.0
    muted: bool = True


def write_guide(path: Path, samples: "NDArray[np.float32]", rate_hz: int) -> None:
    """Write a recording (n,), mono.

    Raises:
        TargetError: it cannot be written.
    """
    import soundfile  # type: ignore[import-untyped]  # not needed before the window is seen

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        soundfile.write(path, samples, rate_hz, "PCM_16", format="FLAC")
    except (OSError, soundfile.SoundFileError) as error:
        raise TargetError(
            "The recording could not be stored.",
            hint="Free some space on the disk of {folder}.",
            folder=path.parent,
        ) from error
