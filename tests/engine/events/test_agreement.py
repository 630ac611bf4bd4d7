"""How far two lists of events agree."""

import pytest

from engine.events.agreement import agreeing


@pytest.mark.parametrize(
    ("first_s", "second_s", "pairs"),
    [
        ([], [1.0], 0),
        ([1.0, 2.0, 3.0], [1.05, 2.5, 2.95], 2),
        ([1.0], [0.95, 1.05], 1),  # an event agrees with one other
        ([1.0, 1.15], [1.09, 1.2], 2),
        ([5.0], [1.0, 2.0, 5.0], 1),
    ],
)
def test_events_within_a_tenth_of_a_second_are_counted_once(first_s, second_s, pairs):
    assert agreeing(first_s, second_s) == pairs
    assert agreeing(second_s, first_s) == pairs
