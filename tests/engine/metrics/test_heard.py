import numpy as np
import pytest

from engine.events.event import Event
from engine.metrics.heard import events_heard

RATE_HZ = 22050
SPARSE_S = np.arange(0.5, 9.5, 1.2)
DENSE_S = np.arange(0.1, 10.0, 0.2)  # without a place elsewhere but between them


def at(times_s, duration_s=0.0):
    return [Event(float(time_s), duration_s=duration_s) for time_s in times_s]


def knocks(times_s, seconds=10.0):
    wave = np.zeros(round(seconds * RATE_HZ), np.float32)
    time_s = np.arange(RATE_HZ // 8) / RATE_HZ
    knock = (np.sin(2 * np.pi * 900 * time_s) * np.exp(-time_s / 0.02)).astype(np.float32)
    for place_s in times_s:
        part = wave[round(place_s * RATE_HZ) :][: len(knock)]
        part += knock[: len(part)]
    return wave


def hiss(seconds=10.0, level=0.1, seed=0):
    samples = round(seconds * RATE_HZ)
    return np.random.default_rng(seed).normal(0, level, samples).astype(np.float32)


@pytest.mark.parametrize("times_s", [SPARSE_S, DENSE_S])
def test_a_knock_at_every_event_is_heard(times_s):
    assert events_heard(knocks(times_s), at(times_s)) == 1.0


def test_knocks_are_heard_over_an_ambience():
    assert events_heard(knocks(SPARSE_S) + hiss(level=0.01), at(SPARSE_S)) == 1.0


@pytest.mark.parametrize("times_s", [SPARSE_S, DENSE_S])
@pytest.mark.parametrize("seed", range(8))
def test_in_steady_noise_hardly_an_event_is_heard(times_s, seed):
    assert events_heard(hiss(seed=seed), at(times_s)) < 0.2


def test_an_event_without_a_sound_is_not_heard():
    assert events_heard(knocks(SPARSE_S[::2]), at(SPARSE_S)) == pytest.approx(0.5)
    assert events_heard(knocks(SPARSE_S), at(SPARSE_S + 0.6)) == 0.0


def test_two_events_at_one_sound_are_not_both_heard():
    times_s = np.sort(np.concatenate([SPARSE_S, SPARSE_S[:2] + 0.05]))
    assert events_heard(knocks(SPARSE_S), at(times_s)) == pytest.approx(0.8)


def test_a_sound_that_goes_on_may_rise_while_it_lasts():
    swelling = hiss(2.0) * np.repeat([1, 0, 1, 0, 1], RATE_HZ * 2 // 5).astype(np.float32)
    wave = hiss(level=0.02, seed=1)
    for place_s in (1.0, 5.0):
        wave[round(place_s * RATE_HZ) :][: len(swelling)] += swelling
    assert events_heard(wave, at((1.0, 5.0), duration_s=2.0)) == 1.0


def test_events_after_the_end_do_not_count():
    assert events_heard(knocks([0.5], 1.0), at([0.5, 2.0])) == 1.0
    assert events_heard(knocks([0.5], 1.0), at([2.0])) is None
    assert events_heard(np.zeros(RATE_HZ, np.float32), []) is None
