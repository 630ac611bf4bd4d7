"""What the user is told about a clip."""

import main
from engine.dubbing.handoff.details import clip_details
from engine.media.probe import probe
from tests.media import Track, make_video, sine


def details(path):
    return dict(detail.in_english() for detail in clip_details(probe(path)))


def test_picture_sound_and_time_code_are_named(tmp_path):
    sound = Track(sine(300.0, 1.0, rate_hz=44100, channels=2), 44100, "aac")
    video = make_video(
        tmp_path / "x.mov",
        rate=25,
        rotation_deg=90,
        sounds=[sound],
        metadata={"timecode": "10:00:00:05"},
    )
    told = details(video)
    assert told["Container"] == "QuickTime / MOV"
    assert told["Picture"].startswith("H264 High")
    assert told["Rotation"] == "90° counter-clockwise"
    assert told["Frame rate"] == "25.000"
    assert told["Audio 1"] == "AAC, 44100 Hz, stereo"
    assert told["Time code"] == "10:00:00:05"
    assert "bit for bit" in told["An export keeps"]
    assert "It leaves out" not in told


def test_a_rate_that_varies_and_a_shape_of_pixels_are_told(tmp_path):
    video = make_video(tmp_path / "x.mp4", times_s=[0.0, 0.03, 0.1, 0.21, 0.25, 0.4])
    assert details(video)["Frame rate"].endswith("on average, varies")
    assert details(video)["Container"] == "MP4"
    wide = make_video(tmp_path / "y.mp4", pixel_aspect=2)
    assert details(wide)["Size"] == "160 x 120, shown as 320 x 120"


def test_the_command_prints_the_same(tmp_path, capsys):
    video = make_video(tmp_path / "x.mp4")
    assert main.main(["info", str(video)]) == 0
    said = capsys.readouterr().out
    assert all(text in said for text in details(video).values())
