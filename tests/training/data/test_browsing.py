"""Looking at the samples of a data set, one at a time."""

import argparse

import numpy as np
import pytest

from engine.errors import InputError
from engine.machine.workers.processes import Processes
from tests.training.data.clips import clip
from tests.training.synthetic import write_dataset
from tests.workers import Here
from training.cli.prepare import add_commands
from training.data.browsing import Browser
from training.data.dataset import Dataset


@pytest.fixture
def prepared(tmp_path, monkeypatch):
    monkeypatch.setattr(Processes, "results", Here().results)
    clip(tmp_path / "clips" / "knock" / "a.mkv", duration_s=1.0, at_s=(0.3,))
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers())
    words = ["prepare", str(tmp_path / "clips"), "--output", str(tmp_path / "set")]
    options = parser.parse_args(words)
    assert options.run(options) == 0
    return tmp_path / "set"


def test_all_samples_are_listed_a_shard_at_a_time_as_the_data_set_numbers_them(tmp_path):
    folder = write_dataset(tmp_path / "set", count=12, shard_samples=5)
    dataset = Dataset(folder)
    parts = list(Browser(folder).entries())
    assert [len(part) for part in parts] == [5, 5, 2]
    entries = [entry for part in parts for entry in part]
    assert [entry.number for entry in entries] == list(range(12))
    assert [entry.info for entry in entries] == dataset.samples
    for split in ("train", "validation", "test"):
        numbers = [entry.number for entry in entries if entry.split == split]
        assert numbers == dataset.select(split).tolist()


def test_a_sample_is_read_as_it_is_stored(tmp_path):
    folder = write_dataset(tmp_path / "set", count=12, shard_samples=5)
    browser, dataset = Browser(folder), Dataset(folder)
    entry = list(browser.entries())[1][2]
    excerpt = browser.read(entry)
    assert np.array_equal(excerpt.mel, dataset.read("mel", [7])[0].astype(np.float32))
    assert np.array_equal(excerpt.wave, dataset.read("wave", [7])[0])
    assert excerpt.clip is None


def test_a_shard_that_is_not_reached_is_not_read(tmp_path):
    folder = write_dataset(tmp_path / "set", count=12, shard_samples=5)
    (folder / "shards" / "00001" / "shard.json").write_text("damaged")
    entries = Browser(folder).entries()
    assert len(next(entries)) == 5
    with pytest.raises(InputError, match="damaged"):
        next(entries)


def test_what_a_data_set_lacks_is_none(tmp_path):
    folder = write_dataset(tmp_path / "set", count=3, arrays=("mel", "aligned"))
    browser = Browser(folder)
    excerpt = browser.read(next(browser.entries())[0])
    assert excerpt.wave is None
    assert excerpt.pictures is None
    assert excerpt.mel is not None


def test_a_prepared_clip_is_seen_in_its_features_and_in_its_file(tmp_path, prepared):
    browser = Browser(prepared)
    (entry,) = next(browser.entries())
    excerpt = browser.read(entry)
    assert excerpt.clip == tmp_path / "clips" / "knock" / "a.mkv"
    assert excerpt.pictures.shape == (215, 16, 16)
    first = excerpt.pictures[0].astype(int)
    assert first.max() - first.min() > 100  # a bright square over dark grey
    excerpt.clip.unlink()
    assert browser.read(entry).clip is None
    (prepared / "clips-folder.txt").unlink()
    assert Browser(prepared).read(entry).clip is None
