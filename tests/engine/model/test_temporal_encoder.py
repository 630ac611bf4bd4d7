from contextlib import contextmanager

import pytest
import torch
from msgspec.structs import replace

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


@pytest.fixture
def seen():
    """The frames of each sequence that an encoder's LSTM reads."""

    @contextmanager
    def watch(encoder):
        frames: list[int] = []
        handle = encoder.lstm.register_forward_pre_hook(
            lambda _lstm, read: frames.append(read[0].shape[1])
        )
        yield frames
        handle.remove()

    return watch


def test_the_mirror_turns_columns_and_what_moves_to_the_right_around(features, mirrored):
    level, back = features[0, rows("level")], mirrored[0, rows("level")]
    torch.testing.assert_close(back.reshape(16, 16, 12), level.reshape(16, 16, 12).flip(1))
    right, left = features[0, rows("rightward")], mirrored[0, rows("rightward")]
    torch.testing.assert_close(left.reshape(16, 16, 12), -right.reshape(16, 16, 12).flip(1))


def test_a_picture_and_its_mirror_image_have_one_code(features, mirrored):
    both = encoder(reads_maps=True)
    with torch.inference_mode():
        torch.testing.assert_close(both(features), both(mirrored))


def test_training_looks_at_the_picture_alone_and_at_its_own_speed(features, mirrored, seen):
    looks = encoder(reads_maps=True)
    looks.training = True  # its parts are not, so that no dropout is in the way
    with torch.inference_mode(), seen(looks) as frames:
        alone, turned = looks(features), looks(mirrored)
    assert not torch.allclose(alone, turned, atol=1e-3)
    assert frames == [12, 12]


def test_a_clip_is_also_looked_at_slower_and_faster(features, seen):
    looks = encoder(reads_maps=True)
    with torch.inference_mode(), seen(looks) as frames:
        code = looks(features)
    assert min(frames) < features.shape[2] < max(frames)
    assert code.shape[2] == features.shape[2]


@pytest.mark.parametrize("frame", [0, 1, 37, 100, 213, 214])
def test_what_is_seen_slower_and_faster_stays_where_it_is(monkeypatch, frame):
    looks = encoder(reads_maps=True)
    monkeypatch.setattr(looks, "encode", lambda features: features[:, rows("level")][:, :1])
    features = torch.zeros(1, FEATURES, 215)
    features[:, :, frame] = 1.0
    assert looks(features).argmax() == frame


@pytest.mark.parametrize("frames", [1, 2, 3])
def test_the_shortest_clips_have_a_code(frames):
    looks = encoder(reads_maps=True)
    assert looks(torch.zeros(2, FEATURES, frames)).shape == (2, SMALL.code_channels, frames)


def test_clips_do_not_get_into_each_others_codes(features, mirrored):
    looks = encoder(reads_maps=True)
    others = torch.randn(1, FEATURES, 12)
    with torch.inference_mode():
        together = looks(torch.cat([features, others]))
        apart = torch.cat([looks(features), looks(others)])
    torch.testing.assert_close(together, apart)


def test_the_papers_encoder_knows_no_mirror_and_no_other_speed(features, mirrored, seen):
    published = encoder(reads_maps=False)
    with torch.inference_mode(), seen(published) as frames:
        assert not torch.allclose(published(features), published(mirrored), atol=1e-3)
    assert frames == [12, 12]


def test_the_bottleneck_of_the_states_is_the_code(features):
    both = encoder(reads_maps=True)
    with torch.inference_mode():
        states = both.states(features)
        code = both.bottleneck(states.transpose(1, 2)).transpose(1, 2)
        torch.testing.assert_close(code, both(features))
