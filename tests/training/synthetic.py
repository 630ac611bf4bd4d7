"""Tiny data sets of whole-sized samples, made in a moment."""

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

import numpy as np

from engine.events.event import Event
from training.data.manifest import Contents
from training.data.sample import DTYPES, SHAPES, WAVE_SAMPLES, Array, Sample, SampleInfo
from training.data.shards import ShardWriter

EVERYTHING: tuple[Array, ...] = ("features", "mel", "aligned", "wave")


def sample(
    number: int,
    *,
    label: str = "knock",
    arrays: tuple[Array, ...] = EVERYTHING,
    sound_delay_s: float = 0.0,
) -> Sample:
    """A sample whose features and sound both show its two events, the sound later by a delay."""
    random = np.random.default_rng(number)
    times = (1.0 + 0.1 * (number % 7), 5.0 + 0.2 * (number % 5))
    made = {name: np.zeros(SHAPES[name], DTYPES[name]) for name in arrays}
    for time_s in times:
        if "features" in arrays:
            made["features"][:24, round(time_s * 21.5)] = 1
        if "mel" in arrays:
            start = round((time_s + sound_delay_s) * 22050 / 256)
            made["mel"][10 + number % 40 : 20 + number % 40, start : start + 12] = 0.7
        if "foreground" in arrays:
            made["foreground"][:] = 0.1
            made["reference"][:] = 0.2
        if "aligned" in arrays:
            start = round((time_s + sound_delay_s) * 22050 / 256)
            made["aligned"][10 + number % 40 : 20 + number % 40, start : start + 10] = 0.6
        if "wave" in arrays:
            start = round((time_s + sound_delay_s) * 22050)
            burst = random.normal(0, 6000, 2000) * np.linspace(1, 0, 2000)
            made["wave"][start : min(start + 2000, WAVE_SAMPLES)] = burst.astype(np.int16)
    events = tuple(Event(time_s + sound_delay_s, 0.5 + 0.5 * (number % 2)) for time_s in times)
    source = f"{label}/{number}.mp4"
    info = SampleInfo(label=label, source=source, events=events, sound_delay_s=sound_delay_s)
    return Sample(info, made)


def contents(arrays: tuple[Array, ...] = EVERYTHING) -> Contents:
    backend = "motion" if "features" in arrays else ""
    return Contents(arrays=arrays, feature_backend=backend, feature_version=1, origin="made")


def write_dataset(
    folder: Path,
    count: int = 12,
    *,
    labels: tuple[str, ...] = ("knock", "ring"),
    arrays: tuple[Array, ...] = EVERYTHING,
    shard_samples: int = 5,
    sound_delay_s: float = 0.0,
) -> Path:
    """A complete data set of `count` samples, in turn of each class."""
    made = _made(count, labels, arrays, shard_samples, sound_delay_s)
    shutil.copytree(made, folder, dirs_exist_ok=True)
    return folder


_folder = TemporaryDirectory(prefix="data-sets-")  # until this process ends


@cache
def _made(
    count: int,
    labels: tuple[str, ...],
    arrays: tuple[Array, ...],
    shard_samples: int,
    sound_delay_s: float,
) -> Path:
    """Such a data set; written once, as many tests need the same."""
    folder = Path(mkdtemp(dir=_folder.name)) / "set"
    writer = ShardWriter(folder, contents(arrays), shard_samples=shard_samples)
    for number in range(count):
        label = labels[number % len(labels)]
        writer.add(sample(number, label=label, arrays=arrays, sound_delay_s=sound_delay_s))
    writer.finish(0)
    return folder
