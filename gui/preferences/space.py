"""What the program occupies on the disk, and cleaning with undo."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton
from typing_extensions import override

from engine.storage.aside import Aside
from gui.document.document import Document
from gui.kit.labels import Label
from gui.kit.language import mark, tr
from gui.kit.layouts import add, grid, vbox
from gui.kit.widgets import bytes_text, faint, push_button
from gui.kit.workers import Runner
from gui.preferences import occupied
from gui.preferences.occupied import Kind, Occupied
from gui.preferences.section import Section

_ROWS: Final[Mapping[Kind, tuple[str, str]]] = {
    "analyses": (
        mark("Analyses of clips"),
        mark("Kept up to 2 GB; what is missing is computed again."),
    ),
    "takes": (
        mark("Takes of unsaved projects"),
        mark("Those of this project, and those that can be recovered, are never removed."),
    ),
    "project": (
        mark("Takes of this project"),
        mark("Those you have deleted are removed when the project is closed."),
    ),
    "copies": (
        mark("Copies of unsaved work"),
        mark("Left by windows that closed unexpectedly; removed, the work cannot be recovered."),
    ),
    "models": (mark("Models"), mark("Deleted one by one in Train, Models.")),
    "runs": (mark("Training runs"), mark("Deleted one by one in Train, Runs.")),
}


class SpaceSection(Section):
    """A row for each kind of files; what nothing needs can be removed, and put back.

    What was removed lies aside until the preferences are closed.
    """

    def __init__(self, document: Document, runner: Runner) -> None:
        super().__init__(tr("What was removed can be put back until this dialog is closed."))
        self._document = document
        self._runner = runner
        self._found: Mapping[Kind, Occupied] = {}
        self._aside: dict[Kind, Aside] = {}
        self.sizes: dict[Kind, QLabel] = {}
        self.buttons: dict[Kind, QPushButton] = {}
        cells = grid(across=16, down=14)
        cells.setColumnStretch(0, 1)
        for row, kind in enumerate(_ROWS):
            self._add(cells, row, kind)
        self.form.addRow(cells)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()

    def shutdown(self) -> None:
        """Remove for good what lies aside."""
        for aside in self._aside.values():
            aside.remove()
        self._aside.clear()

    def _add(self, cells: QGridLayout, row: int, kind: Kind) -> None:
        name, about = (tr(text) for text in _ROWS[kind])
        cells.addLayout(add(vbox(spacing=2), Label(name), faint(about)), row, 0)
        self.sizes[kind] = Label("…")
        cells.addWidget(self.sizes[kind], row, 1)
        button = self.buttons[kind] = push_button(tr("Remove"), partial(self._on_clicked, kind))
        button.setAccessibleName(tr("Remove: {name}", name=name))
        button.hide()
        cells.addWidget(button, row, 2)

    def _look(self) -> None:
        project, path = self._document.project, self._document.own_path
        self._runner.start(
            lambda context: occupied.look(project, path, context),
            done=self._on_looked,
            failed=lambda _: None,
        )

    def _on_looked(self, found: Mapping[Kind, Occupied]) -> None:
        self._found = found
        for kind in _ROWS:
            self._show(kind)

    def _show(self, kind: Kind) -> None:
        found, button = self._found[kind], self.buttons[kind]
        self.sizes[kind].setText(bytes_text(found.total_bytes))
        is_aside = kind in self._aside
        button.setVisible(is_aside or found.unneeded_bytes > 0)
        button.setText(tr("Undo") if is_aside else self._verb(found))

    @staticmethod
    def _verb(found: Occupied) -> str:
        return tr("Remove {size}", size=bytes_text(found.unneeded_bytes))

    @Slot()
    def _on_clicked(self, kind: Kind) -> None:
        if kind in self._aside:
            self._aside.pop(kind).put_back()
        else:
            self._aside[kind] = Aside(self._found[kind].unneeded)
        self._look()
