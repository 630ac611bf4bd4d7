from copy import deepcopy

import numpy as np
import pytest
import torch
from msgspec.structs import replace

from engine.events.steering import Calibration
from engine.model.generator import Generator
from tests.training.tiny import TRAINING
from training.config import GeneratorTraining
from training.data.clip_batches import ClipBatch
from training.generator.discriminators import Discriminators
from training.generator.event_head import EventHead
from training.generator.steps import AdversarialStage, EventStage
from training.optim.precision import Precision
from training.ranks.batch_share import BatchShare

EVENTS = torch.tensor([[[10 / 21.5, 1.0]], [[30 / 21.5, 1.0]]])

PAPER = replace(
    TRAINING, balance=0.0, event_weight=0.0, contrastive_weight=0.0, lambda_m=10.0, ema_decay=0.0
)


@pytest.fixture
def batch() -> ClipBatch:
    torch.manual_seed(1)
    targets = torch.zeros(2, 40)
    targets[0, 10] = targets[1, 30] = 1.0
    features = torch.zeros(2, 2048, 40)
    features[:, :100] = targets[:, None]
    mel = torch.zeros(2, 80, 160)
    mel[0, 20:30, 40:60] = mel[1, 40:50, 120:140] = 0.7
    return ClipBatch(features, mel, mel, mel, mel, targets, EVENTS, torch.tensor([160, 160]))


class Made:
    """Everything that a stage trains."""

    def __init__(self, training: GeneratorTraining) -> None:
        torch.manual_seed(0)
        self.generator = Generator(training.model)
        self.head = EventHead(training.model.code_channels)
        self.discriminators = Discriminators(training)
        precision = Precision("float32", torch.device("cpu"))
        share = BatchShare(len(EVENTS))
        self.adversarial = AdversarialStage(
            self.generator, self.head, self.discriminators, training, precision, share
        )
        self.events = EventStage(self.generator, self.head, training, precision, share)

    def weights(self, module: torch.nn.Module) -> torch.Tensor:
        return torch.cat([each.detach().flatten().clone() for each in module.parameters()])


def test_the_first_stage_learns_events_and_changes_only_what_finds_them(batch):
    made = Made(replace(TRAINING, learning_rate=0.01))
    rest = [made.generator.acoustic_encoder, made.generator.mel_decoder, made.discriminators]
    before = [made.weights(module) for module in rest]
    losses = [float(made.events.step(batch, 0.05).losses["event"]) for _ in range(25)]
    assert losses[-1] < 0.5 * losses[0]
    assert all(torch.equal(a, made.weights(m)) for a, m in zip(before, rest, strict=True))


def test_the_paper_has_its_terms_and_no_others(batch):
    outcome = Made(PAPER).adversarial.step(batch, 1e-3, adversarial=True)
    assert set(outcome.losses) == {
        "alignment_discriminator",
        "mel_discriminator",
        "mel",
        "adv_alignment",
        "adv_mel",
    }


@pytest.mark.parametrize(
    ("left_out", "terms"),
    [
        ("mel_discriminator", {"alignment_discriminator", "adv_alignment", "mel"}),
        ("alignment_discriminator", {"mel_discriminator", "adv_mel", "mel"}),
    ],
)
def test_a_discriminator_can_be_left_out(batch, left_out, terms):
    made = Made(replace(PAPER, **{left_out: False}))
    assert set(made.adversarial.step(batch, 1e-3, adversarial=True).losses) == terms


def test_before_the_adversarial_start_and_without_its_weight_only_the_mel_counts(batch):
    made = Made(PAPER)
    before = made.weights(made.discriminators)
    outcome = made.adversarial.step(batch, 1e-3, adversarial=False)
    assert set(outcome.losses) == {"mel"}
    assert outcome.gradient_ratio is None
    assert torch.equal(made.weights(made.discriminators), before)
    without = Made(replace(PAPER, lambda_a=0.0))
    assert set(without.adversarial.step(batch, 1e-3, adversarial=True).losses) == {"mel"}


def test_the_generator_learns_the_batch(batch):
    made = Made(replace(PAPER, lambda_a=0.0))
    losses = [
        float(made.adversarial.step(batch, 1e-2, adversarial=True).losses["mel"]) for _ in range(15)
    ]
    assert losses[-1] < 0.8 * losses[0]


def test_the_discriminators_learn_to_tell_real_from_generated(batch):
    made = Made(PAPER)
    losses = [made.adversarial.step(batch, 1e-2, adversarial=True).losses for _ in range(8)]
    for name in ("mel_discriminator", "alignment_discriminator"):
        assert losses[-1][name] < 0.9 * losses[0][name]


def test_the_gradient_is_that_of_equation_1(batch):
    """Both terms' gradients, sent on together, are the gradient of their weighted sum."""
    made = Made(replace(PAPER, lambda_m=3.0, lambda_a=0.5, mel_discriminator=False))
    made.discriminators.eval()  # where it has no dropout, it scores the same mel alike twice
    torch.manual_seed(4)
    generated = made.generator(batch.features, batch.mel, batch.mel).mel
    weight = made.generator.mel_decoder.to_mel.weight
    adversarial = made.discriminators.adversarial_losses(batch, generated)["adv_alignment"]
    total = 3.0 * (generated - batch.mel).abs().mean() + 0.5 * adversarial
    (expected,) = torch.autograd.grad(total, weight, retain_graph=True)
    torch.manual_seed(4)
    made.adversarial.step(batch, 0.0, adversarial=True)
    assert torch.allclose(weight.grad, expected, rtol=1e-4, atol=1e-7)


def test_the_balance_moves_lambda_m_until_the_ratio_is_the_wanted_one(batch):
    made = Made(replace(PAPER, balance=0.25, lambda_m=1e4, lambda_a=2.0))
    adversarial, mel = torch.tensor([0.0, 0.3]), torch.tensor([0.1, 0.0])
    made.adversarial.rebalance(adversarial, mel)
    assert 9800 < made.adversarial.lambda_m < 1e4
    for _ in range(3000):
        made.adversarial.rebalance(adversarial, mel)
    assert float(made.adversarial.lambda_m) == pytest.approx(2.0 * 0.3 / 0.1 / 0.25, rel=1e-4)


def test_a_balanced_step_moves_lambda_m_and_a_fixed_one_does_not(batch):
    for balance, moves in ((0.25, True), (0.0, False)):
        made = Made(replace(PAPER, balance=balance, lambda_m=1e4))
        outcome = made.adversarial.step(batch, 1e-3, adversarial=True)
        assert 0 < float(outcome.gradient_ratio) < 0.1
        assert (float(made.adversarial.lambda_m) < 1e4) == moves


def test_the_extra_terms_are_reported_unweighted(batch):
    made = Made(replace(PAPER, event_weight=1e-6, contrastive_weight=1e-6))
    outcome = made.adversarial.step(batch, 0.0, adversarial=False)
    assert float(outcome.losses["event"]) > 0.1
    assert 0 < float(outcome.losses["contrastive"]) < 5


def test_what_an_ablation_takes_away_does_not_matter_any_more(batch):
    made = Made(replace(PAPER, temporal_input="zero", lambda_a=0.0))
    torch.manual_seed(3)
    first = made.adversarial.step(batch, 0.0, adversarial=False).losses["mel"]
    other = batch._replace(features=torch.rand_like(batch.features))
    torch.manual_seed(3)
    assert torch.equal(made.adversarial.step(other, 0.0, adversarial=False).losses["mel"], first)


def test_the_state_carries_optimisers_and_lambda_m(batch):
    made, copy = Made(replace(PAPER, balance=0.5)), Made(replace(PAPER, balance=0.5))
    made.adversarial.step(batch, 1e-3, adversarial=True)
    copy.generator.load_state_dict(made.generator.state_dict())
    copy.discriminators.load_state_dict(made.discriminators.state_dict())
    copy.adversarial.restore(deepcopy(made.adversarial.state()))
    torch.manual_seed(9)
    made.adversarial.step(batch, 1e-3, adversarial=True)
    torch.manual_seed(9)
    copy.adversarial.step(batch, 1e-3, adversarial=True)
    assert torch.equal(made.weights(made.generator), copy.weights(copy.generator))
    assert torch.equal(made.adversarial.lambda_m, copy.adversarial.lambda_m)


def test_a_frozen_temporal_encoder_stays_as_it_is(batch):
    made = Made(replace(TRAINING, freeze_temporal=True))
    kept = [made.generator.temporal_encoder, made.head]
    before = [(made.weights(each), deepcopy(dict(each.named_buffers()))) for each in kept]
    decoder = made.weights(made.generator.mel_decoder)
    outcome = made.adversarial.step(batch, 1e-2, adversarial=False)
    assert "event" not in outcome.losses
    assert not torch.equal(decoder, made.weights(made.generator.mel_decoder))
    for each, (weights, buffers) in zip(kept, before, strict=True):
        assert torch.equal(weights, made.weights(each))
        assert all(torch.equal(buffers[name], value) for name, value in each.named_buffers())


def test_steered_samples_owe_nothing_to_the_picture(batch):
    made = Made(replace(PAPER, steered_share=1.0))
    width = made.generator.temporal_encoder.bottleneck.out_features
    templates = np.ones((1, width, 5), np.float32)
    made.adversarial.calibration = Calibration(
        np.ones(1, np.float32), templates, np.zeros(width, np.float32)
    )
    made.adversarial.step(batch, 1e-3, adversarial=False)
    encoder = made.generator.temporal_encoder.parameters()
    assert all(each.grad is None or not each.grad.any() for each in encoder)
    made.adversarial.calibration = None
    made.adversarial.step(batch, 1e-3, adversarial=False)
    assert any(each.grad.any() for each in made.generator.temporal_encoder.parameters())
