"""Cuts of the picture become markers, which undo takes away again."""

import numpy as np
import pytest

from tests.media import make_video

pytestmark = pytest.mark.timeout(120)


def test_each_cut_becomes_a_marker_once(window, qtbot, tmp_path):
    scenes = np.random.default_rng(0).integers(16, 235, (2, 15, 20, 3), np.uint8)
    scenes = scenes.repeat(8, 1).repeat(8, 2)
    video = make_video(
        tmp_path / "x.mp4", duration_s=2.0, rate=30, paint=lambda _, t: scenes[int(t >= 1.0)]
    )
    window.file_commands.open_paths([video])
    qtbot.waitUntil(lambda: window.document.clip is not None, timeout=30_000)
    window.actions_["mark_cuts"].trigger()
    qtbot.waitUntil(lambda: bool(window.document.clip.markers), timeout=60_000)
    (marker,) = window.document.clip.markers
    assert marker.name == "Cut"
    assert marker.time_s == pytest.approx(1.0, abs=0.05)
    window.actions_["undo"].trigger()
    assert not window.document.clip.markers
