"""Advice for a run that needs the user: a sentence, and buttons that act on it."""

from dataclasses import dataclass
from typing import Final, Literal

from gui.hosts.run_observer import SeenRun
from gui.kit.language import mark, said, tr
from gui.train.runs.history import RunHistory
from training.config import RunConfig
from training.run.messages import Failed, OutOfMemory
from training.settings import with_training

Action = Literal["continue", "smaller_batch", "smaller_rate", "find_data", "open_folder", "end"]
Level = Literal["information", "warning", "danger"]
Actions = tuple[tuple[Action, str], ...]

_RATE_FACTOR: Final = 0.5
_CONTINUE: Final = ("continue", mark("Continue"))
_AGAIN: Final = ("continue", mark("Start again"))
_RETRY: Final = ("continue", mark("Try again unchanged"))
_OPEN: Final = ("open_folder", mark("Open folder"))


@dataclass(frozen=True, slots=True)
class Advice:
    """Contents of the card.

    Attributes:
        level: its severity.
        title: what happened.
        text: what to do.
        actions: actions and texts of its buttons, the best one first.
        log: the last lines of the log.
    """

    level: Level
    title: str
    text: str
    actions: Actions = ()
    log: tuple[str, ...] = ()


def advice_for(run: SeenRun, history: RunHistory, *, unanswered: bool) -> Advice | None:
    """The advice for a run; None if there is none.

    Args:
        run: the run as last seen.
        history: its events.
        unanswered: whether it has not reacted to a request to stop for a while.
    """
    if run.is_starting:
        return None
    if run.is_alive and unanswered:
        return Advice(
            "warning",
            tr("The run has not stopped yet."),
            tr(
                "It stops after the current step. If it hangs, end its process; the steps since the"
                " last checkpoint are lost."
            ),
            (("end", tr("End now")),),
        )
    if run.state == "failed":
        return _failure(run, history)
    if run.is_alive and history.advice:
        return Advice("information", tr("Advice from the trainer"), said(history.advice[-1].said))
    return None


def _failure(run: SeenRun, history: RunHistory) -> Advice:
    status, end = run.status, history.end
    if run.config is None:
        return Advice("danger", said(status.message), said(status.advice), _translated((_OPEN,)))
    if isinstance(end, OutOfMemory):
        return _out_of_memory(run, end)
    reason = end.reason if isinstance(end, Failed) else ""
    known = _BY_REASON if run.checkpoints else _UNSAVED
    text, actions = known.get(reason, _OTHERWISE if run.checkpoints else _START_AGAIN)
    words = [tr(text)]
    if reason not in known and status.log:
        words.append(tr("If it fails again, see the log below."))
    title = said(status.message) or tr("The training failed.")
    return Advice("danger", title, " ".join(words), _translated(actions), status.log)


def _translated(actions: Actions) -> Actions:
    return tuple((action, tr(text)) for action, text in actions)


def _out_of_memory(run: SeenRun, end: OutOfMemory) -> Advice:
    if not end.batch:
        text = tr("Close other programs and continue, or start a new run with a smaller preset.")
        return Advice("danger", said(end.said), text, _translated((_CONTINUE,)), run.status.log)
    return Advice(
        "danger",
        said(end.said),
        tr(
            "Batch size {batch} should fit. Gradients get a little noisier; no progress is lost.",
            batch=end.batch,
        ),
        (
            ("smaller_batch", tr("Continue with batch size {batch}", batch=end.batch)),
            *_translated((_RETRY,)),
        ),
        run.status.log,
    )


def changed_config(run: SeenRun, history: RunHistory, action: Action) -> RunConfig | None:
    """The settings to continue with after an action; None if unchanged."""
    config, end = run.config, history.end
    if config is None:
        return None
    if action == "smaller_batch" and isinstance(end, OutOfMemory):
        return with_training(config, batch=end.batch)
    if action == "smaller_rate":
        rate = config.training.learning_rate * _RATE_FACTOR
        return with_training(config, learning_rate=rate)
    return None


_OTHERWISE: Final[tuple[str, Actions]] = (
    mark("Continue from the last checkpoint."),
    (_CONTINUE, _OPEN),
)
_BY_REASON: Final[dict[str, tuple[str, Actions]]] = {
    "nan": (
        mark(
            "The training diverged; the last checkpoint is from before that. Continue from it with"
            " half the learning rate."
        ),
        (("smaller_rate", mark("Continue with half the learning rate")), _RETRY),
    ),
    "disk_full": (
        mark(
            "Free some space: old checkpoints and samples of other runs take most of it. Then"
            " continue; the last checkpoint is intact."
        ),
        (_CONTINUE, _OPEN),
    ),
    "disk": (
        mark("Check that the disk is connected and writable, then continue."),
        (_CONTINUE, _OPEN),
    ),
    "dataset": (
        mark("Move the data set back, or choose its new location. Then the run continues."),
        (("find_data", mark("Locate data set…")), _CONTINUE),
    ),
}
# Where no checkpoint was saved yet.
_START_AGAIN: Final[tuple[str, Actions]] = (
    mark("Nothing was saved yet. Start it again."),
    (_AGAIN, _OPEN),
)
_UNSAVED: Final[dict[str, tuple[str, Actions]]] = {
    "nan": (
        mark(
            "The training diverged before its first checkpoint. Start it again with half the"
            " learning rate."
        ),
        (("smaller_rate", mark("Start with half the learning rate")), _AGAIN),
    ),
    "disk_full": (
        mark(
            "Free some space: old checkpoints and samples of other runs take most of it. Then start"
            " again; nothing was saved yet."
        ),
        (_AGAIN, _OPEN),
    ),
    "disk": (
        mark(
            "Check that the disk is connected and writable, then start again; nothing was saved"
            " yet."
        ),
        (_AGAIN, _OPEN),
    ),
    "dataset": (
        mark("Move the data set back, or choose its new location. Then the run starts."),
        (("find_data", mark("Locate data set…")), _AGAIN),
    ),
}
