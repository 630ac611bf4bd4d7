"""Menus that a right click opens."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from gui.commands.menus import context_menu


def test_a_context_menu_does_not_outlive_its_closing(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    menu = context_menu(widget)
    menu.addAction("Rename…")
    menu.popup(QPoint())
    menu.close()
    qtbot.waitUntil(lambda: not widget.findChildren(QMenu))
