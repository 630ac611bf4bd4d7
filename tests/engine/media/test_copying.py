"""Time stamps of copied packets."""

import numpy as np
import pytest

from engine.media.mux import SoundTrack, mux
from engine.media.probe import probe
from tests.media import make_video


@pytest.mark.parametrize("suffix", [".mp4", ".mkv", ".mov"])
def test_a_still_picture_before_reordered_ones_does_not_lengthen_the_copy(tmp_path, suffix):
    times_s = [0.0, *(100 + np.arange(1, 10) / 25)]
    clip = make_video(tmp_path / "clip.mp4", times_s=times_s, rate=25, b_frames=2)
    output = tmp_path / f"out{suffix}"
    mux(clip, SoundTrack(48000, 1, [np.zeros((4800, 1), np.float32)]), output)
    copy = probe(output).video
    assert copy.start_s == 0.0
    assert copy.duration_s == pytest.approx(probe(clip).video.duration_s, abs=2e-3)
    assert copy.duration_s == pytest.approx(100.4, abs=2e-3)
