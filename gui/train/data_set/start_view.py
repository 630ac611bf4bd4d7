"""How a data set begins: a folder of clips, one that is there already, or rendered clips."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal, SignalInstance, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from gui.kit import theme
from gui.kit.drop_zone import DropZone
from gui.kit.layouts import ROOM, add, hbox, put, vbox
from gui.kit.widgets import IconLabel, card, faint, heading, primary, title

_WIDTH: Final = 900


class StartView(QWidget):
    """Three ways to go on, and the data sets of late."""

    clips_wanted = Signal()
    data_set_wanted = Signal()
    procedural_wanted = Signal()
    chosen = Signal(object)  # Path of a data set that was open lately

    def __init__(self) -> None:
        super().__init__()
        holder = QWidget()
        holder.setMaximumWidth(_WIDTH)
        column = vbox(holder, spacing=14)
        column.addWidget(title("What should the model learn from?"))
        column.addWidget(
            faint("Clips in which the sound belongs to what is seen. A few hundred teach it a lot.")
        )
        column.addWidget(self._build_zone(), 3)
        row = hbox(spacing=14)
        row.addWidget(
            self._build_card(
                "library",
                "A data set that is there",
                "One that was prepared before, here or elsewhere.",
                "Open a data set…",
                self.data_set_wanted,
            )
        )
        row.addWidget(
            self._build_card(
                "dice",
                "Rendered clips",
                "Made by the program: hammers, balls and footsteps whose events are known exactly.",
                "Make a data set…",
                self.procedural_wanted,
            )
        )
        column.addLayout(row)
        self._recent_title = put(column, heading("Recent"))
        self._recent = QListWidget()
        self._recent.setAccessibleName("Recent data sets")
        self._recent.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._recent.setMaximumHeight(116)
        self._recent.itemActivated.connect(self._on_activated)
        self._recent.itemClicked.connect(self._on_activated)
        column.addWidget(self._recent, 1)
        outer = hbox(self, margins=(32, 28, 32, 28))
        add(outer, ROOM, (holder, 12), ROOM)
        self.set_recent([])

    def set_recent(self, folders: list[Path]) -> None:
        """List the data sets that were open lately; those that are gone are left out."""
        self._recent.clear()
        for folder in folders:
            item = QListWidgetItem(theme.icon("library", "faint"), f"{folder.name}    {folder}")
            item.setData(Qt.ItemDataRole.UserRole, folder)
            item.setToolTip(str(folder))
            self._recent.addItem(item)
        self._recent.setVisible(bool(folders))
        self._recent_title.setVisible(bool(folders))

    def set_hot(self, hot: bool) -> None:
        """Light the drop zone up."""
        self._zone.set_hot(hot)

    def _build_zone(self) -> QWidget:
        self._zone = DropZone()
        self._zone.setMinimumHeight(190)
        column = vbox(self._zone, spacing=10)
        column.addStretch(1)
        column.addWidget(IconLabel("folder", "faint", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        text = QLabel("Drop a folder of clips here")
        font = text.font()
        font.setPointSizeF(font.pointSizeF() * 1.4)
        text.setFont(font)
        column.addWidget(text, 0, Qt.AlignmentFlag.AlignHCenter)
        hint = faint("With a folder for each class, such as dog and hammer.", wraps=False)
        column.addWidget(hint, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(6)
        button = primary("Choose a folder…", self.clips_wanted)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return self._zone

    def _build_card(
        self, icon: str, name: str, text: str, button_text: str, signal: SignalInstance
    ) -> QWidget:
        frame, column = card()
        row = QHBoxLayout()
        add(row, IconLabel(icon, "faint"), (heading(name), 1))
        add(column, row, (faint(text), 1))
        button = QPushButton(button_text)
        button.clicked.connect(signal)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return frame

    @Slot(QListWidgetItem)
    def _on_activated(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))
