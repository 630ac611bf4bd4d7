"""Optical flow: where a texture went, and how flow is put into bytes."""

import cv2
import numpy as np
import pytest
import torch

from engine.features.flow import DenseFlow, flow_to_bytes
from engine.features.tv_l1 import tv_l1_flow
from tests.engine.features.scenes import WIDE


def tv_l1(before, after):
    """One pair by the flow of many."""
    pair = (torch.from_numpy(each)[None] for each in (before, after))
    return tv_l1_flow(*pair)[0].permute(1, 2, 0).numpy()


@pytest.mark.parametrize(
    "flow", [DenseFlow(), DenseFlow(fine=True), tv_l1], ids=["quick", "fine", "tv_l1"]
)
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


def test_tv_l1_keeps_the_edge_between_what_moves_and_what_does_not():
    wide = WIDE.astype(np.uint8)
    before, after = wide[:96, :128].copy(), wide[:96, :128].copy()
    before[24:72, 32:96] = wide[200:248, 200:264]
    after[24:72, 36:100] = before[24:72, 32:96]
    flow = tv_l1(before, after)
    assert flow[30:66, 40:88, 0].mean() == pytest.approx(4.0, abs=0.2)
    assert np.abs(flow[:16]).max() < 0.5


def test_pairs_of_one_batch_do_not_know_of_each_other():
    wide = torch.from_numpy(WIDE.astype(np.uint8))
    slow, fast = (wide[40:104, 40:104], wide[40:104, 39:103]), (wide[:64, :64], wide[9:73, 6:70])
    still = (wide[:64, :64],) * 2
    together = tv_l1_flow(*(torch.stack(each) for each in zip(slow, still, fast, strict=True)))
    for place, pair in enumerate((slow, still, fast)):
        alone = tv_l1_flow(*(each[None] for each in pair))
        torch.testing.assert_close(together[place : place + 1], alone, atol=1e-4, rtol=0)


def test_where_nothing_can_be_seen_nothing_moves():
    flat = torch.full((1, 40, 40), 128, dtype=torch.uint8)
    assert tv_l1_flow(flat, flat).abs().max() == 0
    assert tv_l1_flow(flat, flat + 9).isfinite().all()


def test_threads_do_not_wait_for_each_other_over_small_pictures():
    cv2.setNumThreads(2)
    DenseFlow()
    assert cv2.getNumThreads() == 1
