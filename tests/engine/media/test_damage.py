"""Damaged files: every reader ends soon, with a result or with a sentence."""

import contextlib
import time

import numpy as np
import pytest

from engine.errors import EngineError
from engine.media.audio import read_blocks
from engine.media.digest import picture_digest
from engine.media.frames import sample_frames
from engine.media.mux import SoundTrack, mux
from engine.media.probe import probe
from tests.engine.media.muxing import mux_as
from tests.media import Track, make_video, sine

LONGEST_S = 10.0


def damaged(data, kind, seed):
    """A copy of some bytes, cut or changed."""
    rng = np.random.default_rng(seed)
    data = bytearray(data)
    if kind == "cut":
        return bytes(data[: rng.integers(1, len(data))])
    if kind == "bits":
        for place in rng.integers(0, len(data), 30):
            data[place] ^= 1 << rng.integers(8)
    elif kind == "header":
        for place in rng.integers(0, min(1500, len(data)), 6):
            data[place] = rng.integers(256)
    elif kind == "end":
        for place in len(data) - 1 - rng.integers(0, min(2500, len(data)), 8):
            data[place] = rng.integers(256)
    elif kind == "hole":
        start = rng.integers(0, len(data))
        data[start : start + len(data) // 5] = bytes(len(data[start : start + len(data) // 5]))
    return bytes(data)


def use(path, output):
    """Do everything that can be done with a clip."""
    probe(path)
    for work in (
        lambda: sum(1 for _ in sample_frames(path, size=(32, 24))),
        lambda: sum(len(block) for block in read_blocks(path, rate_hz=22050, mono=True)),
        lambda: picture_digest(path),
        lambda: mux(path, SoundTrack(48000, 1, [np.zeros(48000, np.float32)]), output),
        lambda: mux_as(
            path,
            SoundTrack(48000, 1, [np.zeros(48000, np.float32)]),
            output,
            keep_original=True,
            overwrite=True,
        ),
    ):
        with contextlib.suppress(EngineError):
            work()


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("suffix", [".mp4", ".mkv", ".webm", ".avi", ".ts", ".mov", ".flv"])
@pytest.mark.parametrize("kind", ["cut", "bits", "header", "end", "hole"])
def test_damaged_clips_end_in_a_result_or_a_sentence(tmp_path, suffix, kind):
    codec = "libx264" if suffix == ".flv" else None
    sound = Track(sine(440, 1.0))
    clip = make_video(tmp_path / f"clip{suffix}", codec=codec, size=(64, 48), sounds=[sound])
    output = tmp_path / f"out{suffix if suffix in ('.mp4', '.mkv', '.mov', '.webm') else '.mkv'}"
    for seed in range(6):
        path = tmp_path / f"damaged{suffix}"
        path.write_bytes(damaged(clip.read_bytes(), kind, seed))
        start = time.monotonic()
        with contextlib.suppress(EngineError):
            use(path, output)
        assert time.monotonic() - start < LONGEST_S
        output.unlink(missing_ok=True)
        assert {found.name for found in tmp_path.iterdir()} == {clip.name, path.name}
