"""What to do about a run that needs a person: a sentence, and buttons that do it."""

from dataclasses import dataclass
from typing import Final, Literal

from gui.hosts.run_observer import SeenRun
from gui.train.runs.history import RunHistory
from training.config import RunConfig, with_training
from training.run.messages import Failed, OutOfMemory

Remedy = Literal["go_on", "smaller_batch", "smaller_rate", "find_data", "open_folder", "end"]
Level = Literal["information", "warning", "danger"]

_RATE_FACTOR: Final = 0.5


@dataclass(frozen=True, slots=True)
class Advice:
    """What a card says.

    Attributes:
        level: how bad it is.
        title: what happened.
        text: what to do.
        remedies: what its buttons do, the best one first, each with its words.
        log: the last lines of the log.
    """

    level: Level
    title: str
    text: str
    remedies: tuple[tuple[Remedy, str], ...] = ()
    log: tuple[str, ...] = ()


def advice_for(run: SeenRun, history: RunHistory, *, unanswered: bool) -> Advice | None:
    """What to say of a run as it is now; None where all is well.

    Args:
        run: as it was seen last.
        history: what it wrote.
        unanswered: it was asked to stop a while ago and has not.
    """
    if run.is_starting:
        return None
    if run.is_alive and unanswered:
        return Advice(
            "warning",
            "The run has not stopped yet.",
            "It stops when its step is done. Where it hangs, end its process: the steps since the"
            " last checkpoint are lost.",
            (("end", "End it now"),),
        )
    if run.state == "failed":
        return _failure(run, history)
    if run.is_alive and history.advice:
        return Advice("information", "Advice of the trainer", history.advice[-1].message)
    return None


def _failure(run: SeenRun, history: RunHistory) -> Advice:
    status, end = run.status, history.end
    if run.config is None:
        return Advice("danger", status.message, status.advice, (("open_folder", "Open folder"),))
    if isinstance(end, OutOfMemory):
        return _out_of_memory(run, end)
    reason = end.reason if isinstance(end, Failed) else ""
    text, remedies = _REMEDIES.get(reason, _OTHERWISE)
    title = status.message or "The training failed."
    return Advice("danger", title, text, remedies, status.log)


def _out_of_memory(run: SeenRun, end: OutOfMemory) -> Advice:
    if not end.batch:
        text = "Close other programs and go on, or start a new run with a smaller preset."
        return Advice("danger", end.message, text, (("go_on", "Go on"),), run.status.log)
    return Advice(
        "danger",
        end.message,
        f"A batch of {end.batch} should fit: steps are a little noisier, nothing learnt is lost.",
        (("smaller_batch", f"Go on with a batch of {end.batch}"), ("go_on", "Try again as it is")),
        run.status.log,
    )


def remedied(run: SeenRun, history: RunHistory, remedy: Remedy) -> RunConfig | None:
    """The settings that a remedy goes on with; None where they stay as they are."""
    config, end = run.config, history.end
    if config is None:
        return None
    if remedy == "smaller_batch" and isinstance(end, OutOfMemory):
        return with_training(config, batch=end.batch)
    if remedy == "smaller_rate":
        rate = config.training.learning_rate * _RATE_FACTOR
        return with_training(config, learning_rate=rate)
    return None


_GO_ON: Final = ("go_on", "Go on")
_OPEN: Final = ("open_folder", "Open folder")
_OTHERWISE: Final[tuple[str, tuple[tuple[Remedy, str], ...]]] = (
    "Go on from the last checkpoint. If it happens again, the log below says more.",
    (_GO_ON, _OPEN),
)
_REMEDIES: Final[dict[str, tuple[str, tuple[tuple[Remedy, str], ...]]]] = {
    "nan": (
        "The numbers ran away; the last checkpoint is from before that. Go on from it with half"
        " the learning rate.",
        (("smaller_rate", "Go on with half the learning rate"), ("go_on", "Try again as it is")),
    ),
    "disk_full": (
        "Free some space: old checkpoints and samples of other runs are the largest. Then go on;"
        " the last checkpoint is whole.",
        (_GO_ON, _OPEN),
    ),
    "disk": (
        "Check that the disk is connected and that you may write to it, then go on.",
        (_GO_ON, _OPEN),
    ),
    "dataset": (
        "Bring the data set back to where it was, or show where it is now. Then the run goes on.",
        (("find_data", "Find the data set…"), ("go_on", "Go on")),
    ),
}
