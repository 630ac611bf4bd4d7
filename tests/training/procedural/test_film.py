import itertools
from dataclasses import replace

import numpy as np
import pytest

from engine.config import GRID
from engine.progress import JobContext
from training.procedural import film as film_module
from training.procedural.compression import VideoCodec
from training.procedural.film import Film, Shot, draw_camera, draw_shots, scene_length_s

SIZE = (64, 48)


class Clock:
    """A scene whose grey level is its time: 10 levels a second; its second view is darker."""

    blows = ()
    sound = "struck"
    seen = ((), ())
    distance_m = 1.0

    def __enter__(self):
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def draw(self, time_s: float, view: int) -> np.ndarray:
        level = 20 + 10 * time_s - 15 * view
        return np.full((58, 77, 3), max(level, 0), np.uint8)


def plain(camera):
    return replace(
        camera,
        source_rate_hz=21.5,
        stored_rate_hz=21.5,
        subframes=1,
        gain=1.0,
        gamma=1.0,
        drift=0.0,
        saturation=1.0,
        tint=(1.0, 1.0, 1.0),
        flicker=0.0,
        blur=0.0,
        noise=0.0,
        quality=100,
        codec=None,
        bars=0.0,
    )


@pytest.fixture
def filmed(monkeypatch: pytest.MonkeyPatch):
    """Film the clock with a camera without faults, and some changes to it."""

    def shoot(shots, **changes) -> np.ndarray:
        monkeypatch.setattr(
            film_module, "draw_camera", lambda rng: replace(plain(draw_camera(rng)), **changes)
        )
        monkeypatch.setattr(film_module, "draw_passer", lambda rng, size: None)
        monkeypatch.setattr(film_module, "draw_caption", lambda rng, size: None)
        film = Film(np.random.default_rng(0), shots, SIZE)
        frames = film.frames(Clock(), np.zeros(0), GRID.video_rate, JobContext())
        assert frames.shape == (215, 48, 64, 3)
        return frames.mean((1, 2, 3))

    return shoot


WHOLE = [Shot(0.0, 10.0, 0.0, 0)]


def test_each_frame_shows_its_own_moment(filmed) -> None:
    levels = filmed(WHOLE)
    times_s = np.arange(215) / float(GRID.video_rate)
    np.testing.assert_allclose(levels, 20 + 10 * times_s, atol=1.2)


def test_a_slow_camera_repeats_its_last_picture_and_shows_no_later_one(filmed) -> None:
    levels = filmed(WHOLE, source_rate_hz=12.5)
    times_s = np.arange(215) / float(GRID.video_rate)
    assert np.all(levels <= 20 + 10 * times_s + 0.1)
    assert np.mean(np.diff(levels) == 0) > 0.3


def test_a_converted_recording_leaves_pictures_out_and_repeats_others(filmed) -> None:
    smooth = filmed(WHOLE, source_rate_hz=30.0, stored_rate_hz=30.0)
    converted = filmed(WHOLE, source_rate_hz=30.0, stored_rate_hz=6.0)
    assert np.all(converted <= smooth + 0.1)  # it shows nothing earlier than the camera saw it
    assert len(np.unique(converted)) <= 60 < len(np.unique(smooth))
    assert np.mean(smooth - converted) == pytest.approx(10 * 0.5 / 6, abs=0.3)


def test_a_compressed_recording_shows_the_same_moments(filmed) -> None:
    plain_levels = filmed(WHOLE)
    levels = filmed(WHOLE, codec=VideoCodec(quality=20, keyframes=50))
    assert not np.array_equal(levels, plain_levels)
    np.testing.assert_allclose(levels, plain_levels, atol=2.5)


def test_an_open_shutter_shows_what_was_and_not_what_comes(filmed) -> None:
    sharp = filmed(WHOLE, source_rate_hz=6.0)
    open_ = filmed(WHOLE, source_rate_hz=6.0, subframes=3, shutter=0.9)
    # It is open for 0.15 s, or 1.5 levels; its three pictures are on average 0.5 levels behind,
    # and rounding down takes some more.
    assert -1.4 < np.mean((open_ - sharp)[20:]) < -0.3


def test_a_jump_cut_leaves_time_out(filmed) -> None:
    levels = filmed([Shot(0.0, 5.0, 0.0, 0), Shot(5.0, 10.0, 2.0, 0)])
    before, after = levels[107], levels[108]
    assert after - before == pytest.approx(20, abs=2)


def test_another_camera_shows_the_same_moment(filmed) -> None:
    levels = filmed([Shot(0.0, 5.0, 0.0, 0), Shot(5.0, 10.0, 0.0, 1)])
    assert levels[108] - levels[107] == pytest.approx(-15, abs=2)


def test_shots_follow_one_another_without_a_gap() -> None:
    kinds = set()
    for seed in range(200):
        shots = draw_shots(np.random.default_rng(seed), 10.0)
        assert shots[0].start_s == 0
        assert shots[-1].end_s == 10
        assert all(one.end_s == two.start_s for one, two in itertools.pairwise(shots))
        assert scene_length_s(shots) < 17
        kinds |= {shot.kind for shot in shots}
        kinds |= {"jump" for shot in shots if shot.offset_s > 0}
    assert kinds == {"scene", "away", "jump"}
