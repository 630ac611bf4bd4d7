"""The optimiser of all networks: AdamW (paper, Training and Inference); fused on a GPU."""

from collections.abc import Iterable
from typing import Any

import torch
from torch import nn

from training.config import Training


def adamw(
    parameters: Iterable[nn.Parameter], settings: Training, *, epsilon: float = 1e-8
) -> torch.optim.AdamW:
    """Create an optimiser for parameters, on their device."""
    trained = list(parameters)
    return torch.optim.AdamW(
        trained,
        lr=settings.learning_rate,
        betas=(settings.beta1, settings.beta2),
        eps=epsilon,
        weight_decay=settings.weight_decay,
        fused=bool(trained) and trained[0].device.type == "cuda",
    )


def restore_optimizer(optimizer: torch.optim.Optimizer, state: dict[str, Any]) -> None:
    """Restore an optimiser's state, which may come from another device."""
    fused = [group["fused"] for group in optimizer.param_groups]
    optimizer.load_state_dict(state)
    for group, own in zip(optimizer.param_groups, fused, strict=True):
        group["fused"] = own


def set_learning_rate(optimizer: torch.optim.Optimizer, learning_rate: float) -> None:
    """Set the learning rate of all parameter groups."""
    for group in optimizer.param_groups:
        group["lr"] = learning_rate
