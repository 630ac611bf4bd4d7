"""The preferences page for keyboard shortcuts."""

from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QKeySequenceEdit,
    QTreeWidgetItem,
    QWidget,
)

from gui.commands.actions import CATEGORIES, SPECS, ActionSpec, category_name, key_text
from gui.commands.command_palette import matches
from gui.commands.shortcuts import Shortcuts
from gui.kit.fields import table
from gui.kit.labels import Label
from gui.kit.language import tr
from gui.kit.layouts import add, hbox, vbox
from gui.kit.widgets import faint, push_button, search_field

_ID: Final = Qt.ItemDataRole.UserRole
_KEYS_PX: Final = 190


class ShortcutEditor(QWidget):
    """Lists the commands with their shortcuts and assigns new ones."""

    def __init__(self, shortcuts: Shortcuts) -> None:
        super().__init__()
        self._shortcuts = shortcuts
        self._leaves: dict[str, QTreeWidgetItem] = {}
        self._undone: dict[str, tuple[str, ...]] = {}  # by a reset of all; empty without one
        name = tr("Search commands and shortcuts")
        self.search = search_field(f"{name}…", name, lambda _: self.refresh())
        headings = (tr("Command"), tr("Shortcut"))
        self.tree = table(tr("Commands and shortcuts"), headings)
        self.tree.setIndentation(12)
        self.tree.setMinimumHeight(300)
        self.tree.currentItemChanged.connect(self._on_chosen)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, self.tree.header().ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, self.tree.header().ResizeMode.Fixed)
        self.tree.header().resizeSection(1, _KEYS_PX)
        self.edit = QKeySequenceEdit()
        self.edit.setMaximumSequenceLength(1)
        self.edit.setClearButtonEnabled(True)
        self.edit.setAccessibleName(tr("New shortcut"))
        self.edit.keySequenceChanged.connect(self._on_pressed)
        self.add = push_button(tr("Add"), self._on_add)
        self.remove = push_button(
            tr("Remove all"), self._on_remove, tip=tr("Remove all shortcuts from this command")
        )
        self.reset = push_button(
            tr("Reset"), self._on_reset, tip=tr("Restore the default shortcuts of this command")
        )
        self.reset_all = push_button(tr("Reset all"), self._on_reset_all)
        self.note = faint("")
        self._assemble()
        self.refresh()

    def _assemble(self) -> None:
        row = add(hbox(spacing=6), Label(tr("New shortcut")), (self.edit, 1))
        for button in (self.add, self.remove, self.reset):
            button.setAutoDefault(False)
            row.addWidget(button)
        self.reset_all.setAutoDefault(False)
        below = add(hbox(), (self.note, 1), self.reset_all)
        add(vbox(self, margins=(0, 8, 0, 0), spacing=8), self.search, (self.tree, 1), row, below)

    @property
    def chosen_id(self) -> str:
        """Id of the selected command; empty if none."""
        item = self.tree.currentItem()
        return "" if item is None else str(item.data(0, _ID) or "")

    def choose(self, action_id: str) -> None:
        """Select a command."""
        if action_id in self._leaves:
            self.tree.setCurrentItem(self._leaves[action_id])

    @Slot()
    def refresh(self) -> None:
        """List the commands that match the search, with their current shortcuts."""
        chosen = self.chosen_id
        query = self.search.text()
        self._leaves.clear()
        self.tree.clear()
        for category in CATEGORIES:
            fitting = [s for s in SPECS if s.category == category and self._fits(s, query)]
            if fitting:
                self.tree.addTopLevelItem(self._branch(category, fitting))
        self.tree.expandAll()
        self._show_reset()
        self.choose(chosen)
        self._on_chosen()

    def _fits(self, spec: ActionSpec, query: str) -> bool:
        keys = key_text(self._shortcuts.keys(spec.id))
        return matches(query, f"{spec.label} {category_name(spec.category)} {keys} {spec.text}")

    def _branch(self, category: str, specs: list[ActionSpec]) -> QTreeWidgetItem:
        branch = QTreeWidgetItem([category_name(category)])
        branch.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = branch.font(0)
        font.setBold(True)
        branch.setFont(0, font)
        for spec in specs:
            keys = key_text(self._shortcuts.keys(spec.id))
            item = QTreeWidgetItem([spec.name, keys])
            item.setData(0, _ID, spec.id)
            if self._shortcuts.is_changed(spec.id):
                item.setToolTip(1, _default_text(spec.keys))
                changed = item.font(1)
                changed.setItalic(True)
                item.setFont(1, changed)
            branch.addChild(item)
            self._leaves[spec.id] = item
        return branch

    @Slot()
    def _on_chosen(self) -> None:
        chosen = self.chosen_id
        for widget in (self.edit, self.remove, self.reset):
            widget.setEnabled(bool(chosen))
        self.edit.clear()
        self._on_pressed()

    @Slot()
    def _on_pressed(self) -> None:
        """Show which command already uses the pressed key."""
        chosen, key = self.chosen_id, self._pressed()
        other = self._shortcuts.conflict(chosen, key) if key else None
        self.add.setEnabled(bool(chosen and key))
        self.add.setText(tr("Reassign") if other is not None else tr("Add"))
        if other is not None:
            self.note.setText(tr("{key} is assigned to “{command}”.", key=key, command=other.name))
        elif chosen:
            self.note.setText(tr("Press the new shortcut in the field."))
        else:
            self.note.setText(tr("Select a command."))

    def _pressed(self) -> str:
        keys: QKeySequence = self.edit.keySequence()
        return keys.toString()

    @Slot()
    def _on_add(self) -> None:
        self._undone = {}
        self._shortcuts.add(self.chosen_id, self._pressed())
        self.refresh()

    @Slot()
    def _on_remove(self) -> None:
        self._undone = {}
        for key in self._shortcuts.keys(self.chosen_id):
            self._shortcuts.remove(self.chosen_id, key)
        self.refresh()

    @Slot()
    def _on_reset(self) -> None:
        self._undone = {}
        self._shortcuts.reset(self.chosen_id)
        self.refresh()

    @Slot()
    def _on_reset_all(self) -> None:
        """Restore all defaults; pressed again, bring back what was changed."""
        if self._undone:
            self._shortcuts.restore(self._undone)
            self._undone = {}
        else:
            self._undone = self._shortcuts.changed
            self._shortcuts.reset_all()
        self.refresh()

    def _show_reset(self) -> None:
        self.reset_all.setText(tr("Undo reset") if self._undone else tr("Reset all"))
        self.reset_all.setEnabled(bool(self._undone or self._shortcuts.changed))


def _default_text(keys: tuple[str, ...]) -> str:
    return tr("Default: {keys}", keys=key_text(keys)) if keys else tr("No default shortcut")
