"""All of the real clips go through every part."""

import numpy as np
import pytest

from engine.config import GRID
from engine.media.audio import read_blocks, read_mono
from engine.media.digest import picture_digest
from engine.media.frames import sample_frames
from engine.media.mux import SoundTrack, mux
from engine.media.probe import probe, require_audio, require_video
from tests.media import clicks


@pytest.mark.real
@pytest.mark.slow
@pytest.mark.timeout(300)
def test_every_real_clip_is_read_and_copied(real_data, tmp_path):
    paths = sorted(real_data.rglob("*.mp4"))
    assert len(paths) == 48
    output = tmp_path / "видео 日本 ü 1.mp4"
    for path in paths:
        info = probe(path)
        video, audio = require_video(info), require_audio(info)
        assert 5 < info.duration_s < 11
        pictures = [picture.shape for picture in sample_frames(path, size=(64, 48), end_s=1.0)]
        assert pictures == [(48, 64, 3)] * GRID.frame_count(1.0)
        assert len(read_mono(path)) == round(info.duration_s * 22050)

        sound = clicks([1.0, 3.3], info.duration_s, channels=2)
        report = mux(path, SoundTrack(48000, 2, [sound]), output, overwrite=True)
        assert report.picture_digest == picture_digest(output) == picture_digest(path)
        assert (report.mended, report.delay_s, report.dropped) == (0, 0, ())
        copied = probe(output)
        after = require_video(copied)
        assert after.start_s == pytest.approx(video.start_s, abs=5e-4)
        # A picture that the original hides behind its end is seen in the copy.
        assert after.duration_s == pytest.approx(video.duration_s, abs=0.1)
        assert copied.audio[0].duration_s == pytest.approx(len(sound) / 48000, abs=1e-6)
        found = np.concatenate(list(read_blocks(output)))
        onset = np.flatnonzero(np.abs(found[:96000, 0]) > 0.2)[0]
        assert abs(onset - 48000) < 30
        assert audio.sample_rate_hz in (16000, 22050, 44100)
