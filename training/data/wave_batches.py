"""Batches for the vocoder: segments of a data set's sounds.

Shapes: B batch, n samples per segment, D feature size, F video frames, M mel bands, T mel frames of
a whole sample.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.config import GRID
from engine.events.event import Event
from engine.mel.contract import MEL
from training.config import VocoderTraining
from training.data.dataset import Dataset
from training.data.sample import WAVE_SAMPLES
from training.data.wave_augmentation import (
    change_speed,
    changed_gain,
    excerpt_samples,
    filtered,
    mixed,
)
from training.optim.schedule import Plan
from training.ranks.batch_share import BatchShare

Floats = NDArray[np.float32]

MARGIN_FRAMES: Final = 4  # on both sides of a segment: more than half an STFT window
_MARGIN_SAMPLES: Final = MARGIN_FRAMES * MEL.hop_samples
_CANDIDATES: Final = 3  # positions of which the loudest is used, because sounds are mostly pauses
_UNIFORM_SHARE: Final = 0.1  # of the segments are drawn uniformly, to learn silence, too
_AUGMENTATION: Final = 2  # separates its random stream from that of the order


class WaveBatch(NamedTuple):
    """Segments with margins at both ends, (B, n + 8 * 256), -1 to 1."""

    wave: Tensor


class PairedBatch(NamedTuple):
    """Segments aligned to mel frames, and the inputs from which a generator makes their mels.

    Attributes:
        wave: (B, n), -1 to 1.
        features: (B, D, F), half precision; D is 0 in a data set without pictures.
        events: of each sample, in seconds from its start.
        mel: (B, M, T), half precision.
        first_frame: (B,) mel frame at which the segment starts.
    """

    wave: Tensor
    features: Tensor
    events: tuple[tuple[Event, ...], ...]
    mel: Tensor
    first_frame: Tensor


class _Batches:
    """Base class: selects the samples of a step and reads their sounds.

    Random numbers are drawn for all rows of the batch in order, whatever they sound like. So with
    several processes, silence stands for the rows before this process's, which it does not read.
    """

    def __init__(
        self,
        dataset: Dataset,
        numbers: NDArray[np.int64],
        plan: Plan,
        training: VocoderTraining,
        seed: int,
        share: BatchShare | None = None,
    ) -> None:
        """Set up the batches; without a `share`, this process has all rows."""
        self._rows = (share or BatchShare(plan.batch)).rows
        self._dataset = dataset
        self._numbers = numbers
        self._plan = plan
        self._training = training
        self._seed = seed

    def _chosen(self, step: int) -> tuple[NDArray[np.int64], np.random.Generator]:
        random = np.random.default_rng([self._seed, step, _AUGMENTATION])
        return self._numbers[self._plan.indices(step, self._seed)], random

    def _sounds_until_ours(self, numbers: NDArray[np.int64]) -> Iterator[Floats]:
        """The sounds of this process's rows, after silence for each row before them."""
        silence = np.zeros(WAVE_SAMPLES, np.float32)
        yield from (silence for _ in numbers[: self._rows.start])
        yield from self._dataset.sounds(numbers[self._rows])


class WaveBatches(_Batches):
    """Augmented segments at random positions."""

    def __call__(self, step: int) -> WaveBatch:
        """The rows of a step, a pure function of the step, the seed and the data set."""
        numbers, random = self._chosen(step)
        segments = [self._segment(sound, random) for sound in self._sounds_until_ours(numbers)]
        return WaveBatch(torch.from_numpy(np.stack(segments[self._rows.start :])))

    def _segment(self, sound: Floats, random: np.random.Generator) -> Floats:
        training = self._training
        samples = training.segment_samples + 2 * _MARGIN_SAMPLES
        wave = self._excerpt(sound, samples, random)
        if random.random() < training.mixing:
            (other,) = self._dataset.sounds(random.choice(self._numbers, 1))
            wave = mixed(wave, self._excerpt(other, samples, random), random)
        if random.random() < training.filtering:
            wave = filtered(wave, random)
        return changed_gain(wave, random.uniform(-training.gain_db, training.gain_db))

    def _excerpt(self, sound: Floats, samples: int, random: np.random.Generator) -> Floats:
        speed = np.exp(random.uniform(-1.0, 1.0) * np.log1p(self._training.speed))
        length = min(excerpt_samples(samples, speed), len(sound))
        start = _draw_loud(sound, length, len(sound) - length + 1, random)
        return change_speed(sound[start : start + length], samples)


class PairedBatches(_Batches):
    """Segments without augmentation, with the generator's inputs."""

    def __call__(self, step: int) -> PairedBatch:
        """The rows of a step, a pure function of the step, the seed and the data set."""
        numbers, random = self._chosen(step)
        sounds = list(self._sounds_until_ours(numbers))
        samples, hop = self._training.segment_samples, MEL.hop_samples
        count = (WAVE_SAMPLES - samples) // hop + 1
        frames = [_draw_loud(sound, samples, count, random, hop_samples=hop) for sound in sounds]
        segments = [
            sound[frame * hop : frame * hop + samples]
            for sound, frame in zip(sounds, frames, strict=True)
        ][self._rows.start :]
        numbers, frames = numbers[self._rows], frames[self._rows.start :]
        return PairedBatch(
            torch.from_numpy(np.stack(segments)),
            torch.from_numpy(self._features(numbers)),
            tuple(tuple(self._dataset.samples[number].events) for number in numbers),
            torch.from_numpy(self._dataset.read("mel", numbers)),
            torch.tensor(frames),
        )

    def _features(self, numbers: NDArray[np.int64]) -> NDArray[np.float16]:
        if "features" in self._dataset.contents.arrays:
            return self._dataset.read("features", numbers)
        return np.zeros((len(numbers), 0, GRID.window_video_frames), np.float16)


def loudest_frame(sound: Floats, samples: int) -> int:
    """The mel frame at which the loudest excerpt of `samples` of a sound (n,) starts."""
    hop = MEL.hop_samples
    energy = np.square(sound[: len(sound) // hop * hop], dtype=np.float64).reshape(-1, hop).sum(1)
    return int(np.convolve(energy, np.ones(samples // hop), mode="valid").argmax())


def _draw_loud(
    sound: Floats, samples: int, count: int, random: np.random.Generator, *, hop_samples: int = 1
) -> int:
    """Draw positions below `count`, in hops, and return mostly the loudest."""
    drawn = random.integers(count, size=_CANDIDATES)
    if random.random() < _UNIFORM_SHARE:
        return int(drawn[0])
    starts = drawn * hop_samples
    energies = [float(np.square(sound[start : start + samples]).sum()) for start in starts]
    return int(drawn[int(np.argmax(energies))])
