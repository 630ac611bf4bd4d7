"""Project files: saved, moved, damaged, relinked."""

import json
import os
import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from engine.errors import InputError, TargetError
from engine.events.event import Event
from engine.project import storage
from engine.project.files import media_file, same_content
from engine.project.model import DubSettings, Project, Track, new_clip, new_id
from engine.recipe import Fader, GainPoint
from gui.document import autosave, clip_edits, event_edits
from gui.document.lost_media import lost_files
from gui.document.track_edits import put_track
from tests.gui.helpers import a_file, a_take


@pytest.fixture
def project(clip, reference, tmp_path) -> Project:
    events = [Event(1.0, 0.25, True, "picture"), Event(2.5)]
    footsteps = replace(
        event_edits.replace_events(clip.track, events, 10.0),
        reference_id=reference.id,
        settings=DubSettings(engine="grains", seed=5, loudness=-16.0),
        fader=Fader(gain_db=-3.0, pan=0.5, solo=True, envelope=(GainPoint(1.0, -6.0),)),
    )
    door = Track(id=new_id(), name="door", colour=1, collapsed=True)
    clip = replace(clip, tracks=(footsteps, door), active_track_id=door.id)
    clip = clip_edits.add_marker(clip_edits.set_range(clip, 0.5, 4.0), 3.0, "дверь")
    reference = replace(reference, start_s=0.3, end_s=0.6, tags=("metal",), favourite=True)
    return Project(
        new_id(),
        (clip,),
        (reference,),
        (a_take(tmp_path, replace(clip, active_track_id=footsteps.id), reference),),
        active_clip_id=clip.id,
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
    assert lost_files(loaded) == []


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
        storage.save(replace(project, id=new_id()), path)
    assert path.read_text() == before
    assert not [p for p in tmp_path.iterdir() if p.suffix == ".part"]


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda d: d.update(version=99), "newer version"),
        (lambda d: d.update(format="recipe"), "not a VarietySound Studio project"),
        (
            lambda d: d["clips"][0]["tracks"][1].update(id=d["clips"][0]["tracks"][0]["id"]),
            "project.clips: two tracks have the same id",
        ),
        (lambda d: d.update(id="../x"), r"project\.id: "),
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


def test_a_project_of_version_0_2_opens_and_is_then_too_new_for_that_version(project, tmp_path):
    path = tmp_path / "a.varietysound"
    stored = storage.save(project, path)
    data = json.loads(path.read_text())
    assert data["version"] > 2  # or version 0.2 would take new fields for damage
    del data["clips"][0]["tracks"][0]["compared_take_id"]
    path.write_text(json.dumps({**data, "version": 2}))
    opened = storage.load(path)
    assert opened.damaged == ()
    assert [clip.id for clip in opened.clips] == [clip.id for clip in stored.clips]


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
    ambience = project.references[0].part
    clip = project.clips[0]
    settings = DubSettings(ambience=ambience)
    clip = put_track(clip, replace(clip.tracks[1], settings=settings))
    project = replace(project, clips=(clip,), settings=settings)
    storage.save(project, tmp_path / "a.varietysound")
    copy = tmp_path.with_name(tmp_path.name + "-copy")
    shutil.copytree(tmp_path, copy)
    loaded = storage.load(copy / "a.varietysound")
    recipe = loaded.takes[0].recipe
    assert {recipe.video.parent, recipe.reference.file.parent} == {copy}
    assert loaded.settings.ambience.file == copy / "hammer.wav"
    assert loaded.clips[0].tracks[1].settings == loaded.settings


def test_takes_of_removed_tracks_are_not_saved(project, tmp_path):
    clip = project.clips[0]
    without = replace(project, clips=(replace(clip, tracks=clip.tracks[1:]),))
    saved = storage.save(without, tmp_path / "a.varietysound")
    assert len(saved.takes) == 1  # undo may bring the track back
    assert storage.load(tmp_path / "a.varietysound").takes == ()


def test_a_take_that_names_no_track_goes_to_the_first_one_of_its_clip(project, tmp_path):
    path = tmp_path / "a.varietysound"
    storage.save(project, path)
    data = json.loads(path.read_text())
    data["takes"][0]["track_id"] = new_id()
    path.write_text(json.dumps(data))
    assert storage.load(path).takes[0].track_id == project.clips[0].tracks[0].id


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('"in_s": 0.5', '"in_s": NaN', "project.clips[0].in_s"),
        ('"in_s": 0.5', '"in_s": 1e999', "project.clips[0].in_s"),
        ('"in_s": 0.5', '"in_s": ' + "1" * 400, "project.clips[0].in_s"),
        ('"in_s": 0.5', '"in_s": ' + "1" * 5000, "project.clips[0].in_s"),
        ('"in_s": 0.5', '"in_s": -0.5', "project.clips[0].in_s"),
        ('"in_s": 0.5', '"in_s": 0.5, "more": 1', "project.clips[0]"),
        ("clip.mp4", "clip\\u0000.mp4", "project.clips[0].file.path"),
    ],
    ids=lambda value: value[:40],
)
def test_what_is_wrong_in_a_project_is_named_by_its_place(project, tmp_path, old, new, place):
    path = tmp_path / "a.varietysound"
    storage.save(project, path)
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    damaged = storage.load(path).damaged
    assert damaged[0].problem.startswith(place)
    assert len(damaged[0].problem) < 300


def test_a_project_that_is_not_there_is_told_like_a_clip_that_is_not_there(tmp_path):
    for missing in (tmp_path / "none.varietysound", tmp_path / "none" / "a.varietysound"):
        with pytest.raises(InputError, match=r"^There is no file .*varietysound"):
            storage.load(missing)


def test_a_project_that_is_nested_too_deeply_is_refused(project, tmp_path):
    path = tmp_path / "a.varietysound"
    storage.save(project, path)
    path.write_text(path.read_text().replace('"tags": [', '"tags": [' + "[" * 200_000, 1))
    with pytest.raises(InputError, match="cannot be read: it is damaged, or is no project"):
        storage.load(path)


def test_an_id_is_sixteen_hexadecimal_digits(project, tmp_path):
    path = tmp_path / "a.varietysound"
    for damage in ("../../../etc/x", "x" * 16, project.id.upper() + "A", ""):
        storage.save(project, path)
        path.write_text(path.read_text().replace(project.takes[0].id, damage))
        loaded = storage.load(path)
        assert loaded.takes == ()
        assert loaded.damaged[0].problem.startswith("project.takes[0].id: ")


@pytest.mark.parametrize(
    ("old", "new"),
    [('"number": 1', '"number": 1.5'), ('"number": 1', '"number": NaN'), ('"number": 1', '"x": 1')],
)
def test_a_damaged_take_is_set_aside_and_saved_as_it_was(project, tmp_path, old, new):
    path, again = tmp_path / "a.varietysound", tmp_path / "b.varietysound"
    storage.save(project, path)
    path.write_text(path.read_text().replace(old, new, 1))
    loaded = storage.load(path)
    assert loaded.clips == storage.load(path).clips != ()
    (damaged,) = loaded.damaged
    assert damaged.problem.startswith("project.takes[0]")
    assert json.loads(damaged.content)["id"] == project.takes[0].id
    storage.save(loaded, again)
    assert storage.load(again).damaged == (damaged,)


def test_names_that_are_not_utf_8_are_saved_and_opened_again(reference, tmp_path):
    video = tmp_path / os.fsdecode(b"cl\xefp.mp4")
    video.write_bytes(b"clip" * 1000)
    clip = new_clip(media_file(video, 10.0))
    take = a_take(tmp_path, clip, reference)
    project = Project(new_id(), (clip,), (reference,), (take,), active_clip_id=clip.id)
    path = tmp_path / os.fsdecode(b"f\xeflm.varietysound")
    saved = storage.save(project, path)
    assert storage.load(path) == saved
    assert saved.clips[0].file.path == video
    autosave.write(project, path)
    assert autosave.copies_of(project.id)


@pytest.mark.parametrize(
    "sound",
    ["/etc/hostname", "../secret.wav", "secret.wav", "a.takes/secret.wav", "a.takes/../secret.wav"],
)
def test_a_project_cannot_name_any_file_of_the_disk_as_a_take(project, tmp_path, sound):
    for name in ("secret.wav", "a.takes/secret.wav"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"not for sharing")
    path = tmp_path / "sub" / "a.varietysound"
    path.parent.mkdir()
    saved = storage.save(project, path)
    shutil.copytree(tmp_path / "a.takes", tmp_path / "sub" / "a.takes", dirs_exist_ok=True)
    text = path.read_text()
    own = f"a.takes/{saved.takes[0].sound.name}"
    assert own in text
    path.write_text(text.replace(own, sound))
    loaded = storage.load(path)
    assert not loaded.takes[0].sound.exists()  # it stays as a recipe
    shared = tmp_path / "shared"
    shared.mkdir()
    storage.save(loaded, shared / "b.varietysound")
    assert [path.name for path in shared.rglob("*") if path.is_file()] == ["b.varietysound"]
