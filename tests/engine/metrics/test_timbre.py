import math

import numpy as np
import pytest

from engine.mel.spectrogram import filter_bank
from engine.metrics.timbre import centred_cosines, score_timbre, timbre_vector

RATE_HZ = 22050


def _tone(hz: float, seconds: float = 1.0, gain: float = 0.5) -> np.ndarray:
    time_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    return (gain * np.sin(2 * np.pi * hz * time_s)).astype(np.float32)


def test_the_vector_is_the_cosine_transform_of_the_mean_log_mel_of_the_loudest_frames():
    wave = np.zeros(13 * 256 + 1, np.float32)  # 14 frames, of which the 4 loudest count
    click = 6 * 256 + 128
    wave[click : click + 2] = 0.3, -0.3
    angle = 2 * math.pi * np.arange(513) / 1024
    log_mel = np.zeros(80)
    for frame in (5, 6, 7, 8):
        first, second = (
            0.9 * (0.5 + 0.5 * math.cos(2 * math.pi * (sample - 256 * frame) / 1024))
            for sample in (click, click + 1)
        )
        spectrum = np.abs(first - second * np.exp(-1j * angle))
        log_mel += np.log(np.maximum(filter_bank() @ spectrum, 1e-4)) / 4
    expected = [
        math.sqrt(2 / 80) * float(np.cos(math.pi * k * (2 * np.arange(80) + 1) / 160) @ log_mel)
        for k in range(1, 20)
    ]
    assert timbre_vector(wave) == pytest.approx(expected, abs=1e-4)


def test_level_and_pauses_do_not_change_the_vector():
    hiss = np.random.default_rng(0).normal(0, 0.1, 2 * RATE_HZ).astype(np.float32)
    rumble = np.convolve(hiss, np.hanning(40), mode="same").astype(np.float32)
    vector = timbre_vector(rumble)
    assert timbre_vector(rumble * 0.01) == pytest.approx(vector, abs=0.01)
    paused = timbre_vector(np.concatenate([rumble, np.zeros(len(rumble), np.float32)]))
    assert np.linalg.norm(paused - vector) < 0.03 * np.linalg.norm(vector)


def test_silence_and_the_shortest_sound_have_a_vector_without_direction_or_error():
    assert timbre_vector(np.zeros(RATE_HZ, np.float32)) == pytest.approx(np.zeros(19), abs=1e-9)
    assert np.isfinite(timbre_vector(np.ones(1, np.float32))).all()
    assert np.isfinite(timbre_vector(np.zeros(0, np.float32))).all()


def test_cosines_are_taken_from_the_mean_of_the_references():
    references = np.array([[10.0, 11.0], [10.0, 9.0], [12.0, 10.0], [8.0, 10.0]])
    sounds = np.array([[10.0, 10.5], [11.0, 11.0], [10.0, 10.0]])
    root = math.sqrt(0.5)
    assert centred_cosines(references, sounds) == pytest.approx(
        np.array([[1, -1, 0, 0], [root, -root, root, -root], [0, 0, 0, 0]])
    )


def test_the_score_counts_own_nearest_and_subtracts_the_others():
    references = np.array([[1.0, 0.0], [-1.0, 0.0]])
    # the first sound points at its reference, the second away from its own
    score = score_timbre(references, np.array([[2.0, 0.0], [3.0, 0.0]]))
    assert score.identification == pytest.approx(0.5)
    assert score.centred_margin == pytest.approx((1 + -1) / 2 - (-1 + 1) / 2)
    perfect = score_timbre(references, references)
    assert (perfect.identification, perfect.centred_margin) == (1.0, pytest.approx(2.0))


def test_tones_are_told_apart_by_their_vectors():
    pitches_hz = (200, 500, 1500, 4000)
    references = np.stack([timbre_vector(_tone(hz)) for hz in pitches_hz])
    sounds = np.stack([timbre_vector(_tone(hz * 1.02, 0.3, 0.1)) for hz in pitches_hz])
    score = score_timbre(references, sounds)
    assert score.identification == 1.0
    assert score.centred_margin > 1.0


@pytest.mark.parametrize("shapes", [((1, 19), (1, 19)), ((3, 19), (2, 19))])
def test_sets_that_cannot_be_compared_are_refused(shapes: tuple[tuple[int, int], ...]):
    with pytest.raises(ValueError, match="two or more references"):
        score_timbre(np.zeros(shapes[0]), np.zeros(shapes[1]))
