"""The tap test: how much later than a click a person's tap arrives, per input.

The result contains everything between the sound and the event: the device, the program, and the
person, who taps along rather than reacts.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from gui.kit.language import number, tr
from gui.playback.devices import AudioOutputs
from gui.playback.input.strokes import InputName

TAPS: Final = 10
PERIOD_S: Final = 0.6  # between clicks: 100 a minute, easy to tap along with
_LEAST_TAPS: Final = 6  # a few may be missed
_LARGEST_SPREAD_S: Final = 0.06  # more is not tapping along


class TapResult(NamedTuple):
    """The outcome of a tap test.

    Attributes:
        latency_s: median of the delays; None if the test failed.
        spread_s: median deviation from it.
        says: one sentence.
    """

    latency_s: float | None
    spread_s: float
    says: str


def measuring_problem(outputs: AudioOutputs, name: InputName) -> str:
    """Why the latency of an input cannot be measured, as a sentence; empty if it can."""
    if outputs.output.is_silent:
        return tr("Without an audio device, the clicks would not be heard.")
    if name == "microphone" and not outputs.has_microphone:
        return tr("No microphone is connected.")
    return ""


def click_times(start_s: float) -> list[float]:
    """When the clicks of a test are heard, from the start of the test."""
    return [start_s + PERIOD_S * number for number in range(TAPS)]


def judge_taps(clicks_s: Sequence[float], taps_s: Sequence[float]) -> TapResult:
    """Judge a finished test.

    Args:
        clicks_s: when the clicks were heard, on the monotonic clock.
        taps_s: when the taps arrived, on the same clock.

    Returns:
        Each tap counts for the click nearest to it, and each click once, by its first tap.
    """
    delays_s: dict[int, float] = {}
    for tap_s in sorted(taps_s):
        nearest = min(range(len(clicks_s)), key=lambda click: abs(tap_s - clicks_s[click]))
        delay_s = tap_s - clicks_s[nearest]
        if abs(delay_s) < PERIOD_S / 2:
            delays_s.setdefault(nearest, delay_s)
    if len(delays_s) < _LEAST_TAPS:
        tapped, asked = len(delays_s), len(clicks_s)
        says = tr("Only {tapped} of {asked} clicks were tapped.", tapped=tapped, asked=asked)
        return TapResult(None, 0.0, says)
    delays = np.array(list(delays_s.values()))
    latency_s = float(np.median(delays))
    spread_s = float(np.median(np.abs(delays - latency_s)))
    if spread_s > _LARGEST_SPREAD_S:
        return TapResult(None, spread_s, tr("The taps were too uneven to measure. Try again."))
    late_ms, spread_ms = number(abs(1000 * latency_s)), number(1000 * spread_s)
    if latency_s >= 0:
        says = tr(
            "Taps arrive {late} ms after the clicks, ± {spread} ms.", late=late_ms, spread=spread_ms
        )
    else:
        says = tr(
            "Taps arrive {early} ms before the clicks, ± {spread} ms.",
            early=late_ms,
            spread=spread_ms,
        )
    return TapResult(latency_s, spread_s, says)
