import numpy as np
import pytest

from engine.dubbing.aligned import (
    AlignedMel,
    LaidReference,
    aligned_mel,
    lay_under,
    levelled,
)
from engine.errors import InputError
from engine.events.event import Event
from engine.mel.contract import MEL
from engine.mel.spectrogram import mel_spectrogram

RATE = MEL.sample_rate_hz
LOW, HIGH = 20, 60  # bands of the two tones, about


def struck(frequency_hz: float, *, seconds: float = 0.3) -> np.ndarray:
    """A tone that is struck on its first sample and decays."""
    time_s = np.arange(round(seconds * RATE)) / RATE
    tone = np.sin(2 * np.pi * frequency_hz * time_s) * np.exp(-12 * time_s)
    return tone.astype(np.float32)


def laid(events: list[Event], wave: np.ndarray, frames: int, **options: int) -> np.ndarray:
    blocks = list(aligned_mel(events, wave, frames, **options))
    return np.concatenate(blocks, axis=1)


def frame_of(time_s: float) -> int:
    return round(time_s * RATE / MEL.hop_samples)


def test_the_reference_s_hit_lies_under_every_audible_event_and_nothing_elsewhere():
    first_s, second_s = (frame * MEL.hop_samples / RATE for frame in (43, 172))
    events = [Event(first_s), Event(1.2, muted=True), Event(second_s)]
    mel = laid(events, struck(400), 300)
    hit = mel_spectrogram(struck(400))
    np.testing.assert_allclose(mel[:, 46:54], hit[:, 3:11], atol=0.02)
    np.testing.assert_allclose(mel[:, 175:183], hit[:, 3:11], atol=0.2)  # another version of it
    silent = mel.max(axis=0) == 0
    assert silent[:41].all()
    assert silent[frame_of(1.0) : 170].all()


def test_a_weaker_event_has_a_softer_hit():
    mel = laid([Event(0.5, 1.0), Event(1.5, 0.25)], struck(400), 200)
    strong, weak = (mel[:, frame_of(time_s) + 3].max() for time_s in (0.5, 1.5))
    assert strong - weak == pytest.approx(0.12, abs=0.03)  # 12 dB of 100


def test_another_seed_lays_another_version_of_a_single_hit():
    events = [Event(0.5)]
    first, same, other = (laid(events, struck(900), 100, seed=seed) for seed in (0, 0, 3))
    assert np.array_equal(first, same)
    assert np.abs(first - other).max() > 0.01


def test_a_quiet_reference_keeps_its_decay():
    quiet, loud = (laid([Event(0.5)], levelled(level * struck(400)), 100) for level in (0.02, 0.9))
    np.testing.assert_allclose(quiet, loud, atol=1e-3)
    raw = laid([Event(0.5)], 0.02 * struck(400), 100)
    assert (raw > 0).sum() < 0.9 * (quiet > 0).sum()


def test_a_silent_reference_is_refused():
    with pytest.raises(InputError, match="silent"):
        laid([Event(0.5)], np.zeros(RATE, np.float32), 100)


def test_any_cut_of_the_stream_reads_the_same_frames():
    events, wave = [Event(0.3), Event(1.1), Event(2.6)], struck(700)
    whole = laid(events, wave, 300)
    for step, length in ((300, 300), (50, 70), (7, 8)):
        mel = AlignedMel([(aligned_mel(events, wave, 300), 1.0)])
        for start in range(0, 290, step):
            read = mel.read(start, start + length)
            assert read.shape == (MEL.bins, length)
            part = whole[:, start : start + length]
            assert np.array_equal(read[:, : part.shape[1]], part)
    assert not read[:, part.shape[1] + 1 :].any()  # silence beyond the end


def test_the_same_frames_can_be_read_again_in_smaller_pieces():
    mel = AlignedMel([(aligned_mel([Event(0.3)], struck(700), 100), 1.0)])
    whole = mel.read(20, 90)
    assert np.array_equal(mel.read(20, 50), whole[:, :30])
    assert np.array_equal(mel.read(40, 90), whole[:, 20:])


def test_a_blend_lies_between_the_hits_of_both():
    events = [Event(0.5)]
    parts = [laid(events, struck(each), 100) for each in (300, 3000)]
    mixed = AlignedMel([(iter([parts[0]]), 0.75), (iter([parts[1]]), 0.25)]).read(0, 100)
    np.testing.assert_allclose(mixed, (0.75 * parts[0] + 0.25 * parts[1])[:, :100], atol=1e-6)


def test_the_mel_and_the_sound_that_are_laid_are_of_the_same_hits():
    twice = np.concatenate([struck(400), struck(3000)]) * np.float32(0.05)
    reference = LaidReference(twice, left_out_s=(0.4,))
    mel, sound = lay_under([Event(0.2), Event(0.8)], [reference], 100, seed=3)
    wave = sound.read(0, 100 * MEL.hop_samples)
    assert np.abs(wave).max() == pytest.approx(0.7, abs=0.1)  # brought to a common level
    read = mel.read(0, 100)
    np.testing.assert_allclose(read[:, :96], mel_spectrogram(wave)[:, :96], atol=0.02)
    assert read[LOW - 5 : LOW + 5].max() > read[HIGH - 5 :].max() + 0.2  # the other is left out


def test_two_references_are_laid_by_their_shares():
    low, high = (LaidReference(struck(each), 0.5) for each in (300, 3000))
    both = lay_under([Event(0.5)], [low, high], 100).sound.read(0, 100 * MEL.hop_samples)
    alone = [
        lay_under([Event(0.5)], [LaidReference(each.wave)], 100).sound.read(0, len(both))
        for each in (low, high)
    ]
    np.testing.assert_allclose(both, np.sqrt(0.5) * sum(alone), atol=1e-4)
