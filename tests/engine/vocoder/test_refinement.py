import numpy as np
import pytest
import torch

from engine.mel.spectrogram import mel_magnitudes, mel_spectrogram
from engine.metrics.round_trip import attack_sharpness_db, log_mel_l1
from engine.vocoder.griffin_lim import GriffinLim
from engine.vocoder.refinement import refine

FRAMES = 60
SAMPLES = 256 * FRAMES
ATTACK = 5000


def noise(level=0.1):
    return np.random.default_rng(0).normal(0, level, SAMPLES).astype(np.float32)


def tone(hz, level=0.1):
    return (level * np.sin(2 * np.pi * hz * np.arange(SAMPLES) / 22050)).astype(np.float32)


def blow():
    """Noise that begins at once and rings off."""
    envelope = np.exp(-np.maximum(np.arange(SAMPLES) - ATTACK, 0) / 2000.0)
    envelope[:ATTACK] = 0.001
    return (noise(0.3) * envelope).astype(np.float32)


def refined(made, wanted):
    """A sound brought to the mel of another one."""
    return refine(torch.from_numpy(made), torch.from_numpy(mel_magnitudes(wanted))).numpy()


def level_at(wave, hz):
    """The amplitude of a tone."""
    return 2 * abs(np.vdot(np.exp(2j * np.pi * hz * np.arange(SAMPLES) / 22050), wave)) / SAMPLES


def test_wrong_bands_are_put_right():
    wanted = noise() + tone(1000, 0.5)
    wrong = 0.3 * noise() + tone(1000, 0.1)
    assert log_mel_l1(wanted, wrong) > 1.0
    assert log_mel_l1(wanted, refined(wrong, wanted)) < 0.2


def test_the_phases_stay():
    by_griffin_lim = GriffinLim()(mel_spectrogram(noise()))[:SAMPLES]
    assert np.corrcoef(refined(0.2 * noise(), noise()), noise())[0, 1] > 0.5
    assert np.corrcoef(by_griffin_lim, noise())[0, 1] < 0.1


def test_an_attack_stays_as_sharp_as_the_network_made_it():
    wanted = blow()
    attack_s = [ATTACK / 22050]
    (sharp,) = attack_sharpness_db(refined(0.3 * wanted, wanted), attack_s)
    (smeared,) = attack_sharpness_db(GriffinLim()(mel_spectrogram(wanted)), attack_s)
    assert sharp < smeared - 5.0


def test_what_lies_above_the_bands_is_the_network_s():
    made = tone(1000) + tone(9500)
    kept = refined(made, 0.5 * made)
    assert level_at(kept, 9500) == pytest.approx(0.1, rel=0.1)
    assert level_at(kept, 1000) < 0.07


def test_where_silence_is_wanted_there_is_silence():
    assert np.abs(refined(noise(), np.zeros(SAMPLES, np.float32))).max() < 1e-6


def test_nothing_becomes_no_error():
    assert np.isfinite(refined(np.zeros(SAMPLES, np.float32), noise())).all()
