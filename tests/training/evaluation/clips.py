"""Tiny clips for evaluations: a hammer that is seen and heard, each with a sound of its own."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from tests.engine.features import scenes
from tests.media import Track, make_video

RATE_HZ = 22050
BLOWS_S = ((0.6, 1.8, 2.7), (0.8, 2.1), (0.5, 1.5, 2.5))
TONES_HZ = (300.0, 1200.0, 4000.0)
DURATION_S = 3.2


def strikes(times_s: tuple[float, ...], tone_hz: float) -> NDArray[np.float32]:
    """Decaying tones with a noisy attack at the given times, (n,)."""
    clock_s = np.arange(round(DURATION_S * RATE_HZ)) / RATE_HZ
    hiss = np.random.default_rng(int(tone_hz)).normal(0, 1, len(clock_s))
    wave = np.zeros(len(clock_s))
    for time_s in times_s:
        since_s = clock_s - time_s
        ring = np.sin(2 * np.pi * tone_hz * since_s) * np.exp(-9 * since_s.clip(0))
        wave += (since_s >= 0) * (0.4 * ring + 0.2 * hiss * np.exp(-200 * since_s.clip(0)))
    return wave.astype(np.float32)


def make_clips(folder: Path, labels: tuple[str, ...] = ("anvil", "anvil", "bell")) -> Path:
    """A folder with a clip of each of the labels: CLASS/NUMBER.mp4."""
    for number, label in enumerate(labels):
        (folder / label).mkdir(parents=True, exist_ok=True)
        (folder / label / f"{number}.mp4").write_bytes(_clip(number % len(TONES_HZ)))
    return folder


@cache
def _clip(kind: int) -> bytes:
    """The file of a clip; drawn and encoded once, as many tests need the same."""
    scene = scenes.hammer(BLOWS_S[kind])

    def paint(_number: int, time_s: float) -> NDArray[np.uint8]:
        return scenes.recorded(scene, [time_s])[0]

    with TemporaryDirectory() as folder:
        path = make_video(
            Path(folder) / "clip.mp4",
            duration_s=DURATION_S,
            size=(170, 128),
            paint=paint,
            sounds=[Track(strikes(BLOWS_S[kind], TONES_HZ[kind]), RATE_HZ)],
        )
        return path.read_bytes()
