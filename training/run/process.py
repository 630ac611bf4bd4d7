"""Starts, identifies and terminates other processes, by process id and start time."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import psutil

from engine.storage.values import Value

_START_TOLERANCE_S = 2.0  # the system clock may have been adjusted
_ROOT = Path(__file__).resolve().parents[2]


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
        return cls(os.getpid(), psutil.Process().create_time())

    @property
    def alive(self) -> bool:
        """Whether it is still running."""
        return self._process() is not None

    def terminate(self, patience_s: float = 10.0) -> None:
        """Terminate it and its children; kill those that do not end in time."""
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

    def _process(self) -> psutil.Process | None:
        try:
            process = psutil.Process(self.pid)
            if abs(process.create_time() - self.started) > _START_TOLERANCE_S:
                return None
            return process if process.status() != psutil.STATUS_ZOMBIE else None
        except psutil.Error:
            return None


def start_trainer(folder: Path, *, detached: bool) -> subprocess.Popen[bytes]:
    """Start `python -m training FOLDER`, with all output in the folder's `train.log`.

    Args:
        folder: of a run made by `RunFolder.create`.
        detached: in its own session, so that it survives the caller; otherwise in the caller's
            process group, so that a Ctrl+C in the terminal reaches it.
    """
    flags = 0
    if sys.platform == "win32" and detached:  # Windows has no sessions
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.DETACHED_PROCESS
    with (folder / "train.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "training", str(folder)],
            cwd=_ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=detached,
            creationflags=flags,
        )
