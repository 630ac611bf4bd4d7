from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.dubbing.mix.fitting import SoundFormat
from engine.dubbing.mix.stems import stem_files, stem_paths
from engine.errors import OutputExistsError

STEREO = SoundFormat(48000, 2)


def read(path):
    return soundfile.read(path, dtype="int32", always_2d=True)[0] >> 8


def write(folder, sounds, **options):
    paths = stem_paths(folder, [f"Sound {k}" for k in range(len(sounds))])
    groups = [(path, slice(k, k + 1)) for k, path in enumerate(paths)]
    with stem_files(groups, STEREO, overwrite=False, **options) as files:
        for part in np.split(sounds, [1000, 1001], axis=1):
            files.write(part)
    return paths


def test_the_files_add_up_to_the_rounded_sum(tmp_path):
    sounds = np.random.default_rng(0).uniform(-0.1, 0.1, (9, 5000, 2)).astype(np.float32)
    files = [read(path).astype(np.int64) for path in write(tmp_path, sounds)]
    exact = sounds.astype(np.float64).sum(axis=0) * 2**23
    np.testing.assert_array_equal(sum(files), np.floor(exact))
    for file, sound in zip(files, sounds, strict=True):
        assert np.abs(file - sound * 2.0**23).max() <= 1.0


def test_a_sound_beyond_full_scale_is_clipped_and_the_next_takes_the_rest(tmp_path):
    sounds = np.full((2, 2000, 2), 1.5, np.float32)
    sounds[1] = -1.0
    first, second = (read(path).astype(np.int64) for path in write(tmp_path, sounds))
    assert (first == 8388607).all()
    assert np.abs(first + second - 0.5 * 2**23).max() <= 1


def test_names_become_names_of_files():
    paths = stem_paths(Path("stems"), ["Steps / left: 1", "", "..", "steps", "Steps", "ü видео"])
    assert [path.name for path in paths] == [
        "Steps left 1.wav",
        "Track 2.wav",
        "Track 3.wav",
        "steps.wav",
        "Steps 2.wav",
        "ü видео.wav",
    ]


def test_no_file_appears_when_the_work_fails(tmp_path):
    with (
        pytest.raises(KeyError),
        stem_files([(tmp_path / "a.wav", slice(1))], STEREO, overwrite=False),
    ):
        raise KeyError
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_appeared_meanwhile_is_kept(tmp_path):
    (tmp_path / "Sound 0.wav").write_text("mine")
    with pytest.raises(OutputExistsError):
        write(tmp_path, np.zeros((1, 2000, 2), np.float32))
    assert (tmp_path / "Sound 0.wav").read_text() == "mine"
