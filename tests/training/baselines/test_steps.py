import math

import pytest
import torch

from engine.model.cascade.regnet import Drawn
from training.baselines.steps import regnet_mel_loss, score_loss


def test_both_mels_are_compared_with_the_real_one():
    drawn = Drawn(torch.tensor([1.0, 3.0]), torch.tensor([0.0, 1.0]))
    assert float(regnet_mel_loss(drawn, torch.tensor([1.0, 1.0]))) == 2.0 + 0.5


def test_a_discriminators_scores_cost_their_cross_entropy():
    scores = torch.tensor([0.5, 0.25])
    assert float(score_loss(scores, real=True)) == pytest.approx(math.log(2) * 1.5)
    expected = (math.log(2) - math.log(0.75)) / 2
    assert float(score_loss(scores, real=False)) == pytest.approx(expected)
