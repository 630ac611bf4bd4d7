import pytest

from engine.events.event import Event
from gui.playback.input.clip_clock import ClipClock
from gui.playback.input.performance import LEAST_HOLD_S, Performance

START_S = 1000.0  # of the pass, on the monotonic clock
TICK_S = 0.016


def played(pass_, *, from_s=0.0, to_s=4.0, speed=1.0):
    """Let the clip run from a position to another; the player reports every 16 ms."""
    now_s, position_s = START_S, from_s
    while position_s <= to_s:
        assert not pass_.follow(now_s, position_s, speed)
        now_s, position_s = now_s + TICK_S, position_s + TICK_S * speed


@pytest.mark.parametrize("latency_s", [0.0, 0.045, 0.2, -0.01])
@pytest.mark.parametrize("speed", [1.0, 0.5, 0.25])
def test_an_event_lies_where_the_key_was_minus_the_latency(latency_s, speed):
    clock = ClipClock(latency_s)
    pass_ = Performance(clock)
    played(pass_, from_s=2.0, to_s=6.0, speed=speed)
    for number, meant_s in enumerate((2.001, 3.1234, 5.77)):
        arrived_s = START_S + (meant_s - 2.0) / speed + latency_s
        event = pass_.press(number, arrived_s)
        assert event is not None
        assert event.time_s == pytest.approx(meant_s, abs=0.005)
        assert event.source == "performance"


def test_a_key_held_at_half_speed_lasts_half_as_long_in_the_clip():
    pass_ = Performance(ClipClock(0.05))
    played(pass_, speed=0.5)
    pass_.press("f", START_S + 1.05)
    pass_.release("f", START_S + 2.05)
    (event,) = pass_.events
    assert event.time_s == pytest.approx(0.5, abs=0.005)
    assert event.duration_s == pytest.approx(0.5, abs=0.005)


def test_a_key_released_at_once_is_a_strike():
    pass_ = Performance(ClipClock())
    played(pass_)
    pass_.press("f", START_S + 1.0)
    pass_.release("f", START_S + 1.0 + LEAST_HOLD_S - 0.01)
    assert [event.duration_s for event in pass_.events] == [0.0]


def test_two_keys_may_be_down_at_once_and_each_has_its_strength():
    pass_ = Performance(ClipClock())
    played(pass_)
    pass_.press("f", START_S + 1.0, 0.5)
    pass_.press("j", START_S + 1.2, 1.0)
    pass_.release("f", START_S + 2.0)
    pass_.release("j", START_S + 2.2)
    assert [event.strength for event in pass_.events] == [0.5, 1.0]
    assert [event.duration_s for event in pass_.events] == pytest.approx([1.0, 1.0])


def test_a_held_key_that_repeats_and_a_contact_that_bounces_are_one_event():
    pass_ = Performance(ClipClock())
    played(pass_)
    pass_.press("f", START_S + 1.0)
    assert pass_.press("f", START_S + 1.5) is None
    pass_.release("f", START_S + 1.6)
    pass_.press("j", START_S + 2.0)
    pass_.release("j", START_S + 2.005)
    assert pass_.press("j", START_S + 2.01) is None
    assert len(pass_.events) == 2


def test_releases_of_a_repeated_key_do_not_end_its_event():
    pass_ = Performance(ClipClock())
    played(pass_)
    pass_.press("f", START_S + 1.0)
    for number in range(20):  # as X11 repeats it, where Qt does not see that it is a repeat
        at_s = START_S + 1.5 + 0.04 * number
        pass_.release("f", at_s)
        assert pass_.press("f", at_s) is None
    pass_.release("f", START_S + 2.5)
    (event,) = pass_.events
    assert event.duration_s == pytest.approx(1.5)


def test_what_is_held_at_the_end_lasts_until_then():
    pass_ = Performance(ClipClock())
    played(pass_)
    pass_.press("f", START_S + 3.0)
    (event,) = pass_.finish(START_S + 3.9)
    assert event.duration_s == pytest.approx(0.9)


def test_only_the_punch_range_is_recorded_and_what_is_held_ends_with_it():
    pass_ = Performance(ClipClock(), punch_s=(1.0, 2.0))
    played(pass_)
    assert pass_.press("f", START_S + 0.9) is None
    pass_.press("f", START_S + 1.5)
    pass_.release("f", START_S + 3.0)
    assert pass_.press("f", START_S + 3.1) is None
    (event,) = pass_.events
    assert event.end_s == pytest.approx(2.0)
    assert pass_.covered_s == (1.0, 2.0)


def test_the_jump_of_a_loop_ends_the_pass():
    pass_ = Performance(ClipClock())
    played(pass_)
    assert pass_.follow(START_S + 4.1, 1.0, 1.0)
    assert pass_.covered_s == (0.0, pytest.approx(4.0, abs=TICK_S))


def test_a_key_just_after_the_jump_of_a_loop_was_meant_before_it():
    clock = ClipClock(0.1)
    clock.report(START_S, 3.95, 1.0)
    clock.report(START_S + 0.05, 1.0, 1.0)
    assert clock.clip_time_s(START_S + 0.12) == pytest.approx(3.97)
    assert clock.clip_time_s(START_S + 0.16) == pytest.approx(1.01)


def test_before_the_clip_runs_nothing_is_played():
    assert Performance(ClipClock()).press("f", START_S) is None


def test_what_a_recording_holds_is_added_within_the_punch_range():
    pass_ = Performance(ClipClock(), punch_s=(1.0, 2.0))
    for after_s in (0.0, 3.0):
        pass_.follow(START_S + after_s, after_s, 1.0)
    pass_.add(pass_.in_clip([Event(0.4), Event(1.4), Event(2.4)], START_S + 0.1))
    (event,) = pass_.events
    assert (event.time_s, event.source) == (pytest.approx(1.5), "performance")
