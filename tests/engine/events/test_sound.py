import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from scipy.signal import fftconvolve

from engine.errors import CancelledError
from engine.events.candidates import at_sensitivity
from engine.events.event import Event
from engine.events.sound import find_candidates, find_events
from engine.media.audio import read_mono
from engine.metrics.onsets import acceptance_onsets, score_onsets
from engine.progress import JobContext

RATE_HZ = 22050
TIMES_S = (0.5, 1.0, 1.13, 2.0, 2.7, 3.2)
STRENGTHS = (1.0, 0.5, 0.8, 0.25, 0.7, 0.4)


def _impacts(seconds: float = 4.0, times_s=TIMES_S, strengths=STRENGTHS) -> np.ndarray:
    """Knocks with a sharp attack and a decay of some 50 ms."""
    rng = np.random.default_rng(5)
    wave = np.zeros(round(seconds * RATE_HZ), np.float32)
    time_s = np.arange(round(0.12 * RATE_HZ)) / RATE_HZ
    for start_s, strength in zip(times_s, strengths, strict=True):
        knock = rng.normal(0, 0.3, len(time_s)) + np.sin(2 * np.pi * 700 * time_s)
        knock *= np.exp(-time_s / 0.03)
        start = round(start_s * RATE_HZ)
        knock *= 0.9 * strength / np.abs(knock).max()
        wave[start : start + len(knock)] += knock.astype(np.float32)[: len(wave) - start]
    return wave


def _hum(samples: int, level: float) -> np.ndarray:
    time_s = np.arange(samples) / RATE_HZ
    return level * sum(np.sin(2 * np.pi * 50 * k * time_s + k) / k for k in (1, 2, 3, 4, 6))


def _hiss(samples: int, level: float) -> np.ndarray:
    return np.random.default_rng(2).normal(0, level, samples)


def _fan(samples: int, level: float) -> np.ndarray:
    blades = 1 + 0.3 * np.sin(2 * np.pi * 11 * np.arange(samples) / RATE_HZ)
    return fftconvolve(_hiss(samples, level), np.hanning(30), mode="same") / 3 * blades


def _room(wave: np.ndarray) -> np.ndarray:
    decay = np.exp(-np.arange(RATE_HZ // 2) / (0.06 * RATE_HZ))
    tail = np.random.default_rng(3).normal(0, 0.02, len(decay)) * decay
    tail[0] = 1.0
    return fftconvolve(wave, tail)[: len(wave)]


POOR_RECORDINGS = {
    "clean": lambda wave: wave,
    "hum": lambda wave: wave + _hum(len(wave), 0.2),
    "hiss": lambda wave: wave + _hiss(len(wave), 0.01),
    "fan": lambda wave: wave + _fan(len(wave), 0.03),
    "overload": lambda wave: np.clip(8 * wave, -0.95, 0.95),
    "room": _room,
    "quiet": lambda wave: 0.01 * wave,
    "offset": lambda wave: wave + 0.2,
}


def _times(events: list[Event]) -> list[float]:
    return [event.time_s for event in events]


@pytest.mark.parametrize("recording", POOR_RECORDINGS)
def test_every_attack_is_found_to_a_few_milliseconds(recording: str):
    wave = POOR_RECORDINGS[recording](_impacts()).astype(np.float32)
    assert _times(find_events(wave)) == pytest.approx(TIMES_S, abs=0.004)


@pytest.mark.parametrize("lead_s", [0.012, 0.04])
def test_a_soft_sound_that_leads_up_to_a_loud_one_is_not_its_attack(lead_s: float):
    wave = _impacts()
    lead = np.random.default_rng(7).normal(0, 0.01, round(lead_s * RATE_HZ)).astype(np.float32)
    for time_s in TIMES_S[:2]:
        start = round(time_s * RATE_HZ)
        wave[start - len(lead) : start] += lead
    assert _times(find_events(wave)) == pytest.approx(TIMES_S, abs=0.004)


def test_a_sound_that_beats_as_it_rings_is_heard_where_it_begins():
    time_s = np.arange(round(0.3 * RATE_HZ)) / RATE_HZ
    ring = sum(np.sin(2 * np.pi * hz * time_s) for hz in (1900, 1980)) * np.exp(-time_s / 0.1)
    ring *= 1 - 0.6 * np.exp(-(((time_s - 0.005) / 0.004) ** 2))  # loudest some time later
    wave = np.zeros(3 * RATE_HZ, np.float32)
    for start in (RATE_HZ // 2, 2 * RATE_HZ):
        wave[start : start + len(ring)] = 0.4 * ring
    assert _times(find_events(wave)) == pytest.approx([0.5, 2.0], abs=0.002)


def test_the_strength_is_the_peak_beside_the_strongest_one():
    events = find_events(_impacts() * np.float32(0.3))
    assert [event.strength for event in events] == pytest.approx(STRENGTHS, abs=0.05)
    assert {event.source for event in events} == {"sound"}


def test_what_hums_below_does_not_add_to_the_strength():
    events = find_events((_impacts() + _hum(4 * RATE_HZ, 0.1)).astype(np.float32))
    assert [event.strength for event in events] == pytest.approx(STRENGTHS, abs=0.2)


@pytest.mark.parametrize(
    "wave",
    [
        np.zeros(3 * RATE_HZ),
        np.zeros(0),
        np.ones(1),
        _hiss(5 * RATE_HZ, 0.1),
        _hum(5 * RATE_HZ, 0.3),
        _fan(5 * RATE_HZ, 0.1),
        0.5 * np.sin(2 * np.pi * np.cumsum(np.linspace(300, 3000, 3 * RATE_HZ)) / RATE_HZ),
    ],
    ids=["silence", "nothing", "one sample", "hiss", "hum", "fan", "sliding tone"],
)
def test_silence_and_steady_sounds_have_no_events(wave: np.ndarray):
    assert find_events(wave.astype(np.float32)) == []


@pytest.mark.parametrize("wave", [_hiss(5 * RATE_HZ, 0.1), _hum(5 * RATE_HZ, 0.3)])
def test_a_steady_sound_is_one_that_lasts_for_a_higher_sensitivity(wave: np.ndarray):
    (found,) = at_sensitivity(find_candidates(wave.astype(np.float32)), 0.75)
    assert (found.time_s, found.strength) == (0.0, 1.0)
    assert found.duration_s == pytest.approx(5.0, abs=0.02)


@pytest.mark.parametrize("level", [0.0, 1e-4])
def test_silence_has_no_event_at_any_sensitivity(level: float):
    assert find_candidates(_hiss(5 * RATE_HZ, level).astype(np.float32)) == []


def test_what_is_40_db_below_the_strongest_is_no_event():
    wave = _impacts(strengths=(1.0, 0.01, 0.5, 0.01, 0.5, 0.01))
    assert _times(find_events(wave)) == pytest.approx((0.5, 1.13, 2.7), abs=0.004)


@pytest.mark.parametrize("block", [1000, 65536, 10**7])
def test_a_long_sound_in_blocks_gives_what_the_short_one_gives(block: int):
    times_s = np.concatenate([start + np.array(TIMES_S) for start in (0, 28)])
    wave = _impacts(34.0, times_s, STRENGTHS * 2) + _hiss(34 * RATE_HZ, 0.005)
    wave = wave.astype(np.float32)
    blocks = (wave[i : i + block] for i in range(0, len(wave), block))
    assert _times(find_events(blocks)) == pytest.approx(times_s, abs=0.004)


@pytest.mark.slow
def test_ten_minutes_are_heard_while_little_of_them_is_held():
    tracemalloc.start()
    events = find_events(np.zeros(RATE_HZ, np.float32) for _ in range(600))
    peak_bytes = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert events == []
    assert peak_bytes < 600 * RATE_HZ * 4 / 2  # half of what the sound itself would take


def test_a_voice_with_vibrato_has_no_events():
    time_s = np.arange(4 * RATE_HZ) / RATE_HZ
    swing = np.sin(2 * np.pi * 5.5 * time_s)
    phase = 2 * np.pi * np.cumsum(200 * (1 + 0.06 * swing)) / RATE_HZ
    voice = (1 + 0.5 * swing) * sum(np.sin(k * phase) / k for k in range(1, 20))
    assert find_events((0.1 * voice).astype(np.float32)) == []
    both = (_impacts() + 0.1 * voice).astype(np.float32)
    assert _times(find_events(both)) == pytest.approx(TIMES_S, abs=0.004)


def test_a_cancelled_search_ends():
    with pytest.raises(CancelledError):
        find_events(_impacts(), JobContext(cancelled=lambda: True))


@pytest.mark.real
@pytest.mark.slow
def test_events_agree_with_the_acceptance_onsets_of_real_clips(real_data: Path):
    clips = sorted(real_data.glob("clips/*.mp4")) + sorted(real_data.glob("vas/videos/*/*.mp4"))
    waves = [read_mono(clip) for clip in clips]
    score = score_onsets(
        [list(acceptance_onsets(wave)) for wave in waves],
        [_times(find_events(wave)) for wave in waves],
    )
    assert score.f1 > 0.75
    assert score.f1 - score.null > 0.45
