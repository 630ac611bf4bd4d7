"""Measure a take: onsets heard at its events, timbre similarity to its reference, loudness."""

from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.config import RESOURCES
from engine.dubbing.take_sound import sound_blocks
from engine.events.event import Event, audible, shifted
from engine.media.audio import read_mono
from engine.metrics.heard import events_heard
from engine.metrics.loudness import measure_loudness
from engine.metrics.timbre import centred_cosines, timbre_vector
from engine.recipe import SoundPart, TakeFacts, TakeSound

# Only the first ten minutes of a longer take are measured: enough for the figures, bounded memory.
_LONGEST_S: Final = 600.0
_LEAST_OTHERS: Final = 2  # other sounds needed to compare the reference with


class _Timbre(NamedTuple):
    """Similarity of a take's timbre to its reference and to the other sounds."""

    similarity: float | None = None
    null: float | None = None


def measure_take(sound: TakeSound, events: Sequence[Event], reference: SoundPart) -> TakeFacts:
    """Measure a take.

    Args:
        sound: the take.
        events: the events it was made from, in clip time, including muted ones.
        reference: the sound it should resemble.
    """
    heard = audible(events)
    wave = read_mono(sound.file, end_s=min(sound.duration_s, _LONGEST_S))
    span = reference.span
    own = read_mono(reference.file, start_s=span.start_s, end_s=span.end_s)
    timbre = _timbre(wave, own)
    return TakeFacts(
        duration_s=sound.duration_s,
        events=len(heard),
        events_heard=events_heard(wave, shifted(heard, -sound.start_s)),
        timbre_similarity=timbre.similarity,
        timbre_null=timbre.null,
        loudness_lufs=measure_loudness(
            sound_blocks(sound), sound.rate_hz, sound.channels
        ).integrated_lufs,
    )


def _timbre(wave: NDArray[np.float32], reference: NDArray[np.float32]) -> _Timbre:
    if not wave.any():
        return _Timbre()
    own = timbre_vector(reference)
    others = [other for other in _shipped_timbres() if not np.allclose(other, own, atol=0.05)]
    if len(others) < _LEAST_OTHERS:
        return _Timbre()
    cosines = centred_cosines(np.stack([own, *others]), timbre_vector(wave)[np.newaxis])[0]
    return _Timbre(float(cosines[0]), float(cosines[1:].mean()))


@cache
def _shipped_timbres() -> list[NDArray[np.float64]]:
    """The timbre vectors of the references shipped with the program."""
    files = sorted((RESOURCES / "samples").glob("*.flac"))
    return [timbre_vector(read_mono(file)) for file in files]
