"""Channels mixed into one."""

import numpy as np
import pytest

from engine.media.downmix import Downmix, channel_mean, downmixed

SAMPLES = 48000


def _noise(seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 0.1, (SAMPLES, 1)).astype(np.float32)


def _rms(samples: np.ndarray) -> float:
    return float(np.sqrt(np.square(samples).mean()))


@pytest.mark.parametrize("channels", [1, 2, 3, 6])
def test_the_down_mix_is_the_mean_of_the_channels_and_leaves_them_as_they_are(channels):
    block = np.random.default_rng(5).uniform(-1, 1, (1000, channels)).astype(np.float32)
    before = block.copy()
    mixed = channel_mean(block)
    assert mixed.dtype == np.float32
    assert np.array_equal(mixed, block.mean(axis=1, keepdims=True))
    assert np.array_equal(block, before)


def test_a_mix_is_the_mean_unless_channels_are_in_opposite_phase():
    alike = np.concatenate([_noise(0), 0.5 * _noise(0) + 0.1 * _noise(1)], axis=1)
    apart = np.concatenate([_noise(0), _noise(1), _noise(2)], axis=1)
    for block in (_noise() + 0.1, alike, np.asfortranarray(apart)):
        before = block.copy()
        assert np.array_equal(downmixed(block), channel_mean(before))
        assert np.array_equal(block, before)


@pytest.mark.parametrize("gains", [(1, -1), (-1, 1), (1, -0.5), (0.2, -1), (1, 1, -1), (0, 1, -1)])
def test_a_channel_in_opposite_phase_is_inverted(gains):
    wave = _noise()
    mixed = downmixed(wave * np.array(gains, np.float32))
    strength = np.abs(gains).mean()
    sign = np.sign(next(gain for gain in gains if gain))
    np.testing.assert_allclose(mixed, sign * strength * wave, atol=1e-6)


def test_noise_and_an_offset_do_not_hide_the_opposite_phase():
    wave = _noise()
    pair = np.concatenate([wave + 0.5, 0.2 * _noise(1) - wave + 0.4], axis=1)
    mixed = downmixed(pair)
    assert _rms(mixed - mixed.mean()) > 0.9 * _rms(wave)


def test_a_mix_in_blocks_is_that_of_the_whole_even_after_silence():
    wave = np.concatenate([np.zeros((5000, 1), np.float32), _noise()])
    pair = np.concatenate([wave, -wave], axis=1)
    downmix = Downmix()
    blocks = [downmix.push(pair[start : start + 5000]) for start in range(0, len(pair), 5000)]
    assert np.array_equal(np.concatenate(blocks), downmixed(pair))


def test_a_change_of_the_phase_makes_no_click():
    time = np.arange(2 * SAMPLES) / SAMPLES
    wave = (0.5 * np.sin(2 * np.pi * 100 * time + 1.0)).astype(np.float32)[:, np.newaxis]
    turn = np.clip((0.98 - time) / 0.01, -1, 1).astype(np.float32)[:, np.newaxis]
    other = turn * wave  # in opposite phase shortly before the next block
    pair = np.concatenate([wave, other], axis=1)
    downmix = Downmix()
    mixed = np.concatenate([downmix.push(pair[:SAMPLES]), downmix.push(pair[SAMPLES:])])
    assert np.abs(np.diff(mixed[:, 0])).max() < 0.02
    assert _rms(mixed) > 0.95 * _rms(wave)


@pytest.mark.parametrize("samples", [0, 1, 100])
def test_a_short_or_silent_block_is_mixed(samples):
    assert downmixed(np.zeros((samples, 2), np.float32)).shape == (samples, 1)
