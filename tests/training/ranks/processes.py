"""The same steps by any number of processes, each its own, which meet in a file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import distributed as dist

from tests.training.children import CONTEXT
from training.ranks.group import ALONE, Group, joined


def in_processes(folder: Path, size: int, work: Callable[..., Any], *arguments: Any) -> list[Any]:
    """What `work(group, *arguments)` returns in each of `size` processes."""
    meeting = folder / f"meeting of {size}"
    results = [folder / f"result {rank} of {size}" for rank in range(size)]
    processes = [
        CONTEXT.Process(target=_run, args=(rank, size, meeting, results[rank], work, arguments))
        for rank in range(size)
    ]
    for each in processes:
        each.start()
    for each in processes:
        each.join(120)
        assert each.exitcode == 0
    return [torch.load(path, weights_only=False) for path in results]


def _run(
    rank: int,
    size: int,
    meeting: Path,
    result: Path,
    work: Callable[..., Any],
    arguments: tuple[Any, ...],
) -> None:
    if size == 1:
        torch.save(work(ALONE, *arguments), result)
        return
    store = dist.FileStore(str(meeting), size)
    group = Group(rank, size, rank)
    with joined(group, torch.device("cpu"), store):
        torch.save(work(group, *arguments), result)
