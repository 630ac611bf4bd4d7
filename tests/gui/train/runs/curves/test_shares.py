"""What each term weighs in the loss."""

import pytest
from msgspec.structs import replace

from gui.train.runs.curves.shares import loss_shares
from tests.fake_trainer import step_event
from training.config import GeneratorTraining, VocoderTraining

TRAINING = GeneratorTraining(lambda_m=100.0, event_weight=0.5)


def adversarial(**changes: object):
    event = replace(step_event(40), lambda_m=None, losses={"mel": 0.01, "adv_mel": 1.0})
    return replace(event, **changes)


def test_shares_are_those_of_the_weighted_sum_the_largest_first():
    event = adversarial(losses={"mel": 0.01, "adv_mel": 0.5, "adv_alignment": 0.5, "event": 0.04})
    shares = loss_shares(event, TRAINING)
    assert shares[0] == ("event", pytest.approx(0.5))  # 100 x 0.5 x 0.04 of 4
    assert sum(share for _, share in shares) == pytest.approx(1.0)


def test_the_judges_own_losses_are_no_part_of_it():
    losses = {"mel": 0.01, "mel_discriminator": 50.0}
    assert loss_shares(adversarial(losses=losses), TRAINING) == [("mel", 1.0)]


def test_a_balanced_weight_is_the_one_of_that_step():
    assert dict(loss_shares(adversarial(lambda_m=300.0), TRAINING))["mel"] == pytest.approx(0.75)


def test_the_first_stage_is_the_event_loss_alone():
    assert loss_shares(step_event(3), TRAINING) == [("event", 1.0)]


def test_a_vocoder_has_its_own_weights():
    event = adversarial(stage="vocoder", losses={"mel": 0.1, "features": 1.0, "adv": 2.5})
    shares = dict(loss_shares(event, VocoderTraining()))
    assert shares["mel"] == pytest.approx(0.5)  # 45 x 0.1 of 9
