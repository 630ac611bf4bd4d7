"""The motion features: what each plane says of painted scenes, and where it says it."""

import time

import numpy as np
import pytest

from engine.errors import CancelledError
from engine.features.motion import MotionBackend
from engine.features.planes import HEIGHT, PLANES, WIDTH, compress, plane, rows
from engine.progress import JobContext
from tests.engine.features import scenes
from tests.programs import modules_loaded_by


def moving_disc(right=0.0, down=0.0):
    """A disc that moves evenly, in pixels a second."""

    def paint(time_s):
        x, y = 60 + right * time_s, 50 + down * time_s
        return scenes.with_disc(scenes.BACKGROUND, x, y, 22, 235)

    return paint


def grid(features, name):
    return plane(features, name).reshape(-1, 16, 16)


def test_the_planes_fill_the_2048_rows_appearance_first():
    taken = [row for name in PLANES for row in range(2048)[rows(name)]]
    assert taken == list(range(2048))
    assert rows("flicker").stop == 1024


def test_a_plane_comes_back_in_its_unit():
    features = np.random.default_rng(0).normal(0, 3, (2048, 5)).astype(np.float32)
    whole = features.copy()
    compress(features)
    for name in PLANES:
        np.testing.assert_allclose(plane(features, name), whole[rows(name)].T, rtol=1e-5)


@pytest.mark.parametrize("rate", [24.0, 30.0, 60.0])
def test_flow_is_in_pixels_a_row_whatever_the_rate_of_the_recording(rate):
    features = scenes.watch(scenes.pan, 3.0, rate=rate, noise=0.0)
    inside = np.s_[30:60, 2:-2, 2:-2]
    right, down = (grid(features, name)[inside].mean() for name in ("rightward", "downward"))
    # the quick flow works on a quarter of the pixels and errs by up to 0.2 of them a picture
    assert right == pytest.approx(-60 / 21.5, rel=0.2)
    assert down == pytest.approx(-12 / 21.5, rel=0.4)


def test_even_motion_neither_stops_nor_stutters():
    features = scenes.watch(moving_disc(right=50.0), 1.5, rate=25.0, noise=0.0)
    moving = plane(features, "rightward")[3:-3].sum(axis=1)
    assert moving.std() < 0.1 * moving.mean()
    assert grid(features, "stop")[3:-3].max() < 0.5 * 50 / 21.5


def test_a_stop_is_written_where_and_when_the_thing_stops():
    def paint(time_s):
        return moving_disc(right=90.0)(min(time_s, 0.5))

    stop = grid(scenes.watch(paint, 1.5, noise=0.0), "stop")
    row, y, x = np.unravel_index(stop.argmax(), stop.shape)
    assert row / 21.5 == pytest.approx(0.5, abs=1.5 / 21.5)
    assert abs(y - 6) <= 3  # the disc is then around the cell (6, 9)
    assert abs(x - 9) <= 3
    assert stop[row, y, x] > 0.5 * 90 / 21.5


def test_what_goes_on_after_a_rest_has_stopped_and_so_has_what_rests_at_the_end():
    def shuttle(time_s):  # to the right for half a second, twice, with a rest between and after
        return moving_disc(right=80.0)(min(time_s, 0.5) + min(max(time_s - 1.2, 0), 0.5))

    stop = plane(scenes.watch(shuttle, 2.2, noise=0.0), "stop").max(axis=1)
    for rest_s in (0.5, 1.7):
        row = round(rest_s * 21.5)
        assert stop[row - 2 : row + 3].max() > 0.4 * 80 / 21.5


def test_only_what_fell_and_rises_bounces():
    def turning(direction):
        def paint(time_s):
            return moving_disc(down=direction * 80.0)(0.5 - abs(time_s - 0.5))

        return plane(scenes.watch(paint, 1.0, noise=0.0), "bounce")

    floor, ceiling = turning(1), turning(-1)
    assert floor.max() > 1.0
    assert floor.max(axis=1).argmax() / 21.5 == pytest.approx(0.5, abs=1.5 / 21.5)
    assert ceiling.max() < 0.3 * floor.max()


def test_a_moving_camera_makes_nothing_stop_and_little_brighter():
    features = scenes.watch(scenes.pan, 4.0, noise=0.0)
    inside = np.s_[25:, 2:-2, 2:-2]
    assert grid(features, "stop")[inside].max() < 0.3 * 60 / 21.5
    assert grid(features, "brightening")[inside].mean() < 0.01


def test_a_flash_is_brighter_then_darker_and_no_motion_explains_it():
    features = scenes.watch(scenes.flash((1.0,), everywhere=True), 2.0, noise=0.0)
    brighter, darker = (plane(features, name).mean(axis=1) for name in ("brightening", "darkening"))
    assert brighter.argmax() / 21.5 == pytest.approx(1.0, abs=1.5 / 21.5)
    assert brighter.sum() == pytest.approx(darker.sum(), rel=0.1)
    assert brighter.sum() == pytest.approx(120 / 255, rel=0.2)
    assert plane(features, "flicker").mean(axis=1).sum() > 0.5 * brighter.sum()


def test_the_level_is_that_of_the_picture_on_screen():
    features = scenes.watch(lambda t: np.full((HEIGHT, WIDTH), 51.0 + 153 * (t >= 1)), 2.0, noise=0)
    level = plane(features, "level").mean(axis=1)
    assert level[:21] == pytest.approx(-0.6, abs=0.01)
    assert level[23:] == pytest.approx(0.6, abs=0.01)


def test_a_still_picture_is_all_zero_but_for_its_level():
    features = scenes.watch(scenes.still, 1.0, noise=0.0)
    assert not features[256:].any()
    assert features[:256].any()


def test_there_are_as_many_columns_as_were_asked_for_even_of_one_frame():
    frame = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    assert MotionBackend().extract(iter([frame]), 1, JobContext()).shape == (2048, 1)
    features = MotionBackend().extract(iter([frame] * 9), 3, JobContext())
    assert features.shape == (2048, 3)
    assert features.dtype == np.float32
    assert features[0] == pytest.approx(-np.arcsinh(1.0))


def test_a_cancelled_job_ends():
    frame = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    with pytest.raises(CancelledError):
        MotionBackend().extract(iter([frame] * 9), 3, JobContext(cancelled=lambda: True))


@pytest.mark.slow
def test_ten_seconds_take_well_under_one():
    times_s = np.arange(0, 10, 1 / 30)
    frames = scenes.recorded(scenes.pan, times_s)
    shown = [frames[min(int(k / 86 * 30 + 1e-6), 299)] for k in range(860)]
    start = time.process_time()
    MotionBackend().extract(iter(shown), 215, JobContext())
    assert time.process_time() - start < 1.5  # 0.35 s on an idle core


def test_planes_need_neither_torch_nor_opencv():
    loaded = modules_loaded_by(
        "import engine.features.planes, engine.features.stored, engine.features.backend"
    )
    assert not loaded & {"torch", "cv2"}
