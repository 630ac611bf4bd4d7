import builtins

import numpy as np
import pytest

from engine.errors import EnvironmentUnusableError
from engine.media.resampling import resampled
from engine.metrics.voice_embedding import VoiceEncoder, cosine_similarity

RATE_HZ = 22050


@pytest.fixture(scope="module")
def encoder() -> VoiceEncoder:
    pytest.importorskip("webrtcvad", reason="Resemblyzer (group evaluate) is not installed")
    return VoiceEncoder()


def ring(hz: float, seconds: float = 2.0, gain: float = 0.3) -> np.ndarray:
    """Three strikes of a bell."""
    time_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    tone = np.sin(2 * np.pi * hz * time_s) + 0.5 * np.sin(2 * np.pi * 2.7 * hz * time_s)
    return (gain * tone * np.exp(-6 * (time_s % 0.6))).astype(np.float32)


def test_the_cosine_is_that_of_equation_10():
    assert cosine_similarity(np.array([3.0, 4.0]), np.array([4.0, 3.0])) == pytest.approx(24 / 25)
    assert cosine_similarity(np.zeros(2), np.ones(2)) == 0.0


def test_the_embedding_is_resemblyzers_own(encoder):
    resemblyzer = pytest.importorskip("resemblyzer")
    librosa = pytest.importorskip("librosa")
    wave = ring(440, gain=0.5)
    sound = librosa.resample(wave, orig_sr=RATE_HZ, target_sr=16000)
    own = resemblyzer.VoiceEncoder("cpu", verbose=False).embed_utterance(sound)
    assert encoder(wave).shape == (256,)
    assert cosine_similarity(encoder(wave), own) > 0.999


@pytest.mark.parametrize("seconds", [0.05, 1.6, 1.7, 3.1])
def test_sounds_of_any_length_are_divided_and_transformed_as_by_resemblyzer(encoder, seconds):
    resemblyzer = pytest.importorskip("resemblyzer")
    wave = ring(440, seconds, gain=0.5)
    sound = np.concatenate(list(resampled(iter([wave[:, np.newaxis]]), 1, RATE_HZ, 16000)))[:, 0]
    own = resemblyzer.VoiceEncoder("cpu", verbose=False).embed_utterance(sound)
    assert encoder(wave) == pytest.approx(own, abs=1e-4)


def test_a_quiet_sound_is_raised_as_resemblyzer_does(encoder):
    assert cosine_similarity(encoder(ring(440, gain=0.02)), encoder(ring(440, gain=0.01))) > 0.9999


def test_the_same_bell_at_other_times_is_nearer_than_noise(encoder):
    bell, again = ring(440), np.roll(ring(440), 4000)
    hiss = np.random.default_rng(0).normal(0, 0.1, 2 * RATE_HZ).astype(np.float32)
    own = cosine_similarity(encoder(bell), encoder(again))
    assert own > cosine_similarity(encoder(bell), encoder(hiss)) + 0.1


def test_silence_resembles_nothing(encoder):
    silent = encoder(np.zeros(RATE_HZ, np.float32))
    assert cosine_similarity(silent, encoder(ring(440))) == 0.0


def test_without_the_package_it_is_said_how_to_get_it(monkeypatch):
    real = builtins.__import__

    def without(name: str, *rest: object, **more: object) -> object:
        if name == "resemblyzer":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(EnvironmentUnusableError, match=r"not installed.*uv sync --group evaluate"):
        VoiceEncoder()
