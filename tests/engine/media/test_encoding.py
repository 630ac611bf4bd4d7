"""The new sound of a copy: long silence is written at once, and nothing else changes."""

import time
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from engine.media.audio import read_sound
from engine.media.mux import SoundTrack
from tests.engine.media.muxing import mux_as
from tests.media import make_video

RATE_HZ = 48000
HITS_S = (0.5, 21.3, 21.4, 58.7)
LENGTH = 60 * RATE_HZ + 77


def with_hits(hits_s: tuple[float, ...]) -> NDArray[np.float32]:
    """A minute of silence with bursts of noise."""
    sound = np.zeros((LENGTH, 2), np.float32)
    burst = np.random.default_rng(1).normal(0.0, 0.2, (RATE_HZ // 10, 2))
    for hit_s in hits_s:
        first = round(hit_s * RATE_HZ)
        sound[first : first + len(burst)] += burst.astype(np.float32)
    return sound


def written(folder: Path, sound: NDArray[np.float32], suffix: str, block: int) -> Path:
    """A copy of a short clip with this sound as AAC, which comes in blocks of odd lengths."""
    clip = make_video(folder / "clip.mp4", frames=3)
    blocks = [sound[start : start + block] for start in range(0, len(sound), block)]
    output = folder / f"copy{block}{suffix}"
    report = mux_as(clip, SoundTrack(RATE_HZ, 2, blocks), output, codec="aac", overwrite=True)
    assert report.samples == len(sound)
    return output


@pytest.mark.parametrize("suffix", [".mp4", ".mov", ".mkv"])
@pytest.mark.parametrize("block", [16384, 5001])
def test_hits_between_long_silence_are_where_they_were(tmp_path, suffix, block):
    sound = with_hits(HITS_S)
    heard = read_sound(written(tmp_path, sound, suffix, block)).samples
    assert abs(len(heard) - LENGTH) < 1024
    for hit_s in HITS_S:
        first = round(hit_s * RATE_HZ)
        place = slice(first, first + RATE_HZ // 10)
        likeness = np.corrcoef(heard[place, 0], sound[place, 0])[0, 1]
        assert likeness > 0.8  # a sample away, noise is unlike itself
    assert not heard[2 * RATE_HZ : 21 * RATE_HZ].any()
    assert not heard[23 * RATE_HZ : 58 * RATE_HZ].any()


def test_packets_follow_each_other_without_a_gap(tmp_path):
    with av.open(str(written(tmp_path, with_hits(HITS_S), ".mp4", 16384))) as container:
        stream = container.streams.audio[0]
        times = [packet.pts for packet in container.demux(stream) if packet.size]
    assert set(np.diff(times)) == {1024}
    assert len(times) == -(-LENGTH // 1024) + 1


def test_silence_takes_little_time(tmp_path):
    def needed_s(sound: NDArray[np.float32]) -> float:
        start_s = time.process_time()
        written(tmp_path, sound, ".mp4", 16384)
        return time.process_time() - start_s

    assert needed_s(with_hits(())) < 0.1 * needed_s(with_hits(tuple(np.arange(0.0, 59.0, 0.5))))
