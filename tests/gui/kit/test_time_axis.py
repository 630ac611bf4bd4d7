"""The one time axis."""

import pytest

from gui.kit.time_axis import TimeAxis, clock_text, snapped, tick_step

WIDTH = 1000


@pytest.fixture
def axis(qapp) -> TimeAxis:
    axis = TimeAxis()
    axis.set_duration(10.0)
    return axis


def test_all_of_a_new_clip_is_seen(axis):
    assert (axis.start_s, axis.end_s) == (0.0, 10.0)
    assert axis.x(5.0, WIDTH) == 500
    assert axis.time(250, WIDTH) == 2.5


def test_zooming_leaves_what_is_under_the_cursor_there(axis):
    axis.zoom(4.0, 2.0)
    assert axis.span_s == pytest.approx(2.5)
    assert axis.x(2.0, WIDTH) == pytest.approx(200)


def test_zooming_out_stops_at_the_whole_clip(axis):
    axis.zoom(4.0, 2.0)
    axis.zoom(0.01, 9.0)
    assert (axis.start_s, axis.end_s) == (0.0, 10.0)


def test_scrolling_stops_at_the_edges(axis):
    axis.zoom(2.0, 0.0)
    axis.scroll(-3.0)
    assert axis.start_s == 0.0
    axis.scroll(99.0)
    assert axis.end_s == 10.0


def test_the_page_turns_when_the_playhead_leaves_it(axis):
    axis.show(0.0, 2.0)
    axis.follow(1.9)
    assert axis.start_s == 0.0
    axis.follow(2.1)
    assert axis.start_s == pytest.approx(2.0)


def test_it_tells_only_of_real_changes(axis):
    told: list[None] = []
    axis.changed.connect(lambda: told.append(None))
    axis.fit()
    axis.scroll(1.0)
    assert told == []


def test_a_time_snaps_only_to_what_is_within_reach():
    assert snapped(1.04, [1.0, 2.0], 0.05) == 1.0
    assert snapped(1.06, [1.0, 2.0], 0.05) == 1.06
    assert snapped(1.0, [], 0.05) == 1.0


@pytest.mark.parametrize(
    ("span_s", "step"), [(1.0, 0.1), (10.0, 1.0), (1800.0, 300.0), (0.02, 0.002), (1e9, 1.8e8)]
)
def test_ticks_stand_on_round_times(span_s, step):
    assert tick_step(span_s, WIDTH) == pytest.approx(step)


@pytest.mark.parametrize(
    ("time_s", "text"),
    [(3.4, "0:03.400"), (62.5, "1:02.500"), (59.9996, "1:00.000"), (3723.0, "1:02:03.000")],
)
def test_times_read_as_a_person_writes_them(time_s, text):
    assert clock_text(time_s) == text
