"""The events of a sample on a small timeline: those of the clip above those of the model."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from engine.config import GRID
from engine.metrics.onsets import match_onsets
from gui.kit import theme
from gui.kit.language import tr
from training.run.results.sampled import FoundIn, SampledClip

_TICK_PX: Final = 2.0
_SHORT: Final = 0.5  # length of a tick without a partner


@dataclass(frozen=True, slots=True)
class FoundEvents:
    """The events of a clip, and those of a model.

    Attributes:
        true: time of each event in seconds, and whether the model has it.
        found: time of each event of the model, and whether it is one of the clip's.
        found_in: whether the model sees them in the picture, or they are heard in its sound.
    """

    true: tuple[tuple[float, bool], ...]
    found: tuple[tuple[float, bool], ...]
    found_in: FoundIn = "picture"

    @property
    def text(self) -> str:
        """How many the model has, and how many it made up."""
        have = sum(is_found for _, is_found in self.true)
        wrong = sum(not is_true for _, is_true in self.found)
        counts = {"have": have, "n": len(self.true)}
        if self.found_in == "sound":
            right = tr("{have} of {n} heard", **counts)
        else:
            right = tr("{have} of {n} seen", **counts)
        return tr("{right}, {wrong} wrong", right=right, wrong=wrong) if wrong else right

    def text_within(self, room_px: float, metrics: QFontMetrics) -> str:
        """The same in so many pixels: without its last words if they have no room."""
        if metrics.horizontalAdvance(self.text) <= room_px:
            return self.text
        have = sum(is_found for _, is_found in self.true)
        return tr("{have} of {n}", have=have, n=len(self.true))


def compare_events(clip: SampledClip) -> FoundEvents | None:
    """Pair the events of a model with those of the clip; None if it has none to show."""
    if clip.found_s is None:
        return None
    pairs = match_onsets(clip.true_s, clip.found_s)
    has, counts = {true for true, _ in pairs}, {found for _, found in pairs}
    return FoundEvents(
        tuple((at_s, place in has) for place, at_s in enumerate(clip.true_s)),
        tuple((at_s, place in counts) for place, at_s in enumerate(clip.found_s)),
        clip.found_in,
    )


def draw_events(painter: QPainter, place: QRectF, events: FoundEvents) -> None:
    """Draw the clip's events in the upper half, and the model's in the lower.

    Those that the model missed or made up are short, so that not the colour alone tells them.
    """
    middle = place.center().y()
    painter.setPen(QPen(theme.colour("border"), 1))
    painter.drawLine(QPointF(place.left(), middle), QPointF(place.right(), middle))
    half = place.height() / 2 - 1
    for at_s, is_found in events.true:
        length = half if is_found else half * _SHORT
        top = middle - 1 - length
        _draw_tick(painter, place, at_s, top, length, "text" if is_found else "faint")
    for at_s, is_true in events.found:
        length = half if is_true else half * _SHORT
        _draw_tick(painter, place, at_s, middle + 1, length, "accent" if is_true else "danger")


def draw_true_events(painter: QPainter, place: QRectF, true_s: Sequence[float]) -> None:
    """Draw the events of a clip alone."""
    for at_s in true_s:
        _draw_tick(painter, place, at_s, place.top(), place.height(), "text")


def _draw_tick(
    painter: QPainter, place: QRectF, at_s: float, top: float, length: float, role: str
) -> None:
    x = place.left() + at_s / GRID.window_s * place.width()
    painter.fillRect(QRectF(x - _TICK_PX / 2, top, _TICK_PX, length), theme.colour(role))
