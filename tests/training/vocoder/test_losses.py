import math

import pytest
import torch

from training.vocoder.discriminators import Scores
from training.vocoder.losses import (
    attack_loss,
    feature_matching_loss,
    log_mel_loss,
    stft_loss,
    wave_adversarial_loss,
    wave_discriminator_loss,
)


def scores_of(scores, *maps):
    return Scores(torch.tensor(scores), [torch.tensor(each) for each in maps])


def test_the_discriminators_want_one_for_real_and_zero_for_generated():
    real = [scores_of([1.0, 0.0]), scores_of([1.0])]
    fake = [scores_of([0.0, 0.0]), scores_of([0.5])]
    assert wave_discriminator_loss(real, fake).item() == 0.75


def test_the_generator_wants_one_from_every_discriminator():
    assert wave_adversarial_loss([scores_of([1.0, 0.0]), scores_of([3.0])]).item() == 4.5


def test_feature_matching_adds_the_mean_difference_of_every_layer():
    real = [scores_of([0.0], [1.0, 2.0], [[0.0]]), scores_of([0.0], [5.0])]
    fake = [scores_of([0.0], [1.0, 4.0], [[3.0]]), scores_of([0.0], [4.0])]
    assert feature_matching_loss(real, fake).item() == 5.0


def test_feature_matching_does_not_teach_the_discriminator():
    real = Scores(torch.zeros(1), [torch.zeros(2, requires_grad=True)])
    fake = Scores(torch.zeros(1), [torch.ones(2, requires_grad=True)])
    feature_matching_loss([real], [fake]).backward()
    assert real.maps[0].grad is None
    assert fake.maps[0].grad is not None


def test_the_mel_loss_is_the_mean_absolute_difference():
    assert log_mel_loss(torch.tensor([0.0, 1.0]), torch.tensor([1.0, 4.0])).item() == 2.0


def test_the_distance_of_spectra_is_the_mean_of_convergence_and_logarithms_over_resolutions():
    real = [torch.full((1, 2, 2), 1.0), torch.full((1, 3, 1), 2.0)]
    made = [torch.full((1, 2, 2), 1.0), torch.full((1, 3, 1), 1.0)]
    assert stft_loss(real, made).item() == pytest.approx((0.0 + 0.5 + math.log(2.0)) / 2)


def test_a_silent_batch_has_a_finite_distance():
    silent, made = torch.full((1, 2, 2), 1e-5), torch.full((1, 2, 2), 1e-4)
    assert stft_loss([silent], [made]).item() < 3.0


def levels(*decibels):
    """Magnitudes (1, 2, T) whose energy has these levels."""
    energy = 10.0 ** (torch.tensor(decibels) / 10.0)
    return (energy / 2.0).sqrt().expand(1, 2, -1)


def test_the_level_ahead_of_attacks_alone_counts():
    real = levels(-30.0, -30.0, -30.0, 0.0, -10.0, -20.0)
    after = levels(-30.0, -30.0, -30.0, 0.0, -40.0, -50.0)
    far_before = levels(-20.0, -30.0, -30.0, 0.0, -10.0, -20.0)
    just_before = levels(-30.0, -20.0, -10.0, 0.0, -10.0, -20.0)
    hop_s = 0.005  # 10 ms are two frames
    assert attack_loss(real, after, hop_s).item() == pytest.approx(0.0, abs=1e-4)
    assert attack_loss(real, far_before, hop_s).item() == pytest.approx(0.0, abs=1e-4)
    expected = (10.0 + 20.0) / 2 * math.log(10.0) / 10.0
    assert attack_loss(real, just_before, hop_s).item() == pytest.approx(expected, rel=1e-4)


def test_what_is_far_below_an_attack_is_not_heard():
    silent, soft = levels(-100.0, 0.0), levels(-50.0, 0.0)
    assert attack_loss(silent, soft, 0.005).item() == 0.0
    assert attack_loss(silent, levels(-30.0, 0.0), 0.005).item() > 2.0


def test_what_does_not_rise_has_no_attack():
    real, made = levels(-20.0, -14.0, -20.0, -14.0), levels(-80.0, -14.0, -20.0, 0.0)
    assert attack_loss(real, made, 0.005).item() == 0.0
