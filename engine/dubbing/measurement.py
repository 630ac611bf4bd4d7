"""Measure a take: onsets heard at its events, and loudness.

How much a take sounds like its reference is not among the figures: none that was tried agrees well
enough with a listener (docs/sound.md).
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from engine.dubbing.mix.take_sound import sound_blocks
from engine.events.event import Event, audible, shifted
from engine.media.audio import read_mono
from engine.mel.contract import MEL
from engine.mel.spectrogram import mel_spectrogram
from engine.metrics.heard import events_heard
from engine.metrics.loudness import measure_loudness
from engine.recipe import TakeFacts, TakeSound

# Onsets are looked for in the first ten minutes of a longer take only: enough for the figures.
_LONGEST_S: Final = 600.0


def measure_take(
    sound: TakeSound, events: Sequence[Event], *, mel: Path | None = None
) -> TakeFacts:
    """Measure a take.

    Args:
        sound: the take.
        events: the events it was made from, in clip time, including muted ones.
        mel: where to write its mel spectrogram (80, T) as a file of NumPy; None for nowhere.
    """
    heard = audible(events)
    longest_s = min(sound.duration_s, _LONGEST_S)
    wave = read_mono(sound.file, end_s=longest_s if mel is None else None)
    if mel is not None:
        np.save(mel, mel_spectrogram(wave))
        wave = wave[: round(longest_s * MEL.sample_rate_hz)]
    return TakeFacts(
        duration_s=sound.duration_s,
        events=len(heard),
        events_heard=events_heard(wave, shifted(heard, -sound.start_s)),
        loudness_lufs=measure_loudness(
            sound_blocks(sound), sound.rate_hz, sound.channels
        ).integrated_lufs,
    )
