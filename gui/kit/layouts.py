"""Helpers for layouts, and the order in which Tab goes through them."""

from collections.abc import Iterator
from enum import Enum
from itertools import pairwise
from typing import Final, Literal, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)


class _Room(Enum):
    REST = "rest"


NO_LIMIT: Final = 16777215  # pixels: the largest size of a widget
ROOM: Final = _Room.REST  # stretch between widgets
Margins = int | tuple[int, int, int, int]  # left, top, right, bottom; in pixels
Part = QWidget | QLayout | tuple[QWidget | QLayout, int] | Literal[_Room.REST]
Gapped = TypeVar("Gapped", QFormLayout, QGridLayout)
Box = TypeVar("Box", bound=QBoxLayout)
Widget = TypeVar("Widget", bound=QWidget)


def vbox(
    inside: QWidget | None = None, *, margins: Margins | None = None, spacing: int | None = None
) -> QVBoxLayout:
    """A vertical layout; margins and spacing default to those of the style."""
    return _spaced(QVBoxLayout() if inside is None else QVBoxLayout(inside), margins, spacing)


def hbox(
    inside: QWidget | None = None, *, margins: Margins | None = None, spacing: int | None = None
) -> QHBoxLayout:
    """A horizontal layout; margins and spacing default to those of the style."""
    return _spaced(QHBoxLayout() if inside is None else QHBoxLayout(inside), margins, spacing)


def fields(
    inside: QWidget | None = None, *, across: int | None = None, down: int | None = None
) -> QFormLayout:
    """Names on the left and fields on the right, with these gaps in pixels.

    The style would set the names to the right in some forms and, on other systems, to the left.
    """
    form = QFormLayout() if inside is None else QFormLayout(inside)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return _gapped(form, across, down)


def grid(
    inside: QWidget | None = None,
    *,
    margins: Margins | None = None,
    across: int | None = None,
    down: int | None = None,
) -> QGridLayout:
    """A layout in rows and columns, with these margins and gaps in pixels."""
    result = QGridLayout() if inside is None else QGridLayout(inside)
    if margins is not None:
        result.setContentsMargins(*_sides(margins))
    return _gapped(result, across, down)


def add(box: Box, *parts: Part) -> Box:
    """Add widgets and layouts in order, and return the box; pairs are an item and its stretch."""
    for part in parts:
        item, share = part if isinstance(part, tuple) else (part, 0)
        if isinstance(item, QWidget):
            box.addWidget(item, share)
        elif isinstance(item, QLayout):
            box.addLayout(item, share)
        else:
            box.addStretch(1)
    return box


def put(box: QBoxLayout, widget: Widget, share: int = 0) -> Widget:
    """Add a widget and return it."""
    box.addWidget(widget, share)
    return widget


def clear(layout: QLayout) -> None:
    """Take the widgets out of a layout; they are hidden now and deleted by the event loop."""
    for widget in _widgets(layout):
        layout.removeWidget(widget)
        widget.hide()
        widget.deleteLater()


def order_tabs(root: QWidget) -> None:
    """Let Tab go through a widget in the order of its layouts, however late its parts were built.

    Its first control keeps its place among those outside.
    """
    for one, following in pairwise(_controls(root)):
        QWidget.setTabOrder(one, following)


def _controls(part: QWidget | QLayout) -> Iterator[QWidget]:
    if isinstance(part, QWidget) and part.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield part
    for each in _parts(part):
        yield from _controls(each)


def _parts(part: QWidget | QLayout) -> list[QWidget | QLayout]:
    found: list[QWidget | QLayout | None]
    if isinstance(part, QScrollArea):
        found = [part.widget()]
    elif isinstance(part, QSplitter):
        found = [part.widget(place) for place in range(part.count())]
    elif isinstance(part, QLayout):
        layouts = [each for each in part.children() if isinstance(each, QLayout)]
        inside: list[QWidget | QLayout] = [*_widgets(part), *layouts]
        found = [*sorted(inside, key=part.indexOf)]
    else:
        found = [part.layout()]
    return [each for each in found if each is not None]


def _widgets(layout: QLayout) -> list[QWidget]:
    """The widgets of a layout in its order.

    The layout is not asked for its items: PySide keeps an object for each, and takes whatever comes
    to lie at the address of a deleted item for that item.
    """
    owner = layout.parentWidget()
    near = Qt.FindChildOption.FindDirectChildrenOnly
    widgets = [] if owner is None else owner.findChildren(QWidget, options=near)
    return sorted((each for each in widgets if layout.indexOf(each) >= 0), key=layout.indexOf)


def _gapped(layout: Gapped, across: int | None, down: int | None) -> Gapped:
    if across is not None:
        layout.setHorizontalSpacing(across)
    if down is not None:
        layout.setVerticalSpacing(down)
    return layout


def _sides(margins: Margins) -> tuple[int, int, int, int]:
    return (margins, margins, margins, margins) if isinstance(margins, int) else margins


def _spaced(box: Box, margins: Margins | None, spacing: int | None) -> Box:
    if margins is not None:
        box.setContentsMargins(*_sides(margins))
    if spacing is not None:
        box.setSpacing(spacing)
    return box
