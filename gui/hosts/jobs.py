"""One engine job: its state, progress, times and log."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Final

from engine.errors import CancelledError, EngineError
from engine.host.messages import Answer, Job, JobFailed
from engine.phrases import Phrase
from gui.kit.language import explained, mark, number, said, tr

# The engine's stages in the user's words.
_STAGE_WORDS: Final = {
    "picture": mark("analysing the picture"),
    "events": mark("finding events"),
    "model": mark("loading the model"),
    "reference": mark("analysing the reference"),
    "sound": mark("generating the sound"),
    "measure": mark("measuring"),
    "level": mark("setting the level"),
    "write": mark("writing the file"),
    "stem": mark("writing the stem"),
    "check": mark("verifying the picture"),
}


class JobState(Enum):
    """State of a job."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


_ENDS: Final = {
    JobState.DONE: mark("done after {seconds} s"),
    JobState.FAILED: mark("failed after {seconds} s"),
    JobState.CANCELLED: mark("cancelled after {seconds} s"),
}


class HostError(EngineError):
    """An error that the engine returned instead of a result."""

    def __init__(
        self,
        message: str | Phrase,
        *,
        hint: str | Phrase = "",
        code: int = 4,
        details: str = "",
    ) -> None:
        super().__init__(message, hint=hint)
        self.code = code
        self.details = details


@dataclass(eq=False, slots=True)
class HostJob:
    """One job, from queue to result.

    Attributes:
        id: its number in the messages.
        ask: the request to the engine.
        title: its name in the window.
        done: called with the result.
        failed: called with the error; not for a cancelled job.
        state: queued, running or how it ended.
        stage: the current stage.
        fraction: progress of that stage, 0 to 1.
        tries: how often it was sent; it is sent again after a crash of the process.
        started_s: when it was sent, on the monotonic clock.
        stage_started_s: when its stage began, on the same clock.
        ended_s: when it ended, on the same clock.
        stages_s: seconds spent in each stage.
        error: why it failed.
        next: what waits for its end, in the user's words.
        notes: remarks of the engine.
        log: what happened, one line each.
    """

    id: int
    ask: Job
    title: str
    done: Callable[[Answer], object]
    failed: Callable[[EngineError], object]
    state: JobState = JobState.QUEUED
    stage: str = ""
    fraction: float = 0.0
    tries: int = 0
    started_s: float = 0.0
    stage_started_s: float = 0.0
    ended_s: float | None = None
    stages_s: dict[str, float] = field(default_factory=dict)
    error: EngineError | None = None
    next: str = ""
    notes: list[Phrase] = field(default_factory=list)
    log: list[str] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.state not in (JobState.QUEUED, JobState.RUNNING)

    @property
    def doing(self) -> str:
        """Its stage in the user's words."""
        return tr(_STAGE_WORDS.get(self.stage, self.stage))

    def elapsed_s(self, now_s: float) -> float:
        """Seconds from sending until now or its end."""
        if not self.started_s:
            return 0.0
        return (now_s if self.ended_s is None else self.ended_s) - self.started_s

    def say(self, text: str) -> None:
        """Add a line to its log."""
        self.log.append(f"{datetime.now().astimezone():%H:%M:%S}  {text}")

    def begin(self) -> None:
        """Mark it as sent."""
        self.state = JobState.RUNNING
        self.started_s = self.stage_started_s = time.monotonic()
        self.stage, self.fraction, self.tries = "", 0.0, self.tries + 1
        self.stages_s.clear()
        self.say(tr("started" if self.tries == 1 else "started again"))

    def advance(self, stage: str, fraction: float) -> None:
        """Record progress."""
        if stage != self.stage:
            self._end_stage()
            self.stage = stage
            self.say(self.doing)
        self.fraction = fraction

    def note(self, remark: Phrase) -> None:
        """Record a remark of the engine."""
        self.notes.append(remark)
        self.say(said(remark))

    def end(self, state: JobState, error: EngineError | None = None) -> None:
        """Mark it as ended."""
        self._end_stage()
        self.state, self.error, self.ended_s = state, error, time.monotonic()
        text = tr("cancelled while it waited")
        if self.started_s:
            text = tr(_ENDS[state], seconds=number(self.elapsed_s(self.ended_s), 1))
        self.say(f"{text}: {explained(error)}" if error else text)

    def wait_again(self) -> None:
        """Put it back in the queue: the process working on it is gone."""
        self.state, self.stage, self.fraction = JobState.QUEUED, "", 0.0
        self.say(tr("waiting for a new engine"))

    def _end_stage(self) -> None:
        now_s = time.monotonic()
        if self.stage:
            before_s = self.stages_s.get(self.stage, 0.0)
            self.stages_s[self.stage] = before_s + now_s - self.stage_started_s
        self.stage_started_s = now_s


def as_error(failed: JobFailed) -> EngineError:
    """Turn an error message into an exception."""
    if failed.exit_code == CancelledError.exit_code:
        return CancelledError(failed.message)
    return HostError(
        failed.message, hint=failed.hint, code=failed.exit_code, details=failed.details
    )
