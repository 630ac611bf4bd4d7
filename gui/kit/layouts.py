"""Helpers for box layouts."""

from enum import Enum
from typing import Final, Literal, TypeVar

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget


class _Room(Enum):
    REST = "rest"


ROOM: Final = _Room.REST  # stretch between widgets
Margins = int | tuple[int, int, int, int]  # left, top, right, bottom; in pixels
Part = QWidget | QLayout | tuple[QWidget | QLayout, int] | Literal[_Room.REST]
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


def add(box: QBoxLayout, *parts: Part) -> None:
    """Add widgets and layouts in order; pairs are an item and its stretch factor."""
    for part in parts:
        item, share = part if isinstance(part, tuple) else (part, 0)
        if isinstance(item, QWidget):
            box.addWidget(item, share)
        elif isinstance(item, QLayout):
            box.addLayout(item, share)
        else:
            box.addStretch(1)


def put(box: QBoxLayout, widget: Widget, share: int = 0) -> Widget:
    """Add a widget and return it."""
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
