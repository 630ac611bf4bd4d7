"""Finding missing media: one question about all that differs, and a notice that stays true."""

import shutil

import pytest
from PySide6.QtWidgets import QFileDialog

from engine.project.files import media_file
from engine.project.model import Project, Reference, new_clip, new_id
from gui import relink_commands
from gui.relink_commands import RelinkCommands
from tests.gui.helpers import write_tone, write_video
from tests.gui.window_tools import let_all_end


@pytest.fixture
def commands(services, tmp_path) -> RelinkCommands:
    """A project whose clip and reference lie in a folder that was renamed."""
    folder = tmp_path / "old"
    folder.mkdir()
    clip = new_clip(media_file(write_video(folder / "drums.mp4"), 1.0))
    sound = media_file(write_tone(folder / "hit.wav"), 1.0)
    project = Project(new_id(), (clip,), (Reference(new_id(), sound, "hit"),))
    folder.rename(tmp_path / "new")
    commands = RelinkCommands(services, services.banners)
    services.document.replaced.connect(commands.tell_missing)
    services.document.replace_project(project, None)
    assert services.banners.texts()[0].startswith("Missing media: drums.mp4 and 1 more")
    return commands


@pytest.fixture
def choose(commands, services, qtbot, monkeypatch):
    asked: list[str] = []

    def chosen(path, answer: str = "") -> list[str]:
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
        monkeypatch.setattr(
            relink_commands, "ask", lambda _w, _t, text, _c: asked.append(text) or answer
        )
        commands.relink()
        for _ in ("what is damaged", "the search"):
            let_all_end(qtbot, services.runner)
        return asked

    return chosen


def test_one_answer_relinks_the_folder_and_ends_the_notice(choose, services, tmp_path):
    assert choose(tmp_path / "new" / "drums.mp4") == []
    assert services.document.project.clips[0].file.path == tmp_path / "new" / "drums.mp4"
    assert services.document.project.references[0].file.path == tmp_path / "new" / "hit.wav"
    assert services.banners.texts() == ["All media found."]


def test_a_piano_is_refused_for_a_drum_clip(choose, services, tmp_path):
    before = services.document.project
    choose(write_tone(tmp_path / "piano.wav"))
    assert services.document.project == before
    assert any("piano.wav has no video" in text for text in services.banners.texts())
    assert any(text.startswith("Missing media") for text in services.banners.texts())


@pytest.mark.parametrize(
    ("answer", "clip", "sound"),
    [
        ("", "old/drums.mp4", "old/hit.wav"),
        ("Use identical files only", "old/drums.mp4", "new/hit.wav"),
        ("Use anyway", "new/other.mp4", "new/hit.wav"),
    ],
)
def test_a_different_clip_is_asked_about(choose, services, tmp_path, answer, clip, sound):
    other = write_video(tmp_path / "new" / "other.mp4", sound_s=None)
    (question,) = choose(other, answer)
    assert "other.mp4 is not the same file as drums.mp4" in question
    project = services.document.project
    assert project.clips[0].file.path == tmp_path / clip
    assert project.references[0].file.path == tmp_path / sound


def test_a_file_that_was_accepted_is_the_clip_from_then_on(choose, services, tmp_path):
    other = write_video(tmp_path / "new" / "other.mp4", sound_s=None)
    choose(other, "Use anyway")
    file = services.document.project.clips[0].file
    assert file == media_file(other, file.duration_s)


def test_the_notice_goes_when_what_is_missing_is_removed(commands, services):
    document = services.document
    document.remove_references([document.project.references[0].id])
    assert services.banners.texts() == [
        "Missing media: drums.mp4. You can still work on the project."
    ]
    document.remove_clip(document.project.clips[0].id)
    assert services.banners.texts() == []


def test_files_that_came_back_end_the_notice(commands, services, tmp_path, qtbot):
    (tmp_path / "new").rename(tmp_path / "old")
    commands.relink()
    let_all_end(qtbot, services.runner)
    assert services.banners.texts() == ["No missing media."]


def test_a_damaged_clip_is_replaced_by_an_intact_copy_of_it(choose, services, tmp_path):
    (tmp_path / "new").rename(tmp_path / "old")
    intact = shutil.copy(tmp_path / "old" / "drums.mp4", tmp_path / "copy.mp4")
    (tmp_path / "old" / "drums.mp4").write_bytes(b"nothing that can be played")
    assert choose(intact) == []
    assert services.document.project.clips[0].file.path == intact
    assert services.document.project.references[0].file.path == tmp_path / "old" / "hit.wav"
    assert services.banners.texts() == ["All media found."]
