import numpy as np
import pytest
import torch

from engine.mel.spectrogram import mel_spectrogram, mel_to_log
from engine.metrics.round_trip import stft_distance
from training.vocoder.losses import stft_loss
from training.vocoder.segments import tensor_mel_to_log
from training.vocoder.spectrogram import Magnitudes, full_band_log_mel, project_log_mel


def noise(samples: int, level: float = 0.1) -> np.ndarray:
    return np.random.default_rng(0).normal(0, level, samples).astype(np.float32)


@pytest.mark.parametrize("level", [0.0, 1e-4, 0.1, 1.0])
def test_the_vocoder_reads_what_the_engine_will_give_it(level):
    wave = noise(9000, level)
    made = project_log_mel()(torch.from_numpy(wave)[None])[0].numpy()
    assert made.shape == (80, 36)
    assert np.abs(made - mel_to_log(mel_spectrogram(wave))).max() < 2e-3


def test_mel_values_become_the_engines_logarithms():
    mel = np.linspace(0, 1, 11, dtype=np.float32)
    assert tensor_mel_to_log(torch.from_numpy(mel)).numpy() == pytest.approx(
        mel_to_log(mel), abs=1e-5
    )


def test_the_mel_loss_hears_what_the_projects_mel_does_not():
    high = np.sin(2 * np.pi * 9500 / 22050 * np.arange(9000)).astype(np.float32)
    wave = torch.from_numpy(high)[None]
    assert full_band_log_mel()(wave)[:, :, 10:20].max() > -1
    assert project_log_mel()(wave)[:, :, 10:20].max() < -5


def test_digital_silence_has_a_finite_gradient():
    wave = torch.zeros(1, 4096, requires_grad=True)
    spectra = [full_band_log_mel()(wave), *(each.log() for each in Magnitudes()(wave))]
    torch.stack([each.sum() for each in spectra]).sum().backward()
    assert wave.grad.isfinite().all()


def magnitudes(wave: np.ndarray) -> list[torch.Tensor]:
    return Magnitudes()(torch.from_numpy(wave)[None])


def test_the_distance_of_spectra_begins_as_the_one_that_the_round_trip_is_measured_by():
    truth, made = noise(9000), noise(9000, 0.03)
    *measured, _ = (list(pair) for pair in zip(magnitudes(truth), magnitudes(made), strict=True))
    trained = stft_loss(*zip(*measured, strict=True))
    assert trained.item() == pytest.approx(stft_distance(truth, made), rel=1e-3)


def test_the_finest_resolution_hears_what_smears_ahead_of_an_attack():
    attack = noise(9000, 1e-4)
    attack[5000:6000] = noise(1000)
    smeared = attack.copy()
    smeared[4900:5000] += noise(100, 1e-3)  # 5 ms
    differences = [
        float((a.log() - b.log()).abs().mean())
        for a, b in zip(magnitudes(attack), magnitudes(smeared), strict=True)
    ]
    assert differences[3] > 1.5 * max(differences[:3])
