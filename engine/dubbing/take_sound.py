"""The sound file of a take, as the delivery reads it."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soundfile  # type: ignore[import-untyped]
from numpy.typing import NDArray

from engine.errors import InputError
from engine.media.audio import BLOCK_SAMPLES
from engine.recipe import TakeSound


def open_take_sound(file: Path, start_s: float) -> TakeSound:
    """The sound of a take that was rendered before.

    Args:
        file: its sound file.
        start_s: clip time of its first sample.

    Raises:
        InputError: it is no sound file.
    """
    try:
        found = soundfile.info(file)
    except soundfile.SoundFileError as error:
        raise InputError(
            f"The sound of the take, {file.name}, cannot be read.", hint="Make the take again."
        ) from error
    return TakeSound(file, found.samplerate, found.channels, start_s, found.duration)


def sound_blocks(sound: TakeSound) -> Iterator[NDArray[np.float32]]:
    """The sound of a take, (n, channels) each."""
    blocks: Iterator[NDArray[np.float32]] = soundfile.blocks(
        sound.file, BLOCK_SAMPLES, dtype="float32", always_2d=True
    )
    return blocks
