"""Lengths and remaining times: the units that matter, with no more digits than help."""

import pytest

from gui.kit.durations import left_text, length_text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        *((0.04, "0.0 s"), (9.94, "9.9 s"), (28, "28.0 s"), (59.94, "59.9 s")),
        *((59.96, "1 min 00 s"), (78, "1 min 18 s"), (185, "3 min 05 s"), (3599, "59 min 59 s")),
        *((3599.6, "1 h 00 min"), (11_100, "3 h 05 min"), (86_390, "1 d 0 h"), (2e5, "2 d 7 h")),
    ],
)
def test_a_length_is_in_the_units_that_matter(seconds, text):
    assert length_text(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        *((0.0, "1 s"), (45.4, "45 s"), (59.7, "1 min"), (75, "1 min"), (900, "15 min")),
        *((3590, "1 h 00 min"), (11_100, "3 h 05 min"), (2e5, "2 d 7 h")),
    ],
)
def test_a_remaining_time_is_no_finer_than_it_is_known(seconds, text):
    assert left_text(seconds) == text
