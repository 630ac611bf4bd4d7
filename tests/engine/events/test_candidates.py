from engine.events.candidates import Candidate, at_sensitivity, shifted_candidates
from engine.events.event import Event

SURE, PROBABLE, DOUBTFUL = (
    Candidate(Event(time_s), certainty)
    for time_s, certainty in ((1.0, 1.0), (2.0, 0.5), (3.0, 0.2))
)
FOUND = [SURE, PROBABLE, DOUBTFUL]


def test_a_sensitivity_shows_what_is_certain_enough():
    assert at_sensitivity(FOUND) == [SURE.event, PROBABLE.event]
    assert at_sensitivity(FOUND, 0.0) == [SURE.event]
    assert at_sensitivity(FOUND, 0.79) == [SURE.event, PROBABLE.event]
    assert at_sensitivity(FOUND, 0.81) == [SURE.event, PROBABLE.event, DOUBTFUL.event]
    assert at_sensitivity(FOUND, 1.0) == [SURE.event, PROBABLE.event, DOUBTFUL.event]


def test_shifting_moves_events_but_not_before_the_start():
    moved = shifted_candidates(FOUND, -1.5)
    assert [each.event.time_s for each in moved] == [0.0, 0.5, 1.5]
    assert [each.certainty for each in moved] == [1.0, 0.5, 0.2]
