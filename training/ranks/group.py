"""The processes (ranks) of a training: one for each device, on one machine or on several.

Without a group, a process trains alone and nothing here imports or exchanges anything.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import torch
from torch import distributed as dist

if TYPE_CHECKING:
    from torch._C._distributed_c10d import Store

from training.ranks.batch_share import BatchShare
from training.ranks.failures import peers_expected

GO_ON: Final = 0  # what a process wishes; the strongest wish is that of all
PAUSE: Final = 1
STOP: Final = 2

# Processes wait for the first one while it validates, measures or pauses; one that ends is noticed
# at once by other means.
_PATIENCE: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Group:
    """This process among those that train together; by default it trains alone.

    Attributes:
        rank: its number, from 0; the first one leads: it alone writes the run's folder.
        size: number of processes.
        local: its number on this machine.
    """

    rank: int = 0
    size: int = 1
    local: int = 0

    @property
    def leads(self) -> bool:
        """Whether this is the process that writes the run's folder."""
        return self.rank == 0

    def share(self, batch: int) -> BatchShare:
        """This process's share of batches of a size.

        Raises:
            UsageError: there are more processes than samples.
        """
        return BatchShare(batch, self.rank, self.size)

    def describe(self, device: str) -> str:
        """A description of all devices, given that of this process's."""
        return device if self.size == 1 else f"{self.size} x {device}"

    def agree(self, wish: int) -> int:
        """The strongest wish of all processes: `STOP`, `PAUSE` or `GO_ON`.

        Raises:
            PeerLostError: another process is gone.
        """
        if self.size == 1:
            return wish
        wishes = torch.tensor(wish)
        with peers_expected():
            dist.all_reduce(wishes, op=dist.ReduceOp.MAX)
        return int(wishes)


ALONE: Final = Group()


@contextmanager
def joined(group: Group, device: torch.device, store: "Store | None") -> Iterator[None]:
    """Exchange with the other processes of a training is possible within this context.

    They meet in the store; None is that of torchrun, which is told by the environment.

    Raises:
        PeerLostError: the others did not come.
    """
    backend = "cpu:gloo"  # the wishes of a group are exchanged without the device
    if device.type == "cuda":
        torch.cuda.set_device(device)
        backend += ",cuda:nccl"
    with peers_expected():
        if store is None:
            dist.init_process_group(backend, timeout=_PATIENCE)
        else:
            dist.init_process_group(
                backend, store=store, rank=group.rank, world_size=group.size, timeout=_PATIENCE
            )
    try:
        yield
    finally:
        dist.destroy_process_group()
