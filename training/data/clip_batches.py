"""Batches for the generator: pictures and sounds of a data set as tensors.

Shapes: B batch, D feature numbers, F video frames, M mel bins, T = 4F mel frames.
"""

from typing import Final, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.config import GRID, MEL
from training.config import GeneratorTraining
from training.data.dataset import Dataset
from training.data.event_targets import event_targets
from training.data.views import find_views
from training.schedule import Plan

_AUGMENTATION: Final = 1  # keeps its random numbers apart from those of the order


class ClipBatch(NamedTuple):
    """Some samples.

    Attributes:
        features: (B, D, F).
        mel: (B, M, T) of 0 to 1, what should be made.
        reference: (B, M, T) what gives the timbre: the same as `mel`, as the paper trains, or
            another sound of the same thing.
        background: (B, M, T) what gives the background: the same as `mel`, or silence.
        targets: (B, F) of 0 to 1, the curve of the events.
        period: (B,) mel frames after which the content repeats; T where it does not.
    """

    features: Tensor
    mel: Tensor
    reference: Tensor
    background: Tensor
    targets: Tensor
    period: Tensor

    def to(self, device: torch.device) -> "ClipBatch":
        """The same on a device, where the half-precision numbers of the disk become float32."""
        moved = (each.to(device, non_blocking=True) for each in self)
        return ClipBatch(*(each.float() if each.is_floating_point() else each for each in moved))


class ClipBatches:
    """Makes the batch of a step, by nothing but the step, the seed and the data set."""

    def __init__(
        self,
        dataset: Dataset,
        numbers: NDArray[np.int64],
        plan: Plan,
        training: GeneratorTraining,
        seed: int,
    ) -> None:
        self._dataset = dataset
        self._numbers = numbers
        self._plan = plan
        self._training = training
        self._seed = seed
        contents = dataset.contents
        self._knows_parts = {"foreground", "reference"} <= set(contents.arrays)
        self._views = find_views(contents.feature_backend, contents.feature_version)

    def __call__(self, step: int) -> ClipBatch:
        """The batch of a step, augmented, in the memory that a GPU copies from."""
        random = np.random.default_rng([self._seed, step, _AUGMENTATION])
        numbers = self._numbers[self._plan.indices(step, self._seed)]
        batch = self._read(numbers, random)
        if torch.cuda.is_available():
            return ClipBatch(*(each.pin_memory() for each in batch))
        return batch

    def plain(self, numbers: NDArray[np.int64]) -> ClipBatch:
        """Samples as they are, by their numbers in the data set."""
        return self._read(numbers, None)

    def _read(self, numbers: NDArray[np.int64], random: np.random.Generator | None) -> ClipBatch:
        features = self._dataset.read("features", numbers)
        mel = self._dataset.read("mel", numbers)
        reference = background = mel
        if random is not None:
            features = self._augment(features, random)
            mel, reference, background = self._as_dubs(numbers, mel, random)
        infos = [self._dataset.samples[number] for number in numbers]
        targets = [
            event_targets(info.events, features.shape[2], self._training.event_width_s)
            for info in infos
        ]
        frames_per_s = MEL.sample_rate_hz / MEL.hop_samples
        period = [round(min(info.content_s, GRID.window_s) * frames_per_s) for info in infos]
        return ClipBatch(
            torch.from_numpy(features),
            torch.from_numpy(mel),
            torch.from_numpy(reference),
            torch.from_numpy(background),
            torch.from_numpy(np.stack(targets)),
            torch.tensor(period).clamp(max=GRID.window_mel_frames),
        )

    def _augment(
        self, features: NDArray[np.float16], random: np.random.Generator
    ) -> NDArray[np.float16]:
        """Another gain, place and side for each clip: (B, D, F) -> (B, D, F)."""
        training = self._training
        gains = np.exp(random.uniform(-1.0, 1.0, len(features)) * training.feature_gain)
        turned = random.random(len(features)) < 0.5
        ways = random.integers(
            -training.feature_shift, training.feature_shift + 1, (len(features), 2)
        )
        for clip in range(len(features)):
            if self._views is not None:
                if training.feature_flip and turned[clip]:
                    features[clip] = self._views.mirrored(features[clip])
                if ways[clip].any():
                    features[clip] = self._views.moved(features[clip], *ways[clip].tolist())
            if training.feature_gain > 0:
                features[clip] *= np.float16(gains[clip])
        return features

    def _as_dubs(
        self, numbers: NDArray[np.int64], mel: NDArray[np.float16], random: np.random.Generator
    ) -> tuple[NDArray[np.float16], NDArray[np.float16], NDArray[np.float16]]:
        """Turn some samples into dubs; the mels (B, M, T) to make, of timbre and of background."""
        chosen = random.random(len(numbers)) < self._training.dub_share
        if not self._knows_parts or not chosen.any():
            return mel, mel, mel
        reference, background = mel.copy(), mel.copy()
        mel[chosen] = self._dataset.read("foreground", numbers[chosen])
        reference[chosen] = self._dataset.read("reference", numbers[chosen])
        background[chosen] = 0
        return mel, reference, background
