"""`main.py render`, from a project file to the bytes of its mix."""

import json

import av
import numpy as np
import pytest
import soundfile
from msgspec.structs import replace

import main
from engine.events.event import Event, read_csv
from engine.media.audio import read_blocks
from engine.media.digest import picture_digest
from engine.media.probe import probe
from engine.metrics.loudness import measure_loudness
from engine.project.files import media_file
from engine.project.model import (
    Clip,
    Project,
    Reference,
    Take,
    TimelineEvent,
    Track,
    new_id,
)
from engine.project.storage import load, save
from engine.recipe import Fader, Recipe, SoundPart, TakeFacts
from tests.media import Track as FileTrack
from tests.media import clicks, make_sound, make_video

RATE_HZ = 48000
DURATION_S = 2.5
NAMES = ("Steps", "Door", "Glass")
EVENTS_S = {"Steps": (0.5, 1.0), "Door": (1.5,), "Glass": (2.0,)}


class Studio:
    """A project on disk: a clip with sound, and three tracks with a reference and a take each."""

    def __init__(self, folder):
        self.folder = folder
        self.path = folder / "scene.varietysound"
        own = FileTrack(clicks([0.2], DURATION_S, rate_hz=RATE_HZ), RATE_HZ, "flac")
        video = make_video(folder / "clip.mkv", duration_s=DURATION_S, sounds=[own])
        reference = folder / "ref.wav"
        make_sound(reference, 0.4 * clicks([0.1], 0.5, rate_hz=RATE_HZ), RATE_HZ)
        self.reference = Reference(new_id(), media_file(reference, 0.5), "Click")
        tracks = tuple(self._track(name) for name in NAMES)
        clip = Clip(id=new_id(), file=media_file(video, probe(video).duration_s), tracks=tracks)
        takes = tuple(self._take(clip, track, k) for k, track in enumerate(tracks, start=1))
        self.save(Project(new_id(), (clip,), (self.reference,), takes))

    def _track(self, name):
        events = tuple(TimelineEvent(new_id(), Event(time_s)) for time_s in EVENTS_S[name])
        return Track(id=new_id(), name=name, reference_id=self.reference.id, events=events)

    def _take(self, clip, track, number):
        sound = self.folder / f"made {number}.wav"
        samples = clicks(EVENTS_S[track.name], DURATION_S, rate_hz=RATE_HZ)
        make_sound(sound, samples, RATE_HZ)
        lufs = measure_loudness([samples], RATE_HZ, samples.shape[1]).integrated_lufs
        return Take(
            id=new_id(),
            number=number,
            clip_id=clip.id,
            track_id=track.id,
            recipe=Recipe(
                video=clip.file.path,
                reference=SoundPart(self.reference.file.path),
                events=tuple(item.event for item in track.events),
                engine="grains",
            ),
            reference_name="Click",
            sound=sound,
            facts=TakeFacts(duration_s=DURATION_S, events=len(track.events), loudness_lufs=lufs),
        )

    def save(self, project):
        self.project = save(project, self.path)

    def edit(self, name, **changes):
        """Change a track and save."""
        (clip,) = self.project.clips
        tracks = tuple(replace(t, **changes) if t.name == name else t for t in clip.tracks)
        self.save(replace(self.project, clips=(replace(clip, tracks=tracks),)))

    def render(self, *options, output="out.wav"):
        words = ["render", str(self.path), "--output", str(self.folder / output)]
        return main.main([*words, *map(str, options)])

    def sound(self, name="out.wav"):
        return np.concatenate(list(read_blocks(self.folder / name)))


@pytest.fixture
def studio(tmp_path):
    return Studio(tmp_path)


def attacks_s(sound, share=0.05):
    loud = np.flatnonzero(np.abs(sound).max(axis=1) > share * np.abs(sound).max())
    return loud[np.diff(loud, prepend=-RATE_HZ) > 0.1 * RATE_HZ] / RATE_HZ


def said(capsys):
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def test_the_chosen_takes_are_mixed_into_a_copy_of_the_clip(studio, capsys):
    assert studio.render("--json", "--loudness", "-30", output="out.mkv") == 0
    told = said(capsys)
    assert picture_digest(studio.folder / "out.mkv") == picture_digest(studio.folder / "clip.mkv")
    assert [(t["name"], t["take"], t["events"]) for t in told["tracks"]] == [
        ("Steps", "stored", 2),
        ("Door", "stored", 1),
        ("Glass", "stored", 1),
    ]
    assert told["notes"] == []
    assert attacks_s(studio.sound("out.mkv")) == pytest.approx([0.5, 1.0, 1.5, 2.0], abs=0.003)


def test_faders_mute_and_solo_count(studio):
    studio.edit("Door", fader=Fader(muted=True))
    studio.edit("Glass", fader=Fader(gain_db=-12.0))
    assert studio.render("--loudness", "-35") == 0
    sound = studio.sound()
    assert attacks_s(sound) == pytest.approx([0.5, 1.0, 2.0], abs=0.003)
    peaks = [np.abs(sound[round(t * RATE_HZ) - 50 :][:200]).max() for t in (0.5, 2.0)]
    assert 20 * np.log10(peaks[1] / peaks[0]) == pytest.approx(-12.0, abs=1.0)
    studio.edit("Steps", fader=Fader(solo=True))
    assert studio.render("--overwrite") == 0
    assert attacks_s(studio.sound()) == pytest.approx([0.5, 1.0], abs=0.003)


def test_the_loudness_is_that_of_the_whole_mix(studio, capsys):
    assert studio.render("--loudness", "-30", "--original", "mix", "--json") == 0
    told = said(capsys)
    assert told["loudness_lufs"] == pytest.approx(-30.0, abs=0.3)
    sound = studio.sound()
    assert measure_loudness([sound], RATE_HZ, sound.shape[1]).integrated_lufs == pytest.approx(
        told["loudness_lufs"], abs=0.05
    )
    assert told["true_peak_dbtp"] <= -1.0


def test_the_original_is_mixed_in_if_the_project_says_so(studio):
    assert studio.render() == 0
    assert attacks_s(studio.sound())[0] == pytest.approx(0.5, abs=0.003)
    (clip,) = studio.project.clips
    studio.save(replace(studio.project, clips=(replace(clip, original=Fader()),)))
    assert studio.render("--overwrite") == 0
    assert attacks_s(studio.sound())[0] == pytest.approx(0.2, abs=0.003)
    assert studio.render("--overwrite", "--original", "drop") == 0
    assert attacks_s(studio.sound())[0] == pytest.approx(0.5, abs=0.003)


def test_stems_and_events_are_written_beside_the_mix(studio, capsys):
    stems = studio.folder / "stems"
    options = ["--stems", stems, "--markers", studio.folder / "m.csv", "--original", "mix"]
    assert studio.render("--json", *options) == 0
    names = ["Steps.wav", "Door.wav", "Glass.wav", "Original.wav"]
    assert said(capsys)["stems"] == [str(stems / name) for name in names]
    total = sum(
        (soundfile.read(stems / name, dtype="int32")[0] >> 8).astype(np.int64) for name in names
    )
    written = soundfile.read(studio.folder / "out.wav", dtype="int32")[0] >> 8
    assert np.abs(total - written).max() <= 1
    assert [event.time_s for event in read_csv(studio.folder / "m.csv")] == [0.5, 1.0, 1.5, 2.0]


def test_a_take_that_is_lost_is_rendered_again(studio, capsys):
    door = next(take for take in studio.project.takes if take.number == 2)
    door.sound.unlink()
    assert studio.render("--json") == 0
    assert [track["take"] for track in said(capsys)["tracks"]] == ["stored", "rendered", "stored"]
    assert attacks_s(studio.sound()) == pytest.approx([0.5, 1.0, 1.5, 2.0], abs=0.003)


def test_a_track_without_a_take_is_rendered_from_its_reference_and_events(studio, capsys):
    kept = tuple(take for take in studio.project.takes if take.number != 3)
    studio.save(replace(studio.project, takes=kept))
    assert studio.render("--json") == 0
    assert said(capsys)["tracks"][2] == {
        "name": "Glass",
        "take": "rendered",
        "events": 1,
        "gain_db": 0.0,
        "pan": 0.0,
    }
    assert attacks_s(studio.sound())[-1] == pytest.approx(2.0, abs=0.003)


def test_a_track_that_has_nothing_is_left_out_with_a_sentence(studio, capsys):
    kept = tuple(take for take in studio.project.takes if take.number != 3)
    studio.save(replace(studio.project, takes=kept))
    studio.edit("Glass", reference_id=None)
    assert studio.render("--json", "--loudness", "-30") == 0
    note = "Glass is left out: it has neither a take nor a reference."
    assert said(capsys)["notes"] == [note]


def test_a_project_in_which_nothing_is_heard_is_refused(studio, capsys):
    for name in NAMES:
        studio.edit(name, fader=Fader(muted=True))
    assert studio.render() == 3
    assert "Nothing is heard" in capsys.readouterr().err
    assert not (studio.folder / "out.wav").exists()


@pytest.mark.parametrize("name", ["clip.mkv", "ref.wav", "scene.takes"])
def test_no_input_is_ever_replaced(studio, name):
    path = studio.folder / name
    if path.is_dir():
        path = next(path.glob("*.wav"))
    before = path.read_bytes()
    assert studio.render("--overwrite", output=path) == 2
    assert path.read_bytes() == before


def test_of_several_clips_one_is_named(studio, capsys):
    (clip,) = studio.project.clips
    tracks = (Track(id=new_id()),)
    other = replace(clip, id=new_id(), tracks=tracks)
    studio.save(replace(studio.project, clips=(clip, other)))
    assert studio.render() == 2
    assert "--clip with one of: 1 clip.mkv, 2 clip.mkv" in capsys.readouterr().err
    assert studio.render("--clip", "clip.mkv") == 2
    assert studio.render("--clip", "3") == 2
    assert studio.render("--clip", "9" * 5000) == 2
    assert studio.render("--clip", "1") == 0
    assert studio.render("--clip", "2", output="b.wav") == 3


def test_a_project_that_is_none_is_said(studio, capsys):
    studio.path.write_text("{}")
    assert studio.render() == 3
    assert "is not a VarietySound Studio project" in capsys.readouterr().err


def test_rendering_leaves_the_project_as_it_was(studio):
    before = studio.path.read_bytes()
    assert studio.render() == 0
    assert studio.path.read_bytes() == before
    assert load(studio.path).clips[0].tracks[0].name == "Steps"


@pytest.mark.parametrize("suffix", [".edl", ".fcpxml"])
def test_markers_for_editing_programs_hold_the_events_of_every_track(studio, suffix):
    assert studio.render("--markers", studio.folder / f"marks{suffix}") == 0
    text = (studio.folder / f"marks{suffix}").read_text()
    assert [text.count(name) > 0 for name in ("Steps 100%", "Door 100%", "Glass 100%")] == [
        True
    ] * 3


def test_the_mix_and_its_stems_know_where_on_the_clock_they_start(studio):
    options = ("--stems", studio.folder / "stems", "--rate", "48000", "--trim", "0.5:2")
    assert studio.render(*options) == 0
    for file in (studio.folder / "out.wav", *(studio.folder / "stems").iterdir()):
        with av.open(str(file)) as container:
            assert container.metadata["time_reference"] == "24000"
        assert soundfile.info(file).subtype == "PCM_24"


def test_the_lost_take_of_a_track_without_events_is_left_out(studio, capsys):
    lost = next(take for take in studio.project.takes if take.number == 2)
    silent = replace(lost, recipe=replace(lost.recipe, events=()))
    takes = tuple(silent if take == lost else take for take in studio.project.takes)
    studio.project = replace(studio.project, takes=takes)
    studio.edit("Door", events=())
    lost.sound.unlink()
    assert studio.render("--json") == 0
    told = said(capsys)
    assert [track["name"] for track in told["tracks"]] == ["Steps", "Glass"]
    assert told["notes"][0] == "Door is left out: it has neither a take nor events."


def test_a_damaged_take_is_named_and_the_others_are_mixed(studio, capsys):
    text = studio.path.read_text()
    studio.path.write_text(text.replace('"number": 3', '"number": 3.5'))
    assert studio.render("--json") == 0
    note = said(capsys)["notes"][0]
    assert note.startswith("The take ")
    assert "is damaged and left out: project.takes[2].number" in note
