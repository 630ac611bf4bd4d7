"""Runs that wait for their turn: each is a trainer process that has not begun.

There is no scheduler that could be gone: a waiting trainer looks whether runs that were started
before it on the same device still train. The order of the starts decides, so none waits for ever.
"""

import time
from pathlib import Path
from typing import Final

from engine.errors import CancelledError, EngineError
from engine.storage.real_paths import real_path
from training.run.known_runs import known_runs
from training.run.message_log import MessageLog
from training.run.messages import Stopped, Waiting
from training.run.run_folder import RunFolder
from training.run.run_record import changing

_MARK: Final = "queued"  # a file in the run's folder
_POLL_S: Final = 1.0


def set_queued(folder: RunFolder, queued: bool) -> None:
    """Choose whether the next trainer of a run waits until the device is free, or begins at once.

    An earlier choice is forgotten, such as that of a trainer which was killed while it waited.

    Raises:
        TargetError: the run's folder cannot be written.
    """
    mark = folder.path / _MARK
    with changing(folder.path):
        if queued:
            mark.touch()
        else:
            mark.unlink(missing_ok=True)


def shares_device(one: str, other: str) -> bool:
    """Whether two devices, or lists of devices, may be the same; `auto` may be any."""
    return any(
        "auto" in (a, b) or a == b or (_kind(a) == _kind(b) and "cuda" in (a, b))
        for a in one.split(",")
        for b in other.split(",")
    )


def _kind(device: str) -> str:
    """`cuda` of `cuda:1`."""
    return device.partition(":")[0]


def runs_on(device: str, *, but: Path) -> list[RunFolder]:
    """The known runs that train or wait on a device, in the order of their starts."""
    found = []
    for run in known_runs():
        try:
            process, config = run.process(), run.config()
        except EngineError:
            continue
        if real_path(run.path) == real_path(but) or process is None or not process.alive:
            continue
        if shares_device(config.device, device):
            found.append((process.started, run))
    return [run for _, run in sorted(found, key=lambda each: each[0])]


def wait_for_turn(folder: RunFolder, events: MessageLog, *, poll_s: float = _POLL_S) -> None:
    """Return when it is the run's turn, at once if it was not queued.

    Raises:
        CancelledError: it was asked to stop.
    """
    mark = folder.path / _MARK
    if not mark.exists():
        return
    device, step = folder.config().device, folder.status().step
    told = ""
    while before := _before(folder, device):
        if folder.answer("stop"):
            mark.unlink(missing_ok=True)
            events.write(Stopped(step=step))
            raise CancelledError("Stopped.")
        if before[-1].path.name != told:
            told = before[-1].path.name
            events.write(Waiting(step=step, after=told))
        time.sleep(poll_s)
    mark.unlink(missing_ok=True)


def _before(folder: RunFolder, device: str) -> list[RunFolder]:
    """The runs on the device whose trainers were started earlier than this one's."""
    own = folder.process()
    started = [(run, run.process()) for run in runs_on(device, but=folder.path)]
    return [
        run
        for run, process in started
        if own is not None and process is not None and process.started < own.started
    ]
