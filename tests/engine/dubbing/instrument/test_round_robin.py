"""Which hit sounds at an event, and how it differs from the one before."""

import itertools

import numpy as np
import pytest

from engine.dubbing.instrument.cutting import Grain
from engine.dubbing.instrument.round_robin import RoundRobin
from engine.dubbing.instrument.variation import varied

RATE_HZ = 48000


def _grain(peak: float = 0.8, hz: float = 900.0, channels: int = 1, decay_s: float = 0.03) -> Grain:
    """A tone that decays within 0.2 s, after 240 samples of silence."""
    time_s = np.arange(RATE_HZ // 5) / RATE_HZ
    wave = peak * np.cos(2 * np.pi * hz * time_s) * np.exp(-time_s / decay_s)
    samples = np.concatenate([np.zeros(240), wave]).astype(np.float32)
    return Grain(np.tile(samples[:, np.newaxis], channels), 240, peak)


def _chosen(grains: list[Grain], seed: int, peaks: list[float]) -> list[Grain]:
    hits = RoundRobin(grains, RATE_HZ, seed, 0.5)
    return [hits.choose(peak) for peak in peaks]


def _alike(one: Grain, other: Grain) -> bool:
    return np.array_equal(one.samples, other.samples)


def _pitch_hz(grain: Grain) -> float:
    return float(np.abs(np.fft.rfft(grain.samples[:, 0], 10 * RATE_HZ)).argmax()) / 10


def _energy(grain: Grain) -> float:
    return float(np.square(grain.samples).sum())


@pytest.mark.parametrize("seed", [0, 1, 2])
@pytest.mark.parametrize("peaks", [[0.8], [0.8, 0.7], [0.8, 0.5, 0.1], [0.8] * 7])
def test_no_two_equal_hits_follow_each_other(peaks, seed):
    grains = [_grain(peak, hz) for peak, hz in zip(peaks, range(500, 4000, 500), strict=False)]
    wanted = list(np.random.default_rng(seed).choice([0.8, 0.6, 0.1], 60))
    for one, other in itertools.pairwise(_chosen(grains, seed, wanted)):
        assert not _alike(one, other)


def test_all_hits_take_turns():
    grains = [_grain(hz=hz) for hz in (500, 1000, 1500, 2000)]
    chosen = _chosen(grains, 0, [0.8] * 40)
    counts = [sum(hit is grain for hit in chosen) for grain in grains]
    assert sum(counts) == 40
    assert min(counts) >= 5


def test_a_hit_far_from_the_strength_is_not_taken_for_the_sake_of_change():
    weak, strong = _grain(0.1), _grain(0.8)
    assert all(hit.peak == 0.8 for hit in _chosen([weak, strong], 3, [0.8] * 10))


def test_seed_0_starts_with_the_hit_as_it_was_recorded():
    grain = _grain()
    assert _chosen([grain], 0, [0.8])[0] is grain


@pytest.mark.parametrize("place", range(5))
def test_the_first_take_begins_with_the_hit_that_is_heard_longest(place):
    hits = [_grain(hz=hz, decay_s=0.01) for hz in (1200, 1500, 1800, 2100)]
    hits.insert(place, _grain())
    assert _chosen(hits, 0, [0.8])[0] is hits[place]


def test_other_takes_begin_with_any_hit():
    hits = [_grain(hz=hz, decay_s=decay_s) for hz, decay_s in ((600, 0.03), (2000, 0.01))]
    firsts = [_pitch_hz(_chosen(hits, seed, [0.8])[0]) for seed in range(1, 9)]
    assert min(firsts) < 1000 < max(firsts)


def test_seeds_make_different_takes_of_a_single_hit_and_each_seed_the_same_again():
    takes = [_chosen([_grain()], seed, [0.8, 0.8, 0.4]) for seed in range(4)]
    for one, other in itertools.combinations(takes, 2):
        assert not any(_alike(*pair) for pair in zip(one, other, strict=True))
    again = _chosen([_grain()], 3, [0.8, 0.8, 0.4])
    assert all(_alike(*pair) for pair in zip(takes[3], again, strict=True))


def test_seeds_make_different_takes_of_two_hits():
    pair = [_grain(hz=900), _grain(hz=1300)]
    takes = [_chosen(pair, seed, [0.8, 0.8]) for seed in range(3)]
    for one, other in itertools.combinations(takes, 2):
        assert not any(_alike(*hits) for hits in zip(one, other, strict=True))


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("channels", [1, 2])
def test_a_varied_hit_keeps_its_attack_and_peak_and_sounds_alike(seed, channels):
    grain = _grain(channels=channels)
    other = varied(grain, RATE_HZ, np.random.default_rng(seed), 0.5)
    assert other.attack == grain.attack
    assert other.samples.shape[1] == channels
    assert np.abs(other.samples).max() == pytest.approx(grain.peak, rel=1e-5)
    assert np.abs(other.samples[other.attack]) == pytest.approx([0.8] * channels, abs=0.01)
    assert len(other.samples) == pytest.approx(len(grain.samples), rel=0.03)
    assert 0.008 < abs(_pitch_hz(other) / 900 - 1) < 0.025  # 15 to 40 cents
    assert 0.5 < _energy(other) / _energy(grain) < 1.5


@pytest.mark.parametrize("samples", [1, 2, 30])
def test_the_shortest_hits_can_be_varied(samples):
    grain = Grain(np.full((samples, 1), 0.5, np.float32), 0, 0.5)
    first, second = _chosen([grain], 1, [0.5, 0.5])
    assert np.isfinite(first.samples).all()
    assert np.abs(second.samples).max() == pytest.approx(0.5)
