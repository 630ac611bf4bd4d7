"""Many independent items by the workers of a dask.distributed cluster, with results in order.

The workers run this program, from a copy of the same version, and see the same folders. An item
whose worker is gone is given to another; its result is counted once.
"""

import os
import platform
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from typing_extensions import override

from engine.errors import DeviceMemoryError, EnvironmentUnusableError, os_errors_as
from engine.machine.workers.workers import Crew, Task, Workers

_ANSWER_S: Final = 10  # within which a scheduler answers


@dataclass(frozen=True, slots=True)
class Cluster(Workers):
    """The workers of a cluster, whose scheduler has an address such as `tcp://host:8786`.

    They work in the folder of the command, so that the paths in an item mean the same to them.
    """

    address: str

    @override
    @contextmanager
    def crew(self, task: Task) -> Iterator[Crew]:
        """See `Workers`.

        Raises:
            EnvironmentUnusableError: there is no scheduler, or it is gone, or the packages of the
                group `cluster` are not installed.
        """
        distributed = _package()
        client = self._connect(distributed)
        call = _Call(task)
        workers = max(1, sum(client.nthreads().values()))
        try:
            yield Crew(
                lambda item: client.submit(call, item, pure=False),
                workers,
                distributed.KilledWorker,
            )
        except distributed.KilledWorker as error:
            raise DeviceMemoryError(
                "Several workers ended at the same item, usually because they are out of memory.",
                hint="Give the workers more memory and run the same command again; it continues.",
            ) from error
        except (distributed.client.FutureCancelledError, distributed.comm.CommClosedError) as error:
            raise EnvironmentUnusableError(
                "The scheduler at {address} is gone.",
                hint="Start it again and run the same command; it continues where it stopped.",
                address=self.address,
            ) from error
        finally:
            client.close()  # the scheduler forgets what this client was waiting for

    def _connect(self, distributed: Any) -> Any:
        try:
            return distributed.Client(self.address, timeout=_ANSWER_S, set_as_default=False)
        except (OSError, ValueError) as error:
            raise EnvironmentUnusableError(
                "No scheduler answers at {address}.",
                hint="Start one with `dask scheduler`, and workers with `dask worker ADDRESS`.",
                address=self.address,
            ) from error


class _Call:
    """A function that is called in a worker, which is initialised before its first item."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._job = uuid.uuid4().hex
        self._folder = Path.cwd()

    def __call__(self, item: Any) -> Any:
        with _one_at_a_time:  # what initialises a process is global to it
            if self._job not in _begun:
                self._go_to_folder()
                if self._task.begin is not None:
                    self._task.begin(*self._task.arguments)
                _begun.clear()
                _begun.add(self._job)
            return self._task.function(item)

    def _go_to_folder(self) -> None:
        with os_errors_as(
            EnvironmentUnusableError,
            "The worker at {host} does not see the folder {folder}.",
            hint="All workers need the same folders under the same paths.",
            host=platform.node(),
            folder=self._folder,
        ):
            os.chdir(self._folder)


_one_at_a_time: Final = threading.Lock()
_begun: Final[set[str]] = set()  # the job that this process is initialised for


def _package() -> Any:
    try:
        import distributed
    except ImportError as error:
        raise EnvironmentUnusableError(
            "Clusters need the packages of the group cluster.", hint="uv sync --group cluster"
        ) from error
    return distributed
