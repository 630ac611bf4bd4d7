"""The sound of a take without events."""

from pathlib import Path
from typing import Final

import numpy as np
import soundfile  # type: ignore[import-untyped]

from engine.errors import TargetError

SUFFIX: Final = ".flac"  # an hour of silence takes 100 kB
_RATE_HZ: Final = 8000
_BLOCK_SAMPLES: Final = 1 << 16


def write_silence(path: Path, duration_s: float) -> None:
    """Write a silent sound of a duration.

    Raises:
        TargetError: it cannot be written.
    """
    left = round(duration_s * _RATE_HZ)
    silence = np.zeros(_BLOCK_SAMPLES, np.int16)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with soundfile.SoundFile(path, "w", _RATE_HZ, 1, "PCM_16", format="FLAC") as file:
            while left > 0:
                file.write(silence[:left])
                left -= len(silence)
    except (OSError, soundfile.SoundFileError) as error:
        raise TargetError(
            "The take could not be stored in the cache.",
            hint="Free some space on the disk of {folder}.",
            folder=path.parent,
        ) from error
