import numpy as np
import pytest

from engine.progress import JobContext
from training.data.mirror import find_mirror


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


def test_mirrored_motion_features_are_those_of_the_mirrored_picture():
    motion = pytest.importorskip("engine.features.motion").MotionBackend()
    clip = moving_clip(6, *motion.frame_size)
    extract = lambda frames: motion.extract(iter(frames), len(frames), JobContext())  # noqa: E731
    features = extract(clip)
    turned = extract([frame[:, ::-1].copy() for frame in clip])
    mirror = find_mirror(motion.name, motion.version)
    assert mirror is not None, "a new version of the features needs a new mirror"
    mirrored = mirror(features.astype(np.float16)).astype(np.float32)
    # optical flow is not perfectly symmetric, but it is far nearer than what was not mirrored
    assert np.abs(mirrored - turned).mean() < 0.25 * np.abs(features - turned).mean()


def test_a_backend_whose_numbers_have_no_place_has_no_mirror():
    assert find_mirror("bninception", 1) is None
