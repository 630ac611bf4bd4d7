"""The spectrogram as it is drawn and read."""

import numpy as np
import pytest

from engine.mel.spectrogram import mel_spectrogram
from gui.playback.mel_picture import FRAME_S, MelMix, MelPart, MelPicture, bin_hz, hz_bin


@pytest.fixture
def tone() -> MelPicture:
    """Half a second of 1 kHz after half a second of silence."""
    wave = np.zeros(22050, np.float32)
    wave[11025:] = 0.5 * np.sin(2 * np.pi * 1000 * np.arange(11025) / 22050)
    return MelPicture.of(mel_spectrogram(wave))


def test_the_loudest_band_of_a_tone_is_the_one_of_its_frequency(tone):
    levels = [tone.decibels(0.75, k) for k in range(80)]
    assert bin_hz(int(np.argmax(levels))) == pytest.approx(1000, rel=0.03)
    assert hz_bin(bin_hz(33)) == pytest.approx(33)


def test_silence_reads_as_the_floor_and_outside_as_nothing(tone):
    assert tone.decibels(0.1, 10) == -80.0
    assert tone.decibels(5.0, 10) is None
    assert tone.decibels(0.1, 80) is None


def test_low_frequencies_are_at_the_bottom(tone):
    image = tone.image(0.6, 0.9, 30)
    row = 79 - round(hz_bin(1000))
    column = [image.pixelColor(15, y).lightness() for y in range(80)]
    assert int(np.argmax(column)) == pytest.approx(row, abs=1)


@pytest.mark.parametrize("seconds", [0.5, 20.0, 600.0])
def test_a_single_attack_is_seen_however_far_one_zooms_out(seconds):
    mel = np.zeros((80, round(seconds / FRAME_S)), np.float32)
    mel[:, mel.shape[1] // 2 : mel.shape[1] // 2 + 3] = 1.0
    image = MelPicture.of(mel).image(0.0, seconds, 200)
    assert max(image.pixelColor(x, 40).lightness() for x in range(200)) > 200


def test_a_spectrogram_that_grows_shows_what_is_there():
    picture = MelPicture(100)
    picture.append(np.ones((80, 30), np.float32))
    assert picture.decibels(20 * FRAME_S, 3) == 20.0
    assert picture.decibels(40 * FRAME_S, 3) is None
    picture.append(np.ones((80, 500), np.float32))
    assert picture.frames == 100


def test_a_mix_shows_the_loudest_of_its_sounds_at_their_gains_and_places():
    low, high = np.zeros((2, 80, 20), np.float32)
    low[10], high[10], high[60] = 0.8, 0.5, 0.6  # 0, -30 and -20 dB
    mix = MelMix(
        [
            MelPart(MelPicture.of(low), 0.0, -10.0),
            MelPart(MelPicture.of(high), 10 * FRAME_S, 3.0),
        ]
    )
    assert mix.decibels(15 * FRAME_S, 10) == pytest.approx(-10.0, abs=0.3)
    assert mix.decibels(25 * FRAME_S, 10) == pytest.approx(-27.0, abs=0.3)
    assert mix.decibels(25 * FRAME_S, 60) == pytest.approx(-17.0, abs=0.3)
    assert mix.decibels(5 * FRAME_S, 30) == -80.0
    assert mix.decibels(40 * FRAME_S, 10) is None
    columns = mix.columns(0.0, 40 * FRAME_S, 40).astype(int)
    assert columns[10, [5, 15, 25, 35]] == pytest.approx([178, 178, 135, 0], abs=1)
    assert columns[60, [5, 15]] == pytest.approx([0, 161], abs=1)
    assert columns[30].max() == 0
