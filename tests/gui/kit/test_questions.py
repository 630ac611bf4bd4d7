"""A modal question: named answers, plain text, and nothing done by Escape."""

import pytest
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from gui.kit.questions import Meanwhile, ask


@pytest.mark.parametrize("press", ["Replace", "Save as…", ""])
def test_the_answer_is_the_button(qtbot, press):
    window = QWidget()
    qtbot.addWidget(window)
    texts = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        texts.append((box.textFormat().name, box.text()))
        if press:
            next(b for b in box.buttons() if b.text() == press).click()
        else:
            box.reject()

    QTimer.singleShot(0, answer)
    assert ask(window, "Replace?", "<b>film</b>", ("Replace", "Save as…")) == press
    assert texts == [("PlainText", "<b>film</b>")]


@pytest.mark.parametrize(("default", "entered"), [("", "Go on"), ("Replace", "Replace")])
def test_enter_cancels_unless_another_default_is_named(qtbot, default, entered):
    window = QWidget()
    qtbot.addWidget(window)
    defaults = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        defaults.append((box.defaultButton().text(), box.icon()))
        box.reject()

    QTimer.singleShot(0, look)
    assert ask(window, "Replace?", "film", ("Replace",), default=default, stay="Go on") == ""
    assert defaults == [(entered, QMessageBox.Icon.NoIcon)]


class Work(QObject):
    changed = Signal(object)


@pytest.mark.parametrize("given", ["Quit", ""])
def test_a_question_that_has_become_pointless_is_closed_with_an_answer(qtbot, given):
    window, work, left = QWidget(), Work(), [2]
    qtbot.addWidget(window)

    def end_one() -> None:
        left[0] -= 1
        work.changed.emit("job")

    def answer() -> str | None:
        return None if left[0] else given

    def begin() -> None:
        end_one()
        assert QApplication.activeModalWidget() is not None  # the other has not ended
        end_one()

    QTimer.singleShot(0, begin)
    meanwhile = Meanwhile(work.changed, answer)
    assert ask(window, "Quit?", "2 jobs.", ("Quit",), meanwhile=meanwhile) == given
    assert QApplication.activeModalWidget() is None
