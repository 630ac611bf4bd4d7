"""Events of a run in words: the lines of its log and of the terminal."""

from collections.abc import Mapping
from typing import Final

from training.run.messages import (
    Advised,
    Continued,
    Done,
    Finishing,
    Paused,
    RunMessage,
    Sampled,
    Saved,
    Started,
    Stopped,
    Validated,
)

_SHOWN_LOSSES: Final[tuple[str, ...]] = (
    "mel",
    "event",
    "adv_alignment",
    "adv_mel",
    "adv",
    "features",
)
_STATES: Final = {Paused: "paused", Continued: "continued", Stopped: "saved and stopped"}


def line_of(event: RunMessage) -> str:
    """An event as a line; empty for those that are too frequent or that their cause reports."""
    match event:
        case Started():
            place = f"step {event.step} of {event.steps}"
            return f"{event.device}: {place}{event.resumed and f', from {event.resumed}'}"
        case Validated():
            best = ", the best so far" if event.best else ""
            return f"step {event.step}: validation {losses_text(event.losses)}{best}"
        case Sampled():
            return f"step {event.step}: samples in {event.folder}"
        case Saved():
            return f"step {event.step}: saved {event.checkpoint}"
        case Advised():
            return event.message
        case Finishing() if not event.eta_s:
            return f"step {event.step}: {event.stage}"
        case Paused() | Continued() | Stopped():
            return f"step {event.step}: {_STATES[type(event)]}"
        case Done():
            return f"done: {_values(event.measurements)}"
        case _:
            return ""


def losses_text(losses: Mapping[str, float]) -> str:
    """The most telling losses by name."""
    shown = [name for name in _SHOWN_LOSSES if name in losses] or list(losses)
    return _values({name: losses[name] for name in shown})


def _values(values: Mapping[str, float]) -> str:
    return " ".join(f"{name} {value:.4f}" for name, value in values.items())
