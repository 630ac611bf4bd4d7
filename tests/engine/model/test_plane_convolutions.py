import pytest
import torch
from torch import nn

from engine.features.planes import CELLS, PLANES
from engine.model.generator import Generator
from engine.model.plane_convolutions import PlaneConvolutions
from engine.model.presets import SMALL


@pytest.fixture
def convolutions():
    torch.manual_seed(0)
    return PlaneConvolutions(filters=3, leaky_slope=0.2).eval()


def strike(row, column, frame=4, planes=(0, 1)):
    """Features (1, 2048, 9) in which one cell is struck in some of the planes."""
    features = torch.zeros(1, len(PLANES), CELLS, CELLS, 9)
    for plane in planes:
        features[0, plane, row, column, frame] = 1.0
    return features.reshape(1, -1, 9)


def test_every_filter_tells_its_largest_and_its_mean_of_each_frame(convolutions):
    found = convolutions(torch.randn(2, 2048, 9))
    assert found.shape == (2, convolutions.values, 9)
    largest, mean = found.chunk(2, dim=1)
    assert (largest >= mean).all()


def test_where_a_strike_is_makes_little_difference(convolutions):
    still = convolutions(torch.zeros(1, 2048, 9))
    here, there = convolutions(strike(5, 5)), convolutions(strike(9, 9))
    # What a strike at the border would change beyond it is lost.
    assert (here - there).abs().sum() < 0.2 * (here - still).abs().sum()


def test_what_comes_together_at_one_place_differs_from_the_same_apart(convolutions):
    together = convolutions(strike(6, 6))
    apart = convolutions(strike(6, 6, planes=(0,)) + strike(10, 10, planes=(1,)))
    assert not torch.allclose(together, apart, atol=1e-3)


def test_a_strike_is_seen_three_frames_around_it_and_no_further(convolutions):
    differs = (convolutions(strike(6, 6)) - convolutions(torch.zeros(1, 2048, 9))).abs().amax(1)
    assert (differs[0] > 1e-6).tolist() == [False, *7 * [True], False]


def test_the_products_generator_reads_them(convolutions):
    encoder = Generator(SMALL).temporal_encoder
    assert any(isinstance(each, PlaneConvolutions) for each in encoder.modules())
    struck, still = strike(6, 6), strike(6, 6, planes=())
    seen = [each for each in encoder.modules() if isinstance(each, nn.Conv3d)]
    with torch.inference_mode():
        before = encoder.eval()(struck) - encoder(still)
        for each in seen:
            each.weight.zero_()
        after = encoder(struck) - encoder(still)
    assert not torch.allclose(before, after)
