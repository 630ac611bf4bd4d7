"""The losses of HiFi-GAN (its sec. 2.4), for the vocoder's training, and one of Parallel WaveGAN.

Shapes: B batch, M mel bins, K frequency bins, T frames; scores and feature maps of any shapes.
"""

import math
from collections.abc import Sequence
from typing import Final

import torch
from torch import Tensor
from torch.nn import functional as F

from training.vocoder.discriminators import Scores

_SILENCE: Final = 1e-3  # the norm of a silent batch's magnitudes counts as this
_AHEAD_S: Final = 0.010  # how long before an attack a frame is ahead of it
_LEAST_RISE: Final = 2.0  # nepers of energy, 9 dB, that make an attack: noise rises by less
_HEARD: Final = 9.2  # nepers, 40 dB, below an attack: what is softer ahead of it is not heard


def wave_discriminator_loss(real: Sequence[Scores], fake: Sequence[Scores]) -> Tensor:
    """What the discriminators minimise: real to 1 and generated to 0, summed over them."""
    terms = [
        (1.0 - true.scores).square().mean() + made.scores.square().mean()
        for true, made in zip(real, fake, strict=True)
    ]
    return torch.stack(terms).sum()


def wave_adversarial_loss(fake: Sequence[Scores]) -> Tensor:
    """How far the discriminators are from taking the generated for real, summed over them."""
    return torch.stack([(1.0 - made.scores).square().mean() for made in fake]).sum()


def feature_matching_loss(real: Sequence[Scores], fake: Sequence[Scores]) -> Tensor:
    """Mean absolute difference of every layer of every discriminator, summed, real ones fixed."""
    terms = [
        F.l1_loss(made_map, true_map.detach())
        for true, made in zip(real, fake, strict=True)
        for true_map, made_map in zip(true.maps, made.maps, strict=True)
    ]
    return torch.stack(terms).sum()


def log_mel_loss(real: Tensor, made: Tensor) -> Tensor:
    """Mean absolute difference of two natural-log mels (B, M, T)."""
    return F.l1_loss(made, real)


def stft_loss(real: Sequence[Tensor], made: Sequence[Tensor]) -> Tensor:
    """Distance of magnitudes (B, K, T) at several resolutions (Parallel WaveGAN, eq. 6).

    Spectral convergence, over the batch at once, plus the mean difference of natural logarithms.
    """
    terms = [
        (made_one - true_one).norm() / true_one.norm().clamp(min=_SILENCE)
        + (made_one.log() - true_one.log()).abs().mean()
        for true_one, made_one in zip(real, made, strict=True)
    ]
    return torch.stack(terms).mean()


def attack_loss(real: Tensor, made: Tensor, hop_s: float) -> Tensor:
    """How wrong the level just before attacks is: mean difference of the logarithm of its energy.

    A frame counts by how much more than 9 dB the real sound rises within the next 10 ms, at most to
    40 dB, and what is softer than that counts as that soft. Such frames are few, so that in a mean
    over all frames what smears ahead of an attack is lost.

    Args:
        real: magnitudes (B, K, T) of windows that are shorter than 10 ms.
        made: the same of what was made.
        hop_s: from one frame to the next.
    """
    real_level, made_level = (each.square().sum(dim=1).log() for each in (real, made))  # (B, T)
    ahead = round(_AHEAD_S / hop_s)
    following = F.pad(real_level, (0, ahead), value=-math.inf)
    highest = F.max_pool1d(following[:, None], ahead + 1, stride=1)[:, 0]  # (B, T)
    softest = highest - _HEARD
    real_level, made_level = real_level.maximum(softest), made_level.maximum(softest)
    weight = (highest - real_level - _LEAST_RISE).clamp(min=0.0)
    wrong = weight * (made_level - real_level).abs()
    return wrong.sum() / weight.sum().clamp(min=1.0)
