"""Segment sources of the vocoder's training: sounds with their own or with generated mels.

Shapes: B batch, n samples per segment, M mel bands, T = n / 256 mel frames.
"""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
from torch import Tensor

from engine.errors import UsageError
from engine.events.event import Event
from engine.events.steering import code_from_events
from engine.mel.contract import MEL
from engine.model_files.checkpoint import load_generator
from training.data.prefetch import Prefetcher
from training.data.wave_batches import MARGIN_FRAMES, PairedBatches, WaveBatches
from training.vocoder.spectrogram import project_log_mel
from training.vocoder.steps import Segments


class SegmentSource(Protocol):
    """Provides the segments of each step."""

    def get(self, step: int) -> Segments:
        """The segments of a step, on the device."""
        ...

    def close(self) -> None:
        """Stop the threads."""
        ...


class SoundSegments:
    """Augmented sounds with their own mels."""

    def __init__(self, batches: WaveBatches, device: torch.device) -> None:
        self._prefetcher = Prefetcher(batches)
        self._device = device
        self._log_mel = project_log_mel().to(device)

    def get(self, step: int) -> Segments:
        """See `SegmentSource`."""
        wave = self._prefetcher.get(step).wave.to(self._device, non_blocking=True)
        margin = MARGIN_FRAMES * MEL.hop_samples
        inner = wave[:, margin:-margin]  # (B, n)
        frames = inner.shape[1] // MEL.hop_samples
        log_mel = self._log_mel(wave)[:, :, MARGIN_FRAMES : MARGIN_FRAMES + frames]
        return Segments(log_mel, inner)

    def close(self) -> None:
        """See `SegmentSource`."""
        self._prefetcher.close()


class DubbedSegments:
    """Sounds with the mels that a generator makes of their clips, for fine-tuning.

    Without pictures, their temporal codes are written from the events.
    """

    def __init__(
        self, batches: PairedBatches, model: Path, device: torch.device, *, pictures: bool = True
    ) -> None:
        """Load the generator.

        Raises:
            EnvironmentUnusableError: its file cannot be used.
            UsageError: there are no pictures, and the generator has no event calibration.
        """
        stored = load_generator(model)
        self._calibration = None if pictures else stored.calibration
        if not pictures and self._calibration is None:
            raise UsageError(
                "{name} has no event calibration, so it needs pictures.",
                hint="Use a data set with pictures, or a model whose training was completed.",
                name=model.name,
            )
        self._prefetcher = Prefetcher(batches)
        self._device = device
        self._generator = stored.generator.to(device)

    @torch.no_grad()
    def get(self, step: int) -> Segments:
        """See `SegmentSource`."""
        batch = self._prefetcher.get(step)
        features, mel, wave, first = (
            each.to(self._device, non_blocking=True)
            for each in (batch.features, batch.mel, batch.wave, batch.first_frame)
        )
        features, mel = features.float(), mel.float()
        # the sound's own mel lies under its events, because the sound is what is to be made of it
        aligned = mel if self._generator.aligned else None
        timbre, background = self._generator.timbre(mel), self._generator.background(mel)
        code = self._code(features, batch.events)
        made = self._generator.decode(code, timbre, background, aligned)  # (B, M, 860)
        frames = batch.wave.shape[1] // MEL.hop_samples
        index = first[:, None] + torch.arange(frames, device=self._device)  # (B, T)
        crop = made.gather(2, index[:, None, :].expand(-1, made.shape[1], -1))
        return Segments(tensor_mel_to_log(crop), wave)

    def _code(self, features: Tensor, events: Sequence[Sequence[Event]]) -> Tensor:
        """The temporal codes (B, K, F) of the pictures, or of the events if there are none."""
        if self._calibration is None:
            return self._generator.temporal_code(features)
        frames = features.shape[2]
        codes = [code_from_events(self._calibration, each, frames) for each in events]
        return torch.from_numpy(np.stack(codes)).to(self._device)

    def close(self) -> None:
        """See `SegmentSource`."""
        self._prefetcher.close()


def tensor_mel_to_log(mel: Tensor) -> Tensor:
    """Natural logs of magnitudes from mels (B, M, T), as `engine.mel.spectrogram.mel_to_log`."""
    return math.log(10.0) * (5.0 * mel - 4.0)
