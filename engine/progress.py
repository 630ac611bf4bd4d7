"""Progress, timing and cancellation of one job, passed down through every stage."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from engine.errors import CancelledError
from engine.phrases import Phrase, phrase


@dataclass(frozen=True, slots=True)
class Progress:
    """Progress of one stage of a job.

    Attributes:
        stage: name of the stage, as in `timings_s`.
        fraction: progress within the stage, 0 to 1.
    """

    stage: str
    fraction: float


@dataclass(slots=True)
class JobContext:
    """How a running job reports to its caller, and how the caller cancels it.

    Long loops call `advance` often (at least every 50 ms of work): it is cheap, and it is the
    only place where a cancelled job stops.

    Attributes:
        report: called on every step; must return quickly.
        cancelled: polled on every step; when true, the job ends with `CancelledError`.
        timings_s: seconds spent in each finished stage, summed if a stage is entered twice.
        notes: sentences that the user should see although the job succeeded.
    """

    report: Callable[[Progress], None] = lambda progress: None
    cancelled: Callable[[], bool] = lambda: False
    timings_s: dict[str, float] = field(default_factory=dict)
    notes: list[Phrase] = field(default_factory=list)
    _stage: str = ""

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Name and time the enclosed block; stages do not nest."""
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
        """Report progress of the stage; raise `CancelledError` if the job was cancelled."""
        if self.cancelled():
            raise CancelledError("Cancelled.")
        self.report(Progress(self._stage, min(max(fraction, 0.0), 1.0)))

    def note(self, sentence: str | Phrase, /, **values: object) -> None:
        """Add a sentence for the user, a template with its values; duplicates are dropped."""
        said = sentence if isinstance(sentence, Phrase) else phrase(sentence, **values)
        if said not in self.notes:
            self.notes.append(said)
