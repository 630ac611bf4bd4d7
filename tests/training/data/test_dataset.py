import errno
import hashlib
import json
import os
import shutil
from dataclasses import replace

import numpy as np
import pytest

from engine.errors import CancelledError, InputError, TargetError, UsageError
from engine.events.event import Event
from engine.phrases import Phrase
from engine.progress import JobContext
from tests.training.synthetic import contents, sample, write_dataset
from training.data.dataset import Dataset
from training.data.manifest import data_digest
from training.data.shards import ShardWriter, only_writer


@pytest.fixture
def folder(tmp_path):
    return write_dataset(tmp_path / "a set", 12, arrays=("mel",))


def writer(folder, **options) -> ShardWriter:
    return ShardWriter(folder, contents(("mel",)), **options)


def test_a_data_set_gives_back_what_was_put_in(tmp_path):
    dataset = Dataset(write_dataset(tmp_path / "set", 3, shard_samples=2))
    for number in range(3):
        put = sample(number, label=("knock", "ring")[number % 2])
        assert dataset.samples[number] == put.info
        for array, values in put.arrays.items():
            assert np.array_equal(dataset.read(array, [number])[0], values)


def test_samples_of_several_shards_come_in_the_order_asked_for(folder):
    dataset = Dataset(folder)
    read = dataset.read("mel", [11, 0, 7])
    assert [np.array_equal(read[k], dataset.read("mel", [n])[0]) for k, n in enumerate((11, 0, 7))]
    assert read.dtype == np.float16


def test_events_keep_their_time_and_strength(folder):
    assert Dataset(folder).samples[1].events == (Event(1.1, 1.0), Event(5.2, 1.0))


def test_what_is_known_of_the_way_of_the_sound_is_kept(tmp_path):
    late = write_dataset(tmp_path / "set", 3, arrays=("mel",), sound_delay_s=0.125)
    (info, *_) = Dataset(late).samples
    assert [event.time_s for event in info.events] == [1.125, 5.125]
    assert [event.time_s for event in info.seen] == [1.0, 5.0]


def test_a_data_set_of_before_that_was_known_opens(folder):
    shard = folder / "shards" / "00000" / "shard.json"
    stored = json.loads(shard.read_text())
    for sample_ in stored["samples"]:
        del sample_["sound_delay_s"]
    shard.write_text(json.dumps(stored))
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["shards"]["00000"] = hashlib.sha256(shard.read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))
    (info, *_) = Dataset(folder).samples
    assert info.seen == info.events


def test_the_sides_of_the_split_are_disjoint_and_complete(folder):
    dataset = Dataset(folder)
    sides = [set(dataset.select(split)) for split in ("train", "validation", "test")]
    assert sorted(set.union(*sides)) == list(range(12))
    assert sum(len(side) for side in sides) == 12


def test_windows_of_one_source_stand_on_one_side(tmp_path):
    made = writer(tmp_path / "set")
    for number in range(8):
        for start_s in (0.0, 10.0, 20.0):
            put = sample(number, arrays=("mel",))
            made.add(replace(put, info=replace(put.info, start_s=start_s)))
    made.finish(1)
    dataset = Dataset(tmp_path / "set")
    sides = [
        {dataset.samples[n].source for n in dataset.select(split)}
        for split in ("train", "validation", "test")
    ]
    assert not sides[0] & sides[1]
    assert not sides[0] & sides[2]
    assert not sides[1] & sides[2]
    assert len(dataset.select("train")) == 18


def test_classes_can_be_chosen(folder):
    dataset = Dataset(folder)
    assert dataset.classes == ["knock", "ring"]
    chosen = dataset.select("train", ["ring"])
    assert {dataset.samples[n].label for n in chosen} == {"ring"}
    with pytest.raises(UsageError, match="Did you mean ring"):
        dataset.select("train", ["rng"])


def test_a_split_that_leaves_nothing_to_train_on_is_refused(folder):
    table = folder / "splits.csv"
    table.write_text(table.read_text().replace(",train", ",test"))
    with pytest.raises(InputError, match="no samples to train on"):
        Dataset(folder).select("train")


def test_a_split_without_some_source_is_refused(folder):
    table = folder / "splits.csv"
    table.write_text("".join(table.read_text().splitlines(keepends=True)[:-1]))
    with pytest.raises(InputError, match="does not say where"):
        Dataset(folder)


def test_arrays_that_a_training_needs_and_the_set_lacks_are_named(folder):
    with pytest.raises(InputError, match="lacks what it needs: features, wave"):
        Dataset(folder).require(("features", "mel", "wave"), Phrase("it"))


# interrupted


def test_an_interrupted_data_set_is_said_to_be_one(tmp_path):
    made = writer(tmp_path / "set", shard_samples=2)
    for number in range(3):
        made.add(sample(number, arrays=("mel",)))
    with pytest.raises(InputError, match=r"not complete.*again"):
        Dataset(tmp_path / "set")


def test_an_interrupted_data_set_is_gone_on_with(tmp_path):
    made = writer(tmp_path / "set", shard_samples=2)
    for number in range(3):
        made.add(sample(number, arrays=("mel",)))
    (tmp_path / "set" / "shards" / "00001.part").mkdir()  # as left by a killed process
    again = writer(tmp_path / "set", shard_samples=2)
    assert again.done == {("knock/0.mp4", 0.0), ("knock/1.mp4", 0.0)}
    for number in (2, 3):
        again.add(sample(number, arrays=("mel",)))
    again.finish(0)
    dataset = Dataset(tmp_path / "set")
    assert [info.source for info in dataset.samples] == [f"knock/{n}.mp4" for n in range(4)]


def test_an_interrupted_data_set_is_not_gone_on_with_other_contents(tmp_path):
    writer(tmp_path / "set").add(sample(0, arrays=("mel",)))
    with pytest.raises(UsageError, match="other features or arrays"):
        ShardWriter(tmp_path / "set", contents())


def test_a_complete_data_set_is_not_written_to(folder):
    with pytest.raises(UsageError, match="complete"):
        writer(folder)


def test_a_data_set_without_samples_is_refused(tmp_path):
    with pytest.raises(InputError, match="no samples"):
        writer(tmp_path / "set").finish(0)


def test_a_full_disk_is_said_in_a_sentence(tmp_path, monkeypatch):
    made = writer(tmp_path / "set", shard_samples=1)

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(TargetError, match="No space"):
        made.add(sample(0, arrays=("mel",)))


def test_a_sample_of_another_shape_is_refused(tmp_path):
    wrong = sample(0, arrays=("mel",))
    wrong.arrays["mel"] = wrong.arrays["mel"][:, :-1]
    with pytest.raises(ValueError, match=r"\(80, 860\).*\(80, 859\)"):
        writer(tmp_path / "set").add(wrong)


# damaged


def test_what_is_no_data_set_is_said_to_be_none(tmp_path):
    with pytest.raises(InputError, match="no data set"):
        Dataset(tmp_path)


@pytest.mark.parametrize("victim", ["mel.npy", "shard.json"])
@pytest.mark.parametrize("damage", ["missing", "cut", "longer"])
def test_a_damaged_file_is_found_when_the_set_is_opened(folder, victim, damage):
    path = folder / "shards" / "00001" / victim
    if damage == "missing":
        path.unlink()
    elif damage == "cut":
        os.truncate(path, path.stat().st_size - 1)
    else:
        path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(InputError, match=f"00001/{victim}"):
        Dataset(folder)


def test_a_flipped_bit_is_found_by_the_checksums(folder):
    path = folder / "shards" / "00001" / "mel.npy"
    content = bytearray(path.read_bytes())
    content[-100] ^= 1
    path.write_bytes(content)
    dataset = Dataset(folder)
    with pytest.raises(InputError, match="damaged"):
        dataset.verify(JobContext())


def test_a_whole_set_passes_the_checksums_and_shows_progress(folder):
    seen = []
    Dataset(folder).verify(JobContext(report=lambda progress: seen.append(progress.fraction)))
    assert len(seen) == 3
    with pytest.raises(CancelledError):
        Dataset(folder).verify(JobContext(cancelled=lambda: True))


def test_a_pickle_in_place_of_an_array_is_never_loaded(folder):
    path = folder / "shards" / "00000" / "mel.npy"
    size = path.stat().st_size
    with path.open("wb") as file:
        np.save(file, np.array([{"a": 1}], dtype=object), allow_pickle=True)
        file.write(bytes(size - file.tell()))
    with pytest.raises(InputError, match="damaged"):
        Dataset(folder)


@pytest.mark.parametrize("damage", ["missing", "cut"])
def test_a_set_that_vanishes_while_it_is_used_is_said_to_have(folder, damage):
    dataset = Dataset(folder)
    dataset.read("mel", [0])
    if damage == "missing":
        shutil.rmtree(folder)
    else:
        os.truncate(folder / "shards" / "00000" / "mel.npy", 1000)
    with pytest.raises(InputError, match=r"00000/mel\.npy is"):
        dataset.read("mel", [0])


@pytest.mark.parametrize(
    ("change", "words"),
    [({"format": 2}, "newer version"), ({"mel": {"bins": 128}}, "another mel")],
)
def test_a_set_that_this_version_cannot_use_is_refused(folder, change, words):
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    with pytest.raises(InputError, match=words):
        Dataset(folder)


def test_samples_are_taken_of_all_classes_in_turn(tmp_path):
    labels = ("dog", "dog", "dog", "dog", "dog", "drum", "drum", "gun")
    dataset = Dataset(write_dataset(tmp_path / "set", count=8, labels=labels))
    chosen = dataset.of_each_class(np.arange(1, 8), 6)
    assert [dataset.samples[number].label for number in chosen] == [
        *("dog", "drum", "gun", "dog", "drum", "dog")
    ]
    assert set(chosen) <= set(range(1, 8))
    assert sorted(dataset.of_each_class(np.arange(8), 99)) == list(range(8))


def test_a_data_set_is_prepared_by_one_process_at_a_time(tmp_path):
    folder = tmp_path / "set"
    with (
        only_writer(folder),
        pytest.raises(UsageError, match="Another process is preparing"),
        only_writer(folder),
    ):
        pass
    with only_writer(folder):
        writer(folder)


def test_a_folder_that_holds_something_else_is_left_as_it_is(tmp_path):
    (tmp_path / "splits.csv").write_text("mine")
    with (
        pytest.raises(UsageError, match="holds other files, such as splits"),
        only_writer(tmp_path),
    ):
        pass
    assert [each.name for each in tmp_path.iterdir()] == ["splits.csv"]


@pytest.mark.parametrize("name", ["left-out.txt", "changed-classes.csv", ".DS_Store"])
def test_what_the_window_and_the_system_keep_there_is_no_obstacle(tmp_path, name):
    (tmp_path / name).touch()
    with only_writer(tmp_path):
        pass


def test_data_sets_are_told_apart_by_their_samples_and_their_split(folder, tmp_path):
    digest = data_digest(folder)
    moved = tmp_path / "moved"
    folder.rename(moved)
    assert data_digest(moved) == digest
    other = write_dataset(tmp_path / "a set", 11, arrays=("mel",))
    assert data_digest(other) != digest
    splits = moved / "splits.csv"
    splits.write_text(splits.read_text().replace(",test", ",train"))
    assert data_digest(moved) != digest
