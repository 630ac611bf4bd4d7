"""Projects of which something is damaged: the rest opens, and nothing is lost from the file."""

import json
import os
import time
from pathlib import Path

import pytest
from msgspec.structs import replace

from engine.errors import EnvironmentUnusableError, InputError
from engine.events.event import Event
from engine.model_files.model_file import read_header
from engine.project import storage
from engine.project.files import content_digest, missing
from engine.project.model import Clip, Marker, MediaFile, Project, Reference, TimelineEvent, Track

GOLDEN = Path(__file__).parents[2] / "golden" / "project_1.varietysound"


@pytest.fixture
def whole() -> Project:
    """Two clips, of which the first has two tracks and takes, and two references."""
    golden = storage.load(GOLDEN)
    (first,) = golden.clips
    door = Track(
        id="00000000000000a7",
        name="Door",
        events=(
            TimelineEvent("00000000000000e7", Event(1.0)),
            TimelineEvent("00000000000000e8", Event(2.0)),
        ),
    )
    markers = (Marker("00000000000000f7", 1.0, "in"), Marker("00000000000000f8", 2.0, "out"))
    first = replace(first, tracks=(*first.tracks, door), markers=markers, in_s=0.5)
    street = MediaFile(Path("/media/street.mp4"), 10, 5.0, "")
    second = Clip(
        id="00000000000000c7", file=street, tracks=(Track(id="00000000000000b7", name="Steps"),)
    )
    bell = Reference("00000000000000a8", replace(street, path=Path("/media/bell.wav")), "Bell")
    return replace(golden, clips=(first, second), references=(*golden.references, bell))


@pytest.fixture
def opened(whole: Project, tmp_path: Path):
    """Open the project after its file was changed."""

    def run(change) -> Project:
        plain = json.loads(storage.encode_project(whole, tmp_path))
        change(plain)
        return storage.decode_project(json.dumps(plain).encode(), tmp_path / "a.varietysound")

    return run


def damage_of(project: Project) -> list[tuple[str, str, str]]:
    return [(each.kind, each.name, each.problem.partition(":")[0]) for each in project.damaged]


def test_what_is_whole_is_whole(opened, whole):
    assert opened(lambda plain: None) == whole


def test_a_clip_without_its_file_is_set_aside_and_its_neighbour_opens(opened):
    project = opened(lambda plain: plain["clips"][1].update(file={"path": "/media/street.mp4"}))
    assert [clip.name for clip in project.clips] == ["clip.mp4"]
    assert damage_of(project) == [("clip", "street.mp4", "project.clips[1].file")]
    assert json.loads(project.damaged[0].content)["id"] == "00000000000000c7"


@pytest.mark.parametrize("name", ["in_s", "original", "active_track_id"])
def test_a_clip_whose_option_is_damaged_opens_with_the_default(opened, name):
    project = opened(lambda plain: plain["clips"][0].update({name: -1}))
    assert len(project.clips) == 2
    assert getattr(project.clips[0], name) == getattr(project.clips[1], name)
    assert damage_of(project) == [("field", "", f"project.clips[0].{name}")]
    assert project.damaged[0].content == "-1"


def test_a_damaged_reference_is_set_aside(opened):
    project = opened(lambda plain: plain["references"][1].update(id="bell"))
    assert [each.name for each in project.references] == ["hammer"]
    assert damage_of(project) == [("reference", "Bell", "project.references[1].id")]


def test_a_damaged_event_and_a_damaged_marker_leave_the_others(opened):
    def damage(plain):
        plain["clips"][0]["tracks"][1]["events"][0]["event"]["strength"] = 7
        plain["clips"][0]["markers"][0]["time_s"] = "soon"

    project = opened(damage)
    assert [each.event.time_s for each in project.clips[0].tracks[1].events] == [2.0]
    assert [each.name for each in project.clips[0].markers] == ["out"]
    assert damage_of(project) == [
        ("event", "", "project.clips[0].tracks[1].events[0].event"),
        ("marker", "in", "project.clips[0].markers[0].time_s"),
    ]


def test_another_clip_is_shown_in_place_of_a_damaged_one(opened, whole):
    def damage(plain):
        plain["active_clip_id"] = plain["clips"][0]["id"]
        plain["clips"][0]["file"] = None

    assert opened(damage).active_clip_id == whole.clips[1].id


def test_the_takes_of_a_damaged_track_are_kept_with_it(opened, whole):
    project = opened(lambda plain: plain["clips"][0]["tracks"][0].update(id="x"))
    assert [track.name for track in project.clips[0].tracks] == ["Door"]
    assert project.takes == ()
    kinds = [each.kind for each in project.damaged]
    assert kinds == ["track", *["take"] * len(whole.takes)]
    ids = {json.loads(each.content)["id"] for each in project.damaged[1:]}
    assert ids == {take.id for take in whole.takes}


def test_a_clip_with_no_track_that_can_be_read_is_set_aside_once(opened):
    project = opened(lambda plain: plain["clips"][1]["tracks"][0].pop("id"))
    assert damage_of(project) == [("clip", "street.mp4", "project.clips[1].tracks")]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"takes": {}}, "project.takes"),
        ({"settings": {"engine": "magic"}}, "project.settings.engine"),
        ({"future": [1]}, "project"),
    ],
)
def test_a_damaged_or_unknown_field_is_kept_as_it_was(opened, change, place):
    project = opened(lambda plain: plain.update(change))
    assert len(project.clips) == 2
    assert damage_of(project) == [("field", "", place)]
    assert json.loads(project.damaged[0].content) == next(iter(change.values()))


def test_what_was_set_aside_stays_in_the_file(opened, tmp_path):
    project = opened(lambda plain: plain["clips"][1].update(id="x"))
    path = tmp_path / "b.varietysound"
    storage.save(project, path)
    assert storage.load(path).damaged == project.damaged


def test_a_project_that_is_damaged_all_over_is_refused_at_once(opened):
    def damage(plain):
        plain["clips"][0]["tracks"][0]["events"] = [{"id": "x"}] * 100_000

    start_s = time.process_time()
    project = opened(damage)
    assert time.process_time() - start_s < 2.0
    assert project.damaged[0].kind == "track"
    with pytest.raises(InputError, match=r"project\.takes: too much of it is damaged"):
        opened(lambda plain: plain.update(takes=[1] * 100_000))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
@pytest.mark.timeout(20)
def test_a_pipe_in_place_of_a_clip_is_not_waited_for(opened, tmp_path):
    pipe = tmp_path / "clip.mp4"
    os.mkfifo(pipe)
    file = {"path": str(pipe), "size_bytes": 0, "duration_s": 1.0, "digest": ""}
    project = opened(lambda plain: plain["clips"][0].update(file=file))
    assert missing(clip.file for clip in project.clips)
    with pytest.raises(InputError, match="cannot be read"):
        content_digest(pipe)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
@pytest.mark.timeout(20)
def test_a_pipe_is_neither_a_project_nor_a_model(tmp_path):
    pipe = tmp_path / "a.safetensors"
    os.mkfifo(pipe)
    with pytest.raises(InputError, match="cannot be read"):
        storage.load(pipe)
    with pytest.raises(EnvironmentUnusableError, match="cannot be read"):
        read_header(pipe)
