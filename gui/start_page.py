"""The start page: a drop zone, recent files and the sample project."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from gui.kit import theme
from gui.kit.drops import DropZone
from gui.kit.labels import Label, plain
from gui.kit.language import tr
from gui.kit.layouts import ROOM, add, hbox, put, vbox
from gui.kit.widgets import faint, heading, primary, push_button

_RECENT_SHOWN: Final = 6
_WIDTH: Final = 860
_LIST_MARGIN_PX: Final = 4


class StartPage(QWidget):
    """Shown while no clip or reference is open."""

    open_requested = Signal()
    sample_requested = Signal()
    path_requested = Signal(object)  # Path

    def __init__(self, recent: list[Path]) -> None:
        super().__init__()
        column = vbox(spacing=14)
        title = Label("VarietySound Studio")
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 2.0)
        font.setBold(True)
        title.setFont(font)
        add(column, title, faint(tr("Dub silent video with the timbre of any sound."), wraps=False))
        column.addSpacing(6)
        self._zone = put(
            column,
            DropZone(
                "film",
                tr("Drop a video here"),
                tr("Drop sounds too: each becomes a reference to try on."),
                primary(tr("Open video…"), self.open_requested),
                push_button(tr("Open sample project"), self.sample_requested),
                least_px=230,
            ),
            3,
        )
        self._undone = put(column, faint("", wraps=False))
        self._undone.hide()
        self._recent_title = put(column, heading(tr("Recent")))
        self._recent = QListWidget()
        self._recent.setAccessibleName(tr("Recent projects and clips"))
        self._recent.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._recent.itemActivated.connect(self._on_recent_activated)
        self._recent.itemClicked.connect(self._on_recent_activated)
        column.addWidget(self._recent)
        holder = QFrame()
        holder.setMaximumWidth(_WIDTH)
        holder.setLayout(column)
        add(hbox(self, margins=(32, 40, 32, 40)), ROOM, (holder, 10), ROOM)
        self.set_recent(recent)

    def set_recent(self, recent: list[Path]) -> None:
        """List recent files that still exist."""
        self._recent.clear()
        for path in [p for p in recent if p.exists()][:_RECENT_SHOWN]:
            item = QListWidgetItem(theme.icon("film", "faint"), f"{path.name}    {path.parent}")
            item.setData(Qt.ItemDataRole.UserRole, path)
            item.setToolTip(plain(str(path)))
            self._recent.addItem(item)
        has_recent = self._recent.count() > 0
        rows_px = self._recent.count() * max(self._recent.sizeHintForRow(0), 0)
        self._recent.setFixedHeight(rows_px + 2 * self._recent.frameWidth() + _LIST_MARGIN_PX)
        self._recent.setVisible(has_recent)
        self._recent_title.setVisible(has_recent)

    def tell_undone(self, keys: Sequence[str]) -> None:
        """Tell which keys bring back what was undone; without keys, nothing was."""
        told = tr("Everything was undone. {keys} brings it back.", keys=" / ".join(keys))
        self._undone.setText(told)
        self._undone.setVisible(bool(keys))

    def set_hot(self, hot: bool) -> None:
        """Highlight the drop zone."""
        self._zone.set_hot(hot)

    @Slot(QListWidgetItem)
    def _on_recent_activated(self, item: QListWidgetItem) -> None:
        self.path_requested.emit(item.data(Qt.ItemDataRole.UserRole))
