"""Progress, time taken and cancellation of one job, handed down through every stage."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from engine.errors import CancelledError


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one stage of a job is.

    Attributes:
        stage: the stage's name, as in `timings_s`.
        fraction: 0 to 1 of this stage.
    """

    stage: str
    fraction: float


def _ignore(progress: Progress) -> None:
    """Nobody watches."""


def _never() -> bool:
    """Nobody cancels."""
    return False


@dataclass(slots=True)
class JobContext:
    """What a running job tells its caller, and how its caller stops it.

    Long loops call `advance` often (at least every 50 ms of work): it is cheap, and it is the
    only place where a cancelled job ends.

    Attributes:
        report: called with every step forward; must return fast.
        cancelled: asked at every step; when true the job ends with `CancelledError`.
        timings_s: seconds that each finished stage took; a stage entered twice adds up.
        notes: sentences that the person should see although the job went well.
    """

    report: Callable[[Progress], None] = _ignore
    cancelled: Callable[[], bool] = _never
    timings_s: dict[str, float] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    _stage: str = ""

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Name and time what runs inside; stages do not nest."""
        self._stage = name
        self.advance(0.0)
        start = time.perf_counter()
        try:
            yield
        finally:
            elapsed_s = time.perf_counter() - start
            self.timings_s[name] = self.timings_s.get(name, 0.0) + elapsed_s
        self.advance(1.0)

    def advance(self, fraction: float) -> None:
        """Report the stage's progress; raise `CancelledError` if the job was cancelled."""
        if self.cancelled():
            raise CancelledError("Cancelled.")
        self.report(Progress(self._stage, min(max(fraction, 0.0), 1.0)))

    def note(self, sentence: str) -> None:
        """Keep a sentence for the person; the same one only once."""
        if sentence not in self.notes:
            self.notes.append(sentence)
