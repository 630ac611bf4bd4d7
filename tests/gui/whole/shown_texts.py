"""The texts that a widget and all in it show, and which of them passed through a translator."""

import re
from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt, QTranslator
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDoubleSpinBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QSpinBox,
    QTabBar,
    QTableView,
    QTreeView,
    QWidget,
)

OPEN, CLOSE = "⟦", "⟧"
MOST_ROWS = 60
_WORD = re.compile(r"[^\W\d_]{2,}")


class Brackets(QTranslator):
    """Puts every text in brackets, those of Qt itself too.

    Attributes:
        asked: the texts of the window that were asked for.
    """

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def isEmpty(self) -> bool:
        return False

    def translate(self, context, text, disambiguation=None, n=-1):
        if context == "QShortcut" or text.startswith("QT_"):
            return None  # names of keys
        if context == "window":
            self.asked.add(text)
        return f"{OPEN}{text}{CLOSE}"


def untranslated(text: str, names: list[str]) -> str:
    """The words of a text outside of all brackets, but for the given names."""
    depth, outside = 0, []
    for character in text:
        depth += (character == OPEN) - (character == CLOSE)
        outside.append(character if depth == 0 and character != CLOSE else " ")
    rest = "".join(outside)
    for name in sorted(names, key=len, reverse=True):
        rest = rest.replace(name, " ")
    return " ".join(_WORD.findall(rest))


def texts_in(root: QWidget) -> Iterator[tuple[QWidget, str]]:
    """Every text of a widget and of those in it, with the widget that has it."""
    for widget in [root, *root.findChildren(QWidget)]:
        for text in filter(None, _texts(widget)):
            yield widget, text


def _texts(widget: QWidget) -> Iterator[str]:
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
    yield from (widget.windowTitle(), widget.statusTip())
    for action in widget.actions():
        yield from (action.text(), action.toolTip(), action.iconText())
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QLineEdit() | QPlainTextEdit():
            yield widget.placeholderText()
        case QMenu():
            yield widget.title()
        case QSpinBox() | QDoubleSpinBox():
            yield from (widget.prefix(), widget.suffix(), widget.specialValueText())
        case QComboBox():
            yield from (widget.itemText(row) for row in range(widget.count()))
        case QTabBar():
            yield from (widget.tabText(place) for place in range(widget.count()))
        case QAbstractItemView() if not isinstance(widget, QHeaderView):
            yield from _cells(widget)


def _cells(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if model is None:
        return
    if isinstance(view, QTableView | QTreeView):
        for column in range(model.columnCount()):
            yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
    yield from _rows(model, QModelIndex())


def _rows(model: QAbstractItemModel, parent) -> Iterator[str]:
    is_list = isinstance(model, QAbstractListModel)  # whose columns nobody may ask for
    columns = 1 if is_list else model.columnCount(parent)
    for row in range(min(model.rowCount(parent), MOST_ROWS)):
        for column in range(columns):
            index = model.index(row, column, parent)
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                value = index.data(role)
                yield value if isinstance(value, str) else ""
        if not is_list:
            yield from _rows(model, model.index(row, 0, parent))
