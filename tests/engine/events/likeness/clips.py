"""Features of clips in which two things strike: one at the top left, one at the bottom right."""

import numpy as np

from engine.config import FEATURES
from engine.events.likeness.rows import picture_rows
from engine.features import planes

RATE = 21.5
TOP_LEFT = [planes.CELLS * row + column for row in range(3) for column in range(3)]
BOTTOM_RIGHT = [planes.PLANE_VALUES - 1 - cell for cell in TOP_LEFT]


def features(top_left_s=(), bottom_right_s=(), *, seconds=20.0, seed=0):
    """(2048, F): noise, and a stop of three rows at each strike."""
    count = round(seconds * RATE)
    values = np.abs(np.random.default_rng(seed).normal(0.0, 0.05, (FEATURES, count)))
    values = values.astype(np.float32)
    stop = planes.rows("stop").start
    for cells, times_s in ((TOP_LEFT, top_left_s), (BOTTOM_RIGHT, bottom_right_s)):
        for time_s in times_s:
            for row in range(count):
                share = 2.0 ** -(((row - time_s * RATE) / 0.7) ** 2)
                values[[stop + cell for cell in cells], row] += np.float32(3.0 * share)
    planes.compress(values)
    return values


def rows(top_left_s=(), bottom_right_s=(), *, seconds=20.0, seed=0):
    """The same, described."""
    seen = features(top_left_s, bottom_right_s, seconds=seconds, seed=seed)
    return picture_rows(seen, planes.plane(seen, "stop").max(axis=1))
