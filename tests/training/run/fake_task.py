"""A task of eight weights that learns nothing, quickly, and does what a test tells it to."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

from engine.errors import TargetError
from engine.model_files.checkpoint import save_model
from engine.model_files.model_file import ModelHeader
from engine.progress import JobContext
from training.run.message_log import MessageLog
from training.run.messages import RunMessage
from training.task import StepReport, Validation


class FakeTask:
    """Steps that depend on the weights, the optimiser's memory, random numbers and the step."""

    device = "fake"
    batch = 4

    def __init__(
        self,
        steps: int = 10,
        *,
        before_step: Callable[[int], object] = lambda step: None,
        scores: Callable[[int], float] = lambda step: 1.0 / step,
    ) -> None:
        torch.manual_seed(0)
        self.steps = steps
        self.before_step = before_step
        self.scores = scores
        self.weights = torch.nn.Parameter(torch.randn(8))
        self.optimizer = torch.optim.AdamW([self.weights], lr=0.01)
        self.closed = False

    def step(self, step: int) -> StepReport:
        loss_is = self.before_step(step)
        noise = torch.randn(8) + step
        loss = ((self.weights - noise) ** 2).mean()
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        value = loss_is if isinstance(loss_is, float) else loss.item()
        return StepReport(stage="fake", losses={"all": value}, learning_rate=0.01, epoch=step / 5)

    def validate(self, step: int, context: JobContext) -> Validation | None:
        context.advance(0.5)
        return Validation("fake", self.scores(step), {"all": self.scores(step)})

    def sample(self, step: int, folder: Path, context: JobContext) -> None:
        (folder / "0_mel.png").write_bytes(b"picture")

    def state(self) -> dict[str, Any]:
        return {"weights": self.weights.detach().clone(), "optimizer": self.optimizer.state_dict()}

    def restore(self, state: dict[str, Any]) -> None:
        with torch.no_grad():
            self.weights.copy_(state["weights"])
        self.optimizer.load_state_dict(state["optimizer"])

    def write_model(self, path: Path, step: int, hours: float, context: JobContext) -> None:
        header = ModelHeader(kind="vocoder", configuration={}, provenance={"steps": step})
        save_model(path, header, {"weights": self.weights})

    def finish(self, path: Path, hours: float, context: JobContext) -> dict[str, float]:
        with context.stage("measurements"):
            context.advance(0.5)
        with context.stage("model"):
            self.write_model(path, self.steps, hours, context)
        return {"all": 0.5}

    def close(self) -> None:
        self.closed = True


class WatchedLog(MessageLog):
    """An event log that calls back with every event, after it is written."""

    def __init__(self, path: Path, watch: Callable[[RunMessage], object]) -> None:
        super().__init__(path)
        self._watch = watch

    def write(self, event: RunMessage) -> None:
        super().write(event)
        self._watch(event)


def full_disk(*_: object) -> None:
    """Stands for a writer that finds the disk full."""
    raise TargetError("The model file could not be written.", hint="Free some space.")
