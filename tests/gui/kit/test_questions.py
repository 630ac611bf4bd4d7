"""A modal question: named answers, plain text, and nothing done by Escape."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from gui.kit.questions import ask


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
