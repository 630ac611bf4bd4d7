"""Measure the speed of the generator's training, compared with a bare loop over ready tensors.

    uv run python benchmarks/train.py [--preset compact] [--batch N] [--steps N] [--device cuda]

Prints steps and samples per second of the adversarial stage as in a run (batches are read from
shards, augmented and prefetched by threads), the time to make one batch, and the ratio to the same
steps on one ready batch. `--l1` measures the steps before the discriminators take part. The data
are noise: only their size matters.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from engine.machine.threads import let_threads_sleep  # noqa: E402

let_threads_sleep()

import numpy as np  # noqa: E402
import torch  # noqa: E402

from engine.events.event import Event  # noqa: E402
from engine.machine.device import choose_device  # noqa: E402
from engine.progress import JobContext  # noqa: E402
from training.config import GeneratorRun, GeneratorTraining  # noqa: E402
from training.data.clip_batches import ClipBatch, ClipBatches  # noqa: E402
from training.data.dataset import Dataset  # noqa: E402
from training.data.manifest import Contents  # noqa: E402
from training.data.prefetch import Prefetcher  # noqa: E402
from training.data.sample import DTYPES, SHAPES, Sample, SampleInfo  # noqa: E402
from training.data.shards import ShardWriter  # noqa: E402
from training.generator.discriminators import Discriminators  # noqa: E402
from training.generator.steps import AdversarialStage  # noqa: E402
from training.generator.trainer import Networks  # noqa: E402
from training.optim.memory import keep_freed_memory  # noqa: E402
from training.optim.precision import Precision  # noqa: E402
from training.optim.schedule import Plan  # noqa: E402
from training.presets import find_preset  # noqa: E402
from training.ranks.batch_share import BatchShare  # noqa: E402

_ARRAYS = ("features", "mel", "foreground", "reference", "aligned")
_WARM_UP = 2


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


def main() -> None:
    """Measure, and print a row."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--preset", default="compact")
    parser.add_argument("--batch", type=int, help="default: the preset's")
    parser.add_argument("--steps", type=int, default=8)
    parser.add_argument("--l1", action="store_true")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    options = parser.parse_args()
    training = find_preset("generator", options.preset).training
    assert isinstance(training, GeneratorTraining)
    training = replace(training, batch=options.batch or training.batch)
    device = choose_device(options.device, JobContext())
    keep_freed_memory()  # as a run does
    with tempfile.TemporaryDirectory() as folder:
        dataset = make_dataset(Path(folder) / "set", 2 * training.batch)  # some are held out
        config = GeneratorRun(preset=options.preset, dataset=folder, training=training)
        numbers = dataset.select("train")[: training.batch]
        plan = Plan(len(numbers), training.batch, training.epochs, 10_000)
        own = ClipBatches(dataset, numbers, plan, training, config.seed)

        def batches(step: int) -> ClipBatch:
            """The batch of a step of the second stage."""
            return own(training.pretrain_steps + step)

        networks = Networks(training).to(device)
        discriminators = Discriminators(training).to(device)
        precision = Precision(training.precision, device)
        parts = networks.generator, networks.head, discriminators
        stage = AdversarialStage(*parts, training, precision, BatchShare(plan.batch))
        ready = batches(0).to(device)

        def plain(_: int) -> object:
            return stage.step(ready, 1e-5, adversarial=not options.l1)

        with Prefetcher(batches) as prefetcher:

            def as_in_a_run(step: int) -> object:
                batch = prefetcher.get(step).to(device)
                return stage.step(batch, 1e-5, adversarial=not options.l1)

            plain_s = median_s(plain, options.steps, device)
            whole_s = median_s(as_in_a_run, options.steps, device)
        loading_s = median_s(batches, options.steps, device)
    size = len(numbers)
    print(
        f"{options.preset} batch {size} on {device}{' (mel loss only)' if options.l1 else ''}: "
        f"{1 / whole_s:.2f} steps/s, {size / whole_s:.1f} samples/s; a batch takes "
        f"{loading_s * 1000:.0f} ms to make ({loading_s / whole_s:.1%} of a step, in parallel); "
        f"{whole_s / plain_s:.2f} times a bare loop"
    )


if __name__ == "__main__":
    main()
