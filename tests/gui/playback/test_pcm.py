"""Decoded sound as a source."""

import errno
import os

import numpy as np
import pytest

from engine.config import Folders
from engine.errors import TargetError
from engine.progress import JobContext
from gui.playback.mixer import RATE_HZ
from gui.playback.pcm import Looped, Pcm, Shifted, decode_into, to_stereo
from tests.gui.helpers import write_tone


@pytest.fixture
def ramp() -> Pcm:
    sound = Pcm(1.0)
    sound.append(np.linspace(0, 1, 4800, endpoint=False, dtype=np.float32)[:, None])
    return sound


def _read(source, start: float, count: int = 100, rate: float = 1.0) -> np.ndarray:
    out = np.zeros((count, 2), np.float32)
    source.add_to(out, start, rate, 1.0)
    return out[:, 0]


def test_what_is_appended_is_what_is_read(ramp):
    assert _read(ramp, 2400, 2)[0] == pytest.approx(0.5, abs=1e-4)


def test_before_and_behind_the_sound_is_silence(ramp):
    assert not _read(ramp, -100).any()
    assert not _read(ramp, 4800).any()
    assert _read(ramp, 4750)[49] > 0.9
    assert not _read(ramp, 4750)[50:].any()


def test_backwards_reads_descending_samples(ramp):
    out = _read(ramp, 2400, 10, rate=-1.0)
    assert np.all(np.diff(out) < 0)


def test_a_looped_region_goes_round_without_a_hole(ramp):
    out = _read(Looped(ramp, 0.05, 0.075), 1150, 100)
    assert out[49] == pytest.approx(0.75, abs=1e-3)
    assert out[50] == pytest.approx(0.5, abs=1e-3)


def test_a_take_sounds_from_its_ranges_start(ramp):
    out = _read(Shifted(ramp, 2.0), 2.0 * RATE_HZ + 2400, 1)
    assert out[0] == pytest.approx(0.5, abs=1e-4)
    assert not _read(Shifted(ramp, 2.0), 2400).any()


@pytest.mark.parametrize("rate", [0.5, -1.0])
def test_a_take_sounds_from_its_ranges_start_at_other_speeds(ramp, rate):
    out = _read(Shifted(ramp, 2.0), 2.0 * RATE_HZ + 2400, 1, rate)
    assert out[0] == pytest.approx(0.5, abs=1e-4)


def test_mono_is_heard_on_both_sides_and_surround_keeps_its_centre():
    assert to_stereo(np.ones((3, 1), np.float32)).tolist() == [[1, 1]] * 3
    six = np.zeros((1, 6), np.float32)
    six[0, 2] = 1.0
    assert to_stereo(six)[0] == pytest.approx([0.7071, 0.7071], abs=1e-4)


def test_a_file_is_decoded_at_the_players_rate(tmp_path):
    sound = Pcm(0.5)
    decode_into(sound, write_tone(tmp_path / "a.wav", seconds=0.5, rate=22050), JobContext())
    assert sound.ready == RATE_HZ // 2
    assert np.abs(sound.samples(0, sound.ready)).max() == pytest.approx(0.5, abs=0.02)


def test_more_sound_than_announced_is_dropped(ramp):
    ramp.append(np.zeros((RATE_HZ, 2), np.float32))
    assert ramp.ready == ramp.capacity


def _no_space(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_is_a_sentence_before_anything_is_written(monkeypatch):
    sound = Pcm(1.0)
    monkeypatch.setattr(os, "posix_fallocate", _no_space)
    with pytest.raises(TargetError, match=r"No space left on device\).*Free some space"):
        sound.append(np.zeros((480, 1), np.float32))
    assert sound.ready == 0


def test_a_file_system_that_cannot_reserve_is_written_to(monkeypatch):
    def unsupported(*_: object) -> None:
        raise OSError(errno.EOPNOTSUPP, "Operation not supported")

    monkeypatch.setattr(os, "posix_fallocate", unsupported)
    sound = Pcm(1.0)
    sound.append(np.full((480, 1), 0.5, np.float32))
    assert _read(sound, 0.0, 480) == pytest.approx(0.5, abs=1e-4)


def test_the_space_of_what_is_decoded_is_taken_and_no_more():
    sound = Pcm(3600.0)
    sound.append(np.zeros((480, 1), np.float32))
    assert os.fstat(sound.file).st_blocks * 512 == pytest.approx(16 << 20, rel=0.1)


def test_a_cache_that_cannot_be_written_is_a_sentence():
    cache = Folders.current().cache
    cache.parent.mkdir(parents=True, exist_ok=True)
    cache.write_text("no folder")
    with pytest.raises(TargetError, match="cannot be stored in the cache"):
        Pcm(1.0)
