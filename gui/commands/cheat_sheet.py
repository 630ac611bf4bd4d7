"""F1: all keyboard shortcuts on one page."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui.commands.actions import ActionRegistry, brief_key_text, category_name
from gui.kit.fields import close_button
from gui.kit.labels import Label
from gui.kit.language import tr
from gui.kit.layouts import add, hbox, vbox
from gui.kit.widgets import faint, heading, scroll_area

COLUMNS: Final = (
    ("Playback", "Tracks"),
    ("File", "Edit", "Dub", "Help"),
    ("Events", "Range", "View"),
)


class CheatSheet(QDialog):
    """The shortcuts of all commands, by menu."""

    def __init__(self, actions: ActionRegistry, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self.resize(1200, 740)
        row = hbox(spacing=28)
        for categories in COLUMNS:
            row.addLayout(_column(actions, categories), 1)
        page = QFrame()
        page.setLayout(row)
        layout = vbox(self, margins=16)
        add(layout, scroll_area(page, name=tr("Keyboard shortcuts")), close_button(self))


def _column(actions: ActionRegistry, categories: tuple[str, ...]) -> QVBoxLayout:
    column = QVBoxLayout()
    for category in categories:
        name = heading(category_name(category))
        name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column.addWidget(name)
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setVerticalSpacing(4)
        for line, (text, keys) in enumerate(shortcut_lines(actions, category)):
            name = faint(text)
            grid.addWidget(name, line, 0)
            grid.addWidget(Label(keys), line, 1, Qt.AlignmentFlag.AlignRight)
        column.addLayout(grid)
        column.addSpacing(14)
    column.addStretch(1)
    return column


def shortcut_lines(actions: ActionRegistry, category: str) -> list[tuple[str, str]]:
    """The commands in a menu that have shortcuts; the nine takes share one line."""
    keyed = [
        (spec, actions.keys(spec.id))
        for spec, _ in actions.category(category)
        if actions.keys(spec.id)
    ]
    takes = [keys for spec, keys in keyed if spec.listens_to_take]
    lines = [(spec.name, brief_key_text(keys)) for spec, keys in keyed if not spec.listens_to_take]
    if takes:
        lines.append((tr("Listen to a take in the list"), f"{takes[0][0]} … {takes[-1][0]}"))
    return lines
