"""Estimated cost of a run, from what was counted or measured."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from gui.kit.durations import left_text
from gui.kit.widgets import bytes_text
from gui.train.data_set_info import DataSetInfo
from training.config import GeneratorTraining, RunConfig
from training.optim.schedule import Plan
from training.run.past_runs import PastRun, comparable_run, duration_s, has_same_step

UNKNOWN: Final = "Known after the first steps"
TRYING: Final = "Measuring a few steps"
_WHEN_KNOWN: Final = {
    True: "The memory per batch is being measured.",
    False: "The memory per batch is known after the first steps.",
}
_MB: Final = 2**20
_SAMPLE_BYTES: Final = 1_000_000  # two sounds of ten seconds and a picture
_STEP_BYTES: Final = 700  # a line of events.jsonl, and TensorBoard's copy of it

Level = Literal["text", "warning"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the estimate.

    Attributes:
        name: its label.
        value: the number with its unit.
        note: its source or meaning.
        level: `warning` if resources may not suffice.
    """

    name: str
    value: str
    note: str = ""
    level: Level = "text"


@dataclass(frozen=True, slots=True)
class Known:
    """Data for the estimate.

    Attributes:
        counted: the result of `train --estimate`; None until it is there.
        earlier: measurements of earlier runs.
        data: the data set.
        free_bytes: free space on the run's disk.
        tried: measurements of a few trial steps.
        is_trying: whether trial steps are running.
        misfits: settings whose trial steps ran out of memory.
    """

    counted: Mapping[str, Any] | None = None
    earlier: Sequence[PastRun] = ()
    data: DataSetInfo | None = None
    free_bytes: int | None = None
    tried: Sequence[PastRun] = ()
    is_trying: bool = False
    misfits: Sequence[RunConfig] = ()


def main_steps(config: RunConfig, known: Known) -> int | None:
    """Steps of the main stage; None if they depend on an unknown data set."""
    training = config.training
    samples = 0 if known.data is None else known.data.samples("train", config.classes)
    if training.steps:
        return training.steps
    if samples == 0 or not isinstance(training, GeneratorTraining):
        return None
    return Plan(samples, training.batch, training.epochs).steps


def cost_facts(config: RunConfig, known: Known) -> list[Fact]:
    """All lines of the estimate."""
    steps = main_steps(config, known)
    measured = comparable_run(config, [each for each in known.earlier if _is_here(each, known)])
    tried = measured is None
    if tried:
        measured = comparable_run(config, known.tried)
    return [
        _device(known),
        _length(config, known, steps),
        _size(known),
        _memory(config, known, measured, tried=tried),
        _time(config, known, steps, measured, tried=tried),
        _disk(config, known, steps),
    ]


def _is_here(measured: PastRun, known: Known) -> bool:
    """Whether it was measured on the current device."""
    return known.counted is None or measured.device == known.counted["device"]


def _device(known: Known) -> Fact:
    if known.counted is None:
        return Fact("Device", "Detecting")
    memory = bytes_text(known.counted["device_memory_bytes"])
    return Fact("Device", str(known.counted["device"]), f"{memory} memory")


def _length(config: RunConfig, known: Known, steps: int | None) -> Fact:
    if steps is None:
        return Fact("Length", "Depends on the data set")
    training = config.training
    first = training.pretrain_steps if isinstance(training, GeneratorTraining) else 0
    samples = 0 if known.data is None else known.data.samples("train", config.classes)
    note = f"The first {first:,} train event detection only. " if first else ""
    if samples:
        times = (first + steps) * min(training.batch, samples) / samples
        note += f"Each of the {samples:,} samples is used about {times:,.0f} times."
    return Fact("Length", f"{first + steps:,} steps", note)


def _size(known: Known) -> Fact:
    if known.counted is None:
        return Fact("Parameters", "Counting")
    name, *discriminators = known.counted["parameters"]
    numbers = known.counted["parameters"]
    beside = _millions(sum(numbers[each] for each in discriminators))
    note = f"plus {beside} in the discriminators, for training only" if discriminators else ""
    return Fact("Parameters", f"{_millions(numbers[name])} {name}", note)


def _memory(config: RunConfig, known: Known, measured: PastRun | None, *, tried: bool) -> Fact:
    if measured is not None:
        taken = measured.memory_mb * _MB
        value = f"About {bytes_text(taken)}" if tried else bytes_text(taken)
        return _checked(known, taken, value, _source(measured, tried=tried))
    if any(has_same_step(each, config) for each in known.misfits):
        note = "A trial step ran out of memory: choose a smaller batch."
        return Fact("Memory", "Does not fit", note, "warning")
    if known.counted is None:
        return Fact("Memory", "Counting")
    least = known.counted["memory_bytes"]
    note = f"for weights, gradients and optimiser. {_WHEN_KNOWN[known.is_trying]}"
    return _checked(known, least, f"{bytes_text(least)} plus the batch", note)


def _source(measured: PastRun, *, tried: bool) -> str:
    """The source of a number."""
    if tried:
        return "estimated from a few steps on this machine"
    return f"as measured in {measured.run.name}"


def _checked(known: Known, needed: float, value: str, note: str) -> Fact:
    """A fact about memory; a warning if the device has less."""
    there = None if known.counted is None else known.counted["device_memory_bytes"]
    if there is not None and needed > there:
        return Fact("Memory", value, f"{note} The device has only {bytes_text(there)}.", "warning")
    return Fact("Memory", value, note)


def _time(
    config: RunConfig, known: Known, steps: int | None, measured: PastRun | None, *, tried: bool
) -> Fact:
    needed_s = None if steps is None or measured is None else duration_s(config, steps, measured)
    if needed_s is None or measured is None:
        if known.is_trying:
            return Fact("Time", TRYING)
        return Fact("Time", UNKNOWN, "No similar run has been measured on this machine yet.")
    speeds = ", ".join(f"{speed:.3g}" for speed in measured.steps_per_s.values())
    note = f"at {speeds} steps/s, {_source(measured, tried=tried)}"
    return Fact("Time", f"About {left_text(needed_s)}", note)


def _disk(config: RunConfig, known: Known, steps: int | None) -> Fact:
    if known.counted is None or steps is None:
        return Fact("Disk", "Counting" if steps is not None else "Depends on the data set")
    needed = disk_bytes(config, known.counted, steps)
    if known.free_bytes is None:
        return Fact("Disk", bytes_text(needed))
    note = f"{bytes_text(known.free_bytes)} free on this disk."
    level: Level = "warning" if needed > known.free_bytes else "text"
    return Fact("Disk", bytes_text(needed), note, level)


def disk_bytes(config: RunConfig, counted: Mapping[str, Any], steps: int) -> int:
    """Final size of a run's folder: checkpoints, model, samples and events."""
    cadence, training = config.cadence, config.training
    if isinstance(training, GeneratorTraining):
        steps += training.pretrain_steps
    made = steps // cadence.checkpoint_every + 1
    kept = min(cadence.keep_checkpoints + 1, made) + 1  # plus the best and the one being written
    checkpoint = counted["state_bytes"] + counted["model_bytes"]
    samples = (steps // cadence.sample_every + 1) * cadence.sample_count * _SAMPLE_BYTES
    return int(kept * checkpoint + counted["model_bytes"] + samples + steps * _STEP_BYTES)


def _millions(number: int) -> str:
    return f"{number / 1e6:.1f} million" if number >= 1e5 else f"{number:,}"
