"""Identifies and ends other processes: by id and start time, since the system reuses the ids."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from engine.storage.values import Value

_ENDED: Final = (b"Z", b"X")  # states of a process whose parent has not looked yet
# Linux tells it in hundredths of a second. Elsewhere the clock may have been adjusted.
_TOLERANCE_S: Final = 0.05 if sys.platform == "linux" else 2.0


class ProcessId(Value, frozen=True):
    """A process, distinguished from later ones with the same process id.

    Attributes:
        pid: process id, which the system reuses after the process has ended.
        started: start time in seconds: on Linux since the system was started, which is the same
            whatever happens to the clock meanwhile, elsewhere since 1970.
    """

    pid: int
    started: float

    @classmethod
    def current(cls) -> "ProcessId":
        """This process."""
        own = cls.of(os.getpid())
        assert own is not None, "a process that asks is alive"
        return own

    @classmethod
    def of(cls, pid: int) -> "ProcessId | None":
        """The process that has this id now; None if there is none or it has ended."""
        started = _started_s(pid)
        return None if started is None else cls(pid, started)

    @property
    def alive(self) -> bool:
        """Whether it is still running."""
        now = ProcessId.of(self.pid)
        return now is not None and abs(now.started - self.started) <= _TOLERANCE_S

    def terminate(self, patience_s: float = 10.0) -> None:
        """Terminate it and its children; kill those that do not end in time."""
        import psutil

        if not self.alive:
            return
        try:
            process = psutil.Process(self.pid)
            family = [process, *process.children(recursive=True)]
        except psutil.NoSuchProcess:
            return
        for each in family:
            with suppress(psutil.Error):
                each.terminate()
        _, left = psutil.wait_procs(family, timeout=patience_s)
        for each in left:
            with suppress(psutil.Error):
                each.kill()
        psutil.wait_procs(left, timeout=patience_s)


def _started_s(pid: int) -> float | None:
    """When a process was started; None if there is none or it has ended."""
    if sys.platform != "linux":
        import psutil  # takes longer to load than many commands need

        try:
            process = psutil.Process(pid)
            return None if process.status() == psutil.STATUS_ZOMBIE else process.create_time()
        except (psutil.Error, ValueError, OverflowError):  # such as an id that none can have
            return None
    try:
        fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
    except OSError:
        return None
    return None if fields[0] in _ENDED else int(fields[19]) / os.sysconf("SC_CLK_TCK")
