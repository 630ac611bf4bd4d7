"""Questions before a training starts: whether to wait for the device, and for room on the disk."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

from PySide6.QtWidgets import QWidget

from gui.hosts.run_observer import SeenRun
from gui.kit.questions import ask
from training.config import RunConfig
from training.run.control.queue import shares_device

Turn = Literal["now", "queued", "never"]

_QUEUE: Final = "Queue"
_NOW: Final = "Start now"
_ANYWAY: Final = "Start anyway"


def ask_turn(window: QWidget, runs: Sequence[SeenRun], run: Path, config: RunConfig) -> Turn:
    """Ask whether a run is to wait for those that train on its device; `now` if none does."""
    busy = [
        each
        for each in runs
        if each.is_alive
        and each.path != run.resolve()
        and each.config is not None
        and shares_device(each.config.device, config.device)
    ]
    if not busy:
        return "now"
    others = f" and {len(busy) - 1} more" if len(busy) > 1 else ""
    text = (
        f"{busy[0].path.name}{others} is training on this device. Queue {run.name} behind it, or"
        " start it now? Two trainings on one device slow each other down."
    )
    answers: dict[str, Turn] = {_QUEUE: "queued", _NOW: "now"}
    return answers.get(ask(window, "Start training", text, (_QUEUE, _NOW)), "never")


def may_fill_disk(window: QWidget, needed: str, free: str) -> bool:
    """Ask whether to start a run that needs more space than there is.

    Args:
        window: the parent of the question.
        needed: what the run will take, as text.
        free: what is free, as text.
    """
    text = f"This run will need about {needed}, and this disk has {free} free. Start it anyway?"
    return ask(window, "Start training", text, (_ANYWAY,)) == _ANYWAY
