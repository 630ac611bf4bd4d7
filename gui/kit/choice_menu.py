"""Menus in which one of several things is ticked."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

T = TypeVar("T")


def add_choices(
    menu: QMenu, options: Iterable[tuple[str, T]], chosen: T, choose: Callable[[T], object]
) -> None:
    """Add options, each a text and what it stands for, to a menu; one of them is ticked."""
    group = QActionGroup(menu)
    for text, value in options:
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(value == chosen)
        action.triggered.connect(lambda _checked=False, value=value: choose(value))
        group.addAction(action)
