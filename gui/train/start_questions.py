"""The question before a training starts whose device is busy."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

from PySide6.QtWidgets import QWidget

from engine.storage.real_paths import real_path
from gui.hosts.run_observer import SeenRun
from gui.kit.language import counted, mark, tr
from gui.kit.questions import ask
from training.config import RunConfig
from training.run.control.queue import shares_device

Turn = Literal["now", "queued", "never"]
_TRAINING: Final = mark(
    "{first} is training on this device. Queue {run} behind it, or start it now? Two"
    " trainings on one device slow each other down."
)
_PAUSING: Final = mark(
    "{first} is pausing. Queue {run} behind it, to start when {first} has ended, or start it now?"
)
_PAUSED: Final = mark(
    "{first} is paused. Queue {run} behind it, to start when {first} has ended, or start it now?"
)


def ask_turn(window: QWidget, runs: Sequence[SeenRun], run: Path, config: RunConfig) -> Turn:
    """Ask whether a run is to wait for those that train on its device; `now` if none does."""
    busy = [
        each
        for each in runs
        if each.is_alive
        and each.path != real_path(run)
        and each.config is not None
        and shares_device(each.config.device, config.device)
    ]
    if not busy:
        return "now"
    busy.sort(key=_pauses)  # one that trains is named first
    first, others = busy[0].path.name, len(busy) - 1
    text = (
        counted(
            "{first} and one other run are training on this device. Queue {run} behind them, or"
            " start it now? Trainings on one device slow each other down.",
            "{first} and {n} other runs are training on this device. Queue {run} behind them, or"
            " start it now? Trainings on one device slow each other down.",
            others,
            first=first,
            run=run.name,
        )
        if others
        else tr(_question(busy[0]), first=first, run=run.name)
    )
    queue, now = tr("Queue"), tr("Start now")
    answers: dict[str, Turn] = {queue: "queued", now: "now"}
    return answers.get(ask(window, tr("Start training"), text, (queue, now)), "never")


def _pauses(run: SeenRun) -> bool:
    """Whether a run trains no more until it is continued."""
    return run.state == "paused" or "pause" in run.requests


def _question(first: SeenRun) -> str:
    """What is asked about the only run on the device."""
    if first.state == "paused":
        return _PAUSED
    return _PAUSING if _pauses(first) else _TRAINING
