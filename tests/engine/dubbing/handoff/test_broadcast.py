"""Broadcast Wave files: the samples, and where they begin."""

from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

from engine.dubbing.handoff.broadcast import BroadcastWave


def tags(path):
    with av.open(str(path)) as container:
        return dict(container.metadata)


@pytest.mark.parametrize("channels", [1, 2, 6])
def test_all_24_bits_are_kept(tmp_path, channels):
    sound = np.random.default_rng(0).integers(-(2**23), 2**23, (5000, channels)) << 8
    sound = sound.astype(np.int32)
    with BroadcastWave(tmp_path / "x.wav", 48000, channels) as file:
        for part in np.array_split(sound, 3):
            file.write(part)
    read, rate_hz = soundfile.read(tmp_path / "x.wav", dtype="int32", always_2d=True)
    assert rate_hz == 48000
    assert soundfile.info(tmp_path / "x.wav").subtype == "PCM_24"
    np.testing.assert_array_equal(read, sound)


def test_it_says_where_on_the_clock_it_starts(tmp_path):
    hour = 3600 * 48000
    with BroadcastWave(
        tmp_path / "x.wav", 48000, 2, first_sample=hour + 1, description="Steps"
    ) as file:
        file.write(np.zeros((10, 2), np.int32))
    told = tags(tmp_path / "x.wav")
    assert told["time_reference"] == str(hour + 1)
    assert (told["comment"], told["encoded_by"]) == ("Steps", "VarietySound Studio")


def test_a_long_description_is_cut_between_characters(tmp_path):
    with BroadcastWave(tmp_path / "x.wav", 48000, 1, description="ü" * 200) as file:
        file.write(np.zeros((10, 1), np.int32))
    assert set(tags(tmp_path / "x.wav")["comment"]) == {"ü"}


def test_an_empty_file_is_a_file(tmp_path):
    with BroadcastWave(tmp_path / "x.wav", 48000, 2):
        pass
    assert soundfile.info(tmp_path / "x.wav").frames == 0


def test_a_name_with_a_colon_is_a_file_and_no_protocol(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with BroadcastWave(Path("1:2.wav"), 48000, 2):
        pass
    assert (tmp_path / "1:2.wav").is_file()


def test_floats_are_rounded_as_by_libsndfile(tmp_path):
    sound = np.random.default_rng(0).uniform(-0.99, 0.99, (50_000, 2)).astype(np.float32) ** 5
    sound[:2] = [[1.5, 1.0], [-1.0, -1.5]]
    with BroadcastWave(tmp_path / "x.wav", 48000, 2) as file:
        file.write_floats(sound)
    soundfile.write(tmp_path / "y.wav", sound, 48000, subtype="PCM_24")
    ours, theirs = (soundfile.read(tmp_path / name)[0] for name in ("x.wav", "y.wav"))
    np.testing.assert_array_equal(ours, theirs)
