"""What a hit goes on into: all of its own sound, then the room, but no other blow."""

import numpy as np
import pytest

from engine.dubbing.instrument.cutting import Grain
from engine.dubbing.instrument.instrument import make_instrument
from engine.dubbing.instrument.room import with_room
from engine.media.audio import Sound

RATE_HZ = 22050


def _row(starts_s: list[float], decay_s: float, peaks: list[float], seconds: float = 3.0) -> Sound:
    """Tones in a soft hiss, each with a decay."""
    wave = np.random.default_rng(0).normal(0, 0.0005, round(seconds * RATE_HZ))
    for start_s, peak in zip(starts_s, peaks, strict=True):
        time_s = np.arange(len(wave) - round(start_s * RATE_HZ)) / RATE_HZ
        fade = np.exp(-time_s / decay_s) * (time_s < 0.195)
        wave[round(start_s * RATE_HZ) :] += peak * np.cos(2 * np.pi * 900 * time_s) * fade
    return Sound(wave.astype(np.float32)[:, np.newaxis], RATE_HZ)


def _level(grain: Grain, time_s: float) -> float:
    """The level at a time after the attack."""
    first = grain.attack + round(time_s * RATE_HZ)
    return float(np.abs(grain.samples[first : first + RATE_HZ // 100]).max(initial=0.0))


TRILL_S = [0.5, 0.7, 0.9, 1.1]  # at a decay of 0.2 s each falls by 9 dB until the next


def test_a_hit_goes_on_through_the_attacks_of_its_own_sound():
    (hit,) = make_instrument(_row(TRILL_S, 0.2, [0.5] * 4)).hits
    assert [_level(hit, time_s) for time_s in (0.2, 0.4, 0.6)] == pytest.approx([0.5] * 3, rel=0.1)


def test_a_separate_blow_is_not_heard_with_the_one_before():
    hits = make_instrument(_row(TRILL_S, 0.03, [0.5] * 4)).hits
    assert len(hits) == 4
    assert hits[0].tail / RATE_HZ < 0.2


def test_the_room_that_follows_a_hit_fades_away():
    (hit,) = make_instrument(_row([0.5], 0.03, [0.5])).hits
    assert 1.0 < hit.tail / RATE_HZ < 1.4
    levels = [_level(hit, time_s) for time_s in (0.3, 0.6, 0.9, 1.1)]
    assert levels == sorted(levels, reverse=True)
    assert 0 < levels[0] < 0.003


def test_the_accent_stays_on_the_event():
    first, *_ = make_instrument(_row([0.5, 0.7], 0.2, [0.3, 0.6])).hits
    assert first.tail / RATE_HZ < 0.2


def test_a_sound_without_an_end_is_cut_after_a_while():
    trill_s = [0.5 + 0.2 * index for index in range(40)]
    first, *_ = make_instrument(_row(trill_s, 0.2, [0.5] * 40, seconds=9.0)).hits
    assert first.tail / RATE_HZ < 5.1


def test_what_all_hits_of_a_long_reference_are_lengthened_by_is_bounded():
    rate_hz = 100  # a long reference of few samples
    samples = np.ones((1000 * rate_hz, 1), np.float32)
    found = [Grain(samples[:20], 0, 1.0, start) for start in range(0, 99_000, 200)]
    struck = with_room(found, found, samples, rate_hz)
    assert 90 < sum(len(hit.samples) - 20 for hit in struck) / rate_hz < 150


def test_a_bark_over_a_noisy_room_is_not_heard_with_the_one_before():
    barks = _row([0.5, 0.83, 1.16], 0.03, [0.5] * 3)
    noise = np.random.default_rng(1).normal(0, 0.025, barks.samples.shape).astype(np.float32)
    first, *_ = make_instrument(Sound(barks.samples + noise, RATE_HZ)).hits
    assert first.tail / RATE_HZ < 0.34


def _fire(pops: list[tuple[float, float]]) -> Sound:
    """A rustle that swells and falls and never stops, with pops at times (s) of a peak."""
    rng = np.random.default_rng(2)
    time_s = np.arange(round(4 * RATE_HZ)) / RATE_HZ
    wave = rng.normal(0, 0.03, len(time_s)) * (1 + 0.5 * np.sin(2 * np.pi * 0.4 * time_s))
    for start_s, peak in pops:
        pop = peak * rng.choice([-1.0, 1.0], RATE_HZ // 20)
        pop *= np.exp(-np.arange(len(pop)) / (0.01 * RATE_HZ))
        wave[round(start_s * RATE_HZ) :][: len(pop)] += pop
    return Sound(wave.astype(np.float32)[:, np.newaxis], RATE_HZ)


def test_in_a_sound_without_a_gap_a_hit_goes_on_through_softer_ones():
    first, *_ = make_instrument(_fire([(1.0, 0.9), (1.5, 0.5)])).hits
    assert 0.4 < _level(first, 0.5) < 0.6
    assert first.tail / RATE_HZ > 0.9


def test_a_louder_hit_is_never_heard_before_its_event():
    first, *_ = make_instrument(_fire([(1.0, 0.5), (1.5, 0.9)])).hits
    assert first.tail / RATE_HZ < 0.5


def test_a_hit_that_is_left_out_is_not_heard_in_the_room_of_another():
    first, *_ = make_instrument(_fire([(1.0, 0.9), (1.5, 0.5)]), [1.52]).hits
    assert first.tail / RATE_HZ < 0.5
