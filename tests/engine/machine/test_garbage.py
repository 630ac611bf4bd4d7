"""Cyclic garbage goes in the thread that asks for it, and in no other."""

import gc
import threading
from collections.abc import Iterator

import pytest

from engine.machine.garbage import collect_due, collect_on_request, keep_what_is_there


class Cycle:
    """Garbage that only a collection finds; it says in which thread it went."""

    def __init__(self, went: list[threading.Thread]) -> None:
        self.itself = self
        self.went = went

    def __del__(self) -> None:
        self.went.append(threading.current_thread())


@pytest.fixture(autouse=True)
def _automatic_again() -> Iterator[None]:
    was_enabled = gc.isenabled()
    gc.collect()
    yield
    gc.unfreeze()
    if was_enabled:
        gc.enable()


def much() -> list[list[int]]:
    """More objects than Python allocates between two collections."""
    return [[k] for k in range(3 * gc.get_threshold()[0])]


def test_a_thread_that_allocates_much_collects_nothing():
    collect_on_request()
    went: list[threading.Thread] = []
    Cycle(went)
    thread = threading.Thread(target=much)
    thread.start()
    thread.join()
    assert went == []
    kept = much()
    collect_due()
    assert went == [threading.current_thread()]
    del kept


def test_little_garbage_is_left_for_later():
    collect_on_request()
    went: list[threading.Thread] = []
    gc.collect()
    Cycle(went)
    collect_due()
    assert went == []
    gc.collect()


def test_old_garbage_goes_too_after_as_many_collections_as_python_waits():
    collect_on_request()
    went: list[threading.Thread] = []
    cycle = Cycle(went)
    gc.collect(0)
    gc.collect(1)  # it is among the oldest now
    del cycle
    limits = gc.get_threshold()
    for _ in range((limits[1] + 2) * (limits[2] + 2)):
        kept = much()
        collect_due()
        del kept
    assert went == [threading.current_thread()]


def test_what_is_kept_is_not_looked_at_again():
    cycle = [Cycle([])]
    keep_what_is_there()
    assert gc.get_freeze_count() > 0
    assert not any(each is cycle[0] for each in gc.get_objects())
