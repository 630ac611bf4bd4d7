"""Durations as text."""

from typing import Final

from gui.kit.language import number, tr

_MINUTE_S: Final = 60
_HOUR_MIN: Final = 60
_DAY_H: Final = 24


def length_text(seconds: float) -> str:
    """An exact duration: `7.5 s`, `4 min 12 s`, `1 h 05 min`, `2 d 7 h`."""
    if round(seconds, 1) < _MINUTE_S:
        return tr("{time} s", time=number(seconds, 1))
    minutes, rest = divmod(round(seconds), _MINUTE_S)
    if minutes < _HOUR_MIN:
        return tr("{minutes} min {seconds} s", minutes=minutes, seconds=f"{rest:02}")
    return _hours_text(seconds)


def left_text(seconds: float) -> str:
    """An estimated time left, rounded accordingly: `45 s`, `12 min`."""
    if round(seconds) < _MINUTE_S:
        return tr("{time} s", time=max(1, round(seconds)))
    if round(seconds / _MINUTE_S) < _HOUR_MIN:
        return tr("{time} min", time=round(seconds / _MINUTE_S))
    return _hours_text(seconds)


def _hours_text(seconds: float) -> str:
    hours, minutes = divmod(round(seconds / _MINUTE_S), _HOUR_MIN)
    if hours < _DAY_H:
        return tr("{hours} h {minutes} min", hours=hours, minutes=f"{minutes:02}")
    return tr("{days} d {hours} h", days=hours // _DAY_H, hours=hours % _DAY_H)
