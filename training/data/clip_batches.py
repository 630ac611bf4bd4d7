"""Batches for the generator: video features, mels and events of a data set as tensors.

Shapes: B batch, D feature size, F video frames, M mel bins, T = 4F mel frames, E events.
"""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import numpy as np
import torch
from msgspec.structs import replace
from numpy.typing import NDArray
from torch import Tensor

from engine.config import GRID
from engine.events.event import Event, audible
from engine.mel.contract import MEL
from training.config import GeneratorTraining
from training.data.augmentation import draw_sound_augmentation, has_views, mirrored, moved
from training.data.crops import Crops, choose_sounding, draw_crops, whole
from training.data.dataset import Dataset
from training.optim.schedule import Plan
from training.ranks.batch_share import BatchShare

_AUGMENTATION: Final = 1  # separates its random stream from that of the order

Mels = NDArray[np.float16]


class ClipBatch(NamedTuple):
    """A batch of samples.

    Attributes:
        features: (B, D, F); D is 0 if the picture is not read.
        mel: (B, M, T) of 0 to 1, the target.
        reference: (B, M, T) for the timbre: the same as `mel`, as in the paper, another part of
            the clip, or another sound of the same source.
        background: (B, M, T) for the background: the same as `mel`, or silence.
        aligned: (B, M, T) the reference's hits under the events; silence if the data set has none.
        targets: (B, F) of 0 to 1, the target curve of the visible events.
        events: (B, E, 2) times of their sounds in seconds from the first frame, and strengths,
            zero-padded.
        period: (B,) mel frames after which the content repeats; T if it does not.
    """

    features: Tensor
    mel: Tensor
    reference: Tensor
    background: Tensor
    aligned: Tensor
    targets: Tensor
    events: Tensor
    period: Tensor

    def to(self, device: torch.device) -> "ClipBatch":
        """Move to a device, where the half-precision arrays become float32.

        Events and periods stay with the CPU: they only steer what is done on the device, which
        would have to be waited for to read them.
        """
        moved = {
            name: getattr(self, name).to(device, non_blocking=True).float()
            for name in self._fields
            if name not in ("events", "period")
        }
        return self._replace(**moved)


class _Sounds(NamedTuple):
    """The mels of a batch, each (B, M, T): target, timbre reference, background, aligned."""

    mel: Mels
    reference: Mels
    background: Mels
    aligned: Mels


class ClipBatches:
    """Makes the batch of a step, a pure function of the step, the seed and the data set.

    All that is random is drawn for the whole batch, so that it does not depend on the number of
    processes; only this process's rows are read.
    """

    def __init__(
        self,
        dataset: Dataset,
        numbers: NDArray[np.int64],
        plan: Plan,
        training: GeneratorTraining,
        seed: int,
        share: BatchShare | None = None,
    ) -> None:
        """Set up the batches; without a `share`, this process has all rows."""
        self._share = share or BatchShare(plan.batch)
        self._dataset = dataset
        self._numbers = numbers
        self._plan = plan
        self._training = training
        self._seed = seed
        contents = dataset.contents
        self._knows_parts = {"foreground", "reference"} <= set(contents.arrays)
        self._aligned = "aligned" in contents.arrays
        self._has_views = has_views(contents.feature_backend, contents.feature_version)

    def __call__(self, step: int) -> ClipBatch:
        """This process's rows of the augmented batch, in pinned memory if there is a GPU."""
        random = np.random.default_rng([self._seed, step, _AUGMENTATION])
        numbers = self._numbers[self._plan.indices(step, self._seed)[self._share.rows]]
        if step < self._training.pretrain_steps:
            batch = self._event_batch(numbers, random)
        else:
            crops = draw_crops(self._share.batch, self._training.crop_s, random)
            crops = crops.of_rows(self._share.rows)
            sounds = self._augmented(self._sounds(numbers, crops, random), random)
            batch = self._batch(numbers, crops, self._pictures(numbers, crops, random), sounds)
        if torch.cuda.is_available():
            return ClipBatch(*(each.pin_memory() for each in batch))
        return batch

    def plain(self, numbers: NDArray[np.int64]) -> ClipBatch:
        """Whole samples without augmentation, by their numbers (B,) in the data set."""
        mel = self._dataset.read("mel", numbers)
        crops = whole(len(numbers))
        sounds = _Sounds(mel, mel, mel, self._laid(numbers, crops))
        return self._batch(numbers, crops, self._features(numbers, crops), sounds)

    def dubs(self, numbers: NDArray[np.int64]) -> ClipBatch:
        """Samples as targets of a dub: visible events only, with a different reference sound.

        If the data set has no separate foreground, the samples with their own sound. `numbers`
        (B,) are those in the data set.
        """
        if not self._knows_parts:
            return self.plain(numbers)
        mel = self._dataset.read("foreground", numbers)
        reference = self._dataset.read("reference", numbers)
        crops = whole(len(numbers))
        sounds = _Sounds(mel, reference, np.zeros_like(mel), self._laid(numbers, crops))
        return self._batch(numbers, crops, self._features(numbers, crops), sounds)

    def _event_batch(self, numbers: NDArray[np.int64], random: np.random.Generator) -> ClipBatch:
        """A batch of the first stage, which learns to predict events, with random playback speed.

        Its crops are long, because sudden motion stands out only against a clip's usual motion.
        """
        training = self._training
        frames = draw_crops(1, training.pretrain_crop_s, random).frames
        speed = float(np.exp(random.uniform(-1.0, 1.0) * training.feature_speed))
        crops = draw_crops(self._share.batch, frames * speed / float(GRID.video_rate), random)
        crops = crops.of_rows(self._share.rows)
        mel = self._dataset.read("mel", numbers, crops.of_sounds())
        pictures = self._pictures(numbers, crops, random)
        sounds = _Sounds(mel, mel, mel, np.zeros_like(mel))  # not read in this stage
        return self._batch(numbers, crops, pictures, sounds, frames=frames)

    def _batch(
        self,
        numbers: NDArray[np.int64],
        crops: Crops,
        features: NDArray[np.float16],
        sounds: _Sounds,
        *,
        frames: int = 0,
    ) -> ClipBatch:
        """Assemble a batch; its features are time-stretched to `frames` unless that is 0."""
        infos = [self._dataset.samples[number] for number in numbers]
        stretch = 1.0
        if frames and frames != crops.frames:
            features = _stretched(features, frames)
            stretch = frames / crops.frames
        heard = [_within(info.events, crops, clip, stretch) for clip, info in enumerate(infos)]
        seen = [_within(info.seen, crops, clip, stretch) for clip, info in enumerate(infos)]
        width_s = self._training.event_width_s
        targets = [event_targets(each, frames or crops.frames, width_s) for each in seen]
        frames_per_s = MEL.sample_rate_hz / MEL.hop_samples
        period = torch.tensor([round(info.content_s * frames_per_s) for info in infos])
        return ClipBatch(
            torch.from_numpy(features),
            torch.from_numpy(sounds.mel),
            torch.from_numpy(sounds.reference),
            torch.from_numpy(sounds.background),
            torch.from_numpy(sounds.aligned),
            torch.from_numpy(np.stack(targets)),
            _as_tensor(heard),
            period.clamp(max=sounds.mel.shape[2]),
        )

    def _pictures(
        self, numbers: NDArray[np.int64], crops: Crops, random: np.random.Generator
    ) -> NDArray[np.float16]:
        """The features (B, D, F) of crops, with random gain, shift and flip."""
        training = self._training
        features = self._features(numbers, crops)
        if not features.size:
            return features
        count, rows = self._share.batch, self._share.rows
        gains = np.exp(random.uniform(-1.0, 1.0, count) * training.feature_gain)[rows]
        flipped = (random.random(count) < 0.5)[rows]
        shifts = random.integers(-training.feature_shift, training.feature_shift + 1, (count, 2))
        shifts = shifts[rows]
        if self._has_views:
            for clip in range(len(features)):
                if training.feature_flip and flipped[clip]:
                    features[clip] = mirrored(features[clip])
                if shifts[clip].any():
                    features[clip] = moved(features[clip], *shifts[clip].tolist())
        if training.feature_gain > 0:
            features *= gains.astype(features.dtype)[:, None, None]
        return features

    def _sounds(
        self, numbers: NDArray[np.int64], crops: Crops, random: np.random.Generator
    ) -> _Sounds:
        """The sounds of crops of samples, some of them turned into dubs.

        The reference is another part of the clip: the target itself would give away more than the
        timbre.
        """
        everything = self._dataset.read("mel", numbers)
        parts = crops.of_sounds()
        mel = _cut(everything, parts)
        chosen = (random.random(self._share.batch) < self._training.dub_share)[self._share.rows]
        chosen &= self._knows_parts
        background = mel
        if chosen.any():
            background = mel.copy()
            background[chosen] = 0
            dubbed = [part for part, is_dub in zip(parts, chosen, strict=True) if is_dub]
            mel[chosen] = self._dataset.read("foreground", numbers[chosen], dubbed)
            everything[chosen] = self._dataset.read("reference", numbers[chosen])
        frames = mel.shape[2]
        drawn = random.random(self._share.batch)[self._share.rows]
        starts = choose_sounding(everything.sum(axis=1, dtype=np.float32), frames, drawn)
        reference = _cut(everything, [slice(start, start + frames) for start in starts.tolist()])
        return _Sounds(mel, reference, background, self._laid(numbers, crops))

    def _features(self, numbers: NDArray[np.int64], crops: Crops) -> NDArray[np.float16]:
        """The features (B, D, F) of crops; D is 0 if the training does not read the picture."""
        if not self._training.reads_pictures:
            return np.zeros((len(numbers), 0, crops.frames), np.float16)
        return self._dataset.read("features", numbers, crops.of_pictures())

    def _laid(self, numbers: NDArray[np.int64], crops: Crops) -> Mels:
        """The aligned mels (B, M, T) of crops."""
        parts = crops.of_sounds()
        if not self._aligned:
            return np.zeros((len(numbers), MEL.bins, parts[0].stop - parts[0].start), np.float16)
        return self._dataset.read("aligned", numbers, parts)

    def _augmented(self, sounds: _Sounds, random: np.random.Generator) -> _Sounds:
        """The sounds with another timbre for each sample."""
        training = self._training
        if not (training.sound_filter_db or training.sound_shift):
            return sounds
        augmentation = draw_sound_augmentation(
            self._share.batch,
            sounds.mel.shape[1],
            training.sound_filter_db,
            training.sound_shift,
            random,
        )
        return _Sounds(*map(augmentation.of_rows(self._share.rows), sounds))


def event_targets(events: Iterable[Event], frames: int, width_s: float) -> NDArray[np.float32]:
    """A Gaussian around each audible event, with a peak of 1 regardless of its strength.

    The events are in seconds from the first of `frames` = F frames; `width_s` is the standard
    deviation.

    Returns:
        (F,) of 0 to 1; the maximum of overlapping Gaussians.
    """
    times_s = np.array([event.time_s for event in audible(events)])
    frame_times_s = np.arange(frames) / float(GRID.video_rate)
    if not len(times_s):
        return np.zeros(frames, np.float32)
    distance_s = np.abs(frame_times_s[:, None] - times_s[None, :]).min(axis=1)  # (F, N) -> (F,)
    curve: NDArray[np.float32] = np.exp(-0.5 * np.square(distance_s / width_s)).astype(np.float32)
    return curve


def _stretched(features: NDArray[np.float16], frames: int) -> NDArray[np.float16]:
    """Resample features (B, D, F) to (B, D, frames) by linear interpolation."""
    last = features.shape[2] - 1
    positions = np.clip((np.arange(frames) + 0.5) * (last + 1) / frames - 0.5, 0, last)
    lower = positions.astype(np.int64)
    share = (positions - lower).astype(np.float32)
    stretched = np.empty((*features.shape[:2], frames), np.float16)
    for made, clip in zip(stretched, features.astype(np.float32), strict=True):
        before, after = clip[:, lower], clip[:, np.minimum(lower + 1, last)]
        made[:] = before + share * (after - before)
    return stretched


def _cut(mels: Mels, parts: Sequence[slice]) -> Mels:
    """Slice each of (B, M, T); all parts have the same length."""
    return np.stack([mel[:, part] for mel, part in zip(mels, parts, strict=True)])


def _within(events: Sequence[Event], crops: Crops, clip: int, stretch: float) -> list[Event]:
    """The audible events within the crop of a clip, in stretched seconds from its first frame."""
    start_s = crops.start_s(clip)
    end_s = start_s + crops.frames / float(GRID.video_rate)
    return [
        replace(event, time_s=(event.time_s - start_s) * stretch)
        for event in audible(events)
        if start_s <= event.time_s < end_s
    ]


def _as_tensor(events: Sequence[Sequence[Event]]) -> Tensor:
    """Lists of events as (B, E, 2), zero-padded."""
    tensor = torch.zeros(len(events), max(map(len, events), default=0), 2)
    for row, own in zip(tensor, events, strict=True):
        for index, event in enumerate(own):
            row[index] = torch.tensor([event.time_s, event.strength])
    return tensor
