"""Tiny clips with picture and sound, good and bad."""

from pathlib import Path

import numpy as np

from tests.media import Track, clicks, make_video

RATE_HZ = 22050
SIZE = (64, 48)


def bounce(number: int, time_s: float) -> np.ndarray:
    """A bright square that moves all the time, over dark grey."""
    picture = np.full((SIZE[1], SIZE[0], 3), 40, np.uint8)
    left = int(20 + 18 * np.sin(5 * time_s))
    picture[12:36, left : left + 16] = 220
    return picture


def slide(number: int, time_s: float) -> np.ndarray:
    """Another still picture every second."""
    return np.full((SIZE[1], SIZE[0], 3), 60 + 90 * (int(time_s) % 2), np.uint8)


def clip(
    path: Path,
    *,
    duration_s: float = 2.0,
    at_s: tuple[float, ...] = (0.5, 1.4),
    paint=bounce,
    sound_s: float | None = None,
    gain: float = 1.0,
    silent: bool = False,
    mute: bool = False,
) -> Path:
    """Write a clip of a moving square and clicks, whose sound is stored without loss."""
    path.parent.mkdir(parents=True, exist_ok=True)
    sound = clicks(at_s, sound_s or duration_s, rate_hz=RATE_HZ) * (0 if silent else gain)
    tracks = [] if mute else [Track(np.clip(sound, -1, 1), RATE_HZ, "flac")]
    return make_video(path, duration_s=duration_s, rate=20, size=SIZE, sounds=tracks, paint=paint)
