"""One sample as a training gets it: cropped and with its sound altered, made audible."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from msgspec.structs import replace

from engine.errors import UsageError
from engine.mel.contract import MEL
from engine.phrases import Phrase
from engine.vocoder.griffin_lim import GriffinLim
from training.config import GeneratorTraining
from training.data.clip_batches import ClipBatches
from training.data.dataset import Dataset
from training.optim.schedule import Plan
from training.run.sample_files import write_16_bit_wav


@dataclass(frozen=True, slots=True)
class Example:
    """An altered sample that was written to files.

    Attributes:
        sound: the sound file, by Griffin-Lim from the altered mel.
        mel: `.npy`, (80, T) of 0 to 1.
        length_s: length of both in seconds.
        events: time in seconds from its start, and strength, of each event.
    """

    sound: Path
    mel: Path
    length_s: float
    events: tuple[tuple[float, float], ...]


def write_example(
    dataset: Dataset, number: int, training: GeneratorTraining, sound: Path, *, seed: int
) -> Example:
    """Write one sample as the main stage of a training would get it.

    `sound` is the WAV file to write; the mel goes beside it. The seed is that of everything random.

    Raises:
        InputError: the data set has no mels, or a file is damaged.
        UsageError: there is no sample of this number.
        OSError: a file cannot be written.
    """
    dataset.require(("mel",), Phrase("an example"))
    if not 0 <= number < len(dataset.samples):
        last = len(dataset.samples) - 1
        raise UsageError(
            "There is no sample {number}: the last one is {last}.", number=number, last=last
        )
    if "features" not in dataset.contents.arrays:
        training = _without_pictures(training)
    batches = ClipBatches(dataset, np.array([number]), Plan(1, 1, 1), training, seed)
    batch = batches(training.pretrain_steps)
    mel = batch.mel[0].float().numpy()
    path = sound.with_suffix(".npy")
    np.save(path, mel, allow_pickle=False)
    write_16_bit_wav(sound, GriffinLim()(mel))
    events = [(time_s, strength) for time_s, strength in batch.events[0].tolist() if strength > 0]
    length_s = mel.shape[1] * MEL.hop_samples / MEL.sample_rate_hz
    told = tuple((round(time_s, 3), round(strength, 3)) for time_s, strength in events)
    return Example(sound, path, round(length_s, 3), told)


def _without_pictures(training: GeneratorTraining) -> GeneratorTraining:
    """The same alterations of the sound, for a data set of sounds only."""
    return replace(
        training,
        start_from="-",
        freeze_temporal=True,
        steered_share=1.0,
        pretrain_steps=0,
        alignment_discriminator=False,
    )
