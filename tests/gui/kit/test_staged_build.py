"""Building in pieces: the event loop turns between them."""

import sys

from PySide6.QtCore import QObject, QTimer
from PySide6.QtTest import QTest

from gui.kit.staged_build import NOTHING, StagedBuild
from gui.kit.workers import Runner


def test_the_event_loop_turns_between_two_pieces(qtbot):
    told = []
    owner, runner = QObject(), Runner()

    def build():
        for number in range(3):
            told.append(f"piece {number}")
            QTimer.singleShot(0, lambda: told.append("something else"))
            yield NOTHING

    StagedBuild(build(), runner, owner)
    qtbot.waitUntil(lambda: told.count("something else") == 3)
    assert told == ["piece 0", "something else", "piece 1", "something else", "piece 2", told[1]]
    runner.shutdown()


def test_a_piece_finds_its_modules_read(qtbot, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "read_by_a_piece.py").write_text(
        "import threading; READ_BY = threading.current_thread()"
    )
    found = []
    owner, runner = QObject(), Runner()

    def build():
        yield ("read_by_a_piece",)
        found.append(sys.modules["read_by_a_piece"].READ_BY.name)

    StagedBuild(build(), runner, owner)
    qtbot.waitUntil(lambda: bool(found))
    assert found[0].startswith("worker")
    runner.shutdown()


def test_what_was_stopped_goes_no_further(qtbot):
    told = []
    owner, runner = QObject(), Runner()

    def build():
        told.append("first")
        pieces.stop()
        yield NOTHING
        told.append("second")

    pieces = StagedBuild(build(), runner, owner)
    QTest.qWait(100)
    assert told == ["first"]
    runner.shutdown()
