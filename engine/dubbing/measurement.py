"""Measure a take: onsets heard at its events, and loudness.

How much a take sounds like its reference is not among the figures: none that was tried agrees well
enough with a listener (docs/sound.md).
"""

from collections.abc import Sequence
from typing import Final

from engine.dubbing.mix.take_sound import sound_blocks
from engine.events.event import Event, audible, shifted
from engine.media.audio import read_mono
from engine.metrics.heard import events_heard
from engine.metrics.loudness import measure_loudness
from engine.recipe import TakeFacts, TakeSound

# Only the first ten minutes of a longer take are measured: enough for the figures, bounded memory.
_LONGEST_S: Final = 600.0


def measure_take(sound: TakeSound, events: Sequence[Event]) -> TakeFacts:
    """Measure a take.

    Args:
        sound: the take.
        events: the events it was made from, in clip time, including muted ones.
    """
    heard = audible(events)
    wave = read_mono(sound.file, end_s=min(sound.duration_s, _LONGEST_S))
    return TakeFacts(
        duration_s=sound.duration_s,
        events=len(heard),
        events_heard=events_heard(wave, shifted(heard, -sound.start_s)),
        loudness_lufs=measure_loudness(
            sound_blocks(sound), sound.rate_hz, sound.channels
        ).integrated_lufs,
    )
