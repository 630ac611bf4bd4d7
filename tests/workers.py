"""Workers without processes, and the end of one that is a process."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psutil
from typing_extensions import override

from engine.machine.workers.workers import Crew, Task, Workers


class Here(Workers):
    """This process itself, where the start of workers, which takes seconds, is not tested."""

    @override
    @contextmanager
    def crew(self, task: Task) -> Iterator[Crew]:
        if task.begin is not None:
            task.begin(*task.arguments)
        yield Crew(lambda item: _Later(task.function, item), 1)


@dataclass(frozen=True, eq=False)
class _Later:
    """An item that is not touched before its result is asked for."""

    function: Callable[[Any], Any]
    item: Any

    def result(self) -> Any:
        return self.function(self.item)

    def add_done_callback(self, callback: Callable[[Any], None], /) -> None:
        callback(self)


def kill_a_worker() -> None:
    """Kill one of the processes that a command in this process has started, once there are two."""
    children: list[psutil.Process] = []
    while len(children) < 2:
        time.sleep(0.05)
        children = [
            each for each in psutil.Process().children() if "spawn_main" in " ".join(each.cmdline())
        ]
    children[0].kill()
