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
    for discriminator, score in zip(tiny.discriminators, (1.0, 10.0, 100.0), strict=True):
        nn.init.constant_(discriminator.score.bias, score)
    assert tiny(torch.rand(1, 80, 860)).item() == 111.0


def test_windows_longer_than_the_mel_are_left_out(tiny):
    for parameter in tiny.parameters():
        nn.init.zeros_(parameter)
    for discriminator, score in zip(tiny.discriminators, (1.0, 10.0, 100.0), strict=True):
        nn.init.constant_(discriminator.score.bias, score)
    assert tiny(torch.rand(1, 80, 64)).item() == 11.0


def test_every_place_of_the_mel_is_looked_at(tiny):
    mel = torch.zeros(1, 80, 130, requires_grad=True)
    for seed in range(30):
        tiny(mel, seeded(seed)).sum().backward()
    assert (mel.grad.abs().sum(dim=(0, 1)) > 0).all()


def test_the_defaults_are_those_of_syntaspeech():
    full = MultiWindowDiscriminator(mel_bins=80)
    assert [each.score.in_features for each in full.discriminators] == [
        128 * 4 * 10,
        128 * 8 * 10,
        128 * 16 * 10,
    ]
    discriminator = full.discriminators[1]
    convolutions = [m for m in discriminator.modules() if isinstance(m, nn.Conv2d)]
    assert [m.weight.shape for m in convolutions] == [(128, 1, 3, 3), *[(128, 128, 3, 3)] * 2]
    assert {(m.stride, m.padding) for m in convolutions} == {((2, 2), (1, 1))}
    assert [m.p for m in discriminator.modules() if isinstance(m, nn.Dropout2d)] == [0.25] * 3
    slopes = [m.negative_slope for m in discriminator.modules() if isinstance(m, nn.LeakyReLU)]
    assert slopes == [0.2] * 3
    norms = [m for m in discriminator.modules() if isinstance(m, nn.BatchNorm2d)]
    assert [norm.eps for norm in norms] == [0.8, 0.8]
    assert discriminator.score.in_features == 128 * 8 * 10


def test_each_discriminator_sees_a_window_of_its_own_length(tiny):
    seen = []
    for discriminator in tiny.discriminators:
        discriminator.register_forward_pre_hook(lambda _, windows: seen.append(windows[0].shape))
    tiny(torch.rand(2, 80, 860))
    assert seen == [(2, 1, frames, 80) for frames in (32, 64, 128)]


def test_whole_maps_are_dropped_in_training_only(tiny):
    window = torch.rand(1, 1, 32, 80)
    discriminator = tiny.discriminators[0]
    assert torch.equal(discriminator(window), discriminator(window))
    tiny.train()
    torch.manual_seed(0)
    (dropout,) = (m for m in list(discriminator.convolutions)[:3] if isinstance(m, nn.Dropout2d))
    dropped = (dropout(torch.ones(200, 4, 5, 6)) == 0).flatten(2)
    assert torch.equal(dropped.all(dim=2), dropped.any(dim=2))
    assert dropped.float().mean().item() == pytest.approx(0.25, abs=0.05)


def test_a_mel_too_short_for_any_window_is_refused(tiny):
    with pytest.raises(ValueError, match="31"):
        tiny(torch.rand(1, 80, 31))
