"""Project files: saved, moved, damaged, relinked."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from engine.errors import InputError, TargetError
from engine.events.event import Event
from gui.document import edits, storage
from gui.document.files import relink, same_content
from gui.document.model import DubSettings, Project, SoundPart
from tests.gui.helpers import a_file, a_take


@pytest.fixture
def project(clip, reference, tmp_path) -> Project:
    clip, _ = edits.add_events(clip, [Event(1.0, 0.25, True, "picture"), Event(2.5)])
    clip = edits.add_marker(edits.set_range(clip, 0.5, 4.0), 3.0, "дверь")
    reference = replace(reference, start_s=0.3, end_s=0.6, tags=("metal",), favourite=True)
    return Project(
        "p",
        (clip,),
        (reference,),
        (a_take(tmp_path, clip, reference),),
        DubSettings(engine="grains", seed=5, loudness="-16"),
        clip.id,
    )


def test_what_is_saved_is_what_is_loaded(project, tmp_path):
    path = tmp_path / "видео 日本 ü" / "my project.varietysound"
    path.parent.mkdir()
    saved = storage.save(project, path)
    assert storage.load(path) == saved
    assert saved.clips == project.clips


def test_takes_are_kept_beside_the_project(project, tmp_path):
    saved = storage.save(project, tmp_path / "a.varietysound")
    sound = saved.takes[0].sound
    assert sound.parent == tmp_path / "a.takes"
    project.takes[0].sound.unlink()
    assert sound.is_file()


def test_a_project_copied_with_its_media_uses_the_copies(project, tmp_path):
    storage.save(project, tmp_path / "a.varietysound")
    copy = tmp_path.with_name(tmp_path.name + "-copy")
    shutil.copytree(tmp_path, copy)
    loaded = storage.load(copy / "a.varietysound")
    assert loaded.clips[0].file.path == copy / "clip.mp4"
    assert loaded.takes[0].sound.parent == copy / "a.takes"


def test_media_that_stayed_are_found_when_only_the_project_moved(project, tmp_path):
    storage.save(project, tmp_path / "a.varietysound")
    away = tmp_path / "deep" / "down"
    away.mkdir(parents=True)
    (tmp_path / "a.varietysound").rename(away / "a.varietysound")
    loaded = storage.load(away / "a.varietysound")
    assert storage.missing_media(loaded) == []


def test_one_relink_finds_everything_that_moved_together(project, tmp_path):
    path = tmp_path / "a.varietysound"
    storage.save(project, path)
    new = tmp_path.with_name(tmp_path.name + "-media")
    new.mkdir()
    for name in ("clip.mp4", "hammer.wav"):
        (tmp_path / name).rename(new / name)
    loaded = storage.load(path)
    lost = storage.missing_media(loaded)
    assert {file.path.name for file in lost} == {"clip.mp4", "hammer.wav"}
    moved = relink(lost, lost[0], new / lost[0].path.name)
    assert sorted(moved.values()) == [new / "clip.mp4", new / "hammer.wav"]


def test_a_file_of_the_same_name_with_other_content_is_not_taken(tmp_path):
    file = a_file(tmp_path)
    other = tmp_path / "x" / "clip.mp4"
    other.parent.mkdir()
    other.write_bytes(b"something else" * 500)
    assert not same_content(file, other)


def test_a_failed_save_leaves_the_old_file_and_no_litter(project, tmp_path, monkeypatch):
    path = tmp_path / "a.varietysound"
    storage.save(project, path)
    before = path.read_text()

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(TargetError, match="No space left"):
        storage.save(replace(project, id="q"), path)
    assert path.read_text() == before
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".a.")]


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda d: d.update(version=99), "newer version"),
        (lambda d: d.update(format="recipe"), "not a project"),
        (lambda d: d["clips"][0].pop("file"), "file is missing"),
        (lambda d: d["clips"][0]["events"][0]["event"].update(strength=7.0), "strength"),
        (lambda d: d.update(takes={}), "not a list"),
        (lambda d: d["settings"].update(engine="magic"), "magic"),
    ],
)
def test_a_project_that_is_not_right_is_refused_in_one_sentence(project, tmp_path, damage, message):
    path = tmp_path / "a.varietysound"
    storage.save(project, path)
    data = json.loads(path.read_text())
    damage(data)
    path.write_text(json.dumps(data))
    with pytest.raises(InputError, match=message):
        storage.load(path)


def test_text_that_is_no_json_is_refused(tmp_path):
    path = tmp_path / "a.varietysound"
    path.write_text("{ half a fi")
    with pytest.raises(InputError, match="damaged"):
        storage.load(path)


def test_a_take_leaves_the_engines_cache_before_it_is_listed(project, own_home):
    take = storage.adopt_take(project, None, project.takes[0])
    assert take.sound.parent == storage.unsaved_takes_folder(project)
    assert take.sound.is_file()


def test_what_a_take_was_made_of_moves_along(project, tmp_path):
    ambience = SoundPart.of(project.references[0])
    project = replace(project, settings=replace(project.settings, ambience=ambience))
    storage.save(project, tmp_path / "a.varietysound")
    copy = tmp_path.with_name(tmp_path.name + "-copy")
    shutil.copytree(tmp_path, copy)
    loaded = storage.load(copy / "a.varietysound")
    recipe = loaded.takes[0].recipe
    assert {recipe.video.path.parent, recipe.reference.path.parent} == {copy}
    assert loaded.settings.ambience.file.path == copy / "hammer.wav"
