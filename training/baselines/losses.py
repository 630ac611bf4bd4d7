"""The losses of REGNET and of SPEECHSPLIT (paper, app. C).

Shapes: B batch, M mel bins, T mel frames.
"""

import torch
from torch import Tensor
from torch.nn import functional

from engine.model.cascade.regnet import Drawn


def regnet_mel_loss(drawn: Drawn, real: Tensor) -> Tensor:
    """The squared errors (means) of both mels against the real one (B, M, T), added."""
    return functional.mse_loss(drawn.first, real) + functional.mse_loss(drawn.refined, real)


def judged(scores: Tensor, *, real: bool) -> Tensor:
    """The cross-entropy of scores from 0 to 1 of any shape against real (1) or made (0)."""
    return functional.binary_cross_entropy(scores, torch.full_like(scores, float(real)))


def conversion_loss(made: Tensor, real: Tensor) -> Tensor:
    """The squared error (mean) between mels (B, M, T)."""
    return functional.mse_loss(made, real)
