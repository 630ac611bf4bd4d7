"""Writes the samples of a generator: mels and sounds beside the true ones, and their events.

Shapes: N clips, T mel frames, F video frames.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.events.candidates import USUAL_SENSITIVITY, at_sensitivity
from engine.events.reading import model_candidates
from engine.metrics.onsets import acceptance_onsets
from engine.progress import JobContext
from engine.vocoder.griffin_lim import GriffinLim
from training.data.dataset import Dataset
from training.run.results.clip_files import (
    picture_features,
    sampled_clip,
    with_found,
    write_clip,
)
from training.run.results.sampled import SampledClip
from training.run.sample_files import write_16_bit_wav, write_comparison

Floats = NDArray[np.float32]


class Made(NamedTuple):
    """What a generator made of clips.

    Attributes:
        truth: (N, 80, T) their own mels.
        mel: (N, 80, T) the generated ones.
        logits: (N, F) of events in the picture; None if the model does not look for events.
    """

    truth: Floats
    mel: Floats
    logits: Floats | None


def write_samples(
    folder: Path, dataset: Dataset, numbers: NDArray[np.int64], made: Made, context: JobContext
) -> None:
    """Write the samples of clips, by their numbers in the data set, into an existing folder."""
    vocoder = GriffinLim()
    for place, number in enumerate(numbers):
        context.advance(place / len(numbers))
        wave = vocoder(made.mel[place])
        write_comparison(folder / f"{place}_mel.png", made.truth[place], made.mel[place])
        write_16_bit_wav(folder / f"{place}_truth.wav", vocoder(made.truth[place]))
        write_16_bit_wav(folder / f"{place}_generated.wav", wave)
        clip = sampled_clip(dataset.samples[number], dataset.folder)
        clip = _with_events(clip, None if made.logits is None else made.logits[place], wave)
        write_clip(folder, place, clip, picture_features(dataset, number))


def _with_events(clip: SampledClip, logits: Floats | None, wave: Floats) -> SampledClip:
    """Add the events that a model reads in the picture, else the onsets of its sound."""
    if logits is None:
        return with_found(clip, acceptance_onsets(wave), "sound")
    found = at_sensitivity(model_candidates(logits), USUAL_SENSITIVITY)
    return with_found(clip, (event.time_s for event in found), "picture")
