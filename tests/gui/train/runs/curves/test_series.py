"""Values by step: appended, averaged."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.train.runs.curves.series import Series


def series_of(values: list[float], first: int = 1) -> Series:
    series = Series()
    series.extend(range(first, first + len(values)), values)
    return series


@given(
    pieces=st.lists(st.lists(st.floats(-100, 100), max_size=700), max_size=5),
    count=st.integers(1, 50),
)
def test_averages_are_those_of_the_last_values_however_they_came(pieces, count):
    series = Series()
    for piece in pieces:
        first = len(series) + 1
        series.extend(range(first, first + len(piece)), piece)
    everything = [value for piece in pieces for value in piece]
    expected = [
        np.mean(everything[max(0, end - count) : end]) for end in range(1, len(everything) + 1)
    ]
    np.testing.assert_allclose(series.averages(count), expected, atol=1e-9)
    part = slice(len(expected) // 3, len(expected) // 2)
    np.testing.assert_allclose(series.averages(count, part), expected[part], atol=1e-9)
    places = np.arange(len(expected))[::-3]
    found = series.averages_at(places, count)
    np.testing.assert_allclose(found, [expected[place] for place in places], atol=1e-9)


def test_what_a_restarted_trainer_does_anew_is_forgotten_with_its_share_of_the_averages():
    series = series_of([1.0, 2.0, 3.0, 1000.0])
    series.cut(3)
    series.extend([4, 5], [4.0, 5.0])
    assert series.steps.tolist() == [1, 2, 3, 4, 5]
    assert series.averages(5)[-1] == pytest.approx(3.0)


def test_a_value_that_is_no_number_is_left_out():
    series = series_of([1.0, float("nan"), 3.0, float("inf")])
    assert series.steps.tolist() == [1, 3]
    assert series.averages(2).tolist() == [1.0, 2.0]


@pytest.mark.parametrize(("step", "place"), [(-5, 0), (1.4, 0), (1.6, 1), (3, 2), (99, 2)])
def test_the_value_nearest_to_the_cursor_is_found(step, place):
    assert series_of([5.0, 6.0, 7.0]).nearest(step) == place


def test_places_are_spread_evenly_and_stay_when_the_view_is_moved():
    series = Series()
    series.extend(range(1, 1001), [0.0] * 1000)
    assert series.steps[series.spread(0, 1000, 5, 0.25)].tolist() == [50, 250, 450, 650, 850]
    assert series.steps[series.spread(130, 1130, 5, 0.25)].tolist() == [50, 250, 450, 650, 850]
    assert len(Series().spread(0, 100, 5, 0.0)) == 0
