"""The losses of the vocoder's training: HiFi-GAN's (its sec. 2.4) and one of Parallel WaveGAN.

Shapes: B batch, M mel bins, K frequency bins, T frames; scores and feature maps of any shapes.
"""

import math
from collections.abc import Callable, Sequence
from typing import Final

import torch
from torch import Tensor
from torch.nn import functional as F

from training.vocoder.discriminators import Scores

_SILENCE: Final = 1e-3  # lower bound of the norm of a batch's magnitudes
_AHEAD_S: Final = 0.010  # a frame this close before an attack counts as ahead of it
_LEAST_RISE: Final = 2.0  # nepers of energy (9 dB): an attack rises by more, noise by less
_HEARD: Final = 9.2  # nepers of energy (40 dB): softer sound before an attack is inaudible


def wave_discriminator_loss(real: Sequence[Scores], fake: Sequence[Scores]) -> Tensor:
    """Least-squares loss (), real to 1 and generated to 0, summed over discriminators (eq. 1)."""
    terms = [
        (1.0 - true.scores).square().mean() + made.scores.square().mean()
        for true, made in zip(real, fake, strict=True)
    ]
    return torch.stack(terms).sum()


def wave_adversarial_loss(fake: Sequence[Scores]) -> Tensor:
    """The generator's least-squares adversarial loss (), summed over discriminators (eq. 2)."""
    return torch.stack([(1.0 - made.scores).square().mean() for made in fake]).sum()


def feature_matching_loss(real: Sequence[Scores], fake: Sequence[Scores]) -> Tensor:
    """Mean L1 loss () of feature maps, summed over layers; real ones get no gradient (eq. 4)."""
    terms = [
        F.l1_loss(made_map, true_map.detach())
        for true, made in zip(real, fake, strict=True)
        for true_map, made_map in zip(true.maps, made.maps, strict=True)
    ]
    return torch.stack(terms).sum()


def log_mel_loss(real: Tensor, made: Tensor) -> Tensor:
    """L1 loss (mean) between two natural-log mels (B, M, T)."""
    return F.l1_loss(made, real)


def stft_loss(
    real: Sequence[Tensor],
    made: Sequence[Tensor],
    norm: Callable[[Tensor], Tensor] = torch.norm,
) -> Tensor:
    """Multi-resolution STFT loss of magnitudes (B, K, T) (Parallel WaveGAN, eq. 6).

    Spectral convergence over the whole batch, plus the mean L1 distance of natural logarithms.
    `norm` is over all rows of the batch if these are only some of them.
    """
    terms = [
        norm(made_one - true_one) / norm(true_one).clamp(min=_SILENCE)
        + (made_one.log() - true_one.log()).abs().mean()
        for true_one, made_one in zip(real, made, strict=True)
    ]
    return torch.stack(terms).mean()


def attack_loss(
    real: Tensor, made: Tensor, hop_s: float, total: Callable[[Tensor], Tensor] | None = None
) -> Tensor:
    """Pre-echo loss: mean error of the log energy just before attacks.

    A frame is weighted by how far above 9 dB the real sound rises within the next 10 ms; levels are
    clamped to at most 40 dB below the attack. Such frames are few, so smearing before attacks would
    hardly show in a mean over all frames.

    Args:
        real: magnitudes (B, K, T) of windows shorter than 10 ms.
        made: the same of the generated sound.
        hop_s: time between frames.
        total: adds up a number over all rows of the batch if these are only some of them.
    """
    real_level, made_level = (each.square().sum(dim=1).log() for each in (real, made))  # (B, T)
    ahead = round(_AHEAD_S / hop_s)
    following = F.pad(real_level, (0, ahead), value=-math.inf)
    highest = F.max_pool1d(following[:, None], ahead + 1, stride=1)[:, 0]  # (B, T)
    softest = highest - _HEARD
    real_level, made_level = real_level.maximum(softest), made_level.maximum(softest)
    weight = (highest - real_level - _LEAST_RISE).clamp(min=0.0)
    error = weight * (made_level - real_level).abs()
    errors, weights = error.sum(), weight.sum()
    if total is not None:
        errors, weights = total(errors), total(weights)
    return errors / weights.clamp(min=1.0)
