"""The optimiser of all networks: AdamW (paper, Training and Inference)."""

from collections.abc import Iterable

import torch
from torch import nn

from training.config import Training


def adamw(
    parameters: Iterable[nn.Parameter], settings: Training, *, epsilon: float = 1e-8
) -> torch.optim.AdamW:
    """Create an optimiser for parameters, on their device."""
    return torch.optim.AdamW(
        parameters,
        lr=settings.learning_rate,
        betas=(settings.beta1, settings.beta2),
        eps=epsilon,
        weight_decay=settings.weight_decay,
    )


def set_learning_rate(optimizer: torch.optim.Optimizer, learning_rate: float) -> None:
    """Set the learning rate of all parameter groups."""
    for group in optimizer.param_groups:
        group["lr"] = learning_rate
