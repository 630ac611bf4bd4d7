import pytest

from engine.events.candidates import Candidate, at_sensitivity, confirmed
from engine.events.event import Event
from engine.events.liveliness import liveliness
from engine.events.proposals import with_proposals
from tests.engine.features import scenes


def at(*times_s, certainty=0.9):
    return [Candidate(Event(time_s, source="picture"), certainty) for time_s in times_s]


def proposed_s(scene, duration_s, candidates):
    lively = liveliness(scenes.watch(scene, duration_s))
    return [each.may_last_s for each in with_proposals(candidates, lively)]


def test_an_event_may_last_as_long_as_its_place_flickers():
    scene = scenes.simmering([(1.0, 1.8), (3.0, 6.0)])
    assert proposed_s(scene, 8.0, at(1.0, 3.0)) == pytest.approx([0.8, 3.0], abs=0.25)


def test_the_next_event_ends_it_but_a_doubtful_one_does_not():
    scene = scenes.simmering([(1.0, 4.0)])
    assert proposed_s(scene, 6.0, at(1.0, 3.0)) == pytest.approx([2.0, 0.0], abs=0.25)
    doubtful = [*at(1.0), *at(3.0, certainty=0.3)]
    assert proposed_s(scene, 6.0, doubtful)[0] == pytest.approx(3.0, abs=0.25)


def test_what_was_there_before_an_event_does_not_last_because_of_it():
    assert proposed_s(scenes.simmering([(0.5, 4.0)]), 6.0, at(2.0)) == [0.0]


def test_what_does_not_rest_between_quick_events_suggests_nothing():
    scene = scenes.simmering([(1.0, 4.0)])
    assert proposed_s(scene, 6.0, at(1.0, 1.7, 2.4)) == [0.0, 0.0, 0.0]


def test_what_is_there_from_the_first_frame_on_may_last():
    assert proposed_s(scenes.simmering([(0.0, 2.0)]), 5.0, at(0.0)) == pytest.approx(
        [2.0], abs=0.25
    )


@pytest.mark.parametrize("scene", [scenes.flash([1.0, 3.0], everywhere=True), scenes.still])
def test_a_flash_and_a_still_picture_suggest_nothing(scene):
    assert proposed_s(scene, 5.0, at(1.0, 3.0)) == [0.0, 0.0]


def test_a_proposal_becomes_a_duration_only_when_confirmed():
    lively = liveliness(scenes.watch(scenes.simmering([(1.0, 3.0)]), 5.0))
    (found,) = with_proposals(at(1.0), lively)
    assert found.event.duration_s == 0.0
    (event,) = at_sensitivity(confirmed([found]))
    assert event.duration_s == found.may_last_s > 1.5
    heard = [Candidate(Event(1.0, source="sound", duration_s=2.0), 0.9)]
    assert confirmed(heard) == heard  # the picture suggests nothing
