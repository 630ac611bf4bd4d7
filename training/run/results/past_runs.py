"""Speed and memory measured by earlier runs on this machine.

Estimates for a new run use these measurements or none at all: nothing is guessed.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from engine.errors import EngineError
from engine.storage.regular_files import open_regular
from training.baseline_config import BaselineTraining
from training.config import GeneratorTraining, RunConfig
from training.run.messages import RunMessage, Started, StepDone, readable_messages, recent_messages
from training.run.run_folder import RunFolder

_HEAD_BYTES: Final = 65536  # of the events: a few hundred steps of the first stage
_FIRST_STEPS: Final = 5  # slower, because kernels are selected and files are not cached yet


@dataclass(frozen=True, slots=True)
class PastRun:
    """The measurements of a run.

    Attributes:
        run: its folder.
        config: its settings.
        device: description of its device, of several with their number.
        steps_per_s: median speed of each stage.
        memory_mb: peak memory.
    """

    run: Path
    config: RunConfig
    device: str
    steps_per_s: dict[str, float]
    memory_mb: float

    @property
    def one_device(self) -> str:
        """The description of one of its devices."""
        return self.device.removeprefix(f"{len(self.config.devices)} x ")


def past_runs(runs: Iterable[RunFolder]) -> list[PastRun]:
    """The measurements of runs; unreadable runs and runs without a step are skipped."""
    found = []
    for run in runs:
        try:
            config = run.config()
            events = [*_first_events(run.events), *recent_messages(run.events)]
        except (EngineError, OSError):
            continue
        steps = [event for event in events if isinstance(event, StepDone)]
        devices = [event.device for event in events if isinstance(event, Started)]
        if steps and devices:
            speeds, memory_mb = _speeds(steps), max(step.memory_mb for step in steps)
            found.append(PastRun(run.path, config, devices[-1], speeds, memory_mb))
    return found


def comparable_run(config: RunConfig, runs: Sequence[PastRun]) -> PastRun | None:
    """The first run whose steps computed the same, in all stages; None if there is none.

    One that ended before its last stage tells neither the time nor the memory of a whole run.
    """
    return next(
        (
            each
            for each in runs
            if has_same_step(each.config, config)
            and all(each.steps_per_s.get(stage) for stage in _stages(config))
        ),
        None,
    )


def has_same_step(one: RunConfig, other: RunConfig) -> bool:
    """Whether the steps of two runs compute the same."""
    return _work(one) == _work(other)


def duration_s(config: RunConfig, steps: int, measured: PastRun) -> float:
    """Estimate the duration of a new run, with `steps` in its main stage, from a comparable run."""
    *first, main = _stages(config)
    duration = steps / measured.steps_per_s[main]
    if first and isinstance(config.training, GeneratorTraining):
        duration += config.training.pretrain_steps / measured.steps_per_s[first[0]]
    return duration


def _stages(config: RunConfig) -> tuple[str, ...]:
    """The stages of a run, by the names of its events; the main one last."""
    training = config.training
    if isinstance(training, BaselineTraining):
        return (training.part,)
    if isinstance(training, GeneratorTraining):
        return ("events", "adversarial") if training.pretrain_steps else ("adversarial",)
    return ("vocoder",)


def _work(config: RunConfig) -> tuple[object, ...]:
    """All settings that determine what a step computes."""
    training = config.training
    common = (
        config.kind,
        config.devices,
        training.batch,
        training.precision,
        training.discriminator_width,
        training.ema_decay > 0,
    )
    if isinstance(training, GeneratorTraining):
        discriminators = training.mel_discriminator, training.alignment_discriminator
        return (
            *common,
            training.crop_s,
            training.freeze_temporal,
            training.model,
            training.adversarial and discriminators,
            training.balance > 0,
        )
    if isinstance(training, BaselineTraining):
        return (*common, training.part, training.width)
    return (*common, training.version, training.segment_samples, bool(training.generator))


def _speeds(steps: Sequence[StepDone]) -> dict[str, float]:
    by_stage: dict[str, list[float]] = defaultdict(list)
    for event in steps:
        if event.step > _FIRST_STEPS and event.steps_per_s > 0:
            by_stage[event.stage].append(event.steps_per_s)
    return {stage: median(speeds) for stage, speeds in by_stage.items()}


def _first_events(path: Path) -> list[RunMessage]:
    with open_regular(path) as file:
        return readable_messages(file.read(_HEAD_BYTES))
