"""Switches to the Batch workspace; builds it at the first visit."""

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QStatusBar

from gui.kit.language import counted, tr
from gui.kit.questions import Meanwhile, ask
from gui.services import Services

if TYPE_CHECKING:
    from gui.batch.workspace import BatchWorkspace


class LazyBatchWorkspace(QObject):
    """Shows the workspace; its queue goes on while another one is shown."""

    entering = Signal()

    def __init__(
        self, services: Services, pages: QStackedWidget, status: QStatusBar, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._status = status
        self._services = services
        self._pages = pages
        self.workspace: BatchWorkspace | None = None
        services.actions.bind(workspace_batch=self.enter)

    @property
    def is_open(self) -> bool:
        """Whether it is shown."""
        return self.workspace is not None and self._pages.currentWidget() is self.workspace

    def enter(self) -> None:
        """Show the workspace."""
        if self.is_open:
            return
        if self.workspace is None:
            self.workspace = import_module("gui.batch.workspace").BatchWorkspace(self._services)
            self._pages.addWidget(self.workspace)
            self.workspace.chip.clicked.connect(self.enter)
            self._status.insertPermanentWidget(1, self.workspace.chip)  # 0 is the running job
        self.entering.emit()
        self._services.actions.override({})
        self._services.actions["workspace_batch"].setChecked(True)
        self._pages.setCurrentWidget(self.workspace)
        self.workspace.setFocus()

    def leave(self) -> None:
        """Give the keys back; the caller shows another page."""
        if self.is_open:
            self._services.actions.end_override()

    def may_close(self) -> bool:
        """Ask whether the jobs that have not ended may be lost; false means stay."""
        queue = None if self.workspace is None else self.workspace.queue
        jobs = 0 if queue is None else queue.unfinished
        if queue is None or jobs == 0:
            return True
        text = counted(
            "A job of the batch has not ended; it would be lost.",
            "{n} jobs of the batch have not ended; they would be lost.",
            jobs,
        )
        title, leave, stay = tr("Quit?"), tr("Quit"), tr("Stay")
        failed = queue.failed

        def ended() -> str | None:
            if queue.unfinished:
                return None
            return leave if queue.failed == failed else ""

        meanwhile = Meanwhile(queue.changed, ended)
        return ask(self._pages, title, text, (leave,), stay=stay, meanwhile=meanwhile) == leave

    def shutdown(self) -> None:
        """End the job that runs."""
        if self.workspace is not None:
            self.workspace.shutdown()
