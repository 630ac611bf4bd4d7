"""Queued runs: trainers that wait for earlier ones on their device."""

import threading
import time

import pytest
from msgspec.structs import replace

from engine.errors import CancelledError
from engine.storage.process import ProcessId
from tests.training.tiny import config, new_run
from training.run.control.queue import runs_on, set_queued, shares_device, wait_for_turn
from training.run.known_runs import remember_run
from training.run.message_log import MessageLog
from training.run.messages import MessageTail, Stopped, Waiting

NOW = ProcessId.current()
LATER = ProcessId(NOW.pid, NOW.started + 0.03)  # within the tolerance: the same living process
GONE = ProcessId(2**22 + 1, 0.0)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("VARIETYSOUND_HOME", str(tmp_path / "home"))


@pytest.fixture
def make(tmp_path):
    def make(name, process, device="cpu"):
        run = new_run(tmp_path / name, replace(config(tmp_path), device=device))
        remember_run(run)
        with run.take(process):
            return run

    return make


@pytest.mark.parametrize(
    ("one", "other", "shares"),
    [
        ("cpu", "cpu", True),
        ("cpu", "cuda", False),
        ("auto", "cuda:1", True),
        ("cuda:0", "cuda:1", False),
        ("cuda", "cuda:1", True),
        ("cuda:0,cuda:1", "cuda:1", True),
        ("cuda:0,cuda:1", "cuda:2", False),
    ],
)
def test_devices_are_shared_where_they_may_be_the_same(one, other, shares):
    assert shares_device(one, other) is shares
    assert shares_device(other, one) is shares


def test_only_living_runs_on_the_device_count(make):
    own, alive = make("own", LATER), make("alive", NOW)
    make("gone", GONE)
    make("elsewhere", NOW, device="cuda")
    assert [run.path for run in runs_on("cpu", but=own.path)] == [alive.path]


def test_a_queued_run_waits_for_the_earlier_one_and_says_for_which(make):
    first, second = make("first", NOW), make("second", LATER)
    set_queued(second, True)
    with MessageLog(second.events) as log:
        waiting = threading.Thread(
            target=wait_for_turn, args=(second, log), kwargs={"poll_s": 0.01}
        )
        waiting.start()
        waited_until = time.monotonic() + 10
        while not MessageTail(second.events).read():
            assert time.monotonic() < waited_until
        assert MessageTail(second.events).read() == [Waiting(step=0, after="first")]
        with first.take(GONE):
            waiting.join(10)
    assert not waiting.is_alive()


def test_a_run_killed_while_it_waited_begins_at_once_where_that_is_asked(make):
    make("first", NOW)
    second = make("second", LATER)
    set_queued(second, True)
    set_queued(second, False)
    with MessageLog(second.events) as log:
        waiting = threading.Thread(target=wait_for_turn, args=(second, log), daemon=True)
        waiting.start()
        waiting.join(5)
    assert not waiting.is_alive()


def test_of_two_runs_the_earlier_waits_for_none(make):
    first, second = make("first", NOW), make("second", LATER)
    set_queued(first, True)
    with MessageLog(first.events) as log:
        wait_for_turn(first, log)
    assert MessageTail(first.events).read() == []
    assert second.exists


def test_a_run_that_was_not_queued_does_not_wait(make):
    make("first", NOW)
    second = make("second", LATER)
    with MessageLog(second.events) as log:
        wait_for_turn(second, log)


def test_a_waiting_run_is_stopped_by_a_request(make):
    make("first", NOW)
    second = make("second", LATER)
    set_queued(second, True)
    second.request("stop")
    with MessageLog(second.events) as log, pytest.raises(CancelledError):
        wait_for_turn(second, log)
    assert MessageTail(second.events).read() == [Stopped(step=0)]
