import pytest
import torch

from engine.features.planes import PLANE_VALUES, PLANES
from engine.model.generator import Generator
from engine.model.plane_ranking import RANKED_VALUES, PlaneRanking
from engine.model.presets import SMALL


@pytest.fixture
def features():
    torch.manual_seed(0)
    return torch.randn(2, 2048, 7)


def moved_about(features):
    """The same values of every plane at other places."""
    places = torch.randperm(PLANE_VALUES)
    planes = features.reshape(2, len(PLANES), PLANE_VALUES, 7)
    return planes[:, :, places].reshape(features.shape)


def test_where_something_happens_makes_no_difference(features):
    ranking = PlaneRanking()
    ranked = ranking(features)
    assert ranked.shape == (2, RANKED_VALUES, 7)
    torch.testing.assert_close(ranking(moved_about(features)), ranked)


def test_the_planes_stay_apart_and_the_frames_in_order(features):
    ranked = PlaneRanking()(features).reshape(2, len(PLANES), -1, 7)
    planes = features.reshape(2, len(PLANES), PLANE_VALUES, 7)
    torch.testing.assert_close(ranked[:, :, 0], planes.amax(dim=2))
    torch.testing.assert_close(ranked[:, :, -1], planes.amin(dim=2))
    assert (ranked.diff(dim=2) <= 0).all()


def test_a_generator_that_ranks_gives_one_code_for_both_sides_of_the_picture(features):
    generator = Generator(SMALL).eval()
    with torch.inference_mode():
        code = generator.temporal_code(features)
        torch.testing.assert_close(generator.temporal_code(moved_about(features)), code)
    assert code.shape == (2, 8, 7)


def test_features_that_are_learned_themselves_are_ranked_alike(features):
    learned = features.clone().requires_grad_()
    ranked = PlaneRanking()(learned)
    torch.testing.assert_close(ranked.detach(), PlaneRanking()(features))
    ranked.sum().backward()
    assert learned.grad.sum() == ranked.numel()


def test_the_ranking_adds_no_weights():
    assert not PlaneRanking().state_dict()


def test_its_ranks_are_there_where_a_model_is_built_without_weights(features):
    """As a model file is read: the weights come from the file, and the ranks are in none."""
    with torch.device("meta"):
        ranking = PlaneRanking()
    torch.testing.assert_close(ranking(features), PlaneRanking()(features))
