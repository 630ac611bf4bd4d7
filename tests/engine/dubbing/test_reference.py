"""References as an engine gets them."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.dubbing.reference import SILENT_PEAK, read_reference, read_without_offset
from engine.errors import InputError
from engine.media.audio import Sound
from engine.progress import JobContext
from engine.recipe import SoundPart, Span

RATE_HZ = 48000


def _hits(peak: float = 0.7) -> np.ndarray:
    """Two decaying tones, (n,), without an offset."""
    time_s = np.arange(RATE_HZ) / RATE_HZ
    since_s = np.where(time_s < 0.5, time_s - 0.1, time_s - 0.6)
    tone = np.sin(2 * np.pi * 700 * since_s) * np.exp(-np.maximum(since_s, 0) / 0.03)
    return peak * np.where(since_s >= 0, tone, 0.0)


def _part(folder: Path, samples: np.ndarray, span: Span | None = None) -> SoundPart:
    path = folder / "reference.wav"
    soundfile.write(path, samples, RATE_HZ, subtype="PCM_24")
    return SoundPart(path, span or Span())


def _read(part: SoundPart, *, rate_hz: int | None = None, mono: bool = False) -> Sound:
    return read_reference(part, rate_hz=rate_hz, mono=mono, context=JobContext())


@pytest.mark.parametrize("rate_hz", [None, 44100, 22050])
def test_an_offset_is_taken_off_each_channel(tmp_path, rate_hz):
    clean = np.stack([_hits(), 0.5 * _hits()], axis=1)
    wanted = _read(_part(tmp_path, clean), rate_hz=rate_hz).samples
    found = _read(_part(tmp_path, clean + np.array([0.25, -0.3])), rate_hz=rate_hz).samples
    np.testing.assert_allclose(found.mean(axis=0), [0.0, 0.0], atol=1e-6)
    np.testing.assert_allclose(found, wanted, atol=1e-3)


def test_an_offset_is_taken_off_the_chosen_part_and_the_mix(tmp_path):
    part = _part(tmp_path, np.stack([_hits() + 0.25, _hits()], axis=1), Span(0.05, 0.5))
    sound = _read(part, mono=True)
    assert sound.samples.shape == (round(0.45 * RATE_HZ), 1)
    assert abs(sound.samples.mean()) < 1e-6
    assert np.abs(sound.samples[:1000]).max() < 0.01  # before the first hit


def test_an_offset_alone_is_silence(tmp_path):
    with pytest.raises(InputError, match="silent"):
        _read(_part(tmp_path, np.full(RATE_HZ, 0.5)))


@pytest.mark.parametrize("peak", [0.0011, 0.01, 0.09])
def test_a_quiet_reference_is_raised_to_a_peak_of_minus_20_dbfs(tmp_path, peak):
    sound = _read(_part(tmp_path, _hits(peak)))
    assert np.abs(sound.samples).max() == pytest.approx(0.1, rel=1e-4)


@pytest.mark.parametrize("peak", [0.11, 0.7])
def test_any_other_reference_stays_as_it_is(tmp_path, peak):
    part = _part(tmp_path, _hits(peak))
    wanted, _ = soundfile.read(part.file, dtype="float32")
    np.testing.assert_array_equal(_read(part).samples[:, 0], wanted)


def test_a_reference_far_above_full_scale_is_lowered_to_plus_12_dbfs(tmp_path):
    path = tmp_path / "hot.wav"
    soundfile.write(path, 1000.0 * _hits(), RATE_HZ, subtype="FLOAT")
    found = _read(SoundPart(path)).samples
    assert np.abs(found).max() == pytest.approx(4.0)


def test_only_a_very_quiet_reference_is_noted(tmp_path):
    context = JobContext()
    read_reference(_part(tmp_path, _hits(0.05)), rate_hz=None, mono=True, context=context)
    assert not context.notes
    read_reference(_part(tmp_path, _hits(0.002)), rate_hz=None, mono=True, context=context)
    (note,) = map(str, context.notes)
    assert "raised by 34 dB" in note


@pytest.mark.parametrize("mono", [True, False])
def test_what_stays_below_minus_60_dbfs_is_silent(tmp_path, mono):
    silent, quiet = (np.stack([_hits(peak)] * 2, axis=1) for peak in (0.9e-3, 1.2e-3))
    with pytest.raises(InputError, match=r"reference\.wav is silent") as refusal:
        _read(_part(tmp_path, silent), mono=mono)
    assert refusal.value.hint
    assert np.abs(_read(_part(tmp_path, quiet), mono=mono).samples).max() > SILENT_PEAK


def test_an_ambience_keeps_its_level(tmp_path):
    part = _part(tmp_path, _hits(0.01) + 0.1)
    sound = read_without_offset(part, rate_hz=None, mono=True)
    assert np.abs(sound.samples).max() == pytest.approx(0.01, rel=0.05)
