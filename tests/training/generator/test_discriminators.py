"""What the two discriminators are shown, and how large they are and start."""

import pytest
import torch
from torch import nn

from engine.model.presets import PAPER
from tests.training.tiny import TRAINING
from training.config import GeneratorTraining
from training.data.clip_batches import ClipBatch
from training.generator.alignment_discriminator import AlignmentDiscriminator
from training.generator.discriminators import Discriminators
from training.generator.multi_window_discriminator import MultiWindowDiscriminator

FRAMES, LEAST_SHIFT = 860, 34  # of 10 s; 0.4 s, the default


class Shown(nn.Module):
    """A discriminator that keeps what it is shown, and knows the real and the generated mel."""

    def __init__(self, batch: ClipBatch, generated: torch.Tensor, scores: dict[str, float]) -> None:
        super().__init__()
        self.known = {"real": batch.mel, "made": generated}
        self.scores = scores
        self.mels: list[torch.Tensor] = []
        self.conditions: list[torch.Tensor] = []

    def condition(self, features: torch.Tensor) -> torch.Tensor:
        return features * 2.0

    def forward(self, mel: torch.Tensor, condition: torch.Tensor | None = None) -> torch.Tensor:
        self.mels.append(mel)
        if condition is not None:
            self.conditions.append(condition)
        known = [name for name, each in self.known.items() if torch.equal(each, mel)]
        return torch.full((len(mel), 3), self.scores[known[0] if known else "shifted"])


@pytest.fixture
def batch() -> ClipBatch:
    torch.manual_seed(1)
    mel = torch.rand(6, 80, FRAMES)
    features, targets = torch.rand(6, 4, 215), torch.zeros(6, 215)
    return ClipBatch(
        features, mel, mel, mel, mel, targets, torch.zeros(6, 0, 2), torch.full((6,), FRAMES)
    )


@pytest.fixture
def generated() -> torch.Tensor:
    return torch.rand(6, 80, FRAMES)


def shown(batch: ClipBatch, generated: torch.Tensor, name: str, **scores: float):
    """Discriminators of which only one takes part, and that one keeps what it is shown."""
    discriminators = Discriminators(TRAINING)
    discriminators.alignment = discriminators.mel = None
    one = Shown(batch, generated, scores)
    setattr(discriminators, name, one)
    return discriminators, one


def test_the_alignment_discriminator_learns_from_real_shifted_real_and_generated(batch, generated):
    discriminators, one = shown(batch, generated, "alignment", real=0.75, shifted=0.5, made=0.25)
    terms = discriminators.discriminator_losses(batch, generated)
    assert {name: float(term) for name, term in terms.items()} == {
        "alignment_discriminator": pytest.approx(0.25**2 + 0.5**2 + 0.25**2)  # Eq. 4, 5, 6
    }
    assert len(one.mels) == 3
    assert all(torch.equal(each, batch.features * 2.0) for each in one.conditions)
    assert len(one.conditions) == 3


def test_what_is_shifted_is_the_real_mel_and_far_enough(batch, generated):
    discriminators, one = shown(batch, generated, "alignment", real=1.0, shifted=0.0, made=0.0)
    torch.manual_seed(2)
    for _ in range(30):
        discriminators.discriminator_losses(batch, generated)
    shifted = [mel for mel in one.mels if mel is not batch.mel and mel is not generated]
    assert len(shifted) == 30
    distances = []
    for mels in shifted:
        for mel, real in zip(mels, batch.mel, strict=True):
            start = int((mel[0] == real[0, 0]).nonzero().flatten()[0])
            assert torch.equal(mel, real.roll(start, dims=1))
            distances.append(min(start, FRAMES - start))
    assert min(distances) >= LEAST_SHIFT
    assert len(set(distances)) > 50


def test_the_mel_discriminator_learns_from_real_and_generated(batch, generated):
    discriminators, one = shown(batch, generated, "mel", real=0.75, made=0.5)
    terms = discriminators.discriminator_losses(batch, generated)
    assert {name: float(term) for name, term in terms.items()} == {
        "mel_discriminator": pytest.approx(0.25**2 + 0.5**2)  # Eq. 7
    }
    assert len(one.mels) == 2


@pytest.mark.parametrize(("name", "term"), [("alignment", "adv_alignment"), ("mel", "adv_mel")])
def test_the_generator_is_told_how_far_its_own_mel_is_from_real(batch, generated, name, term):
    discriminators, one = shown(batch, generated, name, real=0.0, shifted=0.0, made=0.25)
    terms = discriminators.adversarial_losses(batch, generated)
    assert {name: float(each) for name, each in terms.items()} == {
        term: pytest.approx(0.75**2)  # Eq. 3
    }
    assert [mel is generated for mel in one.mels] == [True]


def test_the_papers_recipe_has_the_published_widths():
    with torch.device("meta"):
        discriminators = Discriminators(GeneratorTraining())
        published = {
            "alignment": AlignmentDiscriminator(features=2048, mel_bins=80),
            "mel": MultiWindowDiscriminator(mel_bins=80),
        }
    assert GeneratorTraining().model == PAPER
    wanted = nn.ModuleDict(published).named_parameters()
    assert {name: each.shape for name, each in discriminators.named_parameters()} == {
        name: each.shape for name, each in wanted
    }


def test_they_start_from_the_published_normal_distribution():
    torch.manual_seed(0)
    layers = [
        each
        for each in Discriminators(TRAINING).modules()
        if isinstance(each, nn.Conv1d | nn.Conv2d | nn.ConvTranspose1d | nn.Linear)
    ]
    weights = torch.cat([each.weight.detach().flatten() for each in layers])
    assert weights.std().item() == pytest.approx(0.02, rel=0.05)
    assert weights.mean().item() == pytest.approx(0.0, abs=1e-3)
    assert not any(each.bias.any() for each in layers)
