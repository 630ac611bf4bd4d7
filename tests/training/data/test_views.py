import numpy as np
import pytest

from engine.config import GRID
from engine.progress import JobContext
from training.data.augmentation import has_views, mirrored, moved


def moving_clip(frames: int, width: int, height: int) -> list[np.ndarray]:
    """A textured square that moves to the right and down, left of the middle."""
    texture = np.random.default_rng(0).integers(0, 255, (30, 30, 3), dtype=np.uint8)
    clip = []
    for frame in range(frames):
        picture = np.full((height, width, 3), 90, np.uint8)
        x, y = 10 + 3 * frame, 20 + 2 * frame
        picture[y : y + 30, x : x + 30] = texture
        clip.append(picture)
    return clip


@pytest.fixture(scope="module")
def motion():
    return pytest.importorskip("engine.features.motion").MotionBackend()


def features_of(motion, frames):
    rate = round(motion.frame_rate / GRID.video_rate)
    repeated = [frame for frame in frames for _ in range(rate)]
    return motion.extract(iter(repeated), len(frames), JobContext())


def test_the_features_in_use_have_views(motion):
    assert has_views(motion.name, motion.version), "a new version of the features needs new views"


def test_mirrored_features_are_those_of_the_mirrored_picture(motion):
    clip = moving_clip(6, *motion.frame_size)
    features = features_of(motion, clip)
    turned = features_of(motion, [frame[:, ::-1].copy() for frame in clip])
    views = mirrored(features.astype(np.float16)).astype(np.float32)
    # optical flow is not perfectly symmetric, but it is far nearer than what was not mirrored
    assert np.abs(views - turned).mean() < 0.25 * np.abs(features - turned).mean()


def test_moved_features_are_those_of_the_moved_picture(motion):
    clip = moving_clip(6, *motion.frame_size)
    width, height = motion.frame_size
    features = features_of(motion, clip)
    down, right = 2, 8  # whole pixels
    shift = (round(down * height / 16), round(right * width / 16))
    turned = features_of(motion, [np.roll(frame, shift, axis=(0, 1)) for frame in clip])
    views = moved(features.astype(np.float16), down, right).astype(np.float32)
    assert np.abs(views - turned).mean() < 0.25 * np.abs(features - turned).mean()


def test_a_backend_whose_numbers_have_no_place_has_no_views():
    assert not has_views("bninception", 1)
