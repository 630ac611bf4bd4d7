"""What can be exported of a clip, and that the shown command makes the same."""

import shlex
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QLabel

import main
from engine.dubbing.mix.faders import heard
from engine.events.event import Event
from engine.host.jobs import run_job
from engine.host.messages import Export
from engine.media.audio import read_blocks
from engine.media.probe import probe
from engine.progress import JobContext
from engine.project.files import media_file
from engine.project.model import Clip, Marker, Project, Take, Track, new_id
from engine.project.storage import save
from engine.recipe import Delivery, Fader, Recipe, SoundPart, TakeFacts
from gui.dub.export.command_line import SavedClip, export_command, write_command_events
from gui.dub.export.contents import contents
from gui.dub.export.export_dialog import ExportDialog
from tests.media import Track as FileTrack
from tests.media import clicks, make_sound, make_video

RATE_HZ = 48000
EVENTS = {"Steps": (Event(0.3), Event(0.8)), "Door": (Event(1.2),)}


@pytest.fixture
def project(tmp_path) -> Project:
    """A clip with two tracks, each with two takes by the real engine."""
    own = FileTrack(0.3 * clicks([0.1], 1.5, rate_hz=RATE_HZ), RATE_HZ, "flac")
    video = make_video(tmp_path / "clip.mkv", duration_s=1.5, sounds=[own])
    reference = tmp_path / "ref.wav"
    make_sound(reference, 0.4 * clicks([0.1], 0.5, rate_hz=RATE_HZ), RATE_HZ)
    tracks = tuple(Track(id=new_id(), name=name) for name in EVENTS)
    clip = Clip(id=new_id(), file=media_file(video, probe(video).duration_s), tracks=tracks)
    takes = []
    for number, track in enumerate((*tracks, *tracks), start=1):
        events = EVENTS[track.name]
        samples = 0.1 * number * clicks([e.time_s for e in events], 1.5, rate_hz=RATE_HZ)
        make_sound(tmp_path / f"{number}.wav", samples, RATE_HZ)
        recipe = Recipe(video=video, reference=SoundPart(reference), events=events, engine="grains")
        takes.append(
            Take(
                id=new_id(),
                number=number,
                clip_id=clip.id,
                track_id=track.id,
                recipe=recipe,
                reference_name="Click",
                sound=tmp_path / f"{number}.wav",
                facts=TakeFacts(duration_s=1.5, events=len(events), loudness_lufs=-40.0 + number),
            )
        )
    made = Project(new_id(), (clip,), takes=tuple(takes))
    return save(made, tmp_path / "scene.varietysound")


def with_faders(project: Project, *faders: Fader, **changes) -> Project:
    (clip,) = project.clips
    tracks = tuple(replace(t, fader=f) for t, f in zip(clip.tracks, faders, strict=True))
    return replace(project, clips=(replace(clip, tracks=tracks, **changes),))


def one_track(project: Project, fader: Fader) -> Project:
    (clip,) = project.clips
    track = replace(clip.tracks[0], fader=fader)
    takes = tuple(take for take in project.takes if take.track_id == track.id)
    return replace(project, clips=(replace(clip, tracks=(track,)),), takes=takes)


def titles(project, heard=None, *, alone=False):
    return [each.title for each in contents(project, project.clips[0], heard, alone=alone)]


def export(content, delivery, folder):
    mix, mixed = content.mixed_for(delivery)
    run_job(Export(mix, mixed, content.inputs), folder, JobContext())
    return np.concatenate(list(read_blocks(delivery.output)))


def test_the_mix_comes_first_then_its_tracks_and_takes(project):
    assert titles(project) == [
        "Mix · 2 tracks",
        "Track · Steps",
        "Track · Door",
        "Take 3 · Click",
        "Take 1 · Click",
    ]


def test_a_take_that_is_heard_alone_comes_first(project):
    take = project.takes[0]
    assert titles(project, take, alone=True)[0] == "Take 1 · Click"
    assert titles(project, take)[0] == "Mix · 2 tracks"


def test_the_mix_has_the_take_that_is_heard(project):
    clip = project.clips[0]
    mix, *_ = contents(project, clip, project.takes[0], alone=False)
    assert [track.sound for track in mix.mix.tracks] == [
        project.takes[0].sound,
        project.takes[3].sound,
    ]
    assert not mix.is_clip  # the project's file names another one
    assert contents(project, clip, project.takes[2], alone=False)[0].is_clip


@pytest.mark.parametrize("fader", [Fader(muted=True), Fader(solo=True)])
def test_a_mix_of_which_a_part_is_silenced_says_so_and_offers_the_whole(project, qtbot, fader):
    partly = with_faders(project, fader, Fader(), original=Fader(solo=fader.solo, muted=True))
    mix, whole, *_ = offered = contents(partly, partly.clips[0], None, alone=False)
    assert [mix.title, whole.title] == [
        "Mix · only 1 of 2 tracks is heard",
        "Mix · all 2 tracks",
    ]
    assert [each.is_partial for each in offered[:2]] == [True, False]
    assert len(whole.events) == 3
    assert heard([track.fader for track in whole.mix.tracks] + [whole.mix.original])[:2] == [
        True,
        True,
    ]
    dialog = ExportDialog(offered)
    qtbot.addWidget(dialog)
    tone = {label.text(): label.property("tone") for label in dialog.findChildren(QLabel)}
    assert tone[mix.title] == "warning"


def test_a_clip_with_one_track_offers_its_takes(project):
    single = one_track(project, Fader())
    assert titles(single, single.takes[0]) == ["Take 1 · Click", "Take 3 · Click"]


def test_the_original_is_mixed_in_if_it_is_heard(project):
    loud = with_faders(project, Fader(), Fader(), original=Fader(gain_db=-6.0))
    mix, *_ = contents(loud, loud.clips[0], None, alone=False)
    assert (mix.original, mix.mix.original) == ("mix", Fader(gain_db=-6.0))
    assert contents(project, project.clips[0], None, alone=False)[0].original == "drop"


@pytest.mark.parametrize("original", ["drop", "mix"])
def test_the_command_of_a_mix_is_render_and_makes_the_same_sound(project, tmp_path, original):
    path = tmp_path / "scene.varietysound"
    fader = Fader(gain_db=-4.0, pan=0.3, fade_in_s=0.2)
    project = save(with_faders(project, fader, Fader(), original=Fader()), path)
    content, *_ = contents(project, project.clips[0], None, alone=False)
    delivery = Delivery(output=tmp_path / "out.wav", loudness=-35.0, original=original)
    sound = export(content, delivery, tmp_path)
    delivery.output.unlink()
    words = shlex.split(export_command(content, delivery, SavedClip(path)))
    assert words[:4] == ["uv", "run", "main.py", "render"]
    assert main.main(words[3:]) == 0
    np.testing.assert_array_equal(np.concatenate(list(read_blocks(delivery.output))), sound)


def test_the_command_of_a_single_track_is_dub_with_gain_and_pan(project, tmp_path):
    single = one_track(project, Fader(gain_db=-4.0, pan=0.3))
    content, *_ = contents(single, single.clips[0], None, alone=False)
    delivery = Delivery(output=tmp_path / "out.wav", loudness="off", gain_db=1.0)
    command = export_command(content, delivery, None)
    assert "main.py dub" in command
    assert "--gain=-3.0" in command
    assert "--pan 0.30" in command
    write_command_events(content, delivery)
    assert (tmp_path / "out.events.csv").exists()
    matched = replace(delivery, loudness="match")
    assert "--gain 1.0" in export_command(content, matched, None)


def test_what_dub_cannot_do_is_rendered_from_the_saved_project(project, tmp_path):
    single = one_track(project, Fader(fade_out_s=0.5))
    content, *_ = contents(single, single.clips[0], None, alone=False)
    delivery = Delivery(output=tmp_path / "out.wav")
    assert export_command(content, delivery, None) == ""
    saved = SavedClip(Path("a b.varietysound"), "2")
    assert "render 'a b.varietysound' --clip 2 " in export_command(content, delivery, saved)


def test_the_dialog_names_what_is_exported_and_lets_one_choose(qtbot, project):
    clip = project.clips[0]
    dialog = ExportDialog(
        contents(project, clip, None, alone=False), clip=clip, info=probe(clip.file.path)
    )
    qtbot.addWidget(dialog)
    assert dialog.windowTitle() == "Export"
    assert dialog.content.title == "Mix · 2 tracks"
    assert dialog.command.text() == ""  # the project is not saved
    dialog.stems.setChecked(True)
    assert dialog.delivery.stems == clip.file.path.with_name("clip dubbed stems")
    dialog.which.setCurrentIndex(2)
    dialog.which.activated.emit(2)
    assert dialog.content.title == "Track · Door"
    assert "main.py dub" in dialog.command.text()
    assert not dialog.stems.isEnabled()
    assert dialog.delivery.stems is None


def test_a_mix_hands_over_the_events_of_its_heard_tracks_and_the_markers(project, tmp_path):
    clip = project.clips[0]
    first, *others = clip.tracks
    muted = replace(first, fader=replace(first.fader, muted=True))
    marker = Marker(new_id(), 0.25, "Cut")
    clip = replace(clip, tracks=(muted, *others), markers=(marker,))
    project = replace(project, clips=(clip,))
    mix = next(each for each in contents(project, clip, None, alone=False) if each.is_clip)
    takes = [project.chosen_take(track) for track in others]
    events = [event for take in takes for event in take.events]
    assert len(events) > 0
    assert sorted(mix.events) == sorted(events)
    assert mix.marks[0].name == "Cut"
    assert sorted(mark.time_s for mark in mix.marks[1:]) == sorted(e.time_s for e in events)
    delivery = Delivery(output=tmp_path / "mix.wav", markers=tmp_path / "mix.edl")
    sound, mixed = mix.mixed_for(delivery)
    job = Export(sound, mixed, mix.inputs, mix.events, mix.marks)
    run_job(job, tmp_path, JobContext())
    assert "Cut" in (tmp_path / "mix.edl").read_text()
