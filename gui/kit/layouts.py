"""Rows and columns of widgets."""

from typing import TypeVar

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

Margins = int | tuple[int, int, int, int]  # left, top, right, bottom; in pixels
Box = TypeVar("Box", bound=QBoxLayout)


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


def _spaced(box: Box, margins: Margins | None, spacing: int | None) -> Box:
    if isinstance(margins, int):
        margins = (margins, margins, margins, margins)
    if margins is not None:
        box.setContentsMargins(*margins)
    if spacing is not None:
        box.setSpacing(spacing)
    return box
