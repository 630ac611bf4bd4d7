import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import signal

from engine.config import GRID
from engine.events.peaks import find_peaks, peaks, prominences

ROW_S = 1 / float(GRID.video_rate)


def rows(curve, **conditions):
    return [row for row, _ in peaks(np.array(curve, np.float32), **conditions)]


def test_the_first_and_the_last_row_can_be_peaks():
    assert rows([1, 0, 0, 0, 0, 2], floor=0.0) == [0, 5]


def test_what_is_lower_is_no_peak():
    curve = [0, 3, 2.8, 2.9, 2.5, 0, 0, 1, 0]
    assert rows(curve, floor=0.0) == [1, 7]
    assert rows([*curve, 0, 0, 2, 0], floor=0.0, least=1.5) == [1, 11]


def test_of_two_nearer_than_onsets_are_told_apart_the_higher_stays():
    assert rows([0, 1, 0, 2, 0, 0, 0], floor=0.0) == [3]
    assert rows([0, 1, 0, 0, 2, 0, 0], floor=0.0) == [1, 4]


@pytest.mark.parametrize("place", [6.0, 6.3, 5.6])
def test_a_time_lies_between_two_rows(place):
    curve = 4.0 - 0.1 * np.square(np.arange(12, dtype=np.float32) - np.float32(place))
    ((_, time_s),) = peaks(curve, floor=-np.inf)
    assert time_s == pytest.approx(place * ROW_S, abs=1e-4)


def test_no_time_is_before_the_start():
    ((row, time_s), *_) = peaks(np.array([2.0, 1.9, 0, 0]), floor=-np.inf)
    assert (row, time_s) == (0, 0.0)


@given(
    values=st.one_of(
        st.lists(st.integers(0, 4), max_size=60),  # flat tops, and peaks of equal height
        st.lists(st.floats(-10, 10, width=32), max_size=60),
    ),
    least=st.sampled_from([-np.inf, 0.0, 2.0]),
    distance=st.integers(1, 12),
)
def test_peaks_are_those_of_scipy(values, least, distance):
    curve = np.array(values, np.float32)
    theirs, _ = signal.find_peaks(curve, height=least, distance=distance)
    mine = find_peaks(curve, least=least, distance=distance)
    assert np.array_equal(mine, theirs)
    fall = prominences(curve, mine, floor=-np.inf)
    ends = [-np.inf, *curve, -np.inf]
    assert np.allclose(fall, signal.peak_prominences(ends, mine + 1)[0])


def test_a_prominence_is_the_fall_before_the_curve_rises_higher_or_ends():
    curve = np.array([0, 3, 2, 2.5, 1, 4, 3], np.float32)
    assert prominences(curve, [1, 3, 5], floor=0.0).tolist() == [2.0, 0.5, 4.0]
    assert prominences(curve, [5], floor=-np.inf).tolist() == [np.inf]
