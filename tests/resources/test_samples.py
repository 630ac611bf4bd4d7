"""What the project gives away: small, whole, and true."""

import numpy as np
import pytest
import soundfile

from engine.config import RESOURCES
from engine.dubbing.take import render_take
from engine.events.event import read_csv
from engine.media.audio import read_sound
from engine.media.frames import sample_frames
from engine.media.probe import probe, require_video
from engine.progress import JobContext
from engine.recipe import Recipe, SoundPart

SAMPLES = RESOURCES / "samples"


@pytest.mark.parametrize("name", ["hammer", "stairs"])
def test_a_sample_clip_is_small_silent_and_six_seconds_long(name: str) -> None:
    path = SAMPLES / f"{name}.mp4"
    info = probe(path)
    video = require_video(info)
    assert path.stat().st_size < 1_000_000
    assert info.audio == ()
    assert info.duration_s == pytest.approx(6.0, abs=0.05)
    assert (video.display_width, video.display_height) == (640, 360)


@pytest.mark.parametrize("name", ["hammer", "stairs"])
def test_the_truth_of_a_sample_clip_lies_in_it(name: str) -> None:
    events = read_csv(SAMPLES / f"{name}.events.csv")
    assert len(events) >= 6
    assert all(0 < event.time_s < 6 and event.strength > 0.1 for event in events)


def test_the_hammer_is_fastest_just_before_its_blows_and_stands_at_them() -> None:
    frames = list(sample_frames(SAMPLES / "hammer.mp4", rate=25, context=JobContext()))
    grey = np.array([frame.mean(2) for frame in frames])
    motion = np.abs(np.diff(grey, axis=0)).mean((1, 2))  # motion[k]: from picture k to k + 1
    for event in read_csv(SAMPLES / "hammer.events.csv"):
        at = int(event.time_s * 25)
        assert motion[at - 2 : at + 1].max() > 1.5 * np.median(motion)


@pytest.mark.parametrize("name", ["wood", "metal", "glass", "drum"])
def test_a_reference_is_short_clean_and_has_several_blows(name: str) -> None:
    path = SAMPLES / f"{name}.flac"
    wave, rate_hz = soundfile.read(path)
    assert path.stat().st_size < 300_000
    assert rate_hz == 48000
    assert 1.0 <= len(wave) / rate_hz <= 3.0
    assert 0.5 < np.abs(wave).max() < 0.9
    assert np.abs(wave[-50:]).max() < 0.01


def test_the_finished_take_is_what_the_program_makes_of_the_sample(tmp_path) -> None:
    recipe = Recipe(
        video=SAMPLES / "hammer.mp4",
        reference=SoundPart(SAMPLES / "metal.flac"),
        engine="grains",
        events=tuple(read_csv(SAMPLES / "hammer.events.csv")),
    )
    shipped, rate_hz = soundfile.read(SAMPLES / "take" / "hammer-metal.flac")
    info = probe(recipe.video)
    take = render_take(recipe, info, tmp_path, rate_hz=rate_hz, cache=None, context=JobContext())
    made = read_sound(take.sound.file).samples
    raised = made * np.abs(shipped).max() / np.abs(made).max()
    assert raised == pytest.approx(shipped, abs=0.001), "run scripts/make_sample_take.py"
