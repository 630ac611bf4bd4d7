"""The command line of a page: seen, and copied whole or in part."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPlainTextEdit, QToolTip

from gui.kit.command_box import CommandBox


@pytest.fixture(params=[1, 4])
def box(qtbot, request) -> CommandBox:
    box = CommandBox(lines=request.param)
    qtbot.addWidget(box)
    box.set_text("uv run main.py dub clip.mp4")
    return box


def test_the_button_copies_the_whole_command_and_tells(box, qtbot, monkeypatch):
    tips = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, text, _widget: tips.append(text))
    (button,) = box.findChildren(QAbstractButton)
    with qtbot.waitSignal(box.copied):
        button.click()
    assert QApplication.clipboard().text() == "uv run main.py dub clip.mp4"
    assert tips == ([] if button.text() else ["Copied"])


def test_a_part_that_is_copied_counts_too(box, qtbot):
    (text,) = box.findChildren(QPlainTextEdit)
    text.selectAll()
    with qtbot.waitSignal(box.copied):
        text.copy()


def test_one_line_needs_no_heading_and_less_height(qtbot):
    low, high = CommandBox(lines=1), CommandBox(lines=4)
    qtbot.addWidget(low)
    qtbot.addWidget(high)
    assert not low.findChildren(QLabel)
    assert low.sizeHint().height() < high.sizeHint().height() / 2
