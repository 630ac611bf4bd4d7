"""The sounds that the window itself stores with a project: recordings, and takes without events."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from engine.errors import TargetError
from engine.phrases import Phrase

SUFFIX: Final = ".flac"  # an hour of silence takes 100 kB
_RATE_HZ: Final = 8000  # of silence
_BLOCK_SAMPLES: Final = 1 << 16


def write_guide(path: Path, samples: NDArray[np.float32], rate_hz: int) -> None:
    """Write a recording (n,), mono.

    Raises:
        TargetError: it cannot be written.
    """
    with _writing(path, rate_hz, Phrase("The recording could not be stored.")) as file:
        file.write(samples)


def write_silence(path: Path, duration_s: float) -> None:
    """Write the sound of a take without events.

    Raises:
        TargetError: it cannot be written.
    """
    left = round(duration_s * _RATE_HZ)
    silence = np.zeros(_BLOCK_SAMPLES, np.int16)
    failure = Phrase("The take could not be stored in the cache.")
    with _writing(path, _RATE_HZ, failure) as file:
        while left > 0:
            file.write(silence[:left])
            left -= len(silence)


@contextmanager
def _writing(path: Path, rate_hz: int, failure: Phrase) -> Iterator[Any]:
    import soundfile  # type: ignore[import-untyped]  # not needed before the window is seen

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with soundfile.SoundFile(path, "w", rate_hz, 1, "PCM_16", format="FLAC") as file:
            yield file
    except (OSError, soundfile.SoundFileError) as error:
        raise TargetError(
            failure, hint="Free some space on the disk of {folder}.", folder=path.parent
        ) from error
