"""What a data set says of itself: damage is named by its place, older files stay readable."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from engine.errors import InputError
from engine.events.event import Event
from tests.training.synthetic import sample, write_dataset
from training.data.dataset import Dataset
from training.data.manifest import SampleRecord, read_manifest
from training.data.sample import SampleInfo

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
        Dataset(folder)


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


def test_a_sample_keeps_how_long_its_events_last(folder):
    strikes = sample(0).info
    assert SampleRecord.of(strikes).durations_s == ()
    assert SampleRecord.of(strikes).info().events == tuple(
        replace(event, time_s=round(event.time_s, 4)) for event in strikes.events
    )
    lasting = Event(1.0, duration_s=2.5), Event(5.0)
    record = SampleRecord.of(SampleInfo(label="saw", source="saw", events=lasting))
    assert [event.duration_s for event in record.info().events] == [2.5, 0.0]
    change(next(folder.glob("shards/*/shard.json")), samples=[_with_durations(folder, [1.0])])
    with pytest.raises(InputError, match="damaged"):
        Dataset(folder)


def _with_durations(folder: Path, durations_s: list[float]) -> dict[str, object]:
    stored = json.loads(next(folder.glob("shards/*/shard.json")).read_text())
    return {**stored["samples"][0], "durations_s": durations_s}
