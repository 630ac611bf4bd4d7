"""The running filters beside their namesakes in SciPy, bit by bit."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import ndimage

from engine.media.filters import running_max, running_mean, running_median, running_min

DTYPES = st.sampled_from([np.float32, np.float64])
# few different values, so that windows are full of equal ones, or many
VALUES = st.one_of(
    st.lists(st.integers(-2, 2), min_size=1, max_size=40),
    st.lists(st.floats(-10, 10, width=32), min_size=1, max_size=40),
)


@st.composite
def windows(draw):
    """A window's size, and a shift that leaves the value itself in it."""
    size = draw(st.integers(1, 50))
    return size, draw(st.integers(-(size // 2), (size - 1) // 2))


@given(VALUES, DTYPES, windows())
def test_the_largest_and_the_smallest_are_those_of_scipy(values, dtype, window):
    size, shift = window
    values = np.array(values, dtype)
    largest = running_max(values, size, shift=shift)
    smallest = running_min(values, size, shift=shift)
    assert largest.dtype == smallest.dtype == dtype
    assert np.array_equal(largest, ndimage.maximum_filter1d(values, size, origin=shift))
    assert np.array_equal(smallest, ndimage.minimum_filter1d(values, size, origin=shift))


@given(VALUES, DTYPES, windows(), st.sampled_from([("symmetric", "reflect"), ("constant",) * 2]))
def test_the_means_are_those_of_scipy(values, dtype, window, ends):
    size, shift = window
    values = np.array(values, dtype)
    means = running_mean(values, size, shift=shift, ends=ends[0])
    assert means.dtype == dtype
    theirs = ndimage.uniform_filter1d(values, size, origin=shift, mode=ends[1])
    assert np.array_equal(means, theirs)


@given(VALUES, DTYPES, st.integers(0, 25))
def test_the_middle_values_are_those_of_scipy(values, dtype, reach):
    values = np.array(values, dtype)
    theirs = ndimage.median_filter(values, 2 * reach + 1, mode="nearest")
    assert np.array_equal(running_median(values, 2 * reach + 1), theirs)


def test_rows_are_filtered_one_by_one():
    rows = np.random.default_rng(0).normal(size=(3, 30)).astype(np.float32)
    for filtered in (running_max, running_min, running_mean):
        assert np.array_equal(filtered(rows, 5), [filtered(row, 5) for row in rows])


@pytest.mark.parametrize("filtered", [running_max, running_min, running_mean])
def test_of_nothing_comes_nothing(filtered):
    assert filtered(np.zeros(0, np.float32), 5).shape == (0,)
