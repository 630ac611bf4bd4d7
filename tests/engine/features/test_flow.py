"""Optical flow: where a texture went, and how flow is put into bytes."""

import numpy as np
import pytest

from engine.features.flow import FineFlow, QuickFlow, flow_to_bytes
from tests.engine.features.scenes import WIDE


@pytest.mark.parametrize("flow", [QuickFlow(), FineFlow()], ids=["quick", "fine"])
@pytest.mark.parametrize(("right", "down"), [(0, 0), (3, 0), (-2, 5)])
def test_a_texture_that_moved_is_followed(flow, right, down):
    wide = WIDE.astype(np.uint8)
    before = wide[40:168, 40:210].copy()
    after = wide[40 - down : 168 - down, 40 - right : 210 - right].copy()
    inside = flow(before, after)[16:-16, 16:-16]
    assert inside.dtype == np.float32
    assert inside[..., 0].mean() == pytest.approx(right, abs=0.3)
    assert inside[..., 1].mean() == pytest.approx(down, abs=0.3)


def test_flow_is_clipped_to_twenty_pixels_and_spread_over_a_byte():
    pixels = np.array([[[-100.0, -20.0], [0.0, 10.0], [20.0, 100.0]]], np.float32)
    assert flow_to_bytes(pixels).tolist() == [[[0, 0], [128, 191], [255, 255]]]
