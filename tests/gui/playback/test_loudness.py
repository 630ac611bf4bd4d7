"""Loudness for listening, against the engine's own meter."""

import numpy as np
import pytest

from gui.playback.loudness import integrated_lufs, listening_gain

RATE = 48000


def _tone(hz: float, level: float, seconds: float = 4.0) -> np.ndarray:
    t = np.arange(round(RATE * seconds)) / RATE
    return (level * np.sin(2 * np.pi * hz * t)).astype(np.float32)


def test_the_standards_tone_has_the_standards_loudness():
    """997 Hz at full scale on both sides is -0.0 LUFS (EBU Tech 3341: -23 dBFS gives -23 LUFS)."""
    assert integrated_lufs(_tone(997, 10 ** (-23 / 20))) == pytest.approx(-23.0, abs=0.1)


def test_silence_around_a_sound_hardly_counts():
    wave = _tone(997, 0.2, 2.0)
    padded = np.concatenate([np.zeros(RATE * 6, np.float32), wave])
    assert integrated_lufs(padded) == pytest.approx(integrated_lufs(wave), abs=0.4)


def test_silence_has_no_loudness_and_is_not_raised():
    assert integrated_lufs(np.zeros(RATE, np.float32)) is None
    assert listening_gain(None) == 1.0


def test_two_sounds_are_brought_to_the_same_loudness():
    loud, soft = _tone(500, 0.4), _tone(2500, 0.05)
    levels = [integrated_lufs(x * listening_gain(integrated_lufs(x))) for x in (loud, soft)]
    assert levels[0] == pytest.approx(levels[1], abs=0.05)
