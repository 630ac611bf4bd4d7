"""Read a reference for an engine: without an offset, refused if silent, at a usable level.

Recordings have faults that neither engine should hear. A constant offset (DC) would become a click
at both ends of every grain. A very quiet recording would fall below the gate of the loudness
measurement and below the floor of the mel; one far above full scale, as floating point allows,
would exceed the range of that measurement. Both engines therefore read their sounds here.

Shapes: samples of (n, channels), float32.
"""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError
from engine.media.audio import Sound, read_sound
from engine.media.resampling import resampled
from engine.progress import JobContext
from engine.recipe import SoundPart

Samples = NDArray[np.float32]

SILENT_PEAK: Final = 1e-3  # a sound that stays below -60 dBFS counts as silent
_OFFSET_SHARE: Final = 0.01  # of the RMS: an offset below -40 dB of the sound is not heard
_QUIET_PEAK: Final = 0.1  # a reference below -20 dBFS is raised to it
_LOUD_PEAK: Final = 4.0  # one above +12 dBFS is lowered to it: FFmpeg measures up to +10 LUFS
_NOTED_GAIN_DB: Final = 20.0  # raised by more than that, a recording's noise may become audible


def read_reference(
    part: SoundPart, *, rate_hz: int | None, mono: bool, context: JobContext
) -> Sound:
    """Read the part of a reference to use, raised to a peak of -20 dBFS or lowered to +12 dBFS.

    Args:
        part: the file and the part of it.
        rate_hz: sample rate of the result; None means that of the file.
        mono: whether to mix the channels down.
        context: gets a note if the sound is raised by more than 20 dB.

    Raises:
        InputError: it cannot be read, or is silent.
    """
    sound = read_without_offset(part, rate_hz=rate_hz, mono=mono)
    peak = _peak(sound.samples)
    gain = float(np.clip(peak, _QUIET_PEAK, _LOUD_PEAK)) / peak
    gain_db = 20 * math.log10(gain)
    if gain_db > _NOTED_GAIN_DB:
        context.note(
            "{name} is very quiet, so it was raised by {gain_db:.0f} dB.",
            name=part.file.name,
            gain_db=gain_db,
        )
    return Sound(sound.samples * np.float32(gain), sound.rate_hz)


def read_without_offset(part: SoundPart, *, rate_hz: int | None, mono: bool) -> Sound:
    """Read a part of a sound at its own level; arguments and errors as in `read_reference`."""
    span = part.span
    # at its own rate: resampling first would turn the end of an offset into a click
    sound = read_sound(part.file, mono=mono, start_s=span.start_s, end_s=span.end_s)
    sound = Sound(_without_offset(sound.samples), sound.rate_hz)
    require_sound(sound, part.file.name)
    return sound if rate_hz is None else _at_rate(sound, rate_hz)


def require_sound(sound: Sound, name: str = "The reference") -> None:
    """Refuse a silent sound.

    Raises:
        InputError: it stays below -60 dBFS.
    """
    if _peak(sound.samples) < SILENT_PEAK:
        raise InputError(
            "{name} is silent, so there is no timbre to take from it.",
            hint="Choose another sound, or another part of this one.",
            name=name,
        )


def _without_offset(samples: Samples) -> Samples:
    """Subtract the mean of each channel where it is an offset and not the chance of a few hits."""
    if len(samples) == 0:
        return samples
    mean = samples.mean(axis=0, dtype=np.float64)  # (channels,)
    rms = np.sqrt(np.square(samples).mean(axis=0, dtype=np.float64))
    offset = np.where(np.abs(mean) > _OFFSET_SHARE * rms, mean, 0.0)
    return samples - offset.astype(np.float32) if offset.any() else samples


def _at_rate(sound: Sound, rate_hz: int) -> Sound:
    channels = sound.samples.shape[1]
    blocks = resampled(iter([sound.samples]), channels, sound.rate_hz, rate_hz)
    return Sound(np.concatenate(list(blocks)), rate_hz)


def _peak(samples: Samples) -> float:
    return float(np.abs(samples).max(initial=0.0))
