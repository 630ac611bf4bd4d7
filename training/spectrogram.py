"""Mel-spectrograms on a device, through which gradients pass.

Shapes: B batch, n samples at 22050 Hz, K frequency bins, M mel bands, T = 1 + n // hop frames; the
hop is 256 samples for mels.
"""

import math
from typing import Final

import torch
from torch import Tensor, nn
from torchaudio.functional import melscale_fbanks  # type: ignore[import-untyped]
from typing_extensions import override

from engine.config import MEL
from engine.mel import filter_bank
from engine.metrics.round_trip import RESOLUTIONS, Resolution

_FLOOR: Final = 1e-5  # HiFi-GAN's
_TINY: Final = 1e-9  # keeps the gradient of a magnitude finite in digital silence
# 3 ms: the others, of 11 ms and more, hardly hear what smears ahead of an attack
FINEST: Final = Resolution(128, 16, 64)
_SEEN_AT: Final = (*RESOLUTIONS, FINEST)
_TINY_POWER: Final = 1e-10  # the same for the distance of spectra, which logarithms follow


class LogMel(nn.Module):
    """Natural logarithms of mel magnitudes: centred frames, the project's window and hop."""

    bank: Tensor
    window: Tensor

    def __init__(self, bank: Tensor, low: float, high: float) -> None:
        """Prepare for a filter bank.

        Args:
            bank: (M, K).
            low: magnitudes below count as this.
            high: magnitudes above count as this.
        """
        super().__init__()
        self._low, self._high = low, high
        self.register_buffer("bank", bank, persistent=False)
        self.register_buffer("window", torch.hann_window(MEL.fft_samples), persistent=False)

    @override
    def forward(self, wave: Tensor) -> Tensor:
        """(B, n) -> (B, M, T)."""
        power = _power(wave, MEL.fft_samples, MEL.hop_samples, self.window)  # (B, K, T)
        magnitudes = self.bank @ (power + _TINY).sqrt()
        return magnitudes.clamp(self._low, self._high).log()


def project_log_mel() -> LogMel:
    """What this project's vocoders read: the logarithms of mel values of 0 to 1."""
    return LogMel(torch.from_numpy(filter_bank().copy()), low=1e-4, high=10.0)


def full_band_log_mel() -> LogMel:
    """What the vocoder's mel loss compares: 80 bands up to half the sample rate, as HiFi-GAN."""
    bank = melscale_fbanks(
        MEL.fft_samples // 2 + 1,
        0.0,
        MEL.sample_rate_hz / 2,
        MEL.bins,
        MEL.sample_rate_hz,
        norm="slaney",
        mel_scale="slaney",
    )
    return LogMel(bank.T.contiguous(), low=_FLOOR, high=math.inf)


class Magnitudes(nn.Module):
    """Magnitudes at the resolutions that the round trip is measured at, and last at the finest."""

    def __init__(self) -> None:
        super().__init__()
        for number, each in enumerate(_SEEN_AT):
            window = torch.hann_window(each.window_samples)
            self.register_buffer(f"window_{number}", window, persistent=False)

    @override
    def forward(self, wave: Tensor) -> list[Tensor]:
        """(B, n) -> (B, K, T) for each resolution."""
        return [
            _power(wave, each.fft_samples, each.hop_samples, window).add(_TINY_POWER).sqrt()
            for each, window in zip(_SEEN_AT, self.buffers(), strict=True)
        ]


def _power(wave: Tensor, fft_samples: int, hop_samples: int, window: Tensor) -> Tensor:
    """Squared magnitudes (B, K, T) of a centred transform of waves (B, n)."""
    spectrum = torch.stft(
        wave,
        fft_samples,
        hop_samples,
        len(window),
        window,
        center=True,
        pad_mode="reflect",
        return_complex=True,
    )
    return torch.view_as_real(spectrum).square().sum(-1)
