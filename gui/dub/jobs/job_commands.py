"""The commands that cancel jobs and free the engine's memory."""

import time
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from engine.host.messages import Export, Render
from gui.hosts.engine_host import EngineHost
from gui.hosts.jobs import HostJob, JobState
from gui.kit.desktop import notify
from gui.kit.durations import length_text
from gui.kit.language import counted, mark, tr
from gui.kit.questions import Meanwhile, ask
from gui.settings import Settings

_ASK_AFTER_S: Final = 30.0
_TELL_AFTER_S: Final = 20.0  # a person who waits that long does something else meanwhile
_ENDS: Final = {
    JobState.DONE: mark("The engine is done"),
    JobState.FAILED: mark("The engine's job has failed"),
}


class JobCommands(QObject):
    """Cancels jobs, asking first if they have run for long, tells their end, and frees memory."""

    said = Signal(str)

    def __init__(self, host: EngineHost, window: QWidget, settings: Settings) -> None:
        super().__init__(window)
        self._host = host
        self._window = window
        self._settings = settings
        self.busy_since_s: float | None = None
        host.job_changed.connect(self._on_job_changed)

    def cancel(self) -> None:
        """Cancel all jobs; ask first if the engine has worked on them for over 30 seconds."""
        running = self._host.running
        if running is None or running.state is not JobState.RUNNING or self._is_confirmed(running):
            self._host.cancel_all()

    def may_close(self) -> bool:
        """Ask whether quitting may lose the takes and exports under way; false means stay."""
        return self._may_lose_jobs(tr("Quit?"), tr("Quit"))

    def may_leave(self) -> bool:
        """Ask whether opening another project may lose them; false means stay."""
        return self._may_lose_jobs(tr("Leave the project?"), tr("Leave"))

    def _may_lose_jobs(self, title: str, leave: str) -> bool:
        running = self._host.running
        jobs = [*([running] if running is not None else []), *self._host.waiting]
        lost = [job for job in jobs if isinstance(job.ask, Export | Render) and not job.is_over]
        names = [job.title for job in lost]
        if not names:
            return True
        question = counted(
            "“{job}” has not ended; it would be lost.",
            "{n} takes and exports have not ended; they would be lost: {jobs}.",
            len(names),
            job=names[0],
            jobs=", ".join(names),
        )

        def ended() -> str | None:
            if not all(job.is_over for job in lost):
                return None
            return leave if all(job.state is JobState.DONE for job in lost) else ""

        meanwhile = Meanwhile(self._host.job_changed, ended)
        stay = tr("Stay")
        answer = ask(self._window, title, question, (leave,), stay=stay, meanwhile=meanwhile)
        return answer == leave

    @Slot(object)
    def _on_job_changed(self, job: HostJob) -> None:
        if self._host.running is None and not self._host.waiting:
            began_s, self.busy_since_s = self.busy_since_s, None
            is_long = began_s is not None and time.monotonic() - began_s > _TELL_AFTER_S
            if is_long and self._settings.notifies and job.state in _ENDS:
                notify(self._window.window(), tr(_ENDS[job.state]), job.title)
        elif self.busy_since_s is None:
            self.busy_since_s = time.monotonic()

    def free_memory(self) -> None:
        """Restart the engine; its running job starts over."""
        self._host.restart()
        self.said.emit(tr("Engine restarted; memory freed."))

    def _is_confirmed(self, job: HostJob) -> bool:
        now_s = time.monotonic()
        elapsed_s = max(job.elapsed_s(now_s), now_s - (self.busy_since_s or now_s))
        if elapsed_s <= _ASK_AFTER_S:
            return True
        waiting = len(self._host.waiting)
        values = {"time": length_text(elapsed_s), "job": job.title}
        question = tr("The engine has been working for {time}. Cancel “{job}”?", **values)
        if waiting:
            question = counted(
                "The engine has been working for {time}. Cancel “{job}” and {n} waiting job?",
                "The engine has been working for {time}. Cancel “{job}” and {n} waiting jobs?",
                waiting,
                **values,
            )
        cancel, stay = tr("Cancel job"), tr("Go on")
        meanwhile = Meanwhile(self._host.job_changed, lambda: "" if job.is_over else None)
        title = tr("Cancel job?")
        answer = ask(self._window, title, question, (cancel,), stay=stay, meanwhile=meanwhile)
        return answer == cancel and not job.is_over
