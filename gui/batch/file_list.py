"""A list of files and folders that the user fills."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from gui.file_questions import ask_files, ask_folder
from gui.kit import theme
from gui.kit.drops import DropTarget, paths_of
from gui.kit.labels import plain
from gui.kit.language import tr
from gui.kit.layouts import ROOM, add, hbox, vbox
from gui.kit.widgets import add_remove_action, heading, push_button
from gui.settings import Settings


class _Files(QListWidget):
    """A list that says what belongs into it while it is empty."""

    def __init__(self, hint: str) -> None:
        super().__init__()
        self._hint = hint

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.count() == 0:
            with QPainter(self.viewport()) as painter:
                painter.setPen(theme.colour("faint"))
                room = self.viewport().rect().adjusted(12, 8, -12, -8)
                how = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
                painter.drawText(room, how, self._hint)


class FileList(QWidget):
    """Files and folders; more are dropped or chosen, Delete removes the selected ones.

    Args:
        settings: know the folder of the last file dialog.
        name: what the files are.
        kinds: those that the file dialog offers.
        drop: shown while files are dragged over the list.
        file_title: of the dialog that adds files.
        folder_title: of the one that adds a folder.
        hint: shown while the list is empty.
    """

    changed = Signal()

    def __init__(
        self,
        settings: Settings,
        *,
        name: str,
        kinds: str,
        drop: str,
        file_title: str,
        folder_title: str,
        hint: str,
    ) -> None:
        super().__init__()
        self._settings = settings
        self._kinds = f"{kinds};;{tr('All files (*)')}"
        self._file_title, self._folder_title = file_title, folder_title
        self.list = _Files(hint)
        self.list.setAccessibleName(name)
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSpacing(2)
        add_remove_action(self.list, self._remove_chosen)
        row = add(hbox(spacing=6), heading(name), ROOM)
        add(row, push_button(tr("Add…"), self._on_add_clicked))
        add(row, push_button(tr("Add folder…"), self._on_add_folder_clicked))
        add(vbox(self, margins=0, spacing=6), row, (self.list, 1))
        drops = DropTarget(self, paths_of, lambda _: drop)
        drops.dropped.connect(self.add_paths)

    @property
    def paths(self) -> list[Path]:
        """The files and folders."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [item.data(Qt.ItemDataRole.UserRole) for item in items]

    @Slot(object)
    def add_paths(self, paths: Iterable[Path]) -> None:
        """Add files and folders that are not listed yet."""
        known = set(self.paths)
        for path in paths:
            if path not in known:
                item = QListWidgetItem(f"{path.name}/" if path.is_dir() else path.name)
                item.setData(Qt.ItemDataRole.UserRole, path)
                item.setToolTip(plain(str(path)))
                self.list.addItem(item)
        self.changed.emit()

    @Slot()
    def _remove_chosen(self) -> None:
        for item in self.list.selectedItems():
            self.list.takeItem(self.list.row(item))
        self.changed.emit()

    @Slot()
    def _on_add_clicked(self) -> None:
        paths = ask_files(self, self._settings, self._file_title, self._kinds)
        if paths:
            self.add_paths(paths)

    @Slot()
    def _on_add_folder_clicked(self) -> None:
        folder = ask_folder(self, self._settings, self._folder_title)
        if folder is not None:
            self.add_paths([folder])
