"""Events that last, as they are heard."""

import itertools

import numpy as np
import pytest

from engine.dubbing.instrument.playing import render
from engine.events.event import Event
from engine.events.sound import find_events
from engine.media.audio import Sound
from engine.progress import JobContext

RATE_HZ = 22050


def _rendered(events: list[Event], wave: np.ndarray, seconds: float, seed: int = 0) -> np.ndarray:
    sound = Sound(wave.astype(np.float32).reshape(len(wave), -1), RATE_HZ)
    blocks = render(events, sound, duration_s=seconds, seed=seed, context=JobContext())
    return np.concatenate(list(blocks))


def _levels_db(wave: np.ndarray, block_s: float = 0.1) -> np.ndarray:
    size = round(block_s * RATE_HZ)
    count = len(wave) // size
    power = np.square(wave[: count * size].reshape(count, -1)).mean(axis=1)
    return 10 * np.log10(np.maximum(power, 1e-12))


def _part(wave: np.ndarray, start_s: float, end_s: float) -> np.ndarray:
    return wave[round(start_s * RATE_HZ) : round(end_s * RATE_HZ)]


def _rain(seconds: float = 2.0) -> np.ndarray:
    """Noise with drops."""
    chance = np.random.default_rng(0)
    wave = chance.normal(0, 0.1, round(seconds * RATE_HZ))
    for start in chance.integers(0, len(wave) - 400, 60):
        wave[start : start + 400] += chance.normal(0, 0.15, 400) * np.exp(-np.arange(400) / 100)
    return wave


def _tone(seconds: float, hz: float) -> np.ndarray:
    time_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    return sum(0.2 / k * np.sin(2 * np.pi * k * hz * time_s) for k in (1, 2, 3, 4))


def _cry(seconds: float = 1.0) -> np.ndarray:
    """A voice that glides from 300 Hz to 600 Hz and back, with silence around it."""
    time_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    hz = 300 + 300 * np.sin(np.pi * time_s / seconds)
    phase = 2 * np.pi * np.cumsum(hz) / RATE_HZ
    wave = sum(0.3 / k * np.sin(k * phase) for k in (1, 2, 3))
    wave *= np.minimum(1.0, np.minimum(time_s / 0.03, (seconds - time_s) / 0.1))
    pause = np.zeros(RATE_HZ // 2)
    return np.concatenate([pause, wave, pause])


def _knocks() -> np.ndarray:
    wave = np.zeros(3 * RATE_HZ)
    for index in range(6):
        time_s = np.arange(RATE_HZ // 5) / RATE_HZ
        start = round((0.2 + 0.4 * index) * RATE_HZ)
        knock = 0.6 * np.cos(2 * np.pi * 900 * time_s) * np.exp(-time_s / 0.03)
        wave[start : start + len(knock)] += knock
    return wave


def _pitch_hz(wave: np.ndarray) -> float:
    spectrum = np.abs(np.fft.rfft(wave * np.hanning(len(wave)), RATE_HZ))
    return float(spectrum.argmax())


@pytest.mark.parametrize("seed", [0, 1])
def test_a_reference_of_two_seconds_carries_rain_of_twenty(seed):
    rain = _rendered([Event(1.0, duration_s=20.0)], _rain(), 23.0, seed)[:, 0]
    levels_db = _levels_db(_part(rain, 1.2, 20.8), 0.5)
    assert levels_db.max() - levels_db.min() < 2.0
    assert not _part(rain, 0.0, 0.95).any()
    assert not _part(rain, 22.0, 23.0).any()


@pytest.mark.parametrize("seed", [0, 1])
def test_no_loop_stands_out_in_long_rain(seed):
    rain = _part(_rendered([Event(0.0, duration_s=20.0)], _rain(), 20.0, seed)[:, 0], 0.5, 19.5)
    spectrum = np.fft.rfft(rain, 1 << 20)
    alike = np.fft.irfft(np.square(np.abs(spectrum)))[: len(rain)]
    alike /= alike[0] * (1 - np.arange(len(rain)) / len(rain))
    later = np.abs(_part(alike, 0.1, 10.0))
    assert later.max() < 0.15  # a loop of the reference reaches 1


@pytest.mark.parametrize("duration_s", [0.15, 0.3, 2.0])
def test_a_lasting_sound_starts_and_ends_without_a_click(duration_s):
    time_s = np.arange(2 * RATE_HZ) / RATE_HZ
    hum = 0.5 * np.cos(2 * np.pi * 100 * time_s)  # its first and last samples are its peaks
    wave = _rendered([Event(0.5, duration_s=duration_s)], hum, 4.0)[:, 0]
    assert np.abs(wave).max() > 0.4
    assert np.abs(np.diff(wave)).max() < 0.03  # the hum itself reaches 0.014


def test_an_event_lasts_as_long_as_it_says():
    for duration_s in (0.3, 1.0, 3.7):
        rain = _rendered([Event(0.5, duration_s=duration_s)], _rain(), 6.0)[:, 0]
        loud = np.flatnonzero(_levels_db(rain, 0.02) > -30) * 0.02
        assert loud[0] == pytest.approx(0.5, abs=0.03)
        assert duration_s - 0.1 < loud[-1] - 0.5 < duration_s + 0.3


def test_a_held_tone_keeps_its_pitch_and_level():
    tone = _rendered([Event(0.5, duration_s=8.0)], _tone(1.5, 220.0), 9.0)[:, 0]
    levels_db = _levels_db(_part(tone, 0.7, 8.3), 0.05)
    assert levels_db.max() - levels_db.min() < 1.0
    for start_s in np.arange(0.7, 8.0, 0.5):
        assert _pitch_hz(_part(tone, start_s, start_s + 0.3)) == pytest.approx(220, abs=3)


def test_a_voice_is_stretched_with_its_pitch_contour():
    cry = _rendered([Event(0.5, duration_s=1.3)], _cry(), 3.0)[:, 0]
    contour = [_pitch_hz(_part(cry, start, start + 0.06)) for start in (0.55, 1.1, 1.15, 1.7)]
    assert contour[0] < 430
    assert min(contour[1:3]) > 540
    assert contour[3] < 430


def test_a_long_cry_is_uttered_again_and_never_slowed_down_far():
    cry = _rendered([Event(0.5, duration_s=6.0)], _cry(), 8.0)[:, 0]
    low = [_pitch_hz(_part(cry, start, start + 0.06)) < 430 for start in np.arange(0.55, 6.3, 0.05)]
    utterances = sum(now and not before for before, now in itertools.pairwise([False, *low]))
    assert 5 <= utterances <= 8
    assert (_levels_db(_part(cry, 0.6, 6.3), 0.1) > -40).all()


def test_a_lasting_event_on_hits_is_a_roll_at_their_pace():
    roll = _rendered([Event(0.5, duration_s=3.0)], _knocks(), 5.0)[:, 0]
    times_s = [event.time_s for event in find_events(roll)]
    assert times_s[0] == pytest.approx(0.5, abs=0.01)
    assert np.diff(times_s) == pytest.approx([0.4] * (len(times_s) - 1), abs=0.02)
    assert 2.8 < times_s[-1] <= 3.5


LAUGH = ((0.2, 500, 0.6), (0.5, 900, 0.3), (1.0, 1500, 0.45))  # seconds, hertz, peak


def _laugh() -> np.ndarray:
    wave = np.zeros(2 * RATE_HZ)
    time_s = np.arange(RATE_HZ // 5) / RATE_HZ
    for start_s, hz, peak in LAUGH:
        knock = peak * np.cos(2 * np.pi * hz * time_s) * np.exp(-time_s / 0.03)
        wave[round(start_s * RATE_HZ) :][: len(knock)] += knock
    return wave


def _heard(wave: np.ndarray, time_s: float) -> tuple[int, float]:
    """Pitch and peak of what begins at a time."""
    part = _part(wave, time_s, time_s + 0.1)
    spectrum = np.abs(np.fft.rfft(part, RATE_HZ))
    return round(int(spectrum.argmax()), -2), float(np.abs(part).max())


@pytest.mark.parametrize("strength", [1.0, 0.5])
def test_the_hits_of_a_roll_have_the_order_the_rhythm_and_the_levels_of_the_reference(strength):
    roll = _rendered([Event(1.0, strength, duration_s=2.2)], _laugh(), 4.0)[:, 0]
    times_s = [1.0, 1.3, 1.8, 2.2, 2.5, 3.0]  # after the last, 0.4 s: the median of 0.3 and 0.5
    assert [event.time_s for event in find_events(roll)] == pytest.approx(times_s, abs=0.01)
    heard = [_heard(roll, time_s) for time_s in times_s]
    assert [hz for hz, _ in heard] == pytest.approx([hz for _, hz, _ in LAUGH] * 2, rel=0.05)
    peaks = [strength * peak for _, _, peak in LAUGH] * 2
    assert [peak for _, peak in heard] == pytest.approx(peaks, rel=0.2)  # as far as hits vary


def test_the_last_hit_of_a_roll_does_not_sound_into_the_first_one():
    laugh = _laugh()
    time_s = np.arange(RATE_HZ) / RATE_HZ  # the last one rings on
    laugh[RATE_HZ:] = 0.45 * np.cos(2 * np.pi * 1500 * time_s) * np.exp(-time_s / 0.5)
    roll = _rendered([Event(1.0, duration_s=2.2)], laugh, 4.0)[:, 0]
    spectrum = np.abs(np.fft.rfft(_part(roll, 2.21, 2.29), RATE_HZ))  # the first one, again
    assert spectrum[1400:1600].max() < 0.05 * spectrum[400:600].max()


def test_a_strike_on_a_lasting_reference_sounds_once_and_decays():
    strike = _rendered([Event(1.0)], _rain(), 4.0)[:, 0]
    assert _levels_db(_part(strike, 1.0, 1.1)).max() > -30
    assert not _part(strike, 2.0, 4.0).any()


def test_strikes_and_lasting_events_sound_together():
    events = [Event(0.5, duration_s=4.0), Event(2.0), Event(3.0)]
    both = _rendered(events, _rain(), 6.0)
    alone = _rendered(events[:1], _rain(), 6.0)
    assert np.array_equal(_part(both, 0.5, 1.9), _part(alone, 0.5, 1.9))
    assert _levels_db(_part(both, 2.0, 2.2)).max() > _levels_db(_part(alone, 2.0, 2.2)).max() + 1
    assert _levels_db(_part(both, 4.0, 4.4)).min() > -30


def test_a_loud_tail_gets_out_of_the_way_of_a_sound_that_lasts():
    tail = _rendered([Event(0.5)], _rain(), 2.0)[:, 0]
    both = _rendered([Event(0.5), Event(1.0, duration_s=2.0)], _rain(), 4.0)[:, 0]
    lull = _part(both, 0.98, 0.993)
    assert np.abs(lull).max() < 0.1 * np.abs(_part(tail, 0.98, 0.993)).max()


def test_stereo_is_kept_and_opposite_phases_too():
    rain = _rain()
    wave = _rendered([Event(0.5, duration_s=3.0)], np.stack([rain, -rain], axis=1), 4.0)
    assert wave.shape[1] == 2
    np.testing.assert_allclose(wave[:, 0], -wave[:, 1], atol=1e-6)


def test_a_very_long_event_is_computed_as_it_is_read():
    sound = Sound(_rain().astype(np.float32)[:, np.newaxis], RATE_HZ)
    event = Event(0.0, duration_s=3600.0)
    blocks = render([event], sound, duration_s=3600.0, seed=0, context=JobContext())
    for block in itertools.islice(blocks, 3):
        assert _levels_db(block[:, 0]).min() > -40


def test_the_same_seed_gives_the_same_and_another_seed_another_rain():
    event = [Event(0.2, duration_s=3.0)]
    first = _rendered(event, _rain(), 4.0, 1)
    assert np.array_equal(first, _rendered(event, _rain(), 4.0, 1))
    assert not np.array_equal(first, _rendered(event, _rain(), 4.0, 2))
