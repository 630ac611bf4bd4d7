"""Slaney's mel scale: 15 mel per kHz up to 1 kHz, then 27 mel per factor of 6.4."""

import math
from typing import Final

_LINEAR_HZ: Final = 200.0 / 3.0
_BREAK_HZ: Final = 1000.0
_BREAK_MEL: Final = _BREAK_HZ / _LINEAR_HZ
_LOG_STEP: Final = math.log(6.4) / 27.0


def hz_to_mel(hz: float) -> float:
    """The place of a frequency on the scale."""
    if hz < _BREAK_HZ:
        return hz / _LINEAR_HZ
    return _BREAK_MEL + math.log(hz / _BREAK_HZ) / _LOG_STEP


def mel_to_hz(mel: float) -> float:
    """The frequency in Hz at a place on the scale."""
    if mel < _BREAK_MEL:
        return _LINEAR_HZ * mel
    return _BREAK_HZ * math.exp(_LOG_STEP * (mel - _BREAK_MEL))
