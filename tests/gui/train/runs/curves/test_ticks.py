"""Round numbers for the axes."""

import pytest

from gui.train.runs.curves.ticks import linear_ticks, log_ticks


@pytest.mark.parametrize(
    ("low", "high", "most", "ticks"),
    [
        (0.0, 1.0, 5, [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (0.13, 0.31, 4, [0.15, 0.2, 0.25, 0.3]),
        (980, 20300, 4, [5000, 10000, 15000, 20000]),
        (0.0, 0.85, 4, [0, 0.2, 0.4, 0.6, 0.8]),
        (3, 3, 5, [3]),
    ],
)
def test_ticks_are_round_and_inside(low, high, most, ticks):
    assert linear_ticks(low, high, most) == pytest.approx(ticks)


def test_a_logarithmic_axis_has_powers_of_ten_and_more_where_they_are_few():
    assert log_ticks(0.0005, 20, 6) == pytest.approx([0.001, 0.01, 0.1, 1, 10])
    assert log_ticks(0.04, 0.6, 6) == pytest.approx([0.05, 0.1, 0.2, 0.5])
    assert log_ticks(0.41, 0.48, 4) == pytest.approx([0.42, 0.44, 0.46, 0.48])
    assert log_ticks(0.16, 0.53, 8) == pytest.approx([0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5])
    assert len(log_ticks(1e-12, 1e12, 5)) <= 5
