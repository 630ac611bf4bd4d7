"""Which onsets of a reference are its hits, and which are the noise between them."""

import numpy as np
import pytest

from engine.dubbing.instrument.instrument import find_hits, make_instrument
from engine.errors import InputError
from engine.media.audio import Sound

RATE_HZ = 22050


def _bark(peak: float = 0.8, hz: float = 600.0) -> np.ndarray:
    time_s = np.arange(round(0.25 * RATE_HZ)) / RATE_HZ
    wave = np.sign(np.sin(2 * np.pi * hz * time_s)) * np.exp(-time_s / 0.06)
    return (peak * wave).astype(np.float32)


def _reference(parts: dict[float, np.ndarray], floor: float, seconds: float = 6.0) -> Sound:
    chance = np.random.default_rng(0)
    wave = chance.normal(0, floor, round(seconds * RATE_HZ)).astype(np.float32)
    for start_s, part in parts.items():
        start = round(start_s * RATE_HZ)
        wave[start : start + len(part)] += part[: len(wave) - start]
    return Sound(wave[:, np.newaxis], RATE_HZ)


def _barks_over_noise() -> Sound:
    """Five barks over room noise in which something ticks between them."""
    tick = np.random.default_rng(1).choice([-0.3, 0.3], round(0.002 * RATE_HZ)).astype(np.float32)
    parts = {0.5 + index: _bark() for index in range(5)}
    parts |= {1.0 + index: tick for index in range(4)}
    return _reference(parts, floor=0.02)


def test_noise_between_the_barks_is_poor_and_not_played():
    found = find_hits(_barks_over_noise())
    barks = [hit for hit in found if hit.grain.peak > 0.5]
    others = [hit for hit in found if hit.grain.peak <= 0.5]
    assert len(barks) == 5
    assert others  # otherwise the test says nothing
    assert min(hit.quality for hit in barks) > 0.9
    assert max(hit.quality for hit in others) < 0.5
    assert [hit.peak > 0.5 for hit in make_instrument(_barks_over_noise()).hits] == [True] * 5


def test_soft_hits_clear_of_the_noise_are_good():
    parts = {0.5: _bark(0.8), 1.5: _bark(0.2), 2.5: _bark(0.1, hz=2000.0)}
    found = find_hits(_reference(parts, floor=0.0005))
    assert [hit.quality >= 0.5 for hit in found] == [True] * 3


def test_a_single_poor_hit_is_played():
    sound = _reference({1.0: _bark(0.1)}, floor=0.03)
    assert make_instrument(sound).hits


def test_hits_are_left_out_by_the_times_at_which_they_sound():
    sound = _reference({0.5: _bark(0.8), 1.5: _bark(0.7), 2.5: _bark(0.6)}, floor=0.0005)
    left = make_instrument(sound, [1.55])
    assert [hit.peak for hit in left.hits] == pytest.approx([0.8, 0.6], abs=0.01)
    with pytest.raises(InputError, match="left out") as refusal:
        make_instrument(sound, [0.55, 1.55, 2.55])
    assert refusal.value.hint


def test_a_steady_reference_that_is_left_out_is_refused_as_well():
    with pytest.raises(InputError, match="left out"):
        make_instrument(_reference({}, floor=0.1), [1.0])


def test_hits_lie_where_they_sound_in_the_reference():
    found = find_hits(_reference({0.5: _bark(), 1.5: _bark()}, floor=0.0))
    attacks_s = [(hit.grain.start + hit.grain.attack) / RATE_HZ for hit in found]
    assert attacks_s == pytest.approx([0.5, 1.5], abs=0.002)
    assert [hit.kind for hit in found] == ["hit", "hit"]


def _held(seconds: float = 1.0, hz: float = 300.0, *, noise: bool = False) -> np.ndarray:
    time_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    wave = np.sign(np.sin(2 * np.pi * hz * time_s * (1 + 0.1 * time_s)))
    if noise:
        wave = np.random.default_rng(2).normal(0, 0.4, len(time_s))
    rise = np.minimum(1.0, np.minimum(time_s / 0.03, (seconds - time_s) / 0.1))
    return (0.5 * wave * rise).astype(np.float32)


@pytest.mark.parametrize(("noise", "kind"), [(False, "voice"), (True, "texture")])
def test_held_sounds_are_told_from_hits_and_a_pitch_from_noise(noise, kind):
    parts = {0.5: _held(noise=noise), 3.0: _held(noise=noise)}
    sound = _reference(parts, floor=0.0002)
    assert [hit.kind for hit in find_hits(sound)] == [kind, kind]
    assert len(make_instrument(sound).held) == 2


def test_a_ringing_sound_is_a_hit_and_cannot_be_held():
    time_s = np.arange(2 * RATE_HZ) / RATE_HZ
    bell = (0.8 * np.cos(2 * np.pi * 700 * time_s) * np.exp(-time_s / 0.5)).astype(np.float32)
    sound = _reference({0.5: bell, 3.0: bell}, floor=0.0)
    assert {hit.kind for hit in find_hits(sound)} == {"hit"}
    assert not make_instrument(sound).held


def test_a_steady_sound_is_one_texture():
    (found,) = find_hits(_reference({}, floor=0.1))
    assert found.kind == "texture"
    instrument = make_instrument(_reference({}, floor=0.1))
    (held,) = instrument.held
    assert held.is_texture
    assert len(instrument.hits) > 3  # for strikes


def test_a_crackling_fire_without_gaps_is_held_as_a_whole():
    parts = {0.5 * index + 0.3: _bark(0.6, hz=3000.0)[:900] for index in range(10)}
    (held,) = make_instrument(_reference(parts, floor=0.04)).held
    assert held.is_texture
    assert held.sustain.stop - held.sustain.start > 5.5 * RATE_HZ


def test_the_pace_of_a_roll_is_that_of_the_reference():
    parts = {0.5 + 0.4 * index: _bark() for index in range(6)}
    paces_s = make_instrument(_reference(parts, floor=0.0)).paces_s
    assert paces_s == pytest.approx([0.4] * 6, abs=0.01)


def test_a_long_pause_of_the_reference_is_not_part_of_a_roll():
    parts = {time_s: _bark() for time_s in (0.5, 0.9, 1.3, 4.0, 4.4)}
    paces_s = make_instrument(_reference(parts, floor=0.0, seconds=5.0)).paces_s
    assert paces_s == pytest.approx([0.4] * 5, abs=0.01)


def test_a_hit_that_the_end_of_the_reference_cuts_off_is_poor():
    sound = _reference({0.5: _bark(), 1.5: _bark(), 2.5: _bark()}, floor=0.0005, seconds=2.53)
    assert [hit.quality >= 0.5 for hit in find_hits(sound)] == [True, True, False]
