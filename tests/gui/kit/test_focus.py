"""What has the keys is seen, and looks unlike what is chosen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QSlider,
    QSpinBox,
    QTabBar,
    QToolButton,
    QTreeWidget,
    QWidget,
)

from gui.kit import theme
from gui.kit.widgets import primary

LEAST_PX = 20  # that look different


def checkable(kind) -> QWidget:
    widget = kind()
    widget.setText("Play")
    widget.setCheckable(True)
    return widget


def tabs() -> QTabBar:
    bar = QTabBar()
    for name in ("One", "Two"):
        bar.addTab(name)
    return bar


CONTROLS = {
    "push button": lambda: QPushButton("Play"),
    "primary button": lambda: primary("Play"),
    "tool button": lambda: checkable(QToolButton),
    "check box": lambda: QCheckBox("Play"),
    "line edit": QLineEdit,
    "combo box": QComboBox,
    "spin box": QSpinBox,
    "text": QPlainTextEdit,
    "slider": QSlider,
    "tabs": tabs,
    "list": QListWidget,
    "tree": QTreeWidget,
}


@pytest.fixture(params=["dark", "light"])
def page(qtbot, request) -> QWidget:
    app = QApplication.instance()
    theme.apply(app, request.param)
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(300, 200)
    QPushButton("Other", page).setGeometry(200, 150, 80, 30)
    return page


def shown(page: QWidget, widget: QWidget, qtbot) -> QWidget:
    widget.setParent(page)
    widget.setGeometry(10, 10, 150, 60)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return widget


def difference(a: QImage, b: QImage) -> int:
    """How many pixels of two pictures differ."""
    return sum(a.pixel(x, y) != b.pixel(x, y) for x in range(a.width()) for y in range(a.height()))


@pytest.mark.parametrize("name", CONTROLS)
def test_focus_is_seen(page, qtbot, name):
    other = page.findChild(QPushButton)
    widget = shown(page, CONTROLS[name](), qtbot)
    pictures = []
    for each in (other, widget):
        each.setFocus(Qt.FocusReason.TabFocusReason)
        pictures.append(widget.grab().toImage())
    assert difference(*pictures) >= LEAST_PX


@pytest.mark.parametrize("kind", [QPushButton, QToolButton])
def test_focus_looks_unlike_what_is_chosen_and_is_seen_on_it(page, qtbot, kind):
    other = page.findChild(QPushButton)
    widget = shown(page, checkable(kind), qtbot)
    looks = {}
    for focused in (False, True):
        (widget if focused else other).setFocus(Qt.FocusReason.TabFocusReason)
        for chosen in (False, True):
            widget.setChecked(chosen)
            looks[focused, chosen] = widget.grab().toImage()
    assert difference(looks[True, False], looks[False, True]) >= LEAST_PX
    assert difference(looks[True, True], looks[False, True]) >= LEAST_PX
