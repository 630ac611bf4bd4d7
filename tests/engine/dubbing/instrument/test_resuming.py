"""What an event plays that comes while a sound is still held."""

import numpy as np
import pytest

from engine.dubbing.instrument.playing import render
from engine.events.event import Event
from engine.media.audio import Sound
from engine.progress import JobContext

RATE_HZ = 22050
FIRST_HZ, RISE_HZ = 400, 1000  # a second of a glide: its pitch says which part of it is heard


def _glide(decay_s: float) -> Sound:
    time_s = np.arange(RATE_HZ) / RATE_HZ
    cycles = FIRST_HZ * time_s + RISE_HZ * np.square(time_s) / 2
    wave = np.zeros(2 * RATE_HZ, np.float32)
    wave[RATE_HZ // 2 :][:RATE_HZ] = 0.5 * np.sin(2 * np.pi * cycles) * np.exp(-time_s / decay_s)
    return Sound(wave[:, np.newaxis], RATE_HZ)


def _played(reference: Sound, times_s: list[float], strength: float = 1.0) -> np.ndarray:
    blocks = render(
        [Event(time_s, strength) for time_s in times_s],
        reference,
        duration_s=4.0,
        seed=0,
        variation=0.0,
        context=JobContext(),
    )
    return np.concatenate(list(blocks))[:, 0]


def _heard_from_s(sound: np.ndarray, times_s: list[float]) -> list[float]:
    """The time in the glide at which each event begins."""
    heard = []
    for time_s in times_s:
        part = sound[round((time_s + 0.01) * RATE_HZ) :][: RATE_HZ // 20]
        spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part)), RATE_HZ))
        heard.append((int(spectrum.argmax()) - FIRST_HZ) / RISE_HZ - 0.035)
    return heard


HELD_S, STRUCK_S = 100.0, 0.3
CLOSE_S = [0.5, 0.7, 0.9, 1.1]
APART_S = [0.5, 0.9, 1.3, 1.7]


def test_a_held_sound_goes_on_at_events_that_come_soon():
    sound = _played(_glide(HELD_S), CLOSE_S)
    assert _heard_from_s(sound, CLOSE_S) == pytest.approx([0.0, 0.2, 0.4, 0.6], abs=0.02)


def test_a_sound_that_has_ended_starts_anew():
    times_s = [0.5 + 0.2 * number for number in range(8)]
    heard = _heard_from_s(_played(_glide(HELD_S), times_s), times_s)
    assert heard == pytest.approx([0.0, 0.2, 0.4, 0.6, 0.8, 0.0, 0.2, 0.4], abs=0.02)


def test_a_sound_that_has_all_but_ended_starts_anew():
    times_s = [0.5 + 0.24 * number for number in range(6)]  # the fifth at 0.96 of 1 s
    heard = _heard_from_s(_played(_glide(HELD_S), times_s), times_s)
    assert heard == pytest.approx([0.0, 0.24, 0.48, 0.72, 0.0, 0.24], abs=0.02)


def test_what_is_struck_starts_anew_at_every_event():
    heard = _heard_from_s(_played(_glide(STRUCK_S), CLOSE_S), CLOSE_S)
    assert heard == pytest.approx([0.0] * 4, abs=0.02)


def test_a_held_sound_starts_anew_at_events_that_leave_it_time():
    heard = _heard_from_s(_played(_glide(HELD_S), APART_S), APART_S)
    assert heard == pytest.approx([0.0] * 4, abs=0.02)


@pytest.mark.parametrize("strength", [1.0, 0.3])
def test_a_sound_that_goes_on_dips_by_12_db_before_the_event_and_rises_to_its_strength(
    strength: float,
):
    sound = _played(_glide(HELD_S), CLOSE_S, strength)
    for time_s in CLOSE_S[1:]:
        event = round(time_s * RATE_HZ)
        dipped = np.abs(sound[event - RATE_HZ // 50 : event - RATE_HZ // 400]).max()
        assert dipped == pytest.approx(0.5 * strength * 10 ** (-12 / 20), rel=0.05)
        begun = np.abs(sound[event : event + RATE_HZ // 500]).max()
        assert 0.1 * strength < begun < 0.4 * strength
        risen = np.abs(sound[event + RATE_HZ // 100 :][: RATE_HZ // 20]).max()
        assert risen == pytest.approx(0.5 * strength, rel=0.02)
