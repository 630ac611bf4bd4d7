"""The share of one process in every batch of a training, and what the processes exchange.

A training on several devices has one process (rank) for each. Each reads and computes its own rows
of the batch, which is the configured one whatever the number of processes. Every loss is turned
into this process's *part* of the loss of the whole batch, so that the parts, and with them their
gradients, add up: several processes make the steps that one makes, within rounding.

Shapes: N samples of the whole batch, n of this process.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch import distributed as dist
from typing_extensions import override

from training.devices import check_division
from training.ranks.failures import peers_expected
from training.ranks.whole_batch_draws import WholeBatchDraws


@dataclass(frozen=True, slots=True)
class BatchShare:
    """The rows of one process in every batch; by default, of a process that trains alone.

    Attributes:
        batch: N, samples per step of all processes.
        rank: number of this process, from 0.
        size: number of processes.
    """

    batch: int
    rank: int = 0
    size: int = 1

    def __post_init__(self) -> None:
        """Refuse more processes than samples.

        Raises:
            UsageError: a process would have nothing to do.
        """
        check_division(self.batch, self.size)

    @property
    def alone(self) -> bool:
        """Whether there is only this process."""
        return self.size == 1

    @property
    def rows(self) -> slice:
        """The rows of this process."""
        return slice(self.rank * self.batch // self.size, (self.rank + 1) * self.batch // self.size)

    @property
    def count(self) -> int:
        """Number of rows of this process: n."""
        return int(self.rows.stop - self.rows.start)

    def part(self, loss: Tensor) -> Tensor:
        """This process's part of a loss (): of the mean over its rows, or of the whole batch's."""
        return loss if self.alone else loss * (self.count / self.batch)

    def total(self, values: Tensor) -> Tensor:
        """The sum over all processes, of any one shape, with gradients."""
        return values if self.alone else _total(values)

    def norm(self, values: Tensor) -> Tensor:
        """The norm () of a tensor of which every process has some rows, with gradients."""
        own: Tensor = values.norm()
        if self.alone:
            return own
        tiny = torch.finfo(own.dtype).tiny
        return torch.sqrt(self.total(own.square()).clamp(min=tiny))

    def whole(self, rows: Tensor) -> Tensor:
        """All rows (N, ...) of a tensor of which every process has some (n, ...)."""
        if self.alone:
            return rows
        padded = rows.new_zeros(self.batch, *rows.shape[1:])
        padded[self.rows] = rows
        return self.total(padded)

    def add_gradients(self, optimizer: torch.optim.Optimizer) -> None:
        """Add the gradients of all processes, in place, before the optimiser's step."""
        if self.alone:
            return
        parameters = (each for group in optimizer.param_groups for each in group["params"])
        gradients = [each.grad for each in parameters if each.grad is not None]
        flat = torch.cat([each.flatten() for each in gradients])
        _add_in_place(flat)
        parts = torch.split(flat, [each.numel() for each in gradients])
        for gradient, part in zip(gradients, parts, strict=True):
            gradient.copy_(part.view_as(gradient))

    def losses(self, losses: Sequence[Tensor]) -> Tensor:
        """The losses (L,) of the whole batch, from those of this process."""
        stacked = torch.stack([self.part(loss.detach().float()) for loss in losses])
        if not self.alone:
            _add_in_place(stacked)
        return stacked

    def draws(self) -> AbstractContextManager[object]:
        """A context in which random numbers are those of the whole batch."""
        return nullcontext() if self.alone else WholeBatchDraws(self.batch, self.rows)


class _Total(torch.autograd.Function):
    """The sum over all processes; its gradient is the sum of their gradients."""

    @staticmethod
    @override
    def forward(ctx: Any, values: Tensor) -> Tensor:
        summed = values.detach().clone(memory_format=torch.contiguous_format)
        _add_in_place(summed)
        return summed

    @staticmethod
    @override
    def backward(ctx: Any, *gradients: Tensor) -> Tensor:
        (gradient,) = gradients
        summed = gradient.clone(memory_format=torch.contiguous_format)
        _add_in_place(summed)
        return summed


def _total(values: Tensor) -> Tensor:
    summed: Tensor = _Total.apply(values)  # type: ignore[no-untyped-call]
    return summed


def _add_in_place(values: Tensor) -> None:
    with peers_expected():
        dist.all_reduce(values)
