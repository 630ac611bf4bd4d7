import math

import numpy as np
import pytest
from scipy.fft import dct

from engine.mel.spectrogram import mel_spectrogram, mel_to_log
from engine.metrics.cepstral import mcd, mcd_paper, mel_cepstra


def _mel(seed: int, frames: int = 40) -> np.ndarray:
    return np.random.default_rng(seed).uniform(size=(80, frames)).astype(np.float32)


def test_the_cepstra_are_scipys():
    mel = _mel(0)
    assert mel_cepstra(mel) == pytest.approx(dct(mel, norm="ortho", axis=0)[1:14], abs=1e-5)


def test_the_distortion_is_kubicheks_formula_on_either_scale():
    truth, made = _mel(1), _mel(2)
    factor = 10 * math.sqrt(2) / math.log(10)
    difference = dct(truth - made, norm="ortho", axis=0)[1:14]
    expected = factor * np.sqrt(np.square(difference).sum(axis=0)).mean()
    assert mcd_paper(truth, made) == pytest.approx(expected, rel=1e-5)
    logs = dct(mel_to_log(truth) - mel_to_log(made), norm="ortho", axis=0)[1:14]
    assert mcd(truth, made) == pytest.approx(
        factor * np.sqrt(np.square(logs).sum(axis=0)).mean(), rel=1e-5
    )
    assert mcd(truth, made) / mcd_paper(truth, made) == pytest.approx(5 * math.log(10), rel=1e-5)


def test_the_level_does_not_count_and_the_shorter_length_does():
    truth = _mel(3) * 0.5
    assert mcd_paper(truth, truth + np.float32(0.3)) == pytest.approx(0, abs=1e-4)
    assert mcd_paper(truth, np.hstack([truth, _mel(4)])) == 0


def test_warping_forgives_a_sound_at_the_wrong_time_but_not_the_wrong_sound():
    truth = np.zeros((80, 60), np.float32)
    late, other = truth.copy(), truth.copy()
    truth[10:20, 10:20] = 0.8
    late[10:20, 25:35] = 0.8
    other[60:70, 25:35] = 0.8
    assert mcd(truth, late) > 10
    assert mcd(truth, late, warped=True) < 0.1
    assert mcd(truth, other, warped=True) > 10


def test_a_vocoded_copy_is_nearer_than_another_sound():
    chance = np.random.default_rng(5)
    hiss = chance.normal(0, 0.1, 22050).astype(np.float32)
    rumble = np.convolve(hiss, np.hanning(60) / 30, mode="same").astype(np.float32)
    again = chance.normal(0, 0.1, 22050).astype(np.float32)
    mels = [mel_spectrogram(wave) for wave in (hiss, again, rumble)]
    assert mcd_paper(mels[0], mels[1]) < 0.5 * mcd_paper(mels[0], mels[2])
