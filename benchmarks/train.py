"""Measure the speed of the generator's training, compared with a bare loop over ready tensors.

    uv run python benchmarks/train.py [--preset compact] [--batch N] [--steps N] [--device cuda]
        [--processes N]

Prints steps and samples per second of the adversarial stage as in a run (batches are read from
shards, augmented and prefetched by threads), the time to make one batch, the ratio to the same
steps on one ready batch, and how often a step waits for its device. `--l1` measures the steps
before the discriminators take part. `--processes N` measures the same batch shared by N processes,
too, each with its part of the cores or a GPU of its own. The data are noise: only their size
matters.
"""

import argparse
import multiprocessing
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing.queues import SimpleQueue
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from engine.machine.threads import let_threads_sleep  # noqa: E402

let_threads_sleep()

import numpy as np  # noqa: E402
import torch  # noqa: E402

from engine.events.event import Event  # noqa: E402
from engine.machine.device import choose_device  # noqa: E402
from engine.machine.workers.processes import cores  # noqa: E402
from engine.progress import JobContext  # noqa: E402
from tests.training.generator.readings import OF_THE_CPU, readings  # noqa: E402
from training.config import GeneratorRun, GeneratorTraining  # noqa: E402
from training.data.clip_batches import ClipBatches  # noqa: E402
from training.data.dataset import Dataset  # noqa: E402
from training.data.manifest import Contents  # noqa: E402
from training.data.sample import DTYPES, SHAPES, Sample, SampleInfo  # noqa: E402
from training.data.shards import ShardWriter  # noqa: E402
from training.generator.discriminators import Discriminators  # noqa: E402
from training.generator.steps import AdversarialStage  # noqa: E402
from training.generator.trainer import GeneratorTask, Networks  # noqa: E402
from training.launch.create_task import device_of  # noqa: E402
from training.optim.memory import keep_freed_memory  # noqa: E402
from training.optim.precision import Precision  # noqa: E402
from training.optim.schedule import Plan  # noqa: E402
from training.presets import find_preset  # noqa: E402
from training.ranks.batch_share import BatchShare  # noqa: E402
from training.ranks.group import ALONE, Group, joined  # noqa: E402

_ARRAYS = ("features", "mel", "foreground", "reference", "aligned")
_WARM_UP = 2
_NEVER = 10_000  # steps: more than are measured


def make_dataset(folder: Path, samples: int) -> Dataset:
    """A data set of noise, with a class of its own size for every sample."""
    contents = Contents(arrays=_ARRAYS, feature_backend="motion", feature_version=1, origin="noise")
    writer = ShardWriter(folder, contents)
    chance = np.random.default_rng(0)
    for number in range(samples):
        arrays = {name: chance.random(SHAPES[name]).astype(DTYPES[name]) for name in _ARRAYS}
        events = tuple(Event(0.5 + second, 1.0) for second in range(9))
        writer.add(Sample(SampleInfo(label="noise", source=str(number), events=events), arrays))
    writer.finish(0)
    return Dataset(folder)


def median_s(work: Callable[[int], object], steps: int, device: torch.device) -> float:
    """Median seconds per step, without the first ones."""
    times = []
    for step in range(_WARM_UP + steps):
        start = time.perf_counter()
        work(step)
        if device.type == "cuda":
            torch.cuda.synchronize()
        times.append(time.perf_counter() - start)
    return statistics.median(times[_WARM_UP:])


class Timing(NamedTuple):
    """The steps of a run: median seconds, and how often one waits for its device."""

    step_s: float
    waits: int


def time_run(config: GeneratorRun, steps: int, group: Group = ALONE) -> Timing:
    """Time the steps of a run in this process, alone or as one of a group."""
    device = device_of(config, group, JobContext())
    task = GeneratorTask(config, Dataset(config.dataset), device, group)
    first = config.training.pretrain_steps + 1  # the first of a stage makes it ready
    try:
        step_s = median_s(lambda step: task.step(first + step), steps, device)
        return Timing(step_s, waits_of(lambda: task.step(first + _WARM_UP + steps), device))
    finally:
        task.close()


def waits_of(work: Callable[[], object], device: torch.device) -> int:
    """How often work waits for the device; on the CPU, how often it would for another one."""
    if device.type == "cuda":
        activities = [torch.profiler.ProfilerActivity.CPU, torch.profiler.ProfilerActivity.CUDA]
        with torch.profiler.profile(activities=activities) as profile:
            work()
        return sum(each.name == "cudaStreamSynchronize" for each in profile.events())
    with readings() as found:
        work()
    return sum(count for place, count in found.items() if place not in OF_THE_CPU)


def time_processes(config: GeneratorRun, steps: int, count: int, folder: Path) -> Timing:
    """Time the steps of a run that several processes share."""
    context = multiprocessing.get_context("spawn")
    results = context.SimpleQueue()
    processes = [
        context.Process(target=_rank, args=(rank, count, config, steps, folder, results))
        for rank in range(count)
    ]
    for each in processes:
        each.start()
    for each in processes:
        each.join()
    if any(each.exitcode for each in processes):
        raise SystemExit("A process failed; what it said is above.")
    return results.get()


def _rank(
    rank: int,
    count: int,
    config: GeneratorRun,
    steps: int,
    folder: Path,
    results: "SimpleQueue[Timing]",
) -> None:
    torch.set_num_threads(max(1, cores() // count))
    keep_freed_memory()
    group = Group(rank, count, rank)
    store = torch.distributed.FileStore(str(folder / "meeting"), count)
    with joined(group, device_of(config, group, JobContext()), store):
        timing = time_run(config, steps, group)
    if group.leads:
        results.put(timing)


def time_bare(config: GeneratorRun, batches: ClipBatches, steps: int) -> float:
    """Median seconds of the same steps in a bare loop over one ready batch."""
    training = config.training
    device = choose_device(config.device, JobContext())
    networks = Networks(training).to(device)
    discriminators = Discriminators(training).to(device)
    precision = Precision(training.precision, device)
    parts = networks.generator, networks.head, discriminators
    stage = AdversarialStage(*parts, training, precision, BatchShare(training.batch))
    ready = batches(training.pretrain_steps).to(device)
    adversarial = training.adversarial_start == 0
    return median_s(lambda _: stage.step(ready, 1e-5, adversarial=adversarial), steps, device)


def main() -> None:
    """Measure, and print a row."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--preset", default="compact")
    parser.add_argument("--batch", type=int, help="default: the preset's")
    parser.add_argument("--steps", type=int, default=8)
    parser.add_argument("--l1", action="store_true")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    parser.add_argument("--processes", type=int, default=1)
    options = parser.parse_args()
    training = find_preset("generator", options.preset).training
    assert isinstance(training, GeneratorTraining)
    size = options.batch or training.batch
    start = _NEVER if options.l1 else 0
    training = replace(training, batch=size, adversarial_start=start, steps=_NEVER)
    keep_freed_memory()  # as a run does
    with tempfile.TemporaryDirectory() as folder:
        dataset = make_dataset(Path(folder) / "set", 2 * size)  # some are held out
        config = GeneratorRun(
            preset=options.preset,
            dataset=dataset.folder,
            training=training,
            device=options.device,
        )
        numbers = dataset.select("train")
        plan = Plan(len(numbers), size, training.epochs, _NEVER)
        batches = ClipBatches(dataset, numbers, plan, training, config.seed)
        device = choose_device(options.device, JobContext())
        loading_s = median_s(
            lambda step: batches(training.pretrain_steps + step), options.steps, device
        )
        bare_s = time_bare(config, batches, options.steps)
        alone = time_run(config, options.steps)
        print(
            f"{options.preset} batch {size} on {device}{' (mel loss only)' if options.l1 else ''}: "
            f"{1 / alone.step_s:.2f} steps/s, {size / alone.step_s:.1f} samples/s; a batch takes "
            f"{loading_s * 1000:.0f} ms to make ({loading_s / alone.step_s:.1%} of a step, in "
            f"parallel); {alone.step_s / bare_s:.2f} times a bare loop; waits for its device "
            f"{alone.waits} times a step"
        )
        if options.processes > 1:
            shared = time_processes(config, options.steps, options.processes, Path(folder))
            print(
                f"{options.processes} processes: {1 / shared.step_s:.2f} steps/s, "
                f"{alone.step_s / shared.step_s:.2f} times one process; {shared.waits} waits a step"
            )


if __name__ == "__main__":
    main()
