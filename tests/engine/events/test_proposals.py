import numpy as np
import pytest

from engine.events.candidates import Candidate, at_sensitivity, confirmed
from engine.events.event import Event
from engine.events.proposals import with_proposals
from tests.engine.features import scenes


def simmering(spans_s):
    """A place that looks different thirty times a second during some spans."""
    chance = np.random.default_rng(0)
    looks = [scenes.BACKGROUND.copy() for _ in range(40)]
    for look in looks:
        look[40:80, 60:110] = np.kron(chance.uniform(40, 220, (10, 10)), np.ones((4, 5)))

    def paint(time_s):
        is_on = any(start_s <= time_s < end_s for start_s, end_s in spans_s)
        return looks[int(time_s * 30) % 40 if is_on else 0]

    return paint


def at(*times_s, certainty=0.9):
    return [Candidate(Event(time_s, source="picture"), certainty) for time_s in times_s]


def proposed_s(scene, duration_s, candidates):
    return [each.may_last_s for each in with_proposals(candidates, scenes.watch(scene, duration_s))]


def test_an_event_may_last_as_long_as_its_place_flickers():
    scene = simmering([(1.0, 1.8), (3.0, 6.0)])
    assert proposed_s(scene, 8.0, at(1.0, 3.0)) == pytest.approx([0.8, 3.0], abs=0.25)


def test_the_next_event_ends_it_but_a_doubtful_one_does_not():
    scene = simmering([(1.0, 4.0)])
    assert proposed_s(scene, 6.0, at(1.0, 3.0)) == pytest.approx([2.0, 1.0], abs=0.25)
    doubtful = [*at(1.0), *at(3.0, certainty=0.3)]
    assert proposed_s(scene, 6.0, doubtful)[0] == pytest.approx(3.0, abs=0.25)


@pytest.mark.parametrize("scene", [scenes.flash([1.0, 3.0], everywhere=True), scenes.still])
def test_a_flash_and_a_still_picture_suggest_nothing(scene):
    assert proposed_s(scene, 5.0, at(1.0, 3.0)) == [0.0, 0.0]


def test_a_proposal_becomes_a_duration_only_when_confirmed():
    (found,) = with_proposals(at(1.0), scenes.watch(simmering([(1.0, 3.0)]), 5.0))
    assert found.event.duration_s == 0.0
    (event,) = at_sensitivity(confirmed([found]))
    assert event.duration_s == found.may_last_s > 1.5
    heard = [Candidate(Event(1.0, source="sound", duration_s=2.0), 0.9)]
    assert confirmed(heard) == heard  # the picture suggests nothing
