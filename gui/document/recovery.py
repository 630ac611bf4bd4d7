"""Autosave unsaved work as it changes, and offer to recover it after a crash."""

import logging
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Slot

from engine.errors import reason_of
from engine.progress import JobContext
from engine.project.model import Project
from gui.document import autosave
from gui.document.autosave import UnsavedWork
from gui.document.document import Document
from gui.kit.banners import Banners, Button
from gui.kit.language import tr
from gui.kit.timers import every
from gui.kit.workers import Runner

_log = logging.getLogger(__name__)
_PERIOD_MS: Final = 1500  # how often a due copy is looked for
_FAILED: Final = "autosave failed"


class Recovery(QObject):
    """Writes autosaves in a background thread when something has changed."""

    def __init__(
        self,
        document: Document,
        runner: Runner,
        banners: Banners,
        parent: QObject,
        period_s: Callable[[], float] = lambda: 0.0,
        may_leave: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._runner = runner
        self._banners = banners
        self._copied: Project | None = None
        self._copying: Project | None = None  # one at a time: no older copy replaces a newer one
        self._period_s = period_s
        self._may_leave = may_leave
        self._copied_s = 0.0  # when, on the monotonic clock
        every(self, _PERIOD_MS, self.copy_if_due).start()
        document.modified_changed.connect(self._on_modified_changed)
        document.takes_changed.connect(self.copy)  # at once: a take may have cost minutes

    @Slot()
    def copy_if_due(self) -> None:
        """Write a copy if the last one is as old as the user's preference."""
        if time.monotonic() - self._copied_s >= self._period_s() - _PERIOD_MS / 1000:
            self.copy()

    @Slot()
    def copy(self) -> None:
        """Write a copy now if there are changes that no copy holds."""
        project, path = self._document.project, self._document.own_path
        on_disk = self._document.on_disk
        is_copied = project is self._copied or self._copying is not None
        if is_copied or not self._document.is_modified:
            return
        self._copied = self._copying = project
        self._copied_s = time.monotonic()

        def work(_context: JobContext) -> None:
            autosave.write(project, path, on_disk)

        self._runner.start(work, done=self._on_copied, failed=self._on_failed)

    def forget(self) -> None:
        """Delete the copies; the work was saved or discarded."""
        for project in (self._copied, self._copying):
            if project is not None:
                autosave.discard(autosave.copies_of(project.id))
        self._copied = None

    def offer(self) -> None:
        """Offer to recover all work left behind by crashes, the newest on top."""
        for work in reversed(autosave.left_behind()):
            self._offer(work)

    def _offer(self, work: UnsavedWork) -> None:
        self._banners.show_banner(
            f"recovery:{work.project.id}",
            tr(
                "VarietySound Studio closed unexpectedly. Unsaved work on {name} from {time} can be"
                " recovered.",
                name=work.name or tr("an untitled project"),
                time=f"{work.written_at:%H:%M}",
            ),
            level="danger",  # a later warning, such as that of a missing device, does not hide it
            buttons=(
                Button(tr("Recover"), lambda: self._recover(work)),
                Button(tr("Discard"), lambda: autosave.discard(work.copies)),
            ),
            merges=False,
        )

    def _recover(self, work: UnsavedWork) -> None:
        """Open what was left, if the project that is open may be left for it."""
        if not self._may_leave():
            self._offer(work)
            return
        self._document.replace_project(
            work.project, work.path, is_modified=True, on_disk=work.on_disk
        )
        self.copy()  # makes the copies this process's own

    @Slot(bool)
    def _on_modified_changed(self, is_modified: bool) -> None:
        if not is_modified:
            self.forget()

    def _on_copied(self, _: None) -> None:
        self._banners.close_banner(_FAILED)
        if self._copied is None:  # saved or discarded while the copy was written
            self.forget()
        self._copying = None

    def _on_failed(self, error: Exception) -> None:
        self._copying = None
        _log.warning("autosave failed: %s", error)
        self._copied = None
        reason = reason_of(error) if isinstance(error, OSError) else error
        self._banners.show_banner(
            _FAILED,
            tr(
                "Your work cannot be autosaved: {reason}. Save the project yourself.", reason=reason
            ),
            level="warning",
        )
