"""Estimated cost of a run, from what was counted or measured."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from gui.kit.durations import left_text
from gui.kit.language import counted, mark, number, tr
from gui.kit.widgets import bytes_text
from gui.train.data_set_info import DataSetInfo
from gui.train.new_run.devices import places_text
from gui.train.numbers import speed_text
from gui.train.stored_texts import device_text
from training.config import GeneratorTraining, RunConfig, event_steps
from training.optim.schedule import Plan
from training.run.results.past_runs import PastRun, comparable_run, duration_s, has_same_step

UNKNOWN: Final = mark("Known after the first steps")
TRYING: Final = mark("Measuring a few steps…")
_WHEN_KNOWN: Final = {
    True: mark("The memory per batch is being measured."),
    False: mark("The memory per batch is known after the first steps."),
}
DEVICE: Final = mark("Device")
LENGTH: Final = mark("Length")
PARAMETERS: Final = mark("Parameters")
MEMORY: Final = mark("Memory")
TIME: Final = mark("Time")
DISK: Final = mark("Disk")

_MB: Final = 2**20
_SAMPLE_BYTES: Final = 1_000_000  # two sounds of ten seconds and a picture
_STEP_BYTES: Final = 700  # a line of events.jsonl, and TensorBoard's copy of it

Level = Literal["text", "warning"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the estimate.

    Attributes:
        name: its label, in English.
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
        is_looking: whether earlier runs are still being read.
        is_uncountable: whether `train --estimate` failed for these settings.
        misfits: settings whose trial steps ran out of memory.
    """

    counted: Mapping[str, Any] | None = None
    earlier: Sequence[PastRun] = ()
    data: DataSetInfo | None = None
    free_bytes: int | None = None
    tried: Sequence[PastRun] = ()
    is_trying: bool = False
    is_looking: bool = False
    is_uncountable: bool = False
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
    measured, tried = _measured(config, known)
    return [
        _device(config, known),
        _length(config, known, steps),
        _size(known),
        _memory(config, known, measured, tried=tried),
        _time(config, known, measured, tried=tried),
        _disk(config, known, steps),
    ]


def needed_s(config: RunConfig, known: Known) -> float | None:
    """Estimated seconds of a run; None if unknown."""
    steps = main_steps(config, known)
    measured, _ = _measured(config, known)
    return None if steps is None or measured is None else duration_s(config, steps, measured)


def needed_bytes(config: RunConfig, known: Known) -> int | None:
    """Estimated size of a run's folder; None if unknown."""
    steps = main_steps(config, known)
    return (
        None if steps is None or known.counted is None else disk_bytes(config, known.counted, steps)
    )


def _measured(config: RunConfig, known: Known) -> tuple[PastRun | None, bool]:
    """A comparable run of this device, and whether it is only the trial of a few steps."""
    earlier = comparable_run(config, [each for each in known.earlier if _is_here(each, known)])
    if earlier is not None:
        return earlier, False
    return comparable_run(config, known.tried), True


def _is_here(measured: PastRun, known: Known) -> bool:
    """Whether it was measured on the current device."""
    return known.counted is not None and measured.one_device == known.counted["device"]


def _device(config: RunConfig, known: Known) -> Fact:
    if known.counted is None:
        return Fact(DEVICE, tr("Unknown" if known.is_uncountable else "Detecting…"))
    memory = bytes_text(known.counted["device_memory_bytes"])
    name = device_text(str(known.counted["device"]))
    places = places_text(config.device, config.processes)
    if places:
        name = tr("{places}, {device}", places=places, device=name)
    note = tr("{size} memory", size=memory)
    if places and known.counted["on_gpu"]:
        note = tr("{size} memory each", size=memory)
    return Fact(DEVICE, name, note)


def _length(config: RunConfig, known: Known, steps: int | None) -> Fact:
    if steps is None:
        return Fact(LENGTH, tr("Depends on the data set"))
    training = config.training
    first = event_steps(training)
    samples = 0 if known.data is None else known.data.samples("train", config.classes)
    notes = []
    if first:
        notes.append(tr("The first {steps} train event detection only.", steps=number(first)))
    if samples:
        times = number((first + steps) * min(training.batch, samples) / samples)
        notes.append(
            tr(
                "Each of the {samples} samples is used about {times} times.",
                samples=number(samples),
                times=times,
            )
        )
    return Fact(LENGTH, counted("{n} step", "{n} steps", first + steps), " ".join(notes))


def _size(known: Known) -> Fact:
    if known.counted is None:
        return Fact(PARAMETERS, tr("Unknown" if known.is_uncountable else "Counting…"))
    name, *discriminators = known.counted["parameters"]
    numbers = known.counted["parameters"]
    beside = _millions(sum(numbers[each] for each in discriminators))
    note = tr("plus {count} in the discriminators, for training only", count=beside)
    own = tr("{count} {network}", count=_millions(numbers[name]), network=tr(name))
    return Fact(PARAMETERS, own, note if discriminators else "")


def _memory(config: RunConfig, known: Known, measured: PastRun | None, *, tried: bool) -> Fact:
    if measured is not None:
        taken = measured.memory_mb * _MB
        size = bytes_text(taken)
        value = tr("About {size}", size=size) if tried else size
        note = tr("estimated from a few steps on this machine")
        if not tried:
            note = tr("as measured in {run}", run=measured.run.name)
        return _checked(known, taken, value, note)
    if any(has_same_step(each, config) for each in known.misfits):
        note = tr("A trial step ran out of memory: choose a smaller batch.")
        return Fact(MEMORY, tr("Does not fit"), note, "warning")
    if known.counted is None:
        return Fact(MEMORY, tr("Unknown" if known.is_uncountable else "Counting…"))
    least = known.counted["memory_bytes"]
    note = f"{tr('for weights, gradients and optimiser.')} {tr(_WHEN_KNOWN[known.is_trying])}"
    return _checked(known, least, tr("{size} plus the batch", size=bytes_text(least)), note)


def _checked(known: Known, needed: float, value: str, note: str) -> Fact:
    """A fact about memory; a warning if the device has less."""
    there = None if known.counted is None else known.counted["device_memory_bytes"]
    if there is not None and needed > there:
        only = tr("The device has only {size}.", size=bytes_text(there))
        return Fact(MEMORY, value, f"{note} {only}", "warning")
    return Fact(MEMORY, value, note)


def _time(config: RunConfig, known: Known, measured: PastRun | None, *, tried: bool) -> Fact:
    time_s = needed_s(config, known)
    if measured is not None and time_s is None:
        return Fact(TIME, tr("Depends on the data set"))
    if time_s is None or measured is None:
        if known.is_trying:
            return Fact(TIME, tr(TRYING))
        # For the device, which is not known yet, or in runs that are still read, one may be.
        if known.counted is None or known.is_looking:
            return Fact(TIME, tr(UNKNOWN))
        return Fact(TIME, tr(UNKNOWN), tr("No similar run has been measured on this machine yet."))
    speed = _speed(list(measured.steps_per_s.values()))
    note = tr("at {speed}, estimated from a few steps on this machine", speed=speed)
    if not tried:
        note = tr("at {speed}, as measured in {run}", speed=speed, run=measured.run.name)
    elif len(config.devices) > 1:
        note = tr("at {speed}, tried by one process: several may be faster", speed=speed)
    return Fact(TIME, tr("About {time}", time=left_text(time_s)), note)


def _speed(stages: Sequence[float]) -> str:
    """The speed of one stage, or of two."""
    first, *others = map(speed_text, stages)
    return tr("{first}, then {second}", first=first, second=others[0]) if others else first


def _disk(config: RunConfig, known: Known, steps: int | None) -> Fact:
    needed = needed_bytes(config, known)
    if needed is None:
        if steps is None:
            return Fact(DISK, tr("Depends on the data set"))
        return Fact(DISK, tr("Unknown" if known.is_uncountable else "Counting…"))
    if known.free_bytes is None:
        return Fact(DISK, bytes_text(needed))
    free = bytes_text(known.free_bytes)
    if needed > known.free_bytes:  # in words, too: the colour alone says it not to everybody
        note = tr("Too much: only {size} are free on this disk.", size=free)
        return Fact(DISK, bytes_text(needed), note, "warning")
    return Fact(DISK, bytes_text(needed), tr("{size} free on this disk.", size=free))


def disk_bytes(config: RunConfig, counted: Mapping[str, Any], steps: int) -> int:
    """Final size of a run's folder: checkpoints, model, samples and events."""
    cadence, training = config.cadence, config.training
    steps += event_steps(training)
    made = steps // cadence.checkpoint_every + 1
    kept = min(cadence.keep_checkpoints + 1, made) + 1  # plus the best and the one being written
    checkpoint = counted["state_bytes"] + counted["model_bytes"]
    samples = (steps // cadence.sample_every + 1) * cadence.sample_count * _SAMPLE_BYTES
    return int(kept * checkpoint + counted["model_bytes"] + samples + steps * _STEP_BYTES)


def _millions(count: int) -> str:
    if count < 1e5:
        return number(count)
    return tr("{count} million", count=number(count / 1e6, 1))
