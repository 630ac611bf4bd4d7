"""Writes which clip a sample is of, with its events and small pictures."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray
from PIL import Image

from engine.events.event import audible
from engine.storage.values import encode
from training.data.browsing import clips_folder, holds_pictures, pictures_of
from training.data.dataset import Dataset
from training.data.sample import SampleInfo
from training.run.results.sampled import FoundIn, SampledClip, about_file, frames_file

Floats = NDArray[np.float32]


def sampled_clip(info: SampleInfo, data_set: Path) -> SampledClip:
    """Where a sample of a data set is from, and its events as they are seen."""
    clips = clips_folder(data_set)
    file = None if clips is None else clips / info.source
    return SampledClip(
        label=info.label,
        source=info.source,
        file=file if file is not None and file.is_file() else None,
        start_s=info.start_s,
        content_s=info.content_s,
        true_s=_rounded(event.time_s for event in audible(info.seen)),
    )


def with_found(clip: SampledClip, times_s: Iterable[float], where: FoundIn) -> SampledClip:
    """A clip with the events of a model, in seconds from the start of the sample."""
    return replace(clip, found_s=_rounded(times_s), found_in=where)


def picture_features(dataset: Dataset, number: int) -> Floats | None:
    """The features (2048, F) of a sample if they hold small pictures."""
    if not holds_pictures(dataset.contents):
        return None
    (features,) = dataset.read("features", [number])
    return np.asarray(features, np.float32)


def write_clip(folder: Path, number: int, clip: SampledClip, features: Floats | None) -> None:
    """Write what is known of the clip of this number in the folder of a sample.

    The features (2048, F) are of the `motion` backend, which hold small pictures; None for others.
    """
    about_file(folder, number).write_bytes(encode(clip, indent=2) + b"\n")
    if features is not None:
        frames = pictures_of(features)  # (F, 16, 16)
        strip = frames.reshape(-1, frames.shape[2])  # one below the other
        Image.fromarray(strip).save(frames_file(folder, number), format="PNG")


def _rounded(times_s: Iterable[float]) -> tuple[float, ...]:
    return tuple(round(float(time_s), 3) for time_s in times_s)
