from dataclasses import replace

import pytest
import torch

from engine.config import FEATURES
from engine.features.planes import MIRROR_SIGNS, MIRRORED_ROWS, rows
from tests.engine.model.small import SMALL, small_generator


def encoder(*, reads_maps):
    filters = 2 if reads_maps else 0
    return small_generator(
        replace(SMALL, features=FEATURES, feature_ranking=reads_maps, feature_filters=filters)
    ).temporal_encoder


@pytest.fixture
def features():
    torch.manual_seed(0)
    return torch.randn(1, FEATURES, 12)


@pytest.fixture
def mirrored(features):
    return features[:, MIRRORED_ROWS] * torch.from_numpy(MIRROR_SIGNS)[:, None]


def test_the_mirror_turns_columns_and_what_moves_to_the_right_around(features, mirrored):
    level, back = features[0, rows("level")], mirrored[0, rows("level")]
    torch.testing.assert_close(back.reshape(16, 16, 12), level.reshape(16, 16, 12).flip(1))
    right, left = features[0, rows("rightward")], mirrored[0, rows("rightward")]
    torch.testing.assert_close(left.reshape(16, 16, 12), -right.reshape(16, 16, 12).flip(1))


def test_a_picture_and_its_mirror_image_have_one_code(features, mirrored):
    both = encoder(reads_maps=True)
    with torch.inference_mode():
        torch.testing.assert_close(both(features), both(mirrored))


def test_training_looks_at_the_picture_alone(features, mirrored):
    looks = encoder(reads_maps=True)
    with torch.inference_mode():
        both = looks(features)
        looks.training = True  # its parts are not, so that the two can be compared
        alone, turned = looks(features), looks(mirrored)
    assert not torch.allclose(alone, turned, atol=1e-3)
    torch.testing.assert_close(both, (alone + turned) / 2)


def test_the_papers_encoder_knows_no_mirror(features, mirrored):
    published = encoder(reads_maps=False)
    with torch.inference_mode():
        assert not torch.allclose(published(features), published(mirrored), atol=1e-3)
