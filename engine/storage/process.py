"""Identifies and ends other processes: by id and start time, since the system reuses the ids."""

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from engine.storage.values import Value

if TYPE_CHECKING:
    import psutil  # takes longer to load than many commands need

_TOLERANCE_S: Final = 2.0  # the system clock may have been adjusted; file systems round times


class ProcessId(Value, frozen=True):
    """A process, distinguished from later ones with the same process id.

    Attributes:
        pid: process id, which the system reuses after the process has ended.
        started: start time, seconds since 1970.
    """

    pid: int
    started: float

    @classmethod
    def current(cls) -> "ProcessId":
        """This process."""
        import psutil

        return cls(os.getpid(), psutil.Process().create_time())

    @property
    def alive(self) -> bool:
        """Whether it is still running."""
        return self._process() is not None

    def terminate(self, patience_s: float = 10.0) -> None:
        """Terminate it and its children; kill those that do not end in time."""
        import psutil

        process = self._process()
        if process is None:
            return
        family = [process, *process.children(recursive=True)]
        for each in family:
            with suppress(psutil.Error):
                each.terminate()
        _, left = psutil.wait_procs(family, timeout=patience_s)
        for each in left:
            with suppress(psutil.Error):
                each.kill()
        psutil.wait_procs(left, timeout=patience_s)

    def _process(self) -> "psutil.Process | None":
        import psutil

        try:
            process = psutil.Process(self.pid)
            if abs(process.create_time() - self.started) > _TOLERANCE_S:
                return None
            return process if process.status() != psutil.STATUS_ZOMBIE else None
        except (psutil.Error, ValueError, OverflowError):  # such as an id that none can have
            return None


def still_runs(pid: int, since_s: float) -> bool:
    """Whether the process that had this id at a time still runs; yes if that cannot be known.

    Args:
        pid: its process id.
        since_s: a time at which it ran, seconds since 1970.
    """
    import psutil

    try:
        return psutil.Process(pid).create_time() <= since_s + _TOLERANCE_S
    except (psutil.NoSuchProcess, ValueError, OverflowError):
        return False
    except psutil.Error:
        return True
