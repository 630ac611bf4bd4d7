import pytest
import torch
from torch import nn

from training.generator.multi_window_discriminator import MultiWindowDiscriminator


@pytest.fixture
def tiny() -> MultiWindowDiscriminator:
    return MultiWindowDiscriminator(mel_bins=80, width=4).eval()


def seeded(seed: int) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_a_mel_gets_one_score(tiny):
    assert tiny(torch.rand(3, 80, 860)).shape == (3, 1)


def test_the_same_source_looks_at_the_same_places(tiny):
    mel = torch.rand(2, 80, 860)
    assert torch.equal(tiny(mel, seeded(3)), tiny(mel, seeded(3)))
    assert not torch.equal(tiny(mel, seeded(3)), tiny(mel, seeded(4)))


def test_the_place_is_shared_by_the_batch(tiny):
    mel = torch.rand(1, 80, 860)
    scores = tiny(mel.expand(4, -1, -1), seeded(0))
    assert torch.allclose(scores, scores[:1].expand(4, -1))


def test_the_scores_of_the_windows_are_added(tiny):
    for parameter in tiny.parameters():
        nn.init.zeros_(parameter)
    for judge, score in zip(tiny.judges, (1.0, 10.0, 100.0), strict=True):
        nn.init.constant_(judge.score.bias, score)
    assert tiny(torch.rand(1, 80, 860)).item() == 111.0


def test_windows_longer_than_the_mel_are_left_out(tiny):
    for parameter in tiny.parameters():
        nn.init.zeros_(parameter)
    for judge, score in zip(tiny.judges, (1.0, 10.0, 100.0), strict=True):
        nn.init.constant_(judge.score.bias, score)
    assert tiny(torch.rand(1, 80, 64)).item() == 11.0


def test_every_place_of_the_mel_is_looked_at(tiny):
    mel = torch.zeros(1, 80, 130, requires_grad=True)
    for seed in range(30):
        tiny(mel, seeded(seed)).sum().backward()
    assert (mel.grad.abs().sum(dim=(0, 1)) > 0).all()


def test_the_defaults_are_those_of_syntaspeech():
    full = MultiWindowDiscriminator(mel_bins=80)
    assert full.windows == (32, 64, 128)
    judge = full.judges[1]
    norms = [m for m in judge.modules() if isinstance(m, nn.BatchNorm2d)]
    assert [norm.eps for norm in norms] == [0.8, 0.8]
    assert judge.score.in_features == 128 * 8 * 10


def test_a_mel_too_short_for_any_window_is_refused(tiny):
    with pytest.raises(ValueError, match="31"):
        tiny(torch.rand(1, 80, 31))
