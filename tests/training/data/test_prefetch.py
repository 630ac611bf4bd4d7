import threading

import pytest

from training.data.prefetch import Prefetcher


def test_every_step_gets_its_own_batch_made_once():
    made = []
    with Prefetcher(lambda step: made.append(step) or step * 10) as batches:
        assert [batches.get(step) for step in range(5)] == [0, 10, 20, 30, 40]
    assert sorted(set(made)) == sorted(made)


def test_the_next_batches_are_made_while_one_is_used():
    third = threading.Event()
    with Prefetcher(lambda step: third.set() if step == 2 else None) as batches:
        batches.get(0)
        assert third.wait(5)


def test_it_can_begin_anywhere_and_jump():
    with Prefetcher(lambda step: step) as batches:
        assert batches.get(7) == 7
        assert batches.get(3) == 3
        assert batches.get(100) == 100


def test_what_goes_wrong_in_making_a_batch_is_raised_when_it_is_asked_for():
    def make(step: int) -> int:
        if step == 2:
            raise ValueError("damaged")
        return step

    with Prefetcher(make) as batches:
        assert batches.get(0) == 0
        assert batches.get(1) == 1
        with pytest.raises(ValueError, match="damaged"):
            batches.get(2)
