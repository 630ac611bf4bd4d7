"""What a data set says of itself: damage is named by its place, older files stay readable."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from engine.errors import InputError
from tests.training.synthetic import sample, write_dataset
from training.data.dataset import Dataset
from training.data.manifest import SampleRecord, read_manifest
from training.data.shards import read_shards

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def folder(tmp_path) -> Path:
    return write_dataset(tmp_path / "set", 2, arrays=("mel",))


def change(path: Path, **values: object) -> None:
    path.write_text(json.dumps({**json.loads(path.read_text()), **values}))


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"samples": "two"}, "manifest.samples: expected `int`, got `str`"),
        ({"samples": float("inf")}, "manifest.samples: expected `int`, got a number out of range"),
        ({"arrays": ["mel", "smell"]}, "manifest.arrays[1]: invalid enum value 'smell'"),
        ({"shards": {"00000": 5}}, "manifest.shards[...]: expected `str`, got `int`"),
        ({"shards": {"../../x": ""}}, "manifest.shards"),
        ({"shards": {"/etc": ""}}, "manifest.shards"),
        ({"surplus": 1}, "manifest: object contains unknown field `surplus`"),
        ({"mel": {"bins": "80"}}, "manifest.mel.bins: expected `int`, got `str`"),
    ],
)
def test_a_damaged_manifest_is_refused_by_place(folder, values, place):
    change(folder / "manifest.json", **values)
    with pytest.raises(InputError, match=r"set/manifest\.json is missing or damaged") as caught:
        read_manifest(folder)
    assert place in caught.value.message
    assert "\n" not in caught.value.message


def test_a_damaged_sample_of_a_shard_is_named_by_its_place(folder):
    path = folder / "shards" / "00000" / "shard.json"
    samples = json.loads(path.read_text())["samples"]
    samples[1]["events"][0] = [1.0, 7]
    change(path, samples=samples)
    with pytest.raises(
        InputError, match=r"shard\.samples\[1\]\.events\[0\]\[1\]: expected `float`"
    ):
        read_shards(folder, read_manifest(folder))


def test_a_manifest_as_the_first_version_wrote_it_is_read(folder):
    values = json.loads((folder / "manifest.json").read_text())
    assert set(values) == {
        *("format", "arrays", "feature_backend", "feature_version", "origin", "mel"),
        *("samples", "shards"),
    }
    assert values["format"] == 1


def test_a_sample_is_read_as_it_was_written():
    info = sample(3, arrays=("mel",)).info
    assert SampleRecord.of(info).info() == info


def test_data_sets_of_one_kind_are_joined_with_their_splits(folder, tmp_path):
    other = write_dataset(tmp_path / "other", 3, labels=("bell",), arrays=("mel",))
    joined = tmp_path / "joined"
    command = [sys.executable, "scripts/join_datasets.py", str(joined), str(folder), str(other)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    dataset = Dataset(joined)
    assert len(dataset.samples) == 5
    assert dataset.contents.samples == 5
    assert set(dataset.classes) == {*Dataset(folder).classes, "bell"}
