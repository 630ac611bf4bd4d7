"""Rows that are painted: what stands where, and what stays selected when a list changes."""

from dataclasses import dataclass
from itertools import pairwise

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView, QStyleOptionViewItem

from gui.kit import theme
from gui.kit.rows import Line, Row, RowModel, RowView, sign_place

BLUE = QColor("#0000ff")


@dataclass(frozen=True)
class Thing:
    name: str
    state: str = ""


def rows(count: int, describe) -> RowModel[int]:
    model = RowModel[int](describe, int)
    model.show_items(range(count))
    return model


def a_list(qtbot, row: Row, *, picture: QSize | None = None, prose: bool = False) -> RowView:
    view = RowView(rows(1, lambda _: row), "Things", picture=picture, prose=prose)
    qtbot.addWidget(view)
    view.resize(220, 120)
    view.show()
    return view


def place_of(image: QImage, colour: QColor) -> QRect:
    """The smallest rectangle that holds all pixels of a colour."""
    found = QRect()
    for x in range(image.width()):
        for y in range(image.height()):
            if image.pixelColor(x, y) == colour:
                found |= QRect(x, y, 1, 1)
    return found


def painted(view: QListView) -> QImage:
    return view.viewport().grab().toImage()


def a_sign(painter, place):
    painter.fillRect(place, BLUE)


def test_a_sign_is_painted_where_it_can_be_clicked(qtbot):
    view = a_list(qtbot, Row(title="name", sign=a_sign))
    place = sign_place(view.visualRect(view.model().index(0, 0)))
    assert place_of(painted(view), BLUE) == place


def test_a_picture_is_asked_for_when_it_is_painted_and_has_its_size(qtbot):
    picture = QPixmap(30, 20)
    picture.fill(BLUE)
    asked = []

    def give():
        asked.append(1)
        return picture

    view = a_list(qtbot, Row(title="name", picture=give), picture=QSize(30, 20))
    before = len(asked)
    view.itemDelegate().sizeHint(QStyleOptionViewItem(), view.model().index(0, 0))
    assert len(asked) == before
    assert place_of(painted(view), BLUE).size() == QSize(30, 20)
    assert len(asked) > before


def test_a_bar_is_as_long_as_the_progress_and_makes_the_row_higher(qtbot):
    lengths = []
    for progress in (0.25, 0.5, 7.0):
        view = a_list(qtbot, Row(title="name", progress=progress))
        lengths.append(place_of(painted(view), theme.colour("accent")).width())
    whole = lengths[2]
    assert lengths[:2] == [pytest.approx(whole / 4, abs=2), pytest.approx(whole / 2, abs=2)]
    height = view.sizeHintForRow(0)
    assert a_list(qtbot, Row(title="name")).sizeHintForRow(0) < height


def test_a_long_title_leaves_the_badge_its_place(qtbot):
    view = a_list(qtbot, Row(title="█" * 99, badge="A"))
    badge = place_of(painted(view), theme.colour("accent"))
    title = place_of(painted(view), theme.colour("text"))
    assert badge.width() > 15
    assert title.right() < badge.left()


def test_a_long_first_line_has_the_whole_width_below_the_badge(qtbot):
    line = Line("█" * 99)
    view = a_list(qtbot, Row(title="name", lines=(line,), badge="A"))
    badge = place_of(painted(view), theme.colour("accent"))
    shown = place_of(painted(view), theme.colour(line.role))
    assert shown.right() > badge.left()
    assert shown.top() > badge.bottom()


def test_prose_is_wrapped_and_lines_are_cut(qtbot):
    row = Row(title="name", lines=(Line("word " * 40),))
    assert a_list(qtbot, row, prose=True).sizeHintForRow(0) > 2 * a_list(qtbot, row).sizeHintForRow(
        0
    )


def test_a_selected_row_is_marked(qtbot):
    view = a_list(qtbot, Row(title="name"))
    plain = painted(view)
    view.setCurrentIndex(view.model().index(0, 0))
    assert painted(view) != plain


def describe(thing: Thing) -> Row:
    return Row(title=thing.name, spoken=f"{thing.name}, {thing.state}", tip=thing.state)


@pytest.fixture
def model(qapp) -> RowModel[Thing]:
    model = RowModel(describe, lambda thing: thing.name)
    model.show_items([Thing("a"), Thing("b")])
    return model


def test_an_item_that_changed_is_told_alone(model, qtbot):
    resets, changed = [], []
    model.modelReset.connect(lambda: resets.append(1))
    model.dataChanged.connect(lambda first, last: changed.append((first.row(), last.row())))
    model.show_items([Thing("a"), Thing("b", "new")])
    assert (resets, changed) == ([], [(1, 1)])
    assert model.items[1].state == "new"
    model.show_items([Thing("b", "new")])
    assert resets == [1]
    assert [model.row_of(name) for name in "ab"] == [-1, 0]


def test_a_screen_reader_is_told_what_the_row_says(model):
    model.show_items([Thing("a", "done")])
    index = model.index(0, 0)
    assert index.data() == "a"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "a, done"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "done"


def test_rows_of_prose_are_as_high_as_their_text_beside_a_scroll_bar(qtbot):
    model = rows(59, lambda n: Row(title="Title", lines=(Line(f"{'x' * n}x and some words"),)))
    view = RowView(model, "Presets", prose=True)
    qtbot.addWidget(view)
    view.resize(240, 300)
    view.show()

    def is_high_enough() -> bool:
        places = [view.visualRect(model.index(row, 0)) for row in range(model.rowCount())]
        return all(lower.top() == upper.bottom() + 1 for upper, lower in pairwise(places))

    qtbot.waitUntil(lambda: view.verticalScrollBar().isVisible() and is_high_enough())


def test_the_keys_pass_over_headings(qtbot):
    view = RowView(rows(3, lambda n: Row(title=str(n), is_heading=n == 1)), "Presets")
    qtbot.addWidget(view)
    view.show()
    view.setCurrentIndex(view.model().index(0, 0))
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.currentIndex().row() == 2
    QTest.mouseClick(
        view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=view.visualRect(view.model().index(1, 0)).center(),
    )
    assert view.currentIndex().row() == 2
