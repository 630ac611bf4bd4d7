import numpy as np
import pytest

from tests.media import make_sound, sine
from tests.training.data.clips import bounce, clip, slide
from training.data.clip_check import check_clip
from training.data.sources import ClipFile, ReadyArrays


def checked(path):
    return check_clip(ClipFile(path.name, "dog", path))


def _kinds(path):
    return [finding.kind for finding in checked(path).findings]


def test_a_sound_clip_has_no_finding(tmp_path):
    seen = checked(clip(tmp_path / "a.mkv"))
    assert (seen.findings, seen.dropped) == ((), False)
    assert seen.content_s == pytest.approx(2.0, abs=0.05)
    assert (seen.rate_hz, seen.channels) == (22050, 1)
    assert seen.moving > 0.8


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        ({"silent": True}, "silent"),
        ({"gain": 0.002}, "silent"),
        ({"mute": True}, "no sound"),
        ({"paint": slide, "duration_s": 4.0}, "slideshow"),
        ({"duration_s": 0.3, "at_s": (0.1,)}, "too short"),
        ({"sound_s": 0.3, "at_s": (0.1,)}, "too short"),
    ],
)
def test_a_clip_that_nothing_can_be_learnt_from_is_dropped(tmp_path, options, kind):
    path = clip(tmp_path / "a.mkv", **options)
    assert kind in _kinds(path)
    assert checked(path).dropped


@pytest.mark.parametrize(
    ("options", "kind"),
    [({"gain": 30.0}, "clipped"), ({"sound_s": 3.0}, "lengths differ")],
)
def test_what_is_only_remarkable_does_not_drop_a_clip(tmp_path, options, kind):
    path = clip(tmp_path / "a.mkv", **options)
    assert _kinds(path) == [kind]
    assert not checked(path).dropped


def test_the_content_ends_with_the_shorter_of_picture_and_sound(tmp_path):
    seen = checked(clip(tmp_path / "a.mkv", sound_s=3.0))
    assert seen.content_s == pytest.approx(2.0, abs=0.05)


def test_one_blow_before_a_still_camera_is_no_slideshow(tmp_path):
    def blow(number, time_s):
        return bounce(number, time_s if 1.0 < time_s < 1.5 else 1.0)

    assert _kinds(clip(tmp_path / "a.mkv", paint=blow, duration_s=4.0)) == []


def test_a_file_that_is_no_video_is_a_finding_and_no_error(tmp_path):
    path = tmp_path / "a.mp4"
    path.write_bytes(b"no video at all")
    assert _kinds(path) == ["unreadable"]
    assert _kinds(tmp_path / "absent.mp4") == ["unreadable"]
    sound = make_sound(tmp_path / "b.wav", sine(440, 1.0))
    assert "no picture" in _kinds(sound)


def _ready(folder, mel, rows=216):
    paths = [folder / f"a_{name}.npy" for name in ("rgb", "flow", "mel")]
    for path in paths[:2]:
        np.save(path, np.ones((rows, 1024), np.float16))
    np.save(paths[2], mel)
    return ClipFile("dog/a", "dog", None, ReadyArrays(*paths))


def test_ready_arrays_are_examined_as_well(tmp_path):
    assert check_clip(_ready(tmp_path, np.full((80, 860), 0.5, np.float32))).findings == ()
    silent = check_clip(_ready(tmp_path, np.zeros((80, 860), np.float32)))
    assert [finding.kind for finding in silent.findings] == ["silent"]


@pytest.mark.parametrize(
    "mel",
    [np.zeros((80, 100), np.float32), np.full((80, 860), 2.0), np.full((80, 860), np.nan)],
    ids=["short", "loud", "nan"],
)
def test_a_ready_mel_that_is_none_is_unreadable(tmp_path, mel):
    assert [each.kind for each in check_clip(_ready(tmp_path, mel)).findings] == ["unreadable"]
