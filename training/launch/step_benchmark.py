"""Benchmarks a few real steps of a training before it is started: speed and memory.

On a GPU, the steps are those of the run. On a CPU, a small batch is used and the result scaled: a
full batch could take minutes and all of the memory.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import torch
from msgspec.structs import replace

from engine.errors import DeviceMemoryError
from engine.machine.device import choose_device, ran_out_of_memory
from engine.progress import JobContext
from training.baseline_config import BaselineTraining
from training.config import RunConfig, event_steps
from training.launch.create_task import create_task
from training.run.pace import memory_mb

_CPU_BATCH: Final = 2  # the minimum for batch normalisation
_WARM_UP: Final = 1  # the first step selects kernels and reads files for the first time
_MOST_STEPS: Final = 5
_ENOUGH_S: Final = 5.0  # per stage
_SKIPPED_STEPS: Final = 4  # at the start of a stage, where one-time work is done


@dataclass(frozen=True, slots=True, kw_only=True)
class StepBenchmark:
    """The result of a benchmark.

    Attributes:
        steps_per_s: speed of each stage, by the stage names of a run's events.
        memory_mb: estimated memory of the run.
        steps: total number of timed steps.
    """

    steps_per_s: dict[str, float]
    memory_mb: float
    steps: int


def benchmark_steps(config: RunConfig) -> StepBenchmark:
    """Run and time a few steps of each stage of a run, whose data set is there.

    Raises:
        InputError: the data set cannot be used.
        EnvironmentUnusableError: the requested device does not work.
        DeviceMemoryError: a step does not fit into the device's memory.
    """
    training = config.training
    on_gpu = choose_device(config.devices[0], JobContext()).type == "cuda"
    batch = training.batch if on_gpu else min(training.batch, _CPU_BATCH)
    scale = training.batch / batch
    task = create_task(replace(config, training=replace(training, batch=batch)), JobContext())
    before_mb = memory_mb()
    speeds: dict[str, float] = {}
    count = 0
    try:
        for first in _first_steps(config, task.steps):
            stage, took_s, made = _time(task.step, first)
            speeds[stage] = 1.0 / (took_s * scale)
            count += made
        grown_mb = 0.0 if on_gpu else (memory_mb() - before_mb) * (scale - 1.0)
    except (RuntimeError, MemoryError) as error:
        if not ran_out_of_memory(error):
            raise
        raise DeviceMemoryError(
            "A step of {batch} samples does not fit into the memory of {device}.",
            hint="Choose a smaller batch.",
            batch=batch,
            device=task.device,
        ) from error
    finally:
        task.close()
    return StepBenchmark(
        steps_per_s={stage: float(f"{speed:.3g}") for stage, speed in speeds.items()},
        memory_mb=round(memory_mb() + grown_mb),
        steps=count,
    )


def _first_steps(config: RunConfig, steps: int) -> list[int]:
    """A typical step of each stage, with all networks active."""
    training = config.training
    first = event_steps(training)
    start = 0 if isinstance(training, BaselineTraining) else training.adversarial_start
    later = min(first + max(start, _SKIPPED_STEPS), steps - 1)
    return [*([0] if first else []), later]


def _time(step: Callable[[int], Any], first: int) -> tuple[str, float, int]:
    """The stage, seconds per step, and number of timed steps, starting at step `first`."""
    begun_s, times_s = time.monotonic(), []
    stage = ""
    for number in range(first, first + _WARM_UP + _MOST_STEPS):
        step_begun_s = time.monotonic()
        stage = step(number).stage
        if torch.cuda.is_available():
            torch.cuda.synchronize()
        times_s.append(time.monotonic() - step_begun_s)
        if len(times_s) > _WARM_UP and time.monotonic() - begun_s > _ENOUGH_S:
            break
    return stage, min(times_s[_WARM_UP:], default=math.inf), len(times_s) - _WARM_UP
