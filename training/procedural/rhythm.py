"""Rhythms of the events in a clip: none, a few, steady, irregular, bursts, accelerating."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from training.procedural.draws import log_uniform


@dataclass(frozen=True, slots=True)
class Beat:
    """A planned event.

    Attributes:
        time_s: of the event.
        strength: 0 to 1.
        real: false for a feint, a silent movement that stops short.
    """

    time_s: float
    strength: float
    real: bool = True


@dataclass(frozen=True, slots=True)
class Tempo:
    """The rhythm a scene family can perform.

    Attributes:
        shortest_s: minimum time between two beats.
        usual_s: typical time between two beats.
        feints: share of feints among the beats of a clip that has feints at all.
    """

    shortest_s: float
    usual_s: float
    feints: float = 0.25


@dataclass(frozen=True, slots=True)
class Stretch:
    """A planned event that lasts.

    Attributes:
        time_s: of its start.
        length_s: how long it lasts.
        strength: 0 to 1; that of the strongest is 1.
    """

    time_s: float
    length_s: float
    strength: float


_LEAD_S: Final = 0.45  # leaves time for the movement before the first beat


def _none(rng: np.random.Generator, tempo: Tempo, length_s: float) -> list[float]:
    return []


def _few(rng: np.random.Generator, tempo: Tempo, length_s: float) -> list[float]:
    count = int(rng.choice([1, 1, 2, 3, 4]))
    return [float(time_s) for time_s in rng.uniform(_LEAD_S, length_s, count)]


def _steady(rng: np.random.Generator, tempo: Tempo, length_s: float) -> list[float]:
    gap_s = max(tempo.usual_s * np.exp(rng.normal(0, 0.5)), tempo.shortest_s)
    start_s = rng.uniform(_LEAD_S, _LEAD_S + gap_s)
    times_s = np.arange(start_s, length_s, gap_s)
    return [float(time_s) for time_s in times_s + rng.normal(0, 0.04 * gap_s, times_s.size)]


def _irregular(rng: np.random.Generator, tempo: Tempo, length_s: float) -> list[float]:
    mean_s = tempo.usual_s * np.exp(rng.normal(0.3, 0.5))
    times_s = np.cumsum(tempo.shortest_s + rng.exponential(mean_s, 200)) + _LEAD_S - mean_s / 2
    return [float(time_s) for time_s in times_s if _LEAD_S <= time_s < length_s]


def _bursts(rng: np.random.Generator, tempo: Tempo, length_s: float) -> list[float]:
    times_s: list[float] = []
    now_s = rng.uniform(_LEAD_S, 2.0)
    while now_s < length_s:
        gap_s = tempo.shortest_s * rng.uniform(1.0, 1.8)
        for _ in range(int(rng.integers(2, 9))):
            times_s.append(now_s)
            now_s += gap_s * rng.uniform(0.9, 1.1)
        now_s += rng.uniform(0.6, 3.0)
    return times_s


def _accelerating(rng: np.random.Generator, tempo: Tempo, length_s: float) -> list[float]:
    factor = rng.uniform(0.8, 0.96)
    gap_s = tempo.usual_s * rng.uniform(1.0, 2.5)
    times_s = [float(rng.uniform(_LEAD_S, 1.5))]
    while times_s[-1] < length_s:
        times_s.append(times_s[-1] + gap_s)
        gap_s = max(gap_s * factor, tempo.shortest_s)
    return times_s


_PATTERNS: Final[tuple[tuple[float, Callable[..., list[float]]], ...]] = (
    (0.05, _none),
    (0.15, _few),
    (0.25, _steady),
    (0.30, _irregular),
    (0.15, _bursts),
    (0.10, _accelerating),
)


def draw_beats(rng: np.random.Generator, tempo: Tempo, length_s: float) -> list[Beat]:
    """Draw a rhythm.

    Args:
        rng: draws pattern, times and strengths.
        tempo: limits of the scene family.
        length_s: all beats are before it.

    Returns:
        Beats in order of time, at least `tempo.shortest_s` apart.
    """
    shares = [share for share, _ in _PATTERNS]
    pattern = _PATTERNS[int(rng.choice(len(_PATTERNS), p=shares))][1]
    kept: list[float] = []
    for time_s in sorted(pattern(rng, tempo, length_s)):
        late_enough = not kept or time_s - kept[-1] >= tempo.shortest_s
        if _LEAD_S <= time_s < length_s and late_enough:
            kept.append(time_s)
    spread = rng.uniform(0.0, 0.8)
    feints = tempo.feints if rng.random() < 0.25 else 0.0
    return [
        Beat(time_s, float(1 - spread * rng.random()), bool(rng.random() >= feints))
        for time_s in kept
    ]


def draw_stretches(
    rng: np.random.Generator,
    length_s: float,
    lengths_s: tuple[float, float],
    pauses_s: tuple[float, float],
) -> list[Stretch]:
    """Draw events that last, with pauses between them.

    Args:
        rng: draws times, lengths and strengths.
        length_s: all of them end before it.
        lengths_s: shortest and longest.
        pauses_s: likewise.

    Returns:
        At least one, in order of time.
    """
    drawn_ones: list[tuple[float, float, float]] = []
    time_s = float(rng.uniform(0.0, 1.5))
    while not drawn_ones or length_s - time_s > lengths_s[0]:
        lasts_s = min(log_uniform(rng, *lengths_s), length_s - time_s)
        drawn_ones.append((time_s, lasts_s, float(rng.uniform(0.4, 1.0))))
        time_s += lasts_s + log_uniform(rng, *pauses_s)
    strongest = max(strength for _, _, strength in drawn_ones)
    return [Stretch(start, lasts, strength / strongest) for start, lasts, strength in drawn_ones]
