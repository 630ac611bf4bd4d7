"""Batch normalisation over the rows of all processes.

Statistics are those of the whole batch, so that a batch divided among processes is normalised as
one process would. `torch.nn.SyncBatchNorm` does the same, but not on the CPU.

Shapes: n rows of this process, C channels.
"""

from typing import Final

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from typing_extensions import override

from training.ranks.batch_share import BatchShare

_KINDS: Final = (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)


class SharedBatchNorm(nn.Module):
    """A batch normalisation with its weights and statistics, over the rows of all processes."""

    running_mean: Tensor
    running_var: Tensor
    num_batches_tracked: Tensor

    def __init__(self, norm: nn.Module, share: BatchShare) -> None:
        super().__init__()
        assert isinstance(norm, _KINDS)
        assert norm.momentum is not None
        self._share = share
        self._momentum = norm.momentum
        self._epsilon = norm.eps
        self.weight, self.bias = norm.weight, norm.bias
        for name, buffer in norm.named_buffers():
            self.register_buffer(name, buffer)

    @override
    def forward(self, x: Tensor) -> Tensor:
        """Normalise (n, C, ...)."""
        if not self.training:
            return F.batch_norm(
                x,
                self.running_mean,
                self.running_var,
                self.weight,
                self.bias,
                eps=self._epsilon,
            )
        others = [dim for dim in range(x.ndim) if dim != 1]
        channels = [-1 if dim == 1 else 1 for dim in range(x.ndim)]
        # Distances from the running mean, which all processes share, lose no digits in squares.
        shifted = x.float() - self.running_mean.view(channels)
        moments = torch.stack([shifted.mean(others), shifted.square().mean(others)])  # (2, C)
        mean, square = self._share.total(self._share.part(moments))
        variance = (square - mean.square()).clamp(min=0.0)
        self._follow(mean.detach(), variance.detach(), x.numel() // x.shape[1])
        scale = self.weight * (variance + self._epsilon).rsqrt()
        normed: Tensor = (shifted - mean.view(channels)) * scale.view(channels)
        return (normed + self.bias.view(channels)).to(x.dtype)

    @torch.no_grad()
    def _follow(self, shift: Tensor, variance: Tensor, own: int) -> None:
        """Move the running statistics; `own` is the number of values per channel here."""
        count = own * self._share.batch / self._share.count
        self.running_mean += self._momentum * shift
        self.running_var.lerp_(variance * (count / (count - 1.0)), self._momentum)
        self.num_batches_tracked += 1


def share_norms(network: nn.Module, share: BatchShare) -> None:
    """Replace the batch normalisations inside a network, unless a process trains it alone."""
    if share.alone:
        return
    for name, child in network.named_children():
        if isinstance(child, _KINDS):
            setattr(network, name, SharedBatchNorm(child, share))
        else:
            share_norms(child, share)
