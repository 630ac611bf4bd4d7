"""`main.py events`: what it prints and writes, and what a dub keeps of it."""

import json

import numpy as np
import pytest

import main
from engine.events.event import read_csv
from tests.engine.features import scenes
from tests.media import Track, make_sound, make_video, sine

RATE_HZ = 48000
SCENE_S = 6.0


@pytest.fixture
def clip(tmp_path):
    """A clip whose sound rushes from 1 s to 3 s and clicks at 4 s, and whose picture is still."""
    chance = np.random.default_rng(0)
    sound = chance.normal(0, 0.0005, (round(SCENE_S * RATE_HZ), 2))
    sound[RATE_HZ : 3 * RATE_HZ] += chance.normal(0, 0.1, (2 * RATE_HZ, 1))
    decay = np.exp(-np.arange(2000) / 300)[:, None]
    sound[4 * RATE_HZ :][:2000] += 0.5 * chance.normal(0, 0.3, (2000, 1)) * decay
    track = Track(sound.astype(np.float32), RATE_HZ, "flac")
    return make_video(tmp_path / "clip.mkv", duration_s=SCENE_S, sounds=[track])


def events(clip, capsys, *options):
    assert main.main(["events", str(clip), *map(str, options)]) == 0
    return capsys.readouterr().out


def test_durations_are_printed_and_written(clip, capsys, tmp_path):
    header, rush, click = events(clip, capsys, "--from", "sound").splitlines()
    assert header.split() == ["time_s", "strength", "duration_s"]
    assert [float(cell) for cell in rush.split()[::2]] == pytest.approx([1.0, 2.0], abs=0.05)
    assert [float(cell) for cell in click.split()[::2]] == pytest.approx([4.0, 0.0], abs=0.05)
    said = json.loads(events(clip, capsys, "--from", "sound", "--json"))
    durations_s = pytest.approx([2.0, 0.0], abs=0.05)
    assert [event["duration_s"] for event in said["events"]] == durations_s
    events(clip, capsys, "--from", "sound", "--output", tmp_path / "events.csv")
    assert [event.duration_s for event in read_csv(tmp_path / "events.csv")] == durations_s


def test_the_markers_of_a_dub_keep_the_durations(clip, tmp_path):
    make_sound(tmp_path / "reference.wav", sine(900.0, 0.5), RATE_HZ)
    words = ["dub", str(clip), "--reference", str(tmp_path / "reference.wav"), "--events", "sound"]
    words += ["--output", str(tmp_path / "out.mkv"), "--markers", str(tmp_path / "markers.csv")]
    assert main.main(words) == 0
    markers = read_csv(tmp_path / "markers.csv")
    assert [event.duration_s for event in markers] == pytest.approx([2.0, 0.0], abs=0.05)


def test_a_higher_sensitivity_finds_what_is_doubtful(clip, capsys):
    counts = [
        len(events(clip, capsys, "--from", "sound", "--sensitivity", each).splitlines()) - 1
        for each in (0, 0.5, 1)
    ]
    assert counts[0] <= counts[1] == 2 < counts[2]


def test_the_picture_proposes_durations_only_when_asked(tmp_path, capsys):
    looks = np.random.default_rng(0).uniform(-6, 6, (40, 10, 10))

    def paint(number, time_s):
        image = scenes.BACKGROUND.copy()
        if 1.0 <= time_s < 3.0:  # a flash, then a place that goes on flickering
            image[40:80, 60:110] += np.kron(looks[number % 40], np.ones((4, 5)))
            image[40:80, 60:110] += 80.0 * (time_s < 1.1)
        return np.repeat(image[:120, :160, None].clip(0, 255), 3, axis=2).astype(np.uint8)

    clip = make_video(tmp_path / "simmering.mkv", duration_s=5.0, paint=paint)
    plain = json.loads(events(clip, capsys, "--from", "picture", "--json"))["events"]
    asked = events(clip, capsys, "--from", "picture", "--json", "--propose-durations")
    assert {event["duration_s"] for event in plain} == {0.0}
    assert max(event["duration_s"] for event in json.loads(asked)["events"]) > 1.0


def test_a_source_without_a_model_takes_none(clip, capsys):
    assert main.main(["events", str(clip), "--model", "compact", "--from", "picture"]) == 2
    assert "--from picture uses no model" in capsys.readouterr().err


def test_cuts_are_listed_to_a_row_of_the_features(tmp_path, capsys):
    """Two scenes of noise that drifts: a cut at 1.0 s, none elsewhere."""
    scenes = np.random.default_rng(0).integers(16, 235, (2, 120, 240, 3), np.uint8)
    scenes = scenes.repeat(8, 1)[:, :120].repeat(8, 2)[:, :, :240]

    def paint(number, time_s):
        return scenes[int(time_s >= 1.0), :, number % 30 : number % 30 + 160]

    video = make_video(tmp_path / "x.mp4", duration_s=2.0, rate=30, paint=paint)
    assert main.main(["cuts", str(video), "--json"]) == 0
    (cut_s,) = json.loads(capsys.readouterr().out)["cuts_s"]
    assert cut_s == pytest.approx(1.0, abs=0.05)
    still = make_video(tmp_path / "y.mp4", duration_s=1.0)
    assert main.main(["cuts", str(still)]) == 0
    assert capsys.readouterr().out.count("\n") >= 1
