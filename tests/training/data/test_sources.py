"""Finding clips: by name only, so empty files are enough."""

import os
from pathlib import Path

import pytest

from engine.errors import InputError, UsageError
from training.data.sources import find_clips, read_excluded, read_labels


def _touch(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return folder


def test_the_layout_of_vas_is_recognised_and_ready_arrays_belong_to_their_video(tmp_path):
    _touch(tmp_path, "videos/dog/1.mp4", "videos/gun/1.mp4")
    _touch(tmp_path, *(f"features/dog/1_{each}.npy" for each in ("rgb", "flow", "mel")))
    dog, gun = find_clips(tmp_path)
    assert (dog.source, dog.label) == ("dog/1.mp4", "dog")
    assert dog.ready is not None
    assert dog.ready.flow.name == "1_flow.npy"
    assert gun.ready is None


def test_ready_arrays_without_a_video_are_a_clip_and_incomplete_ones_are_none(tmp_path):
    _touch(tmp_path, *(f"features/dog/a.b_{each}.npy" for each in ("rgb", "flow", "mel")))
    _touch(tmp_path, *(f"features/dog/2_{each}.npy" for each in ("rgb", "mel")))
    (clip,) = find_clips(tmp_path)
    assert (clip.source, clip.label, clip.video) == ("dog/a.b", "dog", None)


def test_the_folder_is_the_class_and_a_name_s_beginning_that_of_a_clip_without_one(tmp_path):
    _touch(tmp_path, "x/knock/a.MKV", "x/gun__b.mp4", "x/readme.txt", "x/.d.mp4", "gun__e.mp4")
    labels = {clip.source: clip.label for clip in find_clips(tmp_path)}
    assert labels == {"x/gun__b.mp4": "x", "x/knock/a.MKV": "knock", "gun__e.mp4": "gun"}


def test_features_as_regnet_and_specvqgan_publish_them_belong_to_their_video(tmp_path):
    _touch(tmp_path, "videos/dog/v[1].mp4")
    for name in ("v[1]", "v2"):
        for stream in ("rgb", "flow"):
            folder = f"features/dog/feature_{stream}_bninception_dim1024_21.5fps"
            _touch(tmp_path, f"{folder}/{name}.pkl")
        _touch(tmp_path, f"features/dog/melspec_10s_22050hz/{name}_mel.npy")
    _touch(tmp_path, "features/dog/melspec_10s_22050hz/v3_mel.npy")
    without, with_video = find_clips(tmp_path)
    assert (with_video.source, with_video.label) == ("dog/v[1].mp4", "dog")
    assert with_video.ready is not None
    assert with_video.ready.rgb.parent.name.startswith("feature_rgb")
    assert with_video.ready.flow.name == "v[1].pkl"
    assert (without.source, without.label, without.video) == ("dog/v2", "dog", None)


def test_only_the_classes_asked_for_are_taken(tmp_path):
    _touch(tmp_path, "dog/1.mp4", "gun/1.mp4")
    assert [clip.label for clip in find_clips(tmp_path, classes=("gun",))] == ["gun"]
    with pytest.raises(UsageError, match="Did you mean gun"):
        find_clips(tmp_path, classes=("gum",))


def test_a_folder_without_clips_and_no_folder_are_refused(tmp_path):
    with pytest.raises(InputError, match="no clip"):
        find_clips(tmp_path)
    with pytest.raises(InputError, match="no folder"):
        find_clips(tmp_path / "absent")


def test_a_name_that_is_no_utf_8_can_be_written(tmp_path):
    _touch(tmp_path, "d\udcffg/\udcff.mp4", "d\udcffg__1.mp4")
    in_folder, marked = find_clips(tmp_path)
    assert in_folder.source.encode() == "d\ufffdg/\ufffd.mp4".encode()
    assert {clip.label.encode() for clip in (in_folder, marked)} == {"d\ufffdg".encode()}
    assert all(clip.video is not None and clip.video.exists() for clip in (in_folder, marked))


def test_clips_are_left_out_by_name_and_a_name_that_is_none_is_refused(tmp_path):
    _touch(tmp_path, "dog/1.mp4", "dog/2.mp4", "gun/1.mp4")
    left = find_clips(tmp_path, exclude=("dog/1.mp4",))
    assert [clip.source for clip in left] == ["dog/2.mp4", "gun/1.mp4"]
    # One of a class that is not wanted is no mistake: the list was made of the whole folder.
    left = find_clips(tmp_path, classes=("dog",), exclude=("gun/1.mp4",))
    assert [clip.source for clip in left] == ["dog/1.mp4", "dog/2.mp4"]
    with pytest.raises(UsageError, match="Did you mean dog/1"):
        find_clips(tmp_path, exclude=("dgo/1.mp4",))


def test_nothing_is_left_where_every_clip_is_left_out(tmp_path):
    _touch(tmp_path, "dog/1.mp4")
    with pytest.raises(InputError, match="Every clip is excluded"):
        find_clips(tmp_path, exclude=("dog/1.mp4",))


def test_a_list_of_clips_to_leave_out_is_a_line_each(tmp_path):
    path = tmp_path / "out.txt"
    path.write_text("dog/1, the old one.mp4\n\n видео/2.mp4 \n", encoding="utf-8")
    assert read_excluded(path) == ["dog/1, the old one.mp4", "видео/2.mp4"]
    with pytest.raises(InputError, match="cannot be read"):
        read_excluded(tmp_path / "absent.txt")


def test_a_pipe_and_odd_bytes_are_no_list_of_clips(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "odd.txt").write_bytes(b"\xff\xfe\xfd")
    for name in ("pipe.txt", "odd.txt"):
        with pytest.raises(InputError, match="cannot be read"):
            read_excluded(tmp_path / name)


def test_a_table_says_the_class_where_the_folder_does_not(tmp_path):
    _touch(tmp_path, "new/1.mp4", "new/2.mp4", "dog/3.mp4")
    table = tmp_path / "labels.csv"
    table.write_text("source;label\nnew/1.mp4;cat\nnew/2.mp4;dog\n")  # as a spreadsheet saves it
    labels = read_labels(table)
    found = find_clips(tmp_path, labels=labels)
    assert {clip.source: clip.label for clip in found} == {
        "dog/3.mp4": "dog",
        "new/1.mp4": "cat",
        "new/2.mp4": "dog",
    }
    chosen = find_clips(tmp_path, classes=("dog",), labels=labels)
    assert [clip.source for clip in chosen] == ["dog/3.mp4", "new/2.mp4"]
    with pytest.raises(UsageError, match=r"no clip 'new/4.mp4' to label"):
        find_clips(tmp_path, labels={"new/4.mp4": "cat"})


def test_a_table_of_classes_may_name_any_file_in_any_order(tmp_path):
    table = tmp_path / "labels.csv"
    table.write_text('# mine\nLabel,source\ncat,#1.mp4\ndog,"#2, old.mp4"\n')
    assert read_labels(table) == {"#1.mp4": "cat", "#2, old.mp4": "dog"}


@pytest.mark.parametrize(
    "text", ["", "clip,label\na,b\n", "source,label\na,\n", "source,label\na\n"]
)
def test_what_is_no_table_of_classes_is_refused(tmp_path, text):
    (tmp_path / "labels.csv").write_text(text)
    with pytest.raises(InputError, match=r"labels.csv"):
        read_labels(tmp_path / "labels.csv")
