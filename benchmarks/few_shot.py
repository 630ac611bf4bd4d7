"""Measure "find the rest": taught by the first events of a clip, how well are the others found?

Run by `measure_events.py --few-shot`. The first half of each clip is taught, whole or up to its
third, fifth or tenth event; the second half is searched. A clip whose first half has fewer than
three events cannot be taught and is left out; one with fewer than wanted is taught its whole first
half. `before` is what the usual detection finds in the second half.
"""

import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from engine.dubbing.find_rest import find_rest
from engine.dubbing.take_events import clip_events
from engine.events.event import Event
from engine.events.likeness.finding import LEAST_EXAMPLES, TAIL_S
from engine.media.audio import read_mono
from engine.media.probe import probe
from engine.metrics.onsets import acceptance_onsets, score_onsets
from engine.progress import JobContext
from engine.recipe import Span, TaughtClip
from engine.storage.cache import Cache

GIVEN: tuple[int | None, ...] = (3, 5, 10, None)  # None: the whole first half


def taught(true_s: Sequence[float], half_s: float, given: int | None) -> tuple[list[Event], Span]:
    """The events that are given, and the stretch that is finished."""
    first_s = [time_s for time_s in true_s if time_s < half_s]
    if given is None or len(first_s) <= given:
        return [Event(time_s) for time_s in first_s], Span(0.0, half_s)
    end_s = min(first_s[given - 1] + TAIL_S, (first_s[given - 1] + first_s[given]) / 2)
    return [Event(time_s) for time_s in first_s[:given]], Span(0.0, end_s)


def measure_few_shot(paths: Sequence[Path]) -> None:
    """Measure every clip and print the table."""
    cache = Cache.of_user()
    true_halves: list[list[float]] = []
    made: dict[str, list[list[float]]] = {}
    used_s = []
    for path in paths:
        info, true_s = probe(path), acceptance_onsets(read_mono(path)).tolist()
        half_s = info.duration_s / 2
        if len(taught(true_s, half_s, None)[0]) < LEAST_EXAMPLES:
            continue

        def rest(times_s: Sequence[float], half_s: float = half_s) -> list[float]:
            return [time_s - half_s for time_s in times_s if time_s >= half_s]

        true_halves.append(rest(true_s))
        usual = clip_events(info, "auto", cache=cache, context=JobContext())
        made.setdefault("before", []).append(rest([event.time_s for event in usual]))
        for given in GIVEN:
            events, finished = taught(true_s, half_s, given)
            clip = TaughtClip(path, tuple(events), finished)
            find_rest(clip, cache=cache, context=JobContext())  # fills the cache
            start = time.process_time()
            candidates = find_rest(clip, cache=cache, context=JobContext())
            used_s.append(time.process_time() - start)
            found_s = [each.event.time_s for each in candidates if each.certainty >= 0.5]
            name = "first half given" if given is None else f"{given} events given"
            made.setdefault(name, []).append(rest(found_s))
    print(f"second halves of {len(true_halves)} of {len(paths)} clips:")
    for name, found in made.items():
        score = score_onsets(true_halves, found)
        print(
            f"{name:18} truth {score.true:4}  found {score.made:4}  matched {score.matched:4}  "
            f"F1 {score.f1:.3f}  null {score.null:.3f}  distance {score.f1 - score.null:+.3f}"
        )
    print(f"finding the rest took {np.median(used_s):.3f} s of processor time, with a full cache")
