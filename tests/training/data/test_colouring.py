import numpy as np
import pytest

from training.data.augmentation import SoundAugmentation, draw_sound_augmentation


def mels() -> np.ndarray:
    mels = np.zeros((2, 80, 10), np.float16)
    mels[:, 30, 4:6] = 0.5
    return mels


def test_a_filter_changes_what_sounds_and_leaves_silence():
    curves = np.full((2, 80), 0.1, np.float32)
    made = SoundAugmentation(curves, np.zeros(2, np.int64))(mels())
    assert made[:, 30, 4:6] == pytest.approx(0.6, abs=1e-3)
    assert np.count_nonzero(made) == 4


def test_a_mel_stays_within_its_scale():
    loud = np.full((2, 80, 10), 0.95, np.float16)
    curves = np.stack([np.full(80, 0.2), np.full(80, -2.0)]).astype(np.float32)
    made = SoundAugmentation(curves, np.zeros(2, np.int64))(loud)
    assert (made[0] == 1).all()
    assert (made[1] == 0).all()


def test_bands_move_up_and_down():
    made = SoundAugmentation(np.zeros((2, 80), np.float32), np.array([3, -2]))(mels())
    assert np.flatnonzero(made[0].any(axis=1)).tolist() == [33]
    assert np.flatnonzero(made[1].any(axis=1)).tolist() == [28]


def test_filters_are_smooth_and_about_as_strong_as_wanted():
    drawn = draw_sound_augmentation(500, 80, 4.0, 3, np.random.default_rng(0))
    curves_db = 100 * drawn.curves
    assert 4.0 < curves_db.std() < 6.0  # three ripples of 4 dB, each a cosine
    assert np.abs(np.diff(curves_db, axis=1)).max() < 3.0
    assert set(drawn.shifts) == set(range(-3, 4))
