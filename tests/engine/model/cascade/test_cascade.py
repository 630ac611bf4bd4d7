import numpy as np
import pytest
import torch

from engine.model.cascade.cascade import Cascade
from engine.model.cascade.regnet import Regnet
from engine.model.cascade.speechsplit import SpeechSplit

WIDTH = 0.02
CPU = torch.device("cpu")


@pytest.fixture
def networks():
    torch.manual_seed(0)
    return Regnet(width=WIDTH).eval(), SpeechSplit(width=WIDTH).eval()


def pictures(frames):
    return np.random.default_rng(0).random((2048, frames), np.float32)


REFERENCE = np.random.default_rng(1).random((80, 50), np.float32)


@pytest.mark.parametrize("frames", [1, 40, 861, 862, 1300])
def test_a_mel_has_the_frames_that_are_asked_for(networks, frames):
    pieces = list(Cascade(*networks, CPU).mel(pictures(400), REFERENCE, frames))
    assert sum(piece.shape[1] for piece in pieces) == frames
    assert min(piece.min() for piece in pieces) >= 0
    assert max(piece.max() for piece in pieces) <= 1


def test_every_window_starts_where_its_picture_does(networks):
    """Ten seconds of picture last 861.3 mel frames, of which the networks make 860."""
    features = pictures(700)
    pieces = list(Cascade(*networks, CPU).mel(features, REFERENCE, 2600))
    assert [piece.shape[1] for piece in pieces] == [861, 862, 861, 16]
    np.testing.assert_array_equal(pieces[0][:, 860], pieces[0][:, 859])
    (alone,) = Cascade(*networks, CPU).mel(features[:, 215:430], REFERENCE, 862)
    np.testing.assert_allclose(pieces[1], alone, atol=1e-5)


def test_the_reference_decides_the_timbre(networks):
    cascade, features = Cascade(*networks, CPU), pictures(40)
    first, second = (
        np.concatenate(list(cascade.mel(features, each, 160)), axis=1)
        for each in (REFERENCE, 1 - REFERENCE)
    )
    assert not np.allclose(first, second)
