"""What can be measured of a take: whether it sounds at its events, and like its reference."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.config import MEL, RESOURCES
from engine.events.event import Event, audible
from engine.media.audio import read_mono
from engine.metrics.onsets import acceptance_onsets, match_onsets
from engine.metrics.timbre import centred_cosines, timbre_vector
from engine.recipe import Recipe

# Ten minutes are measured of a longer take: enough to judge by, and a bound for the memory.
_LONGEST_S: Final = 600.0
_LEAST_OTHERS: Final = 2  # wrong references, for the right one to stand out among them


def measure(
    sound: Path, duration_s: float, recipe: Recipe, events: Sequence[Event], start_s: float
) -> dict[str, float | None]:
    """Measure a take.

    Args:
        sound: the take's sound file.
        duration_s: how long it is.
        recipe: what it was made from.
        events: its events, in clip time.
        start_s: the clip time of its first sample.

    Returns:
        `events_heard`: share of the audible events at which an onset is heard within 100 ms.
        `timbre_similarity`: cosine of its timbre vector with the reference's, -1 to 1, after the
        mean over the reference and the shipped sounds is taken off.
        `timbre_null`: the same with the shipped sounds in place of the reference, their mean: what
        a wrong reference would get. None each where there is nothing to measure.
    """
    wave = read_mono(sound, end_s=min(duration_s, _LONGEST_S))
    part = recipe.reference_span
    reference = read_mono(recipe.reference, start_s=part.start_s, end_s=part.end_s)
    return {"events_heard": _events_heard(wave, events, start_s), **_timbre(wave, reference)}


def _events_heard(
    wave: NDArray[np.float32], events: Sequence[Event], start_s: float
) -> float | None:
    end_s = len(wave) / MEL.sample_rate_hz
    times_s = [event.time_s - start_s for event in audible(events)]
    within_s = [time_s for time_s in times_s if time_s < end_s]
    if not within_s:
        return None
    onsets_s = [float(time_s) for time_s in acceptance_onsets(wave)]
    return len(match_onsets(within_s, onsets_s)) / len(within_s)


def _timbre(wave: NDArray[np.float32], reference: NDArray[np.float32]) -> dict[str, float | None]:
    if not wave.any():
        return {"timbre_similarity": None, "timbre_null": None}
    own = timbre_vector(reference)
    others = [other for other in _shipped_timbres() if not np.allclose(other, own, atol=0.05)]
    if len(others) < _LEAST_OTHERS:
        return {"timbre_similarity": None, "timbre_null": None}
    cosines = centred_cosines(np.stack([own, *others]), timbre_vector(wave)[np.newaxis])[0]
    return {"timbre_similarity": float(cosines[0]), "timbre_null": float(cosines[1:].mean())}


@cache
def _shipped_timbres() -> list[NDArray[np.float64]]:
    """The timbre vectors of the references that come with the program."""
    files = sorted((RESOURCES / "samples").glob("*.flac"))
    return [timbre_vector(read_mono(file)) for file in files]
