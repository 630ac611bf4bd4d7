"""Read the sound file of a take for the delivery."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soundfile  # type: ignore[import-untyped]
from numpy.typing import NDArray

from engine.errors import InputError
from engine.media.audio import BLOCK_SAMPLES
from engine.recipe import TakeSound


def open_take_sound(file: Path, start_s: float) -> TakeSound:
    """Open the sound of a take that was rendered earlier.

    Args:
        file: its sound file.
        start_s: clip time of its first sample.

    Raises:
        InputError: the file cannot be read as audio.
    """
    try:
        found = soundfile.info(file)
    except soundfile.SoundFileError as error:
        raise InputError(
            "The sound of the take, {name}, cannot be read.",
            hint="Render the take again.",
            name=file.name,
        ) from error
    return TakeSound(file, found.samplerate, found.channels, start_s, found.duration)


def sound_blocks(sound: TakeSound) -> Iterator[NDArray[np.float32]]:
    """Read the sound of a take in blocks of (n, channels)."""
    blocks: Iterator[NDArray[np.float32]] = soundfile.blocks(
        sound.file, BLOCK_SAMPLES, dtype="float32", always_2d=True
    )
    return blocks
