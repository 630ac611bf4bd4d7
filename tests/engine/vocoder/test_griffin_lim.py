import numpy as np
import pytest
import torch

from engine.mel.spectrogram import filter_bank, mel_magnitudes, mel_spectrogram
from engine.metrics.round_trip import round_trip
from engine.vocoder.griffin_lim import GriffinLim, find_phases, initial_phase, invert_bank
from tests.engine.vocoder.sounds import click, energy_centre, hits


def test_every_frame_becomes_256_samples_however_few_there_are():
    vocoder = GriffinLim(iterations=2)
    for frames in (0, 1, 2, 3, 4, 5, 40):
        wave = vocoder(np.full((80, frames), 0.5, np.float32))
        assert wave.shape == (256 * frames,)
        assert wave.dtype == np.float32
        assert np.isfinite(wave).all()


def test_silence_stays_silent():
    assert not GriffinLim()(np.zeros((80, 20), np.float32)).any()


def test_the_sound_has_nearly_the_mel_that_it_was_made_of():
    measured = round_trip(hits(33000), GriffinLim())
    assert measured.log_mel_l1 < 0.2  # 0.15; without iterations 0.82
    assert measured.stft_below_8khz < 1.5  # 1.35; without iterations 1.94


@pytest.mark.parametrize("sample", [3000, 5120, 9999])
def test_a_click_comes_back_at_its_sample(sample):
    wave = GriffinLim()(mel_spectrogram(click(16384, sample)))
    assert abs(int(np.abs(wave).argmax()) - sample) <= 20  # under 1 ms
    assert abs(energy_centre(wave) - sample) <= 10


def test_the_same_mel_gives_the_same_sound():
    mel = mel_spectrogram(hits(8000))
    first = GriffinLim(iterations=3)(mel)
    np.testing.assert_array_equal(first, GriffinLim(iterations=3)(mel))


def test_the_global_random_numbers_are_left_alone():
    before = torch.random.get_rng_state()
    GriffinLim(iterations=1)(np.full((80, 5), 0.5, np.float32))
    assert torch.equal(before, torch.random.get_rng_state())


def test_a_frame_has_the_same_first_phase_in_whatever_piece_it_lies():
    whole = initial_phase(0, 300)
    assert whole.shape == (513, 300)
    np.testing.assert_array_equal(whole[:, 70:200], initial_phase(70, 130))
    assert 0.0 <= whole.min() < 0.01 < 0.99 < whole.max() < 1.0


def test_a_piece_with_its_context_sounds_as_in_the_whole():
    mel = mel_spectrogram(hits(256 * 90))
    vocoder = GriffinLim(iterations=4)
    around = vocoder.context_frames
    assert around == 15
    whole, piece = vocoder(mel), vocoder(mel[:, 40 - around : 50 + around], 40 - around)
    kept = slice(around * 256, (around + 10) * 256)
    np.testing.assert_allclose(piece[kept], whole[40 * 256 : 50 * 256], atol=1e-5)


def test_with_less_than_its_context_a_piece_sounds_otherwise():
    mel = mel_spectrogram(hits(256 * 90))
    vocoder = GriffinLim(iterations=4)
    around = vocoder.context_frames // 5
    whole, piece = vocoder(mel), vocoder(mel[:, 40 - around : 50 + around], 40 - around)
    kept = slice(around * 256, (around + 10) * 256)
    assert np.abs(piece[kept] - whole[40 * 256 : 50 * 256]).max() > 1e-3


def test_the_inverted_bank_is_not_negative_and_explains_the_bands():
    bank = torch.tensor(filter_bank())
    bands = torch.from_numpy(mel_magnitudes(hits(20000)))
    magnitude = invert_bank(bands, bank)
    assert magnitude.shape == (513, bands.shape[1])
    assert magnitude.min() >= 0.0
    assert ((bank @ magnitude - bands).abs() / bands).mean() < 0.001


@pytest.mark.parametrize("frames", [4, 5, 30])
def test_phases_are_found_by_torchs_own_transforms(frames):
    size, window = (1024, 256), torch.hann_window(1024)
    chance = torch.Generator().manual_seed(0)
    magnitude, phase = (torch.rand(513, frames, generator=chance) for _ in range(2))
    angles, before = torch.polar(torch.ones_like(phase), 2 * torch.pi * phase), 0
    for _ in range(3):
        wave = torch.istft(magnitude * angles, *size, window=window)
        after = torch.stft(wave, *size, window=window, return_complex=True)
        changed = after + 0.99 * (after - before)
        angles, before = changed / changed.abs(), after
    expected = torch.istft(magnitude * angles, *size, window=window)
    torch.testing.assert_close(find_phases(magnitude, phase, iterations=3), expected)


def test_what_is_no_mel_is_refused_with_its_shape():
    with pytest.raises(ValueError, match=r"\(20, 80\)"):
        GriffinLim()(np.zeros((20, 80), np.float32))


@pytest.mark.gpu
def test_the_gpu_makes_a_sound_as_good_as_the_cpu_s():
    wave = hits(22050)
    on_cpu = round_trip(wave, GriffinLim())
    on_gpu = round_trip(wave, GriffinLim(device="cuda"))
    assert on_gpu.log_mel_l1 == pytest.approx(on_cpu.log_mel_l1, abs=0.01)
