"""A child process: its lines, its end, and its silence once it was ended."""

import sys
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QObject

from gui.hosts.child_process import ChildProcess, Ended, json_object


class Child:
    """What a process of this Python was heard to say."""

    def __init__(self, parent: QObject, code: str, **options: object) -> None:
        self.lines: list[bytes] = []
        self.ends: list[Ended] = []
        self.process = ChildProcess([sys.executable, "-c", code], parent, **options)
        self.process.wrote.connect(self.lines.append)
        self.process.ended.connect(self.ends.append)
        self.process.start()


@pytest.fixture
def parent(qapp) -> QObject:
    return QObject()


def test_lines_come_one_by_one_and_the_last_needs_no_end(parent, qtbot):
    child = Child(parent, "import sys; sys.stdout.write('ä 1\\nzwei\\ndrei')")
    qtbot.waitUntil(lambda: bool(child.ends), timeout=10000)
    assert [line.decode().strip() for line in child.lines] == ["ä 1", "zwei", "drei"]
    assert child.ends == [Ended()]
    assert child.ends[0].is_success


def test_how_it_ended_is_told_with_its_last_words(parent, qtbot):
    child = Child(parent, "import sys; sys.exit('no')")
    qtbot.waitUntil(lambda: bool(child.ends), timeout=10000)
    assert child.ends == [Ended(code=1, stderr="no")]
    assert not child.ends[0].is_success


def test_its_stderr_goes_to_a_file(parent, qtbot, tmp_path: Path):
    log = tmp_path / "logs" / "child.log"
    child = Child(parent, "import sys; sys.exit('no')", log=log)
    qtbot.waitUntil(lambda: bool(child.ends), timeout=10000)
    assert child.ends == [Ended(code=1)]
    assert log.read_text().strip() == "no"


def test_a_process_that_is_killed_from_outside_has_crashed(parent, qtbot):
    child = Child(parent, "print(1); input()")
    qtbot.waitUntil(lambda: bool(child.lines), timeout=10000)
    psutil.Process(child.process.pid).kill()
    qtbot.waitUntil(lambda: bool(child.ends), timeout=10000)
    assert child.ends[0].crashed


def test_a_program_that_is_not_there_is_told_as_a_problem(parent, qtbot):
    process = ChildProcess(["no such program"], parent)
    with qtbot.waitSignal(process.ended) as told:
        process.start()
    assert told.args[0].problem
    assert not told.args[0].is_success


ECHO = "import sys\nfor line in sys.stdin: print('heard', line, flush=True)"


@pytest.mark.parametrize("patience_ms", [0, 5000])
def test_nothing_is_heard_of_it_once_it_was_ended(parent, qtbot, patience_ms):
    child = Child(parent, ECHO)
    child.process.write({"id": 1})
    qtbot.waitUntil(lambda: bool(child.lines), timeout=10000)
    assert b'{"id": 1}' in child.lines[0]
    pid, before = child.process.pid, len(child.lines)
    child.process.write({"id": 2})
    child.process.end(patience_ms)
    assert not psutil.pid_exists(pid)
    qtbot.wait(50)
    assert (len(child.lines), child.ends) == (before, [])


def test_a_line_that_is_no_json_object_is_passed_over(caplog):
    assert json_object(b'{"a": 1}\n') == {"a": 1}
    assert [json_object(line) for line in (b"[1]", b"oops", b"\xff")] == [None] * 3
    assert len(caplog.records) == 3
