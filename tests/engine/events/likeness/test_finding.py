from itertools import pairwise

import numpy as np
import pytest

from engine.errors import InputError
from engine.events.event import Event
from engine.events.likeness.finding import Examples, find_like, finished_stretch
from engine.metrics.onsets import match_onsets
from tests.engine.events.likeness.clips import rows

FRAME_S = 1 / 21.5
STEPS_S = tuple(np.arange(1.0, 19.5, 1.3).round(2))  # at the top left
CLAPS_S = tuple(np.arange(1.65, 19.5, 2.6).round(2))  # at the bottom right


@pytest.fixture(scope="module")
def clip():
    return rows(STEPS_S, CLAPS_S)


def examples_of(clip, times_s, count=5, **event):
    events = [Event(time_s, **event) for time_s in times_s[:count]]
    return Examples(clip, events, finished_stretch(events))


def found(candidates):
    return [each.event.time_s for each in candidates if each.certainty >= 0.5]


def rest(times_s, count=5):
    return list(times_s[count:])


@pytest.mark.parametrize("kind", [STEPS_S, CLAPS_S], ids=["steps", "claps"])
def test_the_kind_that_was_shown_is_found_and_no_other(clip, kind):
    half = len(kind) // 2
    wanted = rest(kind, half)
    made = found(find_like(examples_of(clip, kind, half)))
    assert len(match_onsets(wanted, made)) == len(wanted)
    assert len(made) <= len(wanted) + 1  # of 4 to 9 of the other kind


def test_three_events_suffice(clip):
    made = found(find_like(examples_of(clip, STEPS_S, 3)))
    wanted = rest(STEPS_S, 3)
    assert len(match_onsets(wanted, made)) == len(wanted)
    assert len(made) <= len(wanted) + 1


def test_what_is_found_comes_from_the_picture_and_is_sorted(clip):
    candidates = find_like(examples_of(clip, STEPS_S))
    assert {each.event.source for each in candidates} == {"picture"}
    assert candidates == sorted(candidates, key=lambda each: each.event.time_s)


def test_a_rejected_event_is_proposed_no_more_and_others_like_it_are_less_certain():
    claps_s = CLAPS_S[2:]  # of which nothing is said at first
    taught = examples_of(rows(STEPS_S, claps_s), STEPS_S, 3)

    def certainties(candidates):
        return {
            time_s: max(
                (x.certainty for x in candidates if abs(x.event.time_s - time_s) < FRAME_S),
                default=0.0,
            )
            for time_s in claps_s
        }

    before = certainties(find_like(taught))
    first, second, *others = sorted(claps_s, key=lambda time_s: -before[time_s])
    learnt = find_like(taught._replace(rejected_s=[first, second]))
    after = certainties(learnt)
    assert before[first] >= 0.5
    assert after[first] == after[second] == 0.0
    assert sum(after[time_s] for time_s in others) < 0.7 * sum(before[time_s] for time_s in others)
    assert found(learnt) == pytest.approx(rest(STEPS_S, 3), abs=FRAME_S)


def test_an_event_after_the_finished_stretch_is_one_more_example(clip):
    few = examples_of(clip, STEPS_S, 2)
    more = few._replace(events=[*few.events, Event(STEPS_S[7])])
    made = found(find_like(more))
    wanted = [time_s for time_s in STEPS_S[2:] if time_s != STEPS_S[7]]
    assert len(match_onsets(wanted, made)) >= len(wanted) - 1
    assert len(made) <= len(wanted) + 1


def test_nothing_is_proposed_within_the_finished_stretch(clip):
    given = examples_of(clip, STEPS_S)
    start_s, end_s = given.finished_s
    assert all(not start_s <= each.event.time_s < end_s for each in find_like(given))


def test_the_clip_before_a_finished_stretch_is_searched_too(clip):
    events = [Event(time_s) for time_s in STEPS_S[5:10]]
    made = found(find_like(Examples(clip, events, (STEPS_S[5] - 0.5, STEPS_S[9] + 0.5))))
    assert made == pytest.approx([*STEPS_S[:5], *STEPS_S[10:]], abs=FRAME_S)


def test_events_of_one_clip_are_found_in_another(clip):
    times_s = (1.1, 2.3, 2.9, 4.2, 5.5, 6.7, 7.7)
    other = Examples(rows(times_s, (1.7, 5.0), seconds=9.0, seed=1))
    assert found(find_like(other, [examples_of(clip, STEPS_S, 8)])) == pytest.approx(
        times_s, abs=FRAME_S
    )


def test_found_events_are_as_strong_and_as_long_as_those_they_resemble(clip):
    steps = [Event(time_s, 0.4, duration_s=0.5) for time_s in STEPS_S[:5]]
    claps = [Event(time_s, 0.9) for time_s in CLAPS_S[:3]]
    candidates = find_like(Examples(clip, [*steps, *claps], (0.0, 7.0)))
    for each in candidates:
        if each.certainty < 0.5:
            continue
        is_step = min(abs(each.event.time_s - time_s) for time_s in STEPS_S) < FRAME_S
        assert each.event.strength == pytest.approx(0.4 if is_step else 0.9, abs=0.2)
        assert (each.event.duration_s > 0.2) == is_step


def test_no_event_lasts_into_the_next(clip):
    given = examples_of(clip, STEPS_S, duration_s=2.0)._replace(finished_s=(0.0, 6.9))
    candidates = find_like(given)
    events = [each.event for each in candidates if each.certainty >= 0.5]
    assert [event.time_s for event in events] == pytest.approx(rest(STEPS_S), abs=FRAME_S)
    for event, following in pairwise(events):
        assert event.duration_s == pytest.approx(min(2.0, following.time_s - event.time_s))


def test_muted_events_are_no_examples(clip):
    muted = [Event(time_s, muted=True) for time_s in STEPS_S[:4]]
    with pytest.raises(InputError, match="at least three events to learn from; there are none"):
        find_like(Examples(clip, muted, (0.0, 6.0)))


def test_the_finished_stretch_ends_after_the_last_decision():
    events = [Event(1.0), Event(2.0, duration_s=0.5)]
    assert finished_stretch(events) == (0.0, pytest.approx(2.6))
    assert finished_stretch(events, [7.0]) == (0.0, pytest.approx(7.1))
    assert finished_stretch([]) == (0.0, 0.0)


@pytest.mark.parametrize(("count", "says"), [(1, "there is one"), (2, "there are two")])
def test_too_few_events_are_refused(clip, count, says):
    with pytest.raises(InputError, match=says):
        find_like(examples_of(clip, STEPS_S, count))


def test_an_event_where_none_was_said_to_be_is_refused(clip):
    given = examples_of(clip, STEPS_S)._replace(rejected_s=[STEPS_S[1] + 0.02])
    with pytest.raises(InputError, match=r"At 2\.30 s there is an event"):
        find_like(given)


def test_a_clip_that_is_finished_to_its_end_is_refused(clip):
    given = examples_of(clip, STEPS_S)._replace(finished_s=(0.0, 20.0))
    with pytest.raises(InputError, match="Nothing of the clip is left"):
        find_like(given)


def test_a_picture_without_any_motion_has_no_rest():
    still = rows(seconds=10.0)
    zeros = still._replace(looks=0.0 * still.looks, evidence=0.0 * still.evidence)
    events = [Event(time_s) for time_s in (1.0, 2.0, 3.0)]
    assert find_like(Examples(zeros, events, (0.0, 3.1))) == []
