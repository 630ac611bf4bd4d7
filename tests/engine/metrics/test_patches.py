import numpy as np
import pytest

from engine.metrics.patches import own_patches, patch_likeness, patches

RATE_HZ = 22050


def rings(tone_hz, times_s=(0.3, 1.0, 1.9), duration_s=2.6, decay=12.0):
    clock_s = np.arange(round(duration_s * RATE_HZ)) / RATE_HZ
    wave = np.zeros(len(clock_s))
    for time_s in times_s:
        since_s = clock_s - time_s
        wave += (
            (since_s >= 0)
            * np.sin(2 * np.pi * tone_hz * since_s)
            * np.exp(-decay * since_s.clip(0))
        )
    return (0.4 * wave).astype(np.float32)


def likeness(made, own):
    return patch_likeness(own_patches(made), own_patches(own))


def test_a_sound_is_like_itself_at_other_times_and_levels():
    bell = rings(900.0)
    assert likeness(bell, bell) == pytest.approx(1.0)
    assert likeness(0.1 * rings(900.0, times_s=(0.5, 1.4)), bell) > 0.9


def test_the_right_sound_is_told_from_a_wrong_one_and_both_from_noise():
    bell = rings(900.0)
    noise = np.random.default_rng(0).normal(0, 0.1, len(bell)).astype(np.float32)
    right = likeness(rings(900.0, times_s=(0.6, 2.0)), bell)
    wrong = likeness(rings(3000.0, times_s=(0.6, 2.0)), bell)
    assert right > wrong + 0.3
    assert right > likeness(noise, bell) + 0.3


def test_a_steady_sound_of_the_same_spectrum_is_not_a_hit():
    """What means over time cannot tell."""
    hits, steady = rings(900.0, decay=40.0), rings(900.0, times_s=(0.0,), decay=0.0)
    again = rings(900.0, times_s=(0.6, 2.0), decay=40.0)
    assert likeness(again, hits) > likeness(steady, hits) + 0.2


def test_the_most_similar_patch_counts():
    own = np.array([[1.0, 0.0], [0.0, 1.0]])
    made = np.array([[0.6, 0.8], [1.0, 0.0]])
    assert patch_likeness(made, own) == pytest.approx((1.0 + 0.8) / 2)
    assert patch_likeness(made[:0], own) == -1.0


def test_a_patch_has_unit_length_and_no_mean():
    (patch,) = patches(rings(900.0), [0.3])
    assert len(patch) == 80 * 43
    assert patch @ patch == pytest.approx(1.0)
    assert patch.sum() == pytest.approx(0.0, abs=1e-9)
    assert len(patches(rings(900.0), [9.0])) == 0
