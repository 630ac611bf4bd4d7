"""The history of one run, collected from the growths of its folder."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

from gui.hosts.run_observer import Growth
from gui.kit.language import tr
from gui.train.runs.curves.series import Series
from training.run.messages import (
    Advised,
    Done,
    Failed,
    Finishing,
    OutOfMemory,
    RunMessage,
    Sampled,
    Saved,
    Started,
    StepDone,
    Validated,
)

Stepped = TypeVar("Stepped", Validated, Sampled, Saved, Advised)
End = Failed | OutOfMemory | Done
_ADVICE_SHOWN: Final = 3


class RunHistory:
    """One run's curves and events.

    Attributes:
        path: the run's folder.
        is_read: whether all that the run had written when it was selected has been read.
        series: curves by name, such as `loss/mel`, `validation/mel`, `learning_rate`.
        stages: first step and name of each stage.
        last: the last step.
        steps: length of the training; 0 until known.
        device: name of the device; empty until known.
        validations: all validations.
        samples: all samples.
        clips: number of clips in each sample.
        saved: all written checkpoints; some may have been deleted since.
        advice: the latest advice of the current trainer.
        finishing: current stage of finishing; empty before.
        end: how it ended; None while it has not.
        provenance: of its final model; empty without one.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.is_read = False
        self.series: dict[str, Series] = {}
        self.stages: list[tuple[int, str]] = []
        self.last: StepDone | None = None
        self.steps = 0
        self.device = ""
        self.validations: list[Validated] = []
        self.samples: list[Sampled] = []
        self.clips = 0
        self.saved: list[Saved] = []
        self.advice: list[Advised] = []
        self.finishing = ""
        self.end: End | None = None
        self.provenance: Mapping[str, Any] = {}

    @property
    def best(self) -> Validated | None:
        """The best validation so far; those of different stages are not compared."""
        return next((each for each in reversed(self.validations) if each.best), None)

    def validation_at(self, step: int) -> Validated | None:
        """The last validation after this step."""
        return next((each for each in reversed(self.validations) if each.step == step), None)

    def take(self, growth: Growth) -> None:
        """Add what the run wrote."""
        if growth.restart_at is not None:
            self._go_back(growth.restart_at)
        for name, (steps, values) in growth.series.items():
            self.series.setdefault(name, Series()).extend(steps, values)
        for step, stage in growth.stages:
            if not self.stages or self.stages[-1][1] != stage:
                self.stages.append((step, stage))
        if growth.last is not None:
            self.last, self.steps, self.finishing = growth.last, growth.last.steps, ""
        if growth.clips is not None:
            self.clips = growth.clips
        self.provenance = growth.provenance or self.provenance
        for event in growth.events:
            self._take_event(event)

    def _take_event(self, event: RunMessage) -> None:
        match event:
            case Started():
                self.device, self.steps = event.device, event.steps
            case Validated():
                self.validations.append(event)
            case Sampled():
                self.samples = [*without(self.samples, event.step), event]
            case Saved():
                self.saved = [*without(self.saved, event.step), event]
            case Advised():
                self.advice = [*self.advice, event][-_ADVICE_SHOWN:]
            case Finishing():
                self.finishing = event.stage
            case Failed() | OutOfMemory() | Done():
                self.end = event
            case _:
                pass

    def _go_back(self, step: int) -> None:
        """Discard everything after a step, from which a trainer has restarted."""
        for series in self.series.values():
            series.cut(step)
        self.stages = [each for each in self.stages if each[0] <= step]
        self.validations = until(self.validations, step)
        self.samples = until(self.samples, step)
        self.saved = until(self.saved, step)
        self.advice = []
        self.finishing = ""
        self.end = None


def without_data(history: RunHistory) -> str:
    """What is said in the place of data that a run has not."""
    return tr("No data yet") if history.is_read else tr("Reading the run…")


def until(events: list[Stepped], step: int) -> list[Stepped]:
    """Events up to a step."""
    return [event for event in events if event.step <= step]


def without(events: list[Stepped], step: int) -> list[Stepped]:
    """Events of all other steps."""
    return [event for event in events if event.step != step]
