"""Ctrl+K: find a command by typing part of its name, in the window's language or in English."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QListWidget,
    QListWidgetItem,
    QWidget,
)
from typing_extensions import override

from gui.commands.actions import ActionRegistry, brief_key_text, category_name
from gui.kit.fields import text_field
from gui.kit.labels import Label
from gui.kit.language import tr
from gui.kit.layouts import ROOM, add, hbox, put, vbox
from gui.kit.widgets import faint

_SIZE: Final = (560, 400)


def matches(query: str, text: str) -> bool:
    """Whether the text contains every word of the query, in any order."""
    lowered = text.lower()
    return all(word in lowered for word in query.lower().split())


class CommandPalette(QDialog):
    """A search field above the list of available commands."""

    def __init__(self, actions: ActionRegistry, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._actions = actions
        self.resize(*_SIZE)
        layout = vbox(self, margins=10)
        self.query = put(layout, text_field(tr("Find command"), hint=tr("Find command…")))
        self.query.textChanged.connect(self._on_query_changed)
        self.query.installEventFilter(self)
        self._list = QListWidget()
        self._list.setAccessibleName(tr("Commands"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.itemClicked.connect(self._on_item_chosen)
        layout.addWidget(self._list)
        self._on_query_changed("")
        self.query.setFocus()

    def texts(self) -> list[str]:
        """The listed commands."""
        items = (self._list.item(row) for row in range(self._list.count()))
        return [item.data(Qt.ItemDataRole.AccessibleTextRole) for item in items]

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                last = self._list.count() - 1
                self._list.setCurrentRow(min(max(self._list.currentRow() + step, 0), last))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self._list.currentItem() is not None:
                    self._on_item_chosen(self._list.currentItem())
                return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _on_query_changed(self, query: str) -> None:
        self._list.clear()
        for spec, action in self._actions:
            category = category_name(spec.category)
            if action.isEnabled() and matches(query, f"{_text(action)} {category} {spec.text}"):
                self._add(action, category, brief_key_text(self._actions.keys(spec.id)))
        self._list.setCurrentRow(0)

    def _add(self, action: QAction, category: str, keys: str) -> None:
        item = QListWidgetItem()
        item.setData(Qt.ItemDataRole.UserRole, action)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, _text(action))
        row = QWidget()
        line = hbox(row, margins=(8, 3, 8, 3))
        line.addWidget(Label(_text(action).rstrip("…")))
        where = faint(category, wraps=False)
        add(line, where, ROOM, Label(keys))
        item.setSizeHint(row.sizeHint())
        self._list.addItem(item)
        self._list.setItemWidget(item, row)

    @Slot(QListWidgetItem)
    def _on_item_chosen(self, item: QListWidgetItem) -> None:
        action: QAction = item.data(Qt.ItemDataRole.UserRole)
        self.close()
        action.trigger()


def _text(action: QAction) -> str:
    """The text of an action as a menu shows it."""
    return action.text().replace("&&", "&")
