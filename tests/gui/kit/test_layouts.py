"""The order in which Tab goes through a page, and layouts that are cleared."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QSplitter, QWidget

from gui.kit.layouts import clear, hbox, order_tabs, vbox
from gui.kit.widgets import scroll_area


@pytest.fixture
def page(qtbot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    return page


def tabbed(page: QWidget, fields: list[QLineEdit], qtbot) -> list[QLineEdit]:
    """The fields as Tab reaches them from the first."""
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    fields[0].setFocus()
    reached = [fields[0]]
    for _ in fields[1:]:
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        reached.append(page.focusWidget())
    return reached


def test_what_was_built_later_comes_where_it_is_seen(page, qtbot):
    first, last, late = QLineEdit(page), QLineEdit(page), QLineEdit(page)
    column = vbox(page)
    for each in (first, late, QLabel("a text"), last):
        column.addWidget(each)
    assert tabbed(page, [first, last, late], qtbot) == [first, last, late]
    order_tabs(page)
    assert tabbed(page, [first, late, last], qtbot) == [first, late, last]


def test_it_goes_into_rows_splitters_and_areas_that_scroll(page, qtbot):
    fields = [QLineEdit() for _ in range(4)]
    inside, split, row = QWidget(), QSplitter(), hbox()
    vbox(inside).addWidget(fields[3])
    split.addWidget(fields[1])
    split.addWidget(fields[2])
    column = vbox(page)
    column.addWidget(scroll_area(inside))
    row.addWidget(fields[0])
    row.addWidget(split)
    column.insertLayout(0, row)
    order_tabs(page)
    assert tabbed(page, fields, qtbot) == fields


def test_a_cleared_layout_has_nothing_that_is_seen(page, qtbot):
    column, row = vbox(page), hbox()
    kept, gone = QLabel("kept"), QLabel("gone")
    row.addWidget(gone)
    column.addLayout(row)
    column.addWidget(kept)
    page.show()
    with qtbot.waitSignal(gone.destroyed):
        clear(row)
        assert not gone.isVisible()
    assert (row.count(), kept.isVisible()) == (0, True)
