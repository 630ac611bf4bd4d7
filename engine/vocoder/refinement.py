"""Refine the output of a neural vocoder to match the requested mel.

Changed from the paper, whose vocoder is a HiFi-GAN alone (sec. Training and Inference). A network
trained on few sounds makes good attacks, phases and frequencies above the mel's bands, but leaves
the bands of an unfamiliar timbre too soft, too loud or unsteady; the Griffin-Lim iteration finds a
sound that matches the mel's bands, but smears attacks and makes nothing above the bands. So the
iteration starts from the network's sound, and keeps its high frequencies and its attacks.

Shapes: T mel frames, M 80 mel bins, K 513 frequency bins, n = 256 T samples.
"""

from typing import Final

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.mel.contract import MEL
from engine.mel.spectrogram import filter_bank
from engine.vocoder.griffin_lim import REACH_FRAMES, find_phases, invert_bank

_ITERATIONS: Final = 16
# Energies of blocks of 0.7 ms, smoothed by windows that reach 3 ms and 23 ms to each side.
_BLOCK_SAMPLES: Final = 16
_FINE_BLOCKS: Final = 4
_COARSE_BLOCKS: Final = 32
_DEEPER: Final = 2.0  # energy ratio by which the network must be softer: noise is no envelope
_DEEPEST: Final = 1e-3  # in energy
_TINY: Final = 1e-12  # of energy; keeps a division by silence finite

# On each side, what a frame's sound depends on beyond the network's own context.
CONTEXT_FRAMES: Final = (
    REACH_FRAMES * (_ITERATIONS + 1) + (_COARSE_BLOCKS + 1) * _BLOCK_SAMPLES // MEL.hop_samples + 1
)


def refine(made: Tensor, bands: Tensor) -> Tensor:
    """Match a sound (n,) to the requested mel, keeping its attacks and its high frequencies.

    Args:
        made: (n,) from the network, at least 3 frames.
        bands: (M, T + 1), requested magnitudes in the mel bands; 0 in all bands is silence.
    """
    bank = torch.from_numpy(filter_bank().copy()).to(made.device)
    window = torch.hann_window(MEL.fft_samples, device=made.device)
    spectrum = torch.stft(
        made, MEL.fft_samples, MEL.hop_samples, window=window, return_complex=True
    )  # (K, T + 1)
    magnitude = spectrum.abs() * bands.any(dim=0)
    highest = int(bank.sum(dim=0).nonzero().max())
    magnitude[:highest] = invert_bank(bands, bank)[:highest]
    turns = spectrum.angle() / (2.0 * torch.pi)
    wave = find_phases(magnitude, turns, iterations=_ITERATIONS)
    return _softened_like(made, wave)


def _softened_like(made: Tensor, wave: Tensor) -> Tensor:
    """Attenuate a sound (n,) where another, (n,), is softer relative to its surroundings."""
    energy = _relative_energy(made) / _relative_energy(wave)  # (1, 1, n / 16)
    gain = (_DEEPER * energy).clamp(_DEEPEST, 1.0).sqrt()
    return wave * F.interpolate(gain, scale_factor=_BLOCK_SAMPLES, mode="linear")[0, 0]


def _relative_energy(wave: Tensor) -> Tensor:
    """Energy (1, 1, n / 16) of a few milliseconds relative to that of the mel frame around it."""
    energy = F.avg_pool1d(wave.square()[None, None], _BLOCK_SAMPLES) + _TINY
    return _smoothed(energy, _FINE_BLOCKS) / _smoothed(energy, _COARSE_BLOCKS)


def _smoothed(values: Tensor, reach: int) -> Tensor:
    """Mean (1, 1, k) of values (1, 1, k) under a window that extends `reach` to each side."""
    window = torch.hann_window(2 * reach + 1, periodic=False, device=values.device)
    return F.conv1d(values, (window / window.sum())[None, None], padding=reach)
