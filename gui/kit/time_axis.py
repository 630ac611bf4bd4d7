"""The time axis shared by all lanes."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QLocale, QObject, Signal

ZOOM_STEP: Final = 1.4
_SHORTEST_S: Final = 0.02  # the shortest visible span, at which single samples are visible
_FOLLOW_MARGIN: Final = 0.05  # share of the view left of the playhead after a page turn


class TimeAxis(QObject):
    """The visible part of the clip, and conversion between times and pixels."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.duration_s = 1.0
        self.start_s = 0.0
        self.end_s = 1.0

    @property
    def span_s(self) -> float:
        """Length of the visible part in seconds."""
        return self.end_s - self.start_s

    def set_duration(self, duration_s: float) -> None:
        """Set the duration of a new clip and show all of it."""
        self.duration_s = max(duration_s, _SHORTEST_S)
        self._set(0.0, self.duration_s)
        self.changed.emit()

    def x(self, time_s: float, width: int) -> float:
        """The x position of a time in a lane of this width."""
        return (time_s - self.start_s) / self.span_s * width

    def time(self, x: float, width: int) -> float:
        """The time at an x position, clamped to the clip."""
        time_s = self.start_s + x / max(width, 1) * self.span_s
        return min(max(time_s, 0.0), self.duration_s)

    def seconds(self, pixels: float, width: int) -> float:
        """The duration of a number of pixels."""
        return pixels / max(width, 1) * self.span_s

    def zoom(self, factor: float, around_s: float) -> None:
        """Zoom in (factor over 1) or out, keeping `around_s` in place."""
        around_s = min(max(around_s, self.start_s), self.end_s)
        span_s = min(max(self.span_s / factor, _SHORTEST_S), self.duration_s)
        share = (around_s - self.start_s) / self.span_s
        self._set(around_s - share * span_s, span_s)

    def show(self, start_s: float, end_s: float) -> None:
        """Show a range."""
        self._set(start_s, max(end_s - start_s, _SHORTEST_S))

    def fit(self) -> None:
        """Show the whole clip."""
        self._set(0.0, self.duration_s)

    def scroll(self, by_s: float) -> None:
        """Scroll by a number of seconds."""
        self._set(self.start_s + by_s, self.span_s)

    def follow(self, time_s: float) -> None:
        """Scroll by a page if the playhead is out of view."""
        if not self.start_s <= time_s <= self.end_s:
            self._set(time_s - _FOLLOW_MARGIN * self.span_s, self.span_s)

    def _set(self, start_s: float, span_s: float) -> None:
        span_s = min(span_s, self.duration_s)
        start_s = min(max(start_s, 0.0), self.duration_s - span_s)
        if (start_s, start_s + span_s) != (self.start_s, self.end_s):
            self.start_s, self.end_s = start_s, start_s + span_s
            self.changed.emit()


def snapped(time_s: float, points_s: Iterable[float], reach_s: float) -> float:
    """The nearest of the points within reach, else the time itself."""
    nearest = min(points_s, key=lambda point: abs(point - time_s), default=None)
    return nearest if nearest is not None and abs(nearest - time_s) <= reach_s else time_s


def tick_step(span_s: float, width: int, least_px: int = 80) -> float:
    """Seconds between labelled ticks: 1, 2 or 5 times a power of ten, or parts of hours."""
    least_s = span_s / max(width, 1) * least_px
    steps = [m * 10.0**e for e in range(-3, 1) for m in (1, 2, 5)] + [10, 15, 30, 60, 120, 300, 600]
    hours = (m * 10.0**e for e in range(9) for m in (1, 2, 5))
    steps += [1800, *(3600 * count for count in hours)]
    return next((step for step in steps if step >= least_s), span_s)


def clock_text(time_s: float, decimals: int = 3) -> str:
    """A time as text: 0:03.400 or 1:02.500, with the decimal mark of the window's language."""
    sign = "-" if time_s < 0 else ""
    time_s = round(abs(time_s), decimals)
    minutes, seconds = divmod(time_s, 60.0)
    hours, minutes = divmod(int(minutes), 60)
    width = decimals + 3 if decimals else 2
    last = f"{seconds:0{width}.{decimals}f}".replace(".", QLocale().decimalPoint())
    if hours:
        return f"{sign}{hours}:{minutes:02d}:{last}"
    return f"{sign}{minutes}:{last}"
