"""Another process, found again by its number and start time: alive or not, started, ended."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import psutil

from engine.storage.values import Value

_START_TOLERANCE_S = 2.0  # the system's clock may have been set since
_ROOT = Path(__file__).resolve().parents[2]


class ProcessId(Value, frozen=True):
    """A process that a later one with the same number is not mistaken for.

    Attributes:
        pid: the system's number, which is used again after the process ended.
        started: when it started, seconds since 1970.
    """

    pid: int
    started: float

    @classmethod
    def current(cls) -> "ProcessId":
        """This process."""
        return cls(os.getpid(), psutil.Process().create_time())

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process() is not None

    def terminate(self, patience_s: float = 10.0) -> None:
        """End it and its children: asked first, forced when they do not end in time."""
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
    """Start `python -m training FOLDER`, all of whose output goes to its `train.log`.

    Args:
        folder: of a run that `RunFolder.create` made.
        detached: in a session of its own, so that it survives whoever started it; otherwise in
            the caller's process group, which a Ctrl+C in the terminal reaches.
    """
    flags = 0
    if sys.platform == "win32" and detached:  # which has no sessions
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
