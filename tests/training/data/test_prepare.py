from pathlib import Path

import numpy as np
import pytest
import torch

from engine.errors import CancelledError, DeviceMemoryError, InputError, UsageError
from engine.features.backend import create_backend
from engine.machine.workers.processes import Processes
from engine.phrases import phrase
from engine.progress import JobContext
from tests.training.data.clips import clip
from tests.training.synthetic import sample
from tests.workers import Here
from training.data import clip_check as check
from training.data import folder_check
from training.data import prepare as module
from training.data.check_cache import CheckCache
from training.data.dataset import Dataset
from training.data.manifest import Contents
from training.data.prepare import Extraction, prepare
from training.data.sample import SampleInfo
from training.data.shards import ShardWriter
from training.data.sources import ReadyArrays, find_clips

ORIGIN = "made in a test"


@pytest.fixture
def in_this_process(monkeypatch):
    """Do the work of the processes here, for their start takes seconds."""

    monkeypatch.setattr(Processes, "results", Here().results)


def _clips(folder: Path) -> Path:
    clip(folder / "knock" / "a.mkv", duration_s=1.0, at_s=(0.3,))
    clip(folder / "knock" / "b.mkv", duration_s=1.0, at_s=(0.6,))
    clip(folder / "ring" / "c.mkv", duration_s=1.0, at_s=(0.4,))
    clip(folder / "ring" / "d.mkv", duration_s=1.0, silent=True)
    return folder


def _prepare(folder, output, extraction=None, context=None):
    return prepare(
        find_clips(folder),
        output,
        extraction or Extraction(),
        origin=ORIGIN,
        workers=Processes(1),
        context=context or JobContext(),
    )


@pytest.mark.slow
def test_a_folder_becomes_a_data_set_in_other_processes(tmp_path):
    progress = []
    context = JobContext(report=progress.append)
    prepared = _prepare(_clips(tmp_path / "clips"), tmp_path / "set", context=context)
    dataset = Dataset(tmp_path / "set")
    assert [(each.source, each.label) for each in dataset.samples] == [
        ("knock/a.mkv", "knock"),
        ("knock/b.mkv", "knock"),
        ("ring/c.mkv", "ring"),
    ]
    assert (prepared.samples, prepared.failed) == (3, {})
    assert [each.clip.source for each in prepared.check.checks if each.dropped] == ["ring/d.mkv"]
    features = dataset.read("features", [0])[0]
    assert np.abs(features.astype(np.float32)).max() > 0.1
    assert len(dataset.select("train")) == 2
    assert {each.stage for each in progress} == {"check", "samples"}
    assert progress[-1].fraction == 1.0


@pytest.mark.slow
@pytest.mark.usefixtures("in_this_process")
def test_what_an_interrupted_run_has_written_is_not_made_again(tmp_path):
    folder, output = _clips(tmp_path / "clips"), tmp_path / "set"
    backend = create_backend("motion")
    contents = Contents(
        arrays=("features", "mel", "aligned", "wave"),
        feature_backend=backend.name,
        feature_version=backend.version,
        origin=ORIGIN,
    )
    writer = ShardWriter(output, contents, shard_samples=1)
    marked = sample(0)
    info = SampleInfo(label="knock", source="knock/b.mkv")
    writer.add(type(marked)(info, marked.arrays))
    with pytest.raises(InputError, match="not complete"):
        Dataset(output)
    assert _prepare(folder, output).samples == 3
    dataset = Dataset(output)
    assert sorted(each.source for each in dataset.samples) == [
        "knock/a.mkv",
        "knock/b.mkv",
        "ring/c.mkv",
    ]
    assert dataset.samples[0].source == "knock/b.mkv"
    np.testing.assert_array_equal(dataset.read("mel", [0])[0], marked.arrays["mel"])


@pytest.mark.usefixtures("in_this_process")
def test_a_gpu_without_memory_ends_the_work_with_advice_and_blames_no_clip(tmp_path, monkeypatch):
    def make_sample(*_):
        raise torch.OutOfMemoryError

    monkeypatch.setattr(module, "make_sample", make_sample)
    with pytest.raises(DeviceMemoryError, match="fewer workers"):
        _prepare(_clips(tmp_path / "clips"), tmp_path / "set")


@pytest.mark.slow
@pytest.mark.usefixtures("in_this_process")
def test_a_cancelled_run_leaves_a_set_to_go_on_with_and_a_complete_one_is_refused(tmp_path):
    folder, output = _clips(tmp_path / "clips"), tmp_path / "set"
    reported = []
    cancelling = JobContext(report=reported.append, cancelled=lambda: len(reported) > 3)
    with pytest.raises(CancelledError):
        _prepare(folder, output, context=cancelling)
    with pytest.raises(InputError, match="not complete"):
        Dataset(output)
    _prepare(folder, output)
    assert len(Dataset(output).samples) == 3
    with pytest.raises(UsageError, match="complete"):
        _prepare(folder, output)


@pytest.mark.slow
@pytest.mark.usefixtures("in_this_process")
def test_no_clip_is_examined_twice_unless_it_changed(tmp_path, monkeypatch):
    folder, output = _clips(tmp_path / "clips"), tmp_path / "set"
    checked = []

    def check_clip(each):
        checked.append(each.source)
        return check.check_clip(each)

    monkeypatch.setattr(folder_check, "check_clip", check_clip)
    with pytest.raises(CancelledError):
        _prepare(folder, output, context=JobContext(cancelled=lambda: len(checked) == 3))
    with (output / "examined.jsonl").open("a") as file:
        file.write('\n{"format": 1, "source": "ring/d.mk')  # as an ended process leaves it
    clip(folder / "knock" / "b.mkv", duration_s=1.0, at_s=(0.7,))
    prepared = _prepare(folder, output)
    assert checked == ["knock/a.mkv", "knock/b.mkv", "ring/c.mkv", "knock/b.mkv", "ring/d.mkv"]
    assert prepared.check == folder_check.check_folder(
        find_clips(folder), Processes(1), JobContext()
    )
    assert not (output / "examined.jsonl").exists()


@pytest.mark.slow
@pytest.mark.usefixtures("in_this_process")
def test_what_was_just_checked_is_not_examined_again_by_the_preparation(tmp_path, monkeypatch):
    folder, checked = _clips(tmp_path / "clips"), []

    def check_clip(each):
        checked.append(each.source)
        return check.check_clip(each)

    monkeypatch.setattr(folder_check, "check_clip", check_clip)
    found = find_clips(folder, exclude=["knock/a.mkv"])
    before = module.check(found, Extraction(), workers=Processes(1), context=JobContext())
    clip(folder / "knock" / "b.mkv", duration_s=1.0, at_s=(0.7,))
    (folder / "ring" / "c.mkv").touch()
    checked.clear()
    prepared = _prepare(folder, tmp_path / "set")
    assert checked == ["knock/a.mkv", "knock/b.mkv", "ring/c.mkv"]
    assert prepared.check.checks[-1] == before.checks[-1]
    checked.clear()
    again = module.check(find_clips(folder), Extraction(), context=JobContext())
    assert (checked, again) == ([], prepared.check)


def test_a_clip_that_could_not_be_read_is_examined_again(tmp_path):
    (tmp_path / "broken.mkv").write_bytes(b"no film")
    (broken,) = find_clips(tmp_path)
    CheckCache([broken], tmp_path).remember(check.check_clip(broken))
    assert not CheckCache([broken], tmp_path).recall([broken])
    CheckCache([broken], tmp_path).remember(check.ClipCheck(clip=broken, peak=0.5))
    assert CheckCache([broken], tmp_path).recall([broken])[broken].peak == 0.5


@pytest.mark.slow
@pytest.mark.usefixtures("in_this_process")
def test_a_clip_that_vanishes_after_the_check_is_named_and_the_rest_is_made(tmp_path, monkeypatch):
    folder, output = _clips(tmp_path / "clips"), tmp_path / "set"
    checked = module.check

    def check_then_remove(*arguments, **options):
        seen = checked(*arguments, **options)
        (folder / "knock" / "a.mkv").unlink()
        return seen

    monkeypatch.setattr(module, "check", check_then_remove)
    prepared = _prepare(folder, output)
    assert list(prepared.failed) == ["knock/a.mkv"]
    assert prepared.samples == 2


@pytest.mark.usefixtures("in_this_process")
def test_nothing_usable_is_an_error_before_the_work(tmp_path):
    clip(tmp_path / "clips" / "a.mkv", duration_s=1.0, silent=True)
    with pytest.raises(InputError, match="Not one of the 1 clips"):
        _prepare(tmp_path / "clips", tmp_path / "set")


def _ready(folder: Path, identity: str, level: float) -> ReadyArrays:
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{identity}_{name}.npy" for name in ("rgb", "flow", "mel")]
    for path in paths[:2]:
        np.save(path, np.full((215, 1024), level, np.float16))
    np.save(paths[2], np.full((80, 860), level, np.float32))
    return ReadyArrays(*paths)


@pytest.mark.slow
@pytest.mark.usefixtures("in_this_process")
def test_ready_arrays_become_a_data_set_without_any_video(tmp_path):
    _ready(tmp_path / "clips" / "features" / "dog", "1", 0.25)
    _prepare(tmp_path / "clips", tmp_path / "set")
    dataset = Dataset(tmp_path / "set")
    assert dataset.contents.arrays == ("features", "mel", "aligned")
    assert dataset.contents.feature_backend == "bninception"
    assert (dataset.read("features", [0]) == 0.25).all()
    assert (dataset.read("mel", [0]) == 0.25).all()


@pytest.mark.usefixtures("in_this_process")
def test_a_clip_without_ready_features_is_left_out_where_they_are_wanted(tmp_path):
    folder = tmp_path / "clips"
    _ready(folder / "features" / "dog", "1", 0.25)
    clip(folder / "videos" / "dog" / "2.mkv", duration_s=1.0, at_s=(0.3,))
    clips = find_clips(folder)
    for extraction, sources in (
        (Extraction("bninception"), ["dog/1"]),
        (Extraction(), ["dog/2.mkv"]),
    ):
        seen = module.check(clips, extraction, workers=Processes(1), context=JobContext())
        assert [each.clip.source for each in seen.used] == sources


@pytest.mark.parametrize(
    "damage", ['{"format": 4}', '{"format": 3}', "[" * 100_000, '{"format": 1}', "\x00", "7"]
)
def test_a_damaged_line_of_a_check_hides_no_other(tmp_path, damage):
    (tmp_path / "a.mkv").write_bytes(b"film")
    (found,) = find_clips(tmp_path)
    known = check.ClipCheck(
        clip=found, peak=0.5, findings=(check.Finding("clipped", phrase("much")),)
    )
    CheckCache([found], tmp_path).remember(known)
    path = tmp_path / "examined.jsonl"
    path.write_text(damage + "\n" + path.read_text() + "\n" + damage)
    assert CheckCache([found], tmp_path).recall([found]) == {found: known}


def test_a_known_check_is_that_of_the_clip_with_its_class_of_now(tmp_path):
    (tmp_path / "a.mkv").write_bytes(b"film")
    (found,) = find_clips(tmp_path)
    CheckCache([found], tmp_path).remember(check.ClipCheck(clip=found, peak=0.5))
    (labelled,) = find_clips(tmp_path, labels={"a.mkv": "dog"})
    assert CheckCache([found], tmp_path).recall([labelled])[labelled].clip == labelled
