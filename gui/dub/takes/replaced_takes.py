"""Removes the files of takes that others have replaced, while the project is open.

Every edit of an event makes another take, which for a long clip is hundreds of megabytes.
"""

from typing import Final

from PySide6.QtCore import QObject, Slot

from engine.project import storage
from gui.document.take_files import remove_unnamed, replaced
from gui.hosts.engine_host import EngineHost
from gui.kit.timers import every
from gui.services import Services

_PERIOD_MS: Final = 30_000


class ReplacedTakes(QObject):
    """Looks now and then, in a thread, while the engine is idle: an export may read any take."""

    def __init__(self, services: Services, host: EngineHost, parent: QObject) -> None:
        super().__init__(parent)
        self._document = services.document
        self._host = host
        self._runner = services.runner
        self._errors = services.errors
        every(self, _PERIOD_MS, self.remove).start()

    @Slot()
    def remove(self) -> None:
        """Remove the files that nothing names: no undo, no project, no copy of unsaved work."""
        takes = replaced(self._document)
        if not takes or self._host.running is not None or self._host.waiting:
            return
        folder = storage.current_folder(self._document.project, self._document.own_path)
        self._runner.start(
            lambda _: remove_unnamed(takes, folder, ()),
            done=lambda _: None,
            failed=self._errors.present,
        )
