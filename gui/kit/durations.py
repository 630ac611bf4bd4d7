"""Durations as text."""

from typing import Final

_MINUTE_S: Final = 60
_HOUR_MIN: Final = 60
_DAY_H: Final = 24


def length_text(seconds: float) -> str:
    """An exact duration: `7.5 s`, `4.2 min`, `1 h 05 min`, `2 d 7 h`."""
    if round(seconds, 1) < _MINUTE_S:
        return f"{seconds:.1f} s"
    if round(seconds / _MINUTE_S, 1) < _HOUR_MIN:
        return f"{seconds / _MINUTE_S:.1f} min"
    return _hours_text(seconds)


def left_text(seconds: float) -> str:
    """An estimated time left, rounded accordingly: `45 s`, `12 min`."""
    if round(seconds) < _MINUTE_S:
        return f"{max(1, round(seconds))} s"
    if round(seconds / _MINUTE_S) < _HOUR_MIN:
        return f"{round(seconds / _MINUTE_S)} min"
    return _hours_text(seconds)


def _hours_text(seconds: float) -> str:
    hours, minutes = divmod(round(seconds / _MINUTE_S), _HOUR_MIN)
    if hours < _DAY_H:
        return f"{hours} h {minutes:02} min"
    return f"{hours // _DAY_H} d {hours % _DAY_H} h"
