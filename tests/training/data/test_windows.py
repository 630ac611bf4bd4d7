import numpy as np
import pytest

from engine.events.event import Event
from engine.features.backend import create_backend
from tests.training.data.clips import clip
from training.data.clip_check import ClipCheck, check_clip
from training.data.sample import WAVE_SAMPLES
from training.data.sources import ClipFile, ReadyArrays
from training.data.windows import (
    loop_events,
    loop_features,
    make_ready_sample,
    make_sample,
    windows_of,
)


def _spans(duration_s):
    seen = ClipCheck(clip=ClipFile("a", "dog", None), picture_s=duration_s, sound_s=duration_s + 1)
    return [(window.start_s, window.content_s) for window in windows_of(seen)]


def test_a_clip_up_to_ten_seconds_is_one_window():
    assert _spans(6.0) == [(0.0, 6.0)]
    assert _spans(10.03) == [(0.0, 10.0)]


def test_a_long_clip_is_cut_and_a_long_rest_is_not_lost():
    assert _spans(24.9) == [(0.0, 10.0), (10.0, 10.0)]
    assert _spans(26.5) == [(0.0, 10.0), (10.0, 10.0), (16.5, 10.0)]


@pytest.mark.parametrize("content_s", [0.53, 1.04, 6.04, 9.99])
def test_looped_features_stay_within_a_frame_of_the_looped_sound(content_s):
    frames = int(content_s * 21.5)
    times_s = np.tile(np.arange(frames, dtype=np.float32) / 21.5, (3, 1))
    looped = loop_features(times_s, content_s)
    assert looped.shape == (3, 215)
    apart = np.arange(215) / 21.5 % content_s - looped[0]
    assert apart.min() > -1e-4
    assert apart.max() < 2 / 21.5


def test_events_are_repeated_with_their_content():
    looped = loop_events([Event(1.0, 0.5), Event(4.2)], 4.0)
    assert [event.time_s for event in looped] == [1.0, 5.0, 9.0]
    assert {event.strength for event in looped} == {0.5}


def test_picture_sound_and_events_of_a_short_clip_are_repeated_together(tmp_path):
    path = clip(tmp_path / "a.mkv", duration_s=3.0, at_s=(1.3, 2.2))
    (window,) = windows_of(check_clip(ClipFile("dog/a.mkv", "dog", path)))
    sample = make_sample(window, create_backend("motion"))
    assert sample.info.content_s == pytest.approx(3.0, abs=0.03)
    period_s = sample.info.content_s
    wanted = [time_s + period_s * turn for turn in range(4) for time_s in (1.3, 2.2)]
    found = [event.time_s for event in sample.info.events]
    assert found == pytest.approx([time_s for time_s in wanted if time_s < 10], abs=0.01)
    wave = sample.arrays["wave"].astype(np.float32)
    assert wave.shape == (WAVE_SAMPLES,)
    for time_s in found:
        start = round(time_s * 22050)
        assert np.abs(wave[start - 5 : start + 200]).max() > 10000
    period = round(period_s * 22050)
    np.testing.assert_array_equal(wave[period : 2 * period], wave[:period])
    mel = sample.arrays["mel"]
    frame = round((1.3 + period_s) * 22050 / 256)
    assert mel[:, frame + 2].mean() > mel[:, frame - 8].mean() + 0.2


def _ready_clip(folder, video=None):
    paths = [folder / f"a_{name}.npy" for name in ("rgb", "flow", "mel")]
    np.save(paths[0], np.full((214, 1024), 1, np.float16))
    np.save(paths[1], np.full((216, 1024), 2, np.float16))
    mel = np.zeros((80, 860), np.float32)
    for time_s in (2.0, 6.0):
        frame = round(time_s * 22050 / 256)
        mel[:, frame : frame + 20] = np.linspace(0.7, 0, 20)
    np.save(paths[2], mel)
    return ClipFile("dog/a", "dog", video, ReadyArrays(*paths))


@pytest.mark.slow
def test_ready_arrays_without_a_video_give_the_events_of_their_mel(tmp_path):
    (window,) = windows_of(check_clip(_ready_clip(tmp_path)))
    sample = make_ready_sample(window, with_wave=False)
    assert set(sample.arrays) == {"features", "mel", "aligned"}
    assert (sample.arrays["features"][:1024] == 1).all()
    assert (sample.arrays["features"][1024:] == 2).all()
    found = [event.time_s for event in sample.info.events]
    assert found == pytest.approx([2.0, 6.0], abs=0.04)


def test_ready_arrays_with_a_video_take_its_sound(tmp_path):
    video = clip(tmp_path / "a.mkv", at_s=(0.5,))
    (window,) = windows_of(check_clip(_ready_clip(tmp_path, video)))
    sample = make_ready_sample(window, with_wave=True)
    assert set(sample.arrays) == {"features", "mel", "aligned", "wave"}
    assert len(sample.info.events) == 5


def test_other_versions_of_a_sound_s_hits_lie_under_its_events(tmp_path):
    video = clip(tmp_path / "a.mkv", at_s=(0.5,))
    (window,) = windows_of(check_clip(_ready_clip(tmp_path, video)))
    sample = make_ready_sample(window, with_wave=True)
    mel, aligned = (sample.arrays[name].astype(np.float32) for name in ("mel", "aligned"))
    frames = [round(event.time_s * 22050 / 256) + 1 for event in sample.info.events]
    assert (aligned[:, frames].max(axis=0) > 0.5 * mel[:, frames].max(axis=0)).all()
    assert np.abs(aligned - mel).max() > 0.02
