"""Differentiable mel-spectrograms and STFT magnitudes.

Shapes: B batch, n samples at 22050 Hz, K frequency bins, M mel bands, T = 1 + n // hop frames; the
hop is 256 samples for mels.
"""

import math
from typing import Final

import torch
from torch import Tensor, nn
from torchaudio.functional import melscale_fbanks  # type: ignore[import-untyped]
from typing_extensions import override

from engine.mel.contract import MEL
from engine.mel.spectrogram import filter_bank
from engine.metrics.round_trip import RESOLUTIONS, Resolution

_FLOOR: Final = 1e-5  # HiFi-GAN's
_TINY: Final = 1e-9  # keeps the gradient of a magnitude finite in digital silence
# 3 ms: the other windows, of 11 ms and more, hardly resolve smearing before an attack
FINEST: Final = Resolution(128, 16, 64)
_RESOLUTIONS: Final = (*RESOLUTIONS, FINEST)
_TINY_POWER: Final = 1e-10  # the same for the STFT loss, which takes logarithms


class LogMel(nn.Module):
    """Natural-log mel magnitudes: centred frames, with the project's window and hop."""

    bank: Tensor
    window: Tensor

    def __init__(self, bank: Tensor, low: float, high: float) -> None:
        """Set the filter bank (M, K) and the range that magnitudes are clamped to."""
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
    """The input of this project's vocoders: the logarithms of mels of 0 to 1."""
    return LogMel(torch.from_numpy(filter_bank().copy()), low=1e-4, high=10.0)


def full_band_log_mel() -> LogMel:
    """The mel of the vocoder's mel loss: 80 bands up to the Nyquist frequency, as in HiFi-GAN."""
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
    """STFT magnitudes at the resolutions of the round-trip metric, and last at `FINEST`."""

    def __init__(self) -> None:
        super().__init__()
        for number, each in enumerate(_RESOLUTIONS):
            window = torch.hann_window(each.window_samples)
            self.register_buffer(f"window_{number}", window, persistent=False)

    @override
    def forward(self, wave: Tensor) -> list[Tensor]:
        """(B, n) -> (B, K, T) for each resolution."""
        return [
            _power(wave, each.fft_samples, each.hop_samples, window).add(_TINY_POWER).sqrt()
            for each, window in zip(_RESOLUTIONS, self.buffers(), strict=True)
        ]


def _power(wave: Tensor, fft_samples: int, hop_samples: int, window: Tensor) -> Tensor:
    """Power spectrogram (B, K, T) of waves (B, n), with centred frames."""
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
