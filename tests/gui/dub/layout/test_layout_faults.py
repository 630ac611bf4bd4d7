"""The test of layouts finds what it looks for."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QSlider, QSpinBox, QWidget

from tests.gui.dub.layout.layout_faults import layout_faults


@pytest.fixture
def parent(qtbot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(200, 100)
    return parent


def found(parent: QWidget) -> str:
    parent.show()
    (fault,) = layout_faults(parent)
    return fault


def test_two_widgets_in_one_place(parent):
    for x in (0, 30):
        QWidget(parent).setGeometry(x, 0, 60, 20)
    assert "overlap" in found(parent)


def test_a_widget_that_is_partly_outside(parent):
    QWidget(parent).setGeometry(180, 0, 60, 20)
    assert "sticks out" in found(parent)


@pytest.mark.parametrize("kind", [QLabel, QPushButton])
def test_a_text_that_is_cut(parent, kind):
    kind("A text that is far too long", parent).setGeometry(0, 0, 60, 20)
    assert "is cut" in found(parent)


def test_a_wrapped_text_without_the_height_for_its_lines(parent):
    label = QLabel("A text that needs several lines here", parent)
    label.setWordWrap(True)
    label.setGeometry(0, 0, 60, 20)
    assert "of height" in found(parent)


def test_a_slider_without_room_to_move(parent):
    QSlider(Qt.Orientation.Horizontal, parent).setGeometry(0, 0, 30, 20)
    assert "has only 30 px" in found(parent)


def test_a_number_whose_unit_is_cut(parent):
    field = QSpinBox(parent, suffix=" seconds")
    field.setGeometry(0, 0, 60, 24)
    assert "is cut" in found(parent)
