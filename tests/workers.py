"""Workers without processes, and the end of one that is a process."""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import psutil

from engine.machine.workers.workers import Item, Result


class Here:
    """This process itself, where the start of workers, which takes seconds, is not what is tested.

    See `engine.machine.workers.workers.Workers`.
    """

    def results(
        self,
        function: Callable[[Item], Result],
        items: Iterable[Item],
        *,
        ordered: bool = True,
        lost: Callable[[Item], Result] | None = None,
        begin: Callable[..., None] | None = None,
        arguments: tuple[Any, ...] = (),
    ) -> Iterator[Result]:
        del ordered, lost  # one item after the other, and nobody can die of it but this process
        if begin is not None:
            begin(*arguments)
        yield from map(function, items)


def kill_a_worker() -> None:
    """Kill one of the processes that a command in this process has started, once there are two."""
    children: list[psutil.Process] = []
    while len(children) < 2:
        time.sleep(0.05)
        children = [
            each for each in psutil.Process().children() if "spawn_main" in " ".join(each.cmdline())
        ]
    children[0].kill()
