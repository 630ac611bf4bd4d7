"""Unsaved work is copied every half minute, and offered at the start after a crash."""

import logging
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

from engine.progress import JobContext
from gui.document import autosave
from gui.document.autosave import Rescued
from gui.document.document import Document
from gui.document.model import Project
from gui.kit.banners import Banners, Button
from gui.kit.workers import Runner

_log = logging.getLogger(__name__)
_PERIOD_MS: Final = 30_000  # what a crash can cost at most


class Recovery(QObject):
    """Writes copies beside the GUI thread, only of what has changed since the last one."""

    def __init__(
        self, document: Document, runner: Runner, banners: Banners, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._runner = runner
        self._banners = banners
        self._copied: Project | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_PERIOD_MS)
        self._timer.timeout.connect(self.copy)
        self._timer.start()
        document.modified_changed.connect(self._on_modified_changed)

    @Slot()
    def copy(self) -> None:
        """Write a copy now, if there is something that is nowhere else."""
        project, path = self._document.project, self._document.path
        if not self._document.is_modified or project is self._copied:
            return
        self._copied = project

        def work(_context: JobContext) -> None:
            autosave.write(project, path)

        self._runner.start(work, done=lambda _: None, failed=self._on_failed)

    def forget(self) -> None:
        """The work is saved, or left on purpose: no copy of it is wanted."""
        if self._copied is not None:
            autosave.discard(autosave.copies_of(self._copied.id))
            self._copied = None

    def offer(self) -> None:
        """Offer what an earlier program left behind."""
        found = autosave.left_behind()
        if not found:
            return
        rescued = found[0]
        self._banners.show_banner(
            "rescue",
            "The program ended unexpectedly. Unsaved work on"
            f" {rescued.name} from {rescued.written_at:%H:%M} can be brought back.",
            level="warning",
            buttons=(
                Button("Bring it back", lambda: self._bring_back(rescued)),
                Button("Discard", lambda: autosave.discard(rescued.copies)),
            ),
        )

    def _bring_back(self, rescued: Rescued) -> None:
        self._document.replace_project(rescued.project, rescued.path, is_modified=True)
        self.copy()  # the copies of the old process are this one's now

    @Slot(bool)
    def _on_modified_changed(self, is_modified: bool) -> None:
        if not is_modified:
            self.forget()

    def _on_failed(self, error: Exception) -> None:
        _log.warning("no copy of the unsaved work could be written: %s", error)
        self._copied = None
