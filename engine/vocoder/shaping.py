"""Shape a sound that exists already to a mel, and let a vocoder make what it lacks.

Changed from the paper, whose vocoder makes the whole sound (sec. Training and Inference). Where a
reference's own hits lie under the events (`engine.dubbing.aligned`), the sound that the mel asks
for is there but for its level in the bands. So it is filtered, band by band and frame by frame, by
at most 12 dB up and any amount down. It keeps its attacks to the sample, its phases, and what it
has above the bands. What is still missing, such as a background between the hits, is made by the
vocoder and added.

Shapes: T mel frames, M 80 mel bins, K 513 frequency bins, n = 256 T samples.
"""

from typing import Final, Protocol

import numpy as np
import torch
from torch import Tensor

from engine.mel.contract import MEL
from engine.mel.spectrogram import (
    Floats,
    check_mel,
    filter_bank,
    magnitude_to_mel,
    mel_to_magnitude,
)
from engine.vocoder.vocoder import Vocoder

_MOST_GAIN: Final = 10 ** (12 / 20)
_MISSING: Final = 0.5  # of a band's power: less is no sound of its own
_REACH_FRAMES: Final = 5  # to each side, what a frame's filter depends on
_TINY: Final = 1e-7  # of a magnitude; keeps a division by silence finite


class LaidSound(Protocol):
    """A sound that lies under the events."""

    def read(self, start: int, stop: int) -> Floats:
        """Samples (stop - start,); `start` never decreases."""


class ShapingVocoder:
    """Makes the sound of a mel from one that lies under it; the vocoder makes what that lacks."""

    def __init__(self, laid: LaidSound, vocoder: Vocoder) -> None:
        self.name = vocoder.name
        self.context_frames = vocoder.context_frames + _REACH_FRAMES
        self.device = vocoder.device
        self._laid = laid
        self._vocoder = vocoder

    def move(self, device: torch.device) -> None:
        """See `Vocoder`."""
        self.device = device
        self._vocoder.move(device)

    def __call__(self, mel: Floats, first_frame: int = 0) -> Floats:
        """See `Vocoder`."""
        check_mel(mel)
        frames, hop = mel.shape[1], MEL.hop_samples
        laid = self._laid.read(hop * first_frame, hop * (first_frame + frames))
        made, missing = shape(laid, mel, self.device)
        if missing.any():
            made = made + self._vocoder(missing, first_frame)
        return made


@torch.inference_mode()
def shape(laid: Floats, mel: Floats, device: torch.device) -> tuple[Floats, Floats]:
    """Filter a sound (n,) to the levels of a mel (M, T).

    Returns:
        The sound, (n,), and the mel of what it lacks, (M, T).
    """
    if mel.shape[1] <= MEL.fft_samples // MEL.hop_samples:  # too short for the transform's padding
        return np.zeros_like(laid), mel
    bank = torch.from_numpy(filter_bank().copy()).to(device)
    wanted = torch.from_numpy(np.pad(mel_to_magnitude(mel), ((0, 0), (0, 1)), mode="edge"))
    wanted = wanted.to(device)  # (M, T + 1), of which the last frame is centred on the end
    window = torch.hann_window(MEL.fft_samples, device=device)
    wave = torch.from_numpy(laid).to(device)
    size, hop = MEL.fft_samples, MEL.hop_samples
    spectrum = torch.stft(wave, size, hop, window=window, return_complex=True)  # (K, T + 1)
    bands = bank @ spectrum.abs()
    gain = (wanted / (bands + _TINY)).clamp(max=_MOST_GAIN)
    filtered = torch.istft(
        spectrum * _spread(gain, bank), size, hop, window=window, length=len(laid)
    )
    power, reached = wanted.square(), (gain * bands).square()
    lacking = (power - reached).clamp(min=0.0)
    lacking = torch.where(lacking > _MISSING * power, lacking, 0.0).sqrt()
    missing = magnitude_to_mel(lacking[:, :-1].cpu().numpy())
    return filtered.cpu().numpy(), missing


def _spread(gain: Tensor, bank: Tensor) -> Tensor:
    """Gains of bands (M, T) to gains of frequencies (K, T); beyond the bands, the nearest one's."""
    share = bank.sum(dim=0)
    covered = share.nonzero()[:, 0]
    gains = (bank / share.clamp(min=1e-12)).T @ gain
    first, last = int(covered[0]), int(covered[-1])
    gains[:first], gains[last + 1 :] = gains[first], gains[last]
    return gains
