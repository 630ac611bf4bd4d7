"""The events of a sample on a small timeline: those of the clip above those of the model."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from engine.config import GRID
from engine.metrics.onsets import match_onsets
from gui.kit import theme
from gui.kit.language import tr
from training.run.results.sampled import SampledClip

_TICK_PX: Final = 2.0


@dataclass(frozen=True, slots=True)
class FoundEvents:
    """The events of a clip, and those of a model.

    Attributes:
        true: time of each event in seconds, and whether the model has it.
        found: time of each event of the model, and whether it is one of the clip's.
    """

    true: tuple[tuple[float, bool], ...]
    found: tuple[tuple[float, bool], ...]

    @property
    def text(self) -> str:
        """How many the model has, and how many it made up."""
        have = sum(is_found for _, is_found in self.true)
        wrong = sum(not is_true for _, is_true in self.found)
        if wrong:
            return tr("{have} of {n}, {wrong} wrong", have=have, n=len(self.true), wrong=wrong)
        return tr("{have} of {n} events", have=have, n=len(self.true))


def compare_events(clip: SampledClip) -> FoundEvents | None:
    """Pair the events of a model with those of the clip; None if it has none to show."""
    if clip.found_s is None:
        return None
    pairs = match_onsets(clip.true_s, clip.found_s)
    has, counts = {true for true, _ in pairs}, {found for _, found in pairs}
    return FoundEvents(
        tuple((at_s, place in has) for place, at_s in enumerate(clip.true_s)),
        tuple((at_s, place in counts) for place, at_s in enumerate(clip.found_s)),
    )


def draw_events(painter: QPainter, place: QRectF, events: FoundEvents) -> None:
    """Draw the clip's events in the upper half, and the model's in the lower, wrong ones in red."""
    middle = place.center().y()
    painter.setPen(QPen(theme.colour("border"), 1))
    painter.drawLine(QPointF(place.left(), middle), QPointF(place.right(), middle))
    upper = [(at_s, "text" if found else "faint") for at_s, found in events.true]
    lower = [(at_s, "accent" if true else "danger") for at_s, true in events.found]
    _draw_ticks(painter, place.adjusted(0, 0, 0, -place.height() / 2 - 1), upper)
    _draw_ticks(painter, place.adjusted(0, place.height() / 2 + 1, 0, 0), lower)


def draw_true_events(painter: QPainter, place: QRectF, true_s: Sequence[float]) -> None:
    """Draw the events of a clip alone."""
    _draw_ticks(painter, place, [(at_s, "text") for at_s in true_s])


def _draw_ticks(painter: QPainter, place: QRectF, ticks: Sequence[tuple[float, str]]) -> None:
    for at_s, role in ticks:
        x = place.left() + at_s / GRID.window_s * place.width()
        painter.fillRect(
            QRectF(x - _TICK_PX / 2, place.top(), _TICK_PX, place.height()), theme.colour(role)
        )
