"""Missing media: what is offered is compared with what the project remembers."""

import shutil

import pytest
from msgspec.structs import replace

from engine.errors import InputError
from engine.progress import JobContext
from engine.project.files import media_file
from engine.project.model import Project, Reference, new_clip, new_id
from engine.project.relinking import with_media_replaced
from gui.document.lost_media import compare, find, lost_files
from tests.gui.helpers import a_file, write_tone, write_video


@pytest.fixture
def drums(tmp_path):
    folder = tmp_path / "old"
    folder.mkdir()
    return media_file(write_video(folder / "drums.mp4"), 1.0)


@pytest.fixture
def project(drums, tmp_path) -> Project:
    """A clip and two references whose folder is gone."""
    folder = drums.path.parent
    sounds = [media_file(write_tone(folder / f"{hz}.wav", hz=hz), 1.0) for hz in (300, 400)]
    references = tuple(Reference(new_id(), file, file.path.stem) for file in sounds)
    project = Project(new_id(), (new_clip(drums),), references)
    folder.rename(tmp_path / "new")
    return project


def test_one_answer_finds_the_whole_folder(project, tmp_path):
    lost = lost_files(project)
    found = find(lost, lost[0], tmp_path / "new" / "drums.mp4", JobContext())
    assert [each.file.path.name for each in found] == ["drums.mp4", "300.wav", "400.wav"]
    assert not any(each.difference for each in found)
    assert lost_files(with_media_replaced(project, {e.lost.path: e.file for e in found})) == []


def test_files_in_other_folders_are_found_at_the_same_relative_path(tmp_path):
    clip = new_clip(a_file(tmp_path, "old/clips/a.mp4"))
    reference = Reference(new_id(), a_file(tmp_path, "old/sounds/b.wav"), "b")
    lost = lost_files_after_move(Project(new_id(), (clip,), (reference,)), tmp_path)
    found = find(lost, lost[0], tmp_path / "new" / "clips" / "a.mp4", JobContext())
    assert found[1].file.path == tmp_path / "new" / "sounds" / "b.wav"


def lost_files_after_move(project: Project, tmp_path):
    (tmp_path / "old").rename(tmp_path / "new")
    return lost_files(project)


def test_renamed_files_are_found_by_their_content(project, tmp_path):
    lost, new = lost_files(project), tmp_path / "new"
    (new / "300.wav").rename(new / "snare.wav")
    found = find(lost, lost[0], new / "drums.mp4", JobContext())
    assert [each.file.path.name for each in found] == ["drums.mp4", "snare.wav", "400.wav"]


def test_a_sound_cannot_replace_a_clip_nor_a_silent_video_a_reference(project, tmp_path):
    clip, reference, _ = lost_files(project)
    with pytest.raises(InputError, match=r"piano.wav has no video, unlike drums.mp4"):
        compare(clip, write_tone(tmp_path / "piano.wav"))
    with pytest.raises(InputError, match=r"has no sound"):
        compare(reference, write_video(tmp_path / "silent.mp4", sound_s=None))


def test_another_file_is_taken_only_with_its_differences(project, tmp_path):
    clip, _, sound = lost_files(project)
    other = write_video(tmp_path / "other.mp4", times_s=[k / 25 for k in range(50)], sound_s=2.0)
    difference = compare(clip, other).difference
    assert "other.mp4 is not the same file as drums.mp4" in difference
    assert "duration 2.0 s instead of 1.0 s" in difference
    assert "bytes" in difference
    twin = write_tone(tmp_path / "twin.wav", hz=401)
    assert "other content of the same size and duration" in compare(sound, twin).difference


def test_namesakes_with_other_content_are_found_with_their_differences(project, tmp_path):
    lost, new = lost_files(project), tmp_path / "new"
    write_tone(new / "300.wav", seconds=3.0)
    shutil.copy(new / "300.wav", new / "unused.wav")
    found = find(lost, lost[0], new / "drums.mp4", JobContext())
    assert [bool(each.difference) for each in found] == [False, True, False]


def test_ranges_stay_within_a_shorter_file(project, drums):
    clip = replace(project.clips[0], in_s=0.2, out_s=0.9)
    reference = replace(project.references[0], start_s=0.7, end_s=0.9)
    ranged = replace(project, clips=(clip,), references=(reference,))
    shorter = {file.path: replace(file, duration_s=0.5) for file in (clip.file, reference.file)}
    after = with_media_replaced(ranged, shorter)
    assert after.clips[0].range_s == (0.2, 0.5)
    assert after.references[0].region_s == (0.0, 0.5)
