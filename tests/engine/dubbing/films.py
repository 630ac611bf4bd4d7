"""A film in which a hammer strikes on the left and a lamp flashes on the right."""

import numpy as np

from tests.engine.features import scenes
from tests.media import make_video

BLOWS_S = (0.9, 2.4, 3.8, 5.3, 6.9, 8.2)
FLASHES_S = (1.6, 3.1, 4.5, 6.1, 7.6)
DURATION_S = 9.0


def hammer_and_lamp(path):
    """Make the film; return its path."""
    hammer = scenes.hammer(BLOWS_S)

    def paint(_number, time_s):
        image = hammer(time_s)
        if any(0 <= time_s - flash_s < 0.15 for flash_s in FLASHES_S):
            image = scenes.with_disc(image, 145, 30, 14, 255)
        return np.repeat(image.round().astype(np.uint8)[:, :, None], 3, axis=2)

    size = (scenes.WIDTH, scenes.HEIGHT)
    return make_video(path, duration_s=DURATION_S, rate=25, size=size, paint=paint)
