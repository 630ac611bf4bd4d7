"""Time stamps of copied packets."""

import av
import numpy as np
import pytest

from engine.media.mux import SoundTrack, mux
from engine.media.probe import probe
from tests.media import make_video

SILENCE = SoundTrack(48000, 1, [np.zeros((4800, 1), np.float32)])


@pytest.mark.parametrize("suffix", [".mp4", ".mkv", ".mov"])
def test_a_still_picture_before_reordered_ones_does_not_lengthen_the_copy(tmp_path, suffix):
    times_s = [0.0, *(100 + np.arange(1, 10) / 25)]
    clip = make_video(tmp_path / "clip.mp4", times_s=times_s, rate=25, b_frames=2)
    output = tmp_path / f"out{suffix}"
    mux(clip, SILENCE, output)
    copy = probe(output).video
    assert copy.start_s == 0.0
    assert copy.duration_s == pytest.approx(probe(clip).video.duration_s, abs=2e-3)
    assert copy.duration_s == pytest.approx(100.4, abs=2e-3)


@pytest.mark.parametrize("codec", ["libx264", "libx265"])
@pytest.mark.parametrize("suffix", [".mp4", ".mov"])
@pytest.mark.parametrize("start_s", [0.0, 0.5])
def test_missing_first_decoding_times_lie_one_step_apart(tmp_path, codec, suffix, start_s):
    clip = make_video(
        tmp_path / "clip.mkv", rate=25, frames=30, codec=codec, b_frames=3, start_s=start_s
    )
    output = tmp_path / f"out{suffix}"
    mux(clip, SILENCE, output)
    with av.open(str(clip)) as source:
        assert next(source.demux(video=0)).dts is None
    with av.open(str(output)) as copy:
        stream = copy.streams.video[0]
        assert stream.average_rate == 25
        times_s = [
            float(packet.dts * packet.time_base) for packet in copy.demux(stream) if packet.size
        ]
    assert np.diff(times_s) == pytest.approx(1 / 25, abs=1e-6)
    assert times_s[0] in (pytest.approx(-1 / 25, abs=1e-6), pytest.approx(-2 / 25, abs=1e-6))
