"""Stands for workers where their start, which takes seconds, is not what is tested."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from engine.machine.workers.workers import Item, Result


class Here:
    """This process itself; see `engine.machine.workers.workers.Workers`."""

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
