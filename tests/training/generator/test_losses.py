import math

import pytest
import torch

from training.generator.losses import (
    adversarial_loss,
    alignment_discriminator_loss,
    alignment_fake_loss,
    alignment_real_loss,
    contrastive_loss,
    event_loss,
    generator_loss,
    gradient_ratio,
    mel_discriminator_loss,
    mel_loss,
)


def test_the_generator_loss_weighs_both_terms():
    total = generator_loss(torch.tensor(0.5), torch.tensor(3.0), lambda_m=10.0, lambda_a=2.0)
    assert total.item() == 11.0


def test_the_mel_loss_is_the_mean_absolute_difference():
    assert mel_loss(torch.tensor([1.0, 0.0, 0.5]), torch.tensor([0.0, 0.5, 0.5])).item() == 0.5


def test_the_adversarial_loss_sums_the_discriminators():
    assert adversarial_loss([torch.tensor([1.0, 0.5])]).item() == 0.125
    assert adversarial_loss([torch.tensor([1.0, 0.5]), torch.tensor([[3.0]])]).item() == 4.125


def test_the_adversarial_loss_without_a_discriminator_is_nothing():
    assert adversarial_loss([]).item() == 0.0


def test_the_alignment_discriminator_wants_one_for_real_and_zero_for_both_fakes():
    real = alignment_real_loss(torch.tensor([1.0, 0.0]))
    fake = alignment_fake_loss(torch.tensor([0.0, 1.0]), torch.tensor([0.5, 0.5]))
    assert real.item() == 0.5
    assert fake.item() == 0.75
    assert alignment_discriminator_loss(real, fake).item() == 1.25


def test_the_mel_discriminator_wants_one_for_real_and_zero_for_generated():
    assert mel_discriminator_loss(torch.tensor([2.0, 1.0]), torch.tensor([1.0])).item() == 1.5


def test_the_event_loss_is_the_cross_entropy():
    loss = event_loss(torch.tensor([[0.0, 2.0]]), torch.tensor([[0.5, 1.0]]))
    expected = (math.log(2.0) + math.log(1 + math.exp(-2.0))) / 2
    assert loss.item() == pytest.approx(expected, abs=1e-6)


def test_the_contrastive_loss_of_equal_timbres_is_the_logarithm_of_the_batch():
    alike = torch.ones(4, 3)
    assert contrastive_loss(alike, alike, 0.1).item() == pytest.approx(math.log(4))


def test_the_contrastive_loss_of_perpendicular_timbres_is_what_the_formula_says():
    loss = contrastive_loss(torch.eye(2), 5.0 * torch.eye(2), temperature=0.5)
    assert loss.item() == pytest.approx(math.log(1 + math.exp(-2.0)), abs=1e-6)


def test_the_contrastive_loss_punishes_swapped_partners():
    swapped = contrastive_loss(torch.eye(2), torch.eye(2).flip(0), temperature=0.5)
    assert swapped.item() == pytest.approx(2.0 + math.log(1 + math.exp(-2.0)), abs=1e-6)


def test_the_gradient_ratio_compares_norms():
    assert gradient_ratio(torch.tensor([3.0, 4.0]), torch.tensor([0.0, 10.0])).item() == 0.5


def test_the_gradient_ratio_of_nothing_is_nothing():
    assert gradient_ratio(torch.zeros(2), torch.zeros(2)).item() == 0.0
