"""A sound that lies under the events is brought to a mel; a vocoder makes only what it lacks."""

import numpy as np
import pytest
import torch

from engine.mel.spectrogram import Floats, magnitude_to_mel, mel_magnitudes, mel_spectrogram
from engine.progress import JobContext
from engine.vocoder.griffin_lim import GriffinLim
from engine.vocoder.shaping import ShapingVocoder
from engine.vocoder.vocoder import stream

FRAMES = 60
SAMPLES = 256 * FRAMES
ATTACK = 5000


class Recorded:
    """A sound under the events."""

    def __init__(self, wave: Floats) -> None:
        self._wave = wave

    def read(self, start: int, stop: int) -> Floats:
        part = self._wave[start:stop]
        return np.pad(part, (0, stop - start - len(part)))


class Counting(GriffinLim):
    """A vocoder that knows whether it was asked for anything."""

    asked = 0

    def __call__(self, mel: Floats, first_frame: int = 0) -> Floats:
        self.asked += 1
        return super().__call__(mel, first_frame)


class Silent(GriffinLim):
    """A vocoder that makes nothing and needs no frames around."""

    context_frames = 0

    def __call__(self, mel: Floats, first_frame: int = 0) -> Floats:
        return np.zeros(256 * mel.shape[1], np.float32)


def blow(samples: int = SAMPLES) -> Floats:
    """Noise that begins at once and rings off, in silence."""
    after = np.maximum(np.arange(samples) - ATTACK, 0)
    envelope = np.exp(-after / 2000.0) * (np.arange(samples) >= ATTACK)
    return (np.random.default_rng(0).normal(0, 0.1, samples) * envelope).astype(np.float32)


def mel_of(wave: Floats) -> Floats:
    return mel_spectrogram(wave)[:, :FRAMES]


def level_db(wave: Floats) -> float:
    return 10 * float(np.log10(np.square(wave).mean() + 1e-12))


def test_a_sound_that_has_its_mel_already_stays_as_it_is():
    vocoder = Counting()
    made = ShapingVocoder(Recorded(blow()), vocoder)(mel_of(blow()))
    inner = slice(2048, SAMPLES - 2048)
    assert level_db((made - blow())[inner]) < level_db(blow()[inner]) - 30
    assert vocoder.asked == 0


@pytest.mark.parametrize("factor", [0.25, 2.0])
def test_a_sound_gets_the_level_that_is_asked_for_and_keeps_its_attack_to_the_sample(factor):
    made = ShapingVocoder(Recorded(blow()), GriffinLim())(mel_of(factor * blow()))
    wanted_db = level_db(factor * blow()[ATTACK : ATTACK + 4000])
    assert level_db(made[ATTACK : ATTACK + 4000]) == pytest.approx(wanted_db, abs=0.5)
    assert np.abs(made[: ATTACK - 1]).max() < 0.02 * np.abs(made).max()
    smeared = GriffinLim()(mel_of(factor * blow()))
    assert np.abs(smeared[: ATTACK - 1]).max() > 0.1 * np.abs(smeared).max()


def test_bands_are_shaped_each_by_itself():
    magnitudes = mel_magnitudes(blow())[:, :FRAMES]
    magnitudes[40:] *= 0.1
    made = ShapingVocoder(Recorded(blow()), GriffinLim())(magnitude_to_mel(magnitudes))
    bands_db = 20 * np.log10(
        mel_magnitudes(made)[:, 24:30].mean(axis=1) / mel_magnitudes(blow())[:, 24:30].mean(axis=1)
    )
    assert bands_db[:36].mean() == pytest.approx(0.0, abs=1.0)
    assert bands_db[45:].mean() == pytest.approx(-20.0, abs=2.0)


def test_what_is_missing_is_made_by_the_vocoder():
    hiss = np.random.default_rng(1).normal(0, 0.01, SAMPLES).astype(np.float32)
    made = ShapingVocoder(Recorded(blow()), GriffinLim())(mel_of(blow() + hiss))
    before = slice(1000, ATTACK - 600)
    assert level_db(made[before]) == pytest.approx(level_db(hiss[before]), abs=3.0)
    assert np.abs(made[ATTACK:] - blow()[ATTACK:]).max() < 0.1


def test_a_long_sound_in_blocks_is_that_in_one_piece():
    frames = 700
    wave = blow(256 * frames)
    wave[100_000:] += np.random.default_rng(2).normal(0, 0.05, len(wave) - 100_000)
    mel = 0.9 * mel_spectrogram(wave)[:, :frames]
    vocoder = ShapingVocoder(Recorded(wave), Silent())
    blocks = stream(vocoder, np.array_split(mel, 9, axis=1), JobContext())
    whole = vocoder(mel)
    np.testing.assert_allclose(np.concatenate(list(blocks)), whole, atol=1e-5)


def test_it_takes_its_name_and_place_from_the_vocoder():
    vocoder = ShapingVocoder(Recorded(blow()), GriffinLim())
    assert vocoder.name == GriffinLim.name
    assert vocoder.device == torch.device("cpu")
