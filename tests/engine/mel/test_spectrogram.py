"""The mel-spectrogram against the data set's own, against torchaudio, and at its borders."""

import numpy as np
import pytest
import torch
import torchaudio

from engine.errors import InputError
from engine.media.audio import read_mono
from engine.mel import spectrogram as mel
from tests.programs import modules_loaded_by

RATE_HZ = 22050
GOLDEN_IDS = (
    "baby/video_01951",
    "cough/video_00331",
    "dog/video_02677",
    "dog/video_02754",
    "drum/video_02480",
    "drum/video_02542",
    "fireworks/video_02997",
    "fireworks/video_03051",
    "gun/video_00819",
    "hammer/video_00323",
)
LOOPED = ("dog/video_02677", "gun/video_00819")  # shorter than 10 s


def noise(samples, seed=0):
    return np.random.default_rng(seed).normal(0.0, 0.1, samples).astype(np.float32)


def test_the_filter_bank_is_torchaudios_slaney_bank():
    theirs = torchaudio.functional.melscale_fbanks(
        513, 125.0, 7600.0, 80, RATE_HZ, norm="slaney", mel_scale="slaney"
    )
    np.testing.assert_allclose(mel.filter_bank(), theirs.T.numpy(), atol=2e-6)


def test_values_are_those_of_an_independent_transform():
    wave = noise(5000)
    spectrum = torch.stft(
        torch.from_numpy(wave), 1024, 256, window=torch.hann_window(1024), return_complex=True
    ).abs()
    bank = torchaudio.functional.melscale_fbanks(
        513, 125.0, 7600.0, 80, RATE_HZ, norm="slaney", mel_scale="slaney"
    )
    magnitude = (bank.T @ spectrum).clamp(min=1e-5)
    expected = ((20 * torch.log10(magnitude) - 20 + 100) / 100).clamp(0, 1)
    np.testing.assert_allclose(mel.mel_spectrogram(wave), expected.numpy(), atol=2e-6)


def test_silence_gives_zero_everywhere():
    assert not mel.mel_spectrogram(np.zeros(3000, np.float32)).any()


def test_a_full_scale_sine_has_its_loudest_band_at_its_frequency():
    seconds = np.arange(RATE_HZ) / RATE_HZ
    values = mel.mel_spectrogram(np.sin(2 * np.pi * 1000 * seconds).astype(np.float32))
    band = int(values[:, 40].argmax())
    low_hz, high_hz = np.flatnonzero(mel.filter_bank()[band])[[0, -1]] * RATE_HZ / 1024
    assert low_hz - 22 <= 1000 <= high_hz + 22


@pytest.mark.parametrize("samples", [0, 1, 2, 100, 255, 256, 512, 513, 1024, 1025, 70000])
def test_a_sound_of_any_length_has_one_frame_and_one_for_each_whole_hop(samples):
    values = mel.mel_spectrogram(noise(samples))
    assert values.shape == (80, 1 + samples // 256)
    assert values.dtype == np.float32
    assert np.isfinite(values).all()


def test_a_click_is_strongest_in_the_frame_centred_on_it():
    wave = np.zeros(8192, np.float32)
    wave[256 * 11] = 1.0
    assert mel.mel_magnitudes(wave).sum(axis=0).argmax() == 11


@pytest.mark.parametrize("size", [1, 200, 512, 1000, 4096])
def test_blocks_of_any_size_join_to_the_spectrogram_of_the_whole(size):
    wave = noise(6000 if size > 1 else 1600)
    pieces = mel.mel_blocks(wave[i : i + size] for i in range(0, len(wave), size))
    joined = np.concatenate(list(pieces), axis=1)
    np.testing.assert_allclose(joined, mel.mel_spectrogram(wave), atol=1e-6)


def test_empty_blocks_change_nothing():
    wave, nothing = noise(3000), np.zeros(0, np.float32)
    pieces = mel.mel_blocks([nothing, wave[:700], nothing, wave[700:], nothing])
    joined = np.concatenate(list(pieces), axis=1)
    np.testing.assert_allclose(joined, mel.mel_spectrogram(wave), atol=1e-6)


def test_two_channels_are_refused_with_their_shape():
    with pytest.raises(ValueError, match=r"\(100, 2\)"):
        mel.mel_spectrogram(np.zeros((100, 2), np.float32))


def test_a_short_clip_is_looped_to_ten_seconds_of_860_frames():
    wave = noise(30000)
    values = mel.window_mel(wave)
    whole = mel.mel_spectrogram(np.tile(wave, 8)[:220500])
    assert values.shape == (80, 860)
    np.testing.assert_allclose(values, whole[:, :860], atol=1e-6)


def test_a_long_clip_is_cut_to_ten_seconds():
    wave = noise(300000)
    np.testing.assert_array_equal(mel.window_mel(wave), mel.window_mel(wave[:220500]))


def test_looping_repeats_from_the_start():
    looped = mel.loop_to(np.array([1, 2, 3], np.float32), 7)
    assert looped.tolist() == [1, 2, 3, 1, 2, 3, 1]


def test_an_empty_sound_cannot_be_looped():
    with pytest.raises(InputError, match="empty"):
        mel.loop_to(np.zeros(0, np.float32), 10)


def test_values_stand_for_five_decades_of_magnitude():
    magnitude = np.array([0.0, 1e-4, 1e-3, 0.1, 10.0, 1000.0], np.float32)
    values = np.array([0.0, 0.0, 0.2, 0.6, 1.0, 1.0], np.float32)
    np.testing.assert_allclose(mel.magnitude_to_mel(magnitude), values, atol=1e-6)
    np.testing.assert_allclose(mel.mel_to_magnitude(values[2:-1]), magnitude[2:-1], rtol=1e-5)
    np.testing.assert_allclose(mel.mel_to_log(values[1:-1]), np.log(magnitude[1:-1]), atol=1e-5)


def test_the_value_zero_is_silence_as_a_magnitude():
    assert mel.mel_to_magnitude(np.zeros((80, 2), np.float32)).tolist() == [[0.0] * 2] * 80


def test_importing_it_loads_neither_torch_nor_cv2():
    assert not modules_loaded_by("import engine.mel.spectrogram") & {"torch", "cv2", "scipy"}


@pytest.mark.real
@pytest.mark.parametrize("clip", GOLDEN_IDS)
def test_a_real_clip_has_the_spectrogram_that_the_data_set_gives_it(real_data, clip):
    golden = np.load(real_data / "vas" / "features" / f"{clip}_mel.npy")
    values = mel.window_mel(read_mono(real_data / "vas" / "videos" / f"{clip}.mp4"))
    assert values.shape == golden.shape
    assert np.corrcoef(values.ravel(), golden.ravel())[0, 1] >= (0.97 if clip in LOOPED else 0.99)
    assert np.abs(values - golden).mean() <= 0.025
