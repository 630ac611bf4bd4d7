import numpy as np
import pytest

from engine.config import GRID
from engine.events.candidates import at_sensitivity
from engine.events.evidence import auto_candidates
from engine.events.stretches import Stretch

FRAMES = 200
ROW_S = 1 / float(GRID.video_rate)


def curve(rest, **peaks):
    """A curve at rest with a peak of one row at each of the named rows, such as `at_50=2.0`."""
    values = np.full(FRAMES, rest, np.float32)
    for name, height in peaks.items():
        values[int(name.removeprefix("at_"))] = height
    return values


def rows(events):
    return [round(event.time_s / ROW_S) for event in events]


def test_a_model_that_is_sure_needs_no_impact_and_a_doubtful_one_is_helped_by_an_impact():
    logits = curve(-5.0, at_50=3.0, at_100=-2.0, at_150=-2.0)
    impact = curve(0.0, at_100=0.4)
    found = auto_candidates(logits, impact)
    assert rows(at_sensitivity(found)) == [50, 100]


def test_an_impact_that_the_model_denies_is_no_event():
    logits = curve(-7.0, at_50=3.0)
    impact = curve(0.0, at_100=0.4)
    assert rows(at_sensitivity(auto_candidates(logits, impact))) == [50]


def test_where_the_model_is_never_sure_the_clear_impacts_count():
    logits = np.full(FRAMES, -6.0, np.float32)
    impact = curve(0.0, at_50=0.4, at_100=0.36, at_150=0.1)
    assert rows(at_sensitivity(auto_candidates(logits, impact))) == [50, 100]


def test_a_model_whose_belief_is_level_sees_nothing_where_nothing_hits():
    for level in (-4.0, 4.0):
        found = auto_candidates(np.full(FRAMES, level, np.float32), curve(0.0))
        assert at_sensitivity(found, 1.0) == []


def test_more_sensitivity_only_adds_events_and_none_leaves_the_surest():
    chance = np.random.default_rng(3)
    logits = chance.normal(-1.0, 2.0, FRAMES).astype(np.float32)
    found = auto_candidates(logits, np.abs(chance.normal(0.0, 0.2, FRAMES)).astype(np.float32))
    counts = []
    for sensitivity in np.linspace(0.0, 1.0, 11):
        shown = at_sensitivity(found, float(sensitivity))
        assert set(counts[-1] if counts else ()) <= set(shown)
        counts.append(shown)
    assert 0 < len(counts[0]) < len(counts[5]) < len(counts[10])
    surest = max(found, key=lambda candidate: candidate.event.strength)
    assert surest.event.strength == 1.0
    assert surest.event in counts[0]


def stretch(row, stop, rise):
    return Stretch(row * ROW_S, row, stop, rise)


def test_what_goes_on_without_a_strike_is_an_event_at_its_beginning():
    logits, impact = curve(-5.0, at_30=3.0, at_100=-1.0), curve(0.0, at_100=0.4)
    assert rows(at_sensitivity(auto_candidates(logits, impact))) == [30, 100]
    found = auto_candidates(logits, impact, [stretch(80, 140, rise=2.0)])
    assert rows(at_sensitivity(found)) == [30, 80, 100]


def test_what_goes_on_between_strikes_is_no_event():
    logits = curve(-5.0, at_100=3.0)
    found = auto_candidates(logits, curve(0.0), [stretch(80, 140, rise=2.0)])
    assert rows(at_sensitivity(found, 1.0)) == [100]


def test_a_beginning_that_is_seen_as_a_strike_is_one_event_at_the_strike():
    logits = curve(-5.0, at_80=3.0)
    found = auto_candidates(logits, curve(0.0), [stretch(78, 140, rise=1.0)])
    assert rows(at_sensitivity(found, 1.0)) == [80]


def test_a_doubtful_strike_at_a_clear_beginning_is_the_beginning():
    logits = curve(-5.0, at_78=-2.0)
    found = auto_candidates(logits, curve(0.0), [stretch(80, 140, rise=2.0)])
    assert rows(at_sensitivity(found, 1.0)) == [80]


def test_a_gentle_beginning_takes_more_sensitivity_and_sounds_softer():
    logits = curve(-5.0)
    stretches = [stretch(20, 60, rise=0.6), stretch(100, 160, rise=1.2)]
    found = auto_candidates(logits, curve(0.0), stretches)
    assert rows(at_sensitivity(found)) == [100]
    gentle, clear = at_sensitivity(found, 0.8)
    assert (gentle.strength, clear.strength) == pytest.approx((0.5, 1.0))


def test_strength_falls_with_the_evidence():
    logits = curve(-5.0, at_50=3.0, at_100=1.0)
    strong, weak = at_sensitivity(auto_candidates(logits, curve(0.0)))
    assert (strong.strength, weak.strength) == pytest.approx((1.0, 0.549), abs=1e-3)
    assert {strong.source, weak.source} == {"picture"}


def test_the_two_curves_are_of_the_same_rows():
    with pytest.raises(ValueError, match="as many"):
        auto_candidates(np.zeros(3, np.float32), np.zeros(4, np.float32))
