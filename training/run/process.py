"""Starts the trainer's process."""

import subprocess
import sys
from pathlib import Path

from training.run.run_record import changing

_ROOT = Path(__file__).resolve().parents[2]


def start_trainer(folder: Path, *, detached: bool) -> subprocess.Popen[bytes]:
    """Start `python -m training FOLDER`, with all output in the folder's `train.log`.

    Args:
        folder: of a run made by `RunFolder.create`.
        detached: in its own session, so that it survives the caller; otherwise in the caller's
            process group, so that a Ctrl+C in the terminal reaches it.

    Raises:
        TargetError: the folder cannot be written.
    """
    flags = 0
    if sys.platform == "win32" and detached:  # Windows has no sessions
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.DETACHED_PROCESS
    with changing(folder):
        log = (folder / "train.log").open("ab")
    with log:
        return subprocess.Popen(
            [sys.executable, "-m", "training", str(folder)],
            cwd=_ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=detached,
            creationflags=flags,
        )
