"""What a neural vocoder made is brought to the mel that was asked for.

Not in the paper, whose vocoder is a HiFi-GAN alone (sec. Training and Inference).

A network that has heard little leaves bands of an unheard timbre too soft, too loud or unsteady,
though its phases are good. So its sound goes to the spectrum and back a few times, and each time
the magnitudes are multiplied by what every band lacks: Griffin and Lim's iteration, begun from the
network's phases, with the correction of magnitudes that the mel alone can give.

Shapes: T mel frames, M 80 mel bins, K 513 frequency bins, n = 256 T samples.
"""

from functools import lru_cache
from typing import Final

import torch
from torch import Tensor

from engine.config import MEL
from engine.mel import filter_bank

REACH_FRAMES: Final = MEL.fft_samples // MEL.hop_samples - 1  # that a passage looks to a side
SHORTEST_FRAMES: Final = 3  # fewer make a sound too short to be reflected at its ends

_GAIN: Final = (1e-3, 10.0)  # of one passage
_TINY: Final = 1e-9  # keeps a division by silence finite


def refine(wave: Tensor, bands: Tensor, passages: int) -> Tensor:
    """A sound (n,) whose mel is nearer to the wanted one, with its phases and its attacks.

    Frequencies above the highest band follow that band; those below the lowest, the lowest.

    Args:
        wave: (n,) of `SHORTEST_FRAMES` frames at least.
        bands: (M, T + 1), the wanted magnitudes in the mel bands.
        passages: how often to go to the spectrum and back; one looks at `REACH_FRAMES` frames to
            each side.
    """
    bank, shares = (each.to(wave.device) for each in _banks())
    window = torch.hann_window(MEL.fft_samples, device=wave.device)
    size = MEL.fft_samples, MEL.hop_samples
    for _ in range(passages):
        spectrum = torch.stft(wave, *size, window=window, return_complex=True)  # (K, T + 1)
        lacking = (bands / (bank @ spectrum.abs() + _TINY)).clamp(*_GAIN)
        gain = (shares.T @ lacking.log()).exp()  # (M, T + 1) -> (K, T + 1)
        wave = torch.istft(spectrum * gain, *size, window=window, length=len(wave))
    return wave


@lru_cache(maxsize=1)
def _banks() -> tuple[Tensor, Tensor]:
    """The filter bank (M, K), and the share of each band in each bin (M, K): columns sum to 1."""
    bank = torch.from_numpy(filter_bank().copy())
    heard = bank.sum(dim=0).nonzero()
    lowest, highest = int(heard.min()), int(heard.max())
    shares = bank / bank.sum(dim=0).clamp(min=_TINY)
    shares[0, :lowest] = 1.0
    shares[-1, highest + 1 :] = 1.0
    return bank, shares
