"""Rows and columns of widgets."""

from enum import Enum
from typing import Final, Literal, TypeVar

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget


class _Room(Enum):
    REST = "rest"


ROOM: Final = _Room.REST  # the room that is left: pushes what stands before and behind it apart
Margins = int | tuple[int, int, int, int]  # left, top, right, bottom; in pixels
Part = QWidget | QLayout | tuple[QWidget | QLayout, int] | Literal[_Room.REST]
Box = TypeVar("Box", bound=QBoxLayout)
Widget = TypeVar("Widget", bound=QWidget)


def vbox(
    inside: QWidget | None = None, *, margins: Margins | None = None, spacing: int | None = None
) -> QVBoxLayout:
    """A column; the style's own margins and spacing where none are given."""
    return _spaced(QVBoxLayout() if inside is None else QVBoxLayout(inside), margins, spacing)


def hbox(
    inside: QWidget | None = None, *, margins: Margins | None = None, spacing: int | None = None
) -> QHBoxLayout:
    """A row."""
    return _spaced(QHBoxLayout() if inside is None else QHBoxLayout(inside), margins, spacing)


def add(box: QBoxLayout, *parts: Part) -> None:
    """Add widgets and layouts in their order, those in pairs with their share of the room."""
    for part in parts:
        item, share = part if isinstance(part, tuple) else (part, 0)
        if isinstance(item, QWidget):
            box.addWidget(item, share)
        elif isinstance(item, QLayout):
            box.addLayout(item, share)
        else:
            box.addStretch(1)


def put(box: QBoxLayout, widget: Widget, share: int = 0) -> Widget:
    """Add a widget that has just been made."""
    box.addWidget(widget, share)
    return widget


def _spaced(box: Box, margins: Margins | None, spacing: int | None) -> Box:
    if isinstance(margins, int):
        margins = (margins, margins, margins, margins)
    if margins is not None:
        box.setContentsMargins(*margins)
    if spacing is not None:
        box.setSpacing(spacing)
    return box
