"""Work beside the GUI thread."""

import os
import sys
import threading
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtWidgets import QLabel
from shiboken6 import delete

from engine.progress import JobContext
from gui.kit.workers import Runner
from tests.gui.window_tools import let_all_end


def test_after_the_shutdown_nothing_is_begun_and_nothing_breaks(qapp):
    runner = Runner()
    runner.shutdown()
    done: list[object] = []
    job = runner.start(lambda _context: 1, done=done.append, failed=done.append)
    assert job.cancelled
    assert done == []


def test_an_answer_that_was_asked_for_again_is_not_delivered_when_it_comes_last(qtbot):
    runner = Runner(threads=2)
    answered = threading.Event()
    told: list[str] = []

    def ask(name: str, **options: object) -> object:
        def work(_context: JobContext) -> str:
            if name == "old":
                answered.wait(10)
            return name

        return runner.start(work, done=told.append, failed=raise_it, **options)

    try:
        old = ask("old")
        ask("new", instead_of=old)
        qtbot.waitUntil(lambda: told == ["new"])
        answered.set()
        let_all_end(qtbot, runner)
        assert told == ["new"]
    finally:
        runner.shutdown()


def test_a_job_that_is_waited_for_is_delivered_at_once_and_once(qtbot):
    runner = Runner()
    told: list[int] = []
    try:
        runner.finish(runner.start(lambda _context: 1, done=told.append, failed=raise_it))
        assert told == [1]
        let_all_end(qtbot, runner)
        assert told == [1]
    finally:
        runner.shutdown()


@pytest.mark.skipif(sys.platform != "linux", reason="threads have no niceness of their own")
@pytest.mark.parametrize(("options", "nicer"), [({}, True), ({"yields": False}, False)])
def test_the_window_has_the_processor_before_its_threads(qtbot, options, nicer):
    runner = Runner(**options)
    told: list[int] = []

    def work(_context: JobContext) -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    try:
        runner.start(work, done=told.append, failed=raise_it)
        qtbot.waitUntil(lambda: len(told) == 1)
        own = os.getpriority(os.PRIO_PROCESS, 0)
        assert told[0] > own if nicer else told[0] == own
    finally:
        runner.shutdown()


def raise_it(error: Exception) -> None:
    raise error


def test_a_library_s_exit_in_a_thread_is_delivered_as_a_failure(qtbot):
    runner, failures = Runner(), []

    def leave(_context: JobContext) -> None:
        raise SystemExit(3)

    runner.start(leave, done=failures.append, failed=failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], RuntimeError)
    assert "SystemExit: 3" in str(failures[0])
    runner.shutdown()


@pytest.mark.parametrize(
    "of", [lambda label: label.setText, lambda label: partial(label.show_it, 1)]
)
def test_a_widget_that_was_deleted_is_told_nothing(qtbot, of):
    runner, label, go_on = Runner(), _Told(), threading.Event()

    def work(_context: JobContext) -> str:
        go_on.wait(10)
        return "done"

    runner.start(work, done=of(label), failed=raise_it)
    delete(label)
    go_on.set()
    let_all_end(qtbot, runner)
    runner.shutdown()


class _Told(QLabel):
    def show_it(self, number: int, text: str) -> None:
        self.setText(f"{number} {text}")


@pytest.fixture
def switching_often() -> Iterator[None]:
    """Let the threads take turns so often that either may be the last to hold something."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


class Held:
    """What a job holds, such as a widget; it says in which thread it was deleted."""

    def __init__(self, deleted: list[threading.Thread]) -> None:
        self.deleted = deleted

    def do(self, _value: object) -> None:
        pass

    def __del__(self) -> None:
        self.deleted.append(threading.current_thread())


def test_what_a_job_holds_is_deleted_in_the_gui_thread(qtbot, switching_often):
    runner, deleted = Runner(threads=2), []
    count = 300
    try:
        for _ in range(count):
            held = Held(deleted)
            runner.start(held.do, done=held.do, failed=raise_it)
        del held
        qtbot.waitUntil(lambda: len(deleted) == count, timeout=20000)
        assert set(deleted) == {threading.main_thread()}
    finally:
        runner.shutdown()
