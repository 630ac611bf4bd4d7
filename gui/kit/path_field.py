"""A text field for a path, with a Browse button, and what file dialogs show."""

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from gui.kit.language import tr
from gui.kit.layouts import hbox, put
from gui.kit.widgets import small_button


class Places(Protocol):
    """Knows the folder of the last file dialog."""

    last_folder: str

    @property
    def start_folder(self) -> str:
        """The folder in which the next one starts."""


class PathField(QWidget):
    """A field for a file or folder; with `save`, for one that may not exist yet.

    Args:
        name: what the path is.
        places: where its dialog starts while the field is empty.
        folder: whether it is a folder.
        pattern: the kinds of files that the dialog offers.
        save: whether it may be new.
    """

    changed = Signal()

    def __init__(
        self,
        name: str,
        places: Places,
        *,
        folder: bool,
        pattern: str = "",
        save: bool = False,
    ) -> None:
        super().__init__()
        self._places = places
        self._name, self._folder, self._pattern, self._save = name, folder, pattern, save
        row = hbox(self, margins=0, spacing=4)
        self.edit = QLineEdit()
        self.edit.setAccessibleName(name)
        row.addWidget(self.edit, 1)
        self._button = put(row, small_button("folder", tr("Choose: {name}", name=name)))
        self.edit.textChanged.connect(self.changed)
        self._button.clicked.connect(self._on_choose_clicked)
        self.setFocusProxy(self.edit)

    @property
    def path(self) -> Path | None:
        """The path; None if the field is empty."""
        text = self.edit.text().strip()
        return Path(text).expanduser() if text else None

    @path.setter
    def path(self, path: Path | None) -> None:
        self.edit.setText("" if path is None else str(path))

    @Slot()
    def _on_choose_clicked(self) -> None:
        start = str(self.path or self._places.start_folder)
        if self._folder and self._save:
            chosen, _ = QFileDialog.getSaveFileName(
                self, self._name, start, options=QFileDialog.Option.ShowDirsOnly
            )
        elif self._folder:
            chosen = QFileDialog.getExistingDirectory(self, self._name, start)
        else:
            chosen, _ = QFileDialog.getOpenFileName(self, self._name, start, self._pattern)
        if chosen:
            self.path = Path(chosen)
            self._places.last_folder = chosen if self._folder else str(Path(chosen).parent)


def patterns(suffixes: Iterable[str]) -> str:
    """The files with these suffixes, for the filter of a file dialog."""
    return " ".join(f"*{suffix}" for suffix in sorted(suffixes))
