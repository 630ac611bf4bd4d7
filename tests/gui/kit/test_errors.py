"""The one place that shows what went wrong."""

import sys
import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit, QWidget
from typing_extensions import override

from engine.errors import CancelledError, InputError
from gui.hosts.jobs import HostError
from gui.kit.banners import Banners, Button
from gui.kit.errors import Errors


@pytest.fixture
def shown(qtbot):
    window = QMainWindow()
    banners = Banners()
    window.setCentralWidget(banners)
    qtbot.addWidget(window)
    errors = Errors(banners, window)
    yield banners, errors
    if errors.dialog is not None:
        errors.dialog.close()


def test_an_expected_failure_is_a_banner_with_its_hint_and_details_to_copy(shown):
    banners, errors = shown
    error = HostError("clip.mp4 is gone.", hint="Find it.", details="Traceback: the engine's")
    errors.present(error)
    assert banners.texts() == ["clip.mp4 is gone. Find it."]
    banners.press("error:clip.mp4 is gone.", "Copy details")
    assert (
        QApplication.clipboard()
        .text()
        .startswith("clip.mp4 is gone. Find it.\n\nTraceback: the engine's\n\nPython 3.")
    )
    assert banners.texts() != []


def test_the_same_failure_again_takes_the_place_of_the_first(shown):
    banners, errors = shown
    for _ in range(5):
        errors.present(InputError("clip.mp4 is gone."))
    assert len(banners.texts()) == 1


def test_a_problem_that_is_solved_is_no_longer_told(shown):
    banners, errors = shown
    for key in ("clip/1/dub", "clip/2/dub", "save"):
        errors.present(InputError(f"{key} failed."), key=key)
    errors.solved("save")
    errors.solved_but("clip", "clip/2")
    assert banners.texts() == ["clip/2/dub failed."]


def test_a_cancelled_job_is_no_error(shown):
    banners, errors = shown
    errors.present(CancelledError("Cancelled."))
    assert banners.texts() == []


def test_a_fault_opens_one_report_however_often_it_happens(shown):
    _, errors = shown

    def fail() -> None:
        try:
            raise KeyError("bug")
        except KeyError as error:
            errors.present(error)

    for _ in range(1000):
        fail()
    first = errors.dialog
    assert first is not None
    assert "KeyError" in first.findChild(QPlainTextEdit).toPlainText()
    first.close()
    fail()
    assert errors.dialog is None


def test_what_nobody_caught_in_a_thread_reaches_the_report(shown, qtbot):
    _, errors = shown
    errors.install()

    def fail() -> None:
        raise RuntimeError("in a thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: errors.dialog is not None)
    errors.uninstall()


class Failing(QWidget):
    """Fails whenever it is painted, each time with other words."""

    painted = 0

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted += 1
        raise InputError(f"Frame {self.painted} is missing.")


@pytest.mark.qt_no_exception_capture
def test_an_error_in_every_paint_is_one_notice(shown, qtbot):
    banners, errors = shown
    errors.install()
    widget = Failing(banners.window())
    widget.resize(10, 10)
    banners.window().show()
    widget.show()

    def is_painted_often() -> bool:
        widget.update()
        return widget.painted >= 5

    qtbot.waitUntil(is_painted_often)
    errors.uninstall()
    assert len(banners.texts()) == 1
    widget.deleteLater()
    banners.window().hide()


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        RecursionError(),
        GeneratorExit(),
        ValueError("\ud800\0"),
        ValueError("x" * 10_000_000),
        BaseExceptionGroup("all", [ValueError(), KeyboardInterrupt()]),
    ],
    ids=lambda error: type(error).__name__,
)
def test_whatever_is_raised_is_one_short_report(shown, error):
    _, errors = shown
    errors.install()
    for _ in range(20):
        sys.excepthook(type(error), error, None)
    assert errors.dialog is not None
    assert len(errors.dialog.findChild(QPlainTextEdit).toPlainText()) < 100_000
    errors.dialog.close()
    sys.excepthook(type(error), error, None)
    errors.uninstall()
    assert errors.dialog is None


def test_a_library_that_asks_to_exit_in_a_slot_does_not_end_the_window(shown, qtbot):
    _, errors = shown
    errors.install()
    try:
        with qtbot.captureExceptions():
            QTimer.singleShot(0, lambda: sys.exit(3))
            qtbot.wait(50)
        with pytest.raises(RuntimeError, match="exit with 3"):
            sys.exit(3)
    finally:
        errors.uninstall()
    with pytest.raises(SystemExit):
        sys.exit(3)


def test_the_hooks_are_given_back(shown):
    _, errors = shown
    before = sys.excepthook
    errors.install()
    errors.uninstall()
    assert sys.excepthook is before


def test_a_banners_button_acts_and_closes_it(shown):
    banners, _ = shown
    pressed: list[str] = []
    banners.show_banner("a", "Text.", buttons=(Button("Do", lambda: pressed.append("do")),))
    banners.press("a", "Do")
    assert pressed == ["do"]
    assert banners.texts() == []
