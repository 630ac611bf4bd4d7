import pytest
import torch
from torch import nn

from training.generator.alignment_discriminator import AlignmentDiscriminator


@pytest.fixture
def tiny() -> AlignmentDiscriminator:
    return AlignmentDiscriminator(
        features=6, mel_bins=5, upsample_width=8, joined_width=4, width=8
    ).eval()


def test_a_window_gets_213_scores_from_0_to_1(tiny):
    scores = tiny(torch.rand(2, 5, 860), tiny.condition(torch.rand(2, 6, 215)))
    assert scores.shape == (2, 213)
    loud = tiny(1e6 * torch.randn(2, 5, 860), tiny.condition(torch.rand(2, 6, 215)))
    assert 0 <= loud.min() < 0.1
    assert 0.9 < loud.max() <= 1


def test_any_length_of_clip_is_scored(tiny):
    assert tiny(torch.rand(1, 5, 12), tiny.condition(torch.rand(1, 6, 3))).shape == (1, 1)


def test_the_defaults_are_the_papers_numbers():
    full = AlignmentDiscriminator(features=2048, mel_bins=80)
    shapes = [
        tuple(m.weight.shape)
        for m in full.modules()
        if isinstance(m, nn.Conv1d | nn.ConvTranspose1d)
    ]
    assert shapes == [
        (2048, 1024, 4),
        (1024, 64, 4),
        (64, 80, 1),
        (512, 128, 4),
        (512, 512, 4),
        (512, 512, 4),
        (1, 512, 4),
    ]


def layers(stack: nn.Sequential) -> list[str]:
    """Convolutions with their strides and paddings, and what stands between them."""
    said = []
    for each in stack:
        if isinstance(each, nn.Conv1d | nn.ConvTranspose1d):
            said.append(f"{type(each).__name__} {each.stride[0]} {each.padding[0]}")
        elif isinstance(each, nn.LeakyReLU):
            said.append(f"LeakyReLU {each.negative_slope}")
        else:
            said.append(type(each).__name__)
    return said


def test_all_but_the_last_convolution_are_normalised_and_the_last_has_a_sigmoid(tiny):
    between = ["BatchNorm1d", "LeakyReLU 0.2"]
    assert layers(tiny.upsampling) == 2 * ["ConvTranspose1d 2 1", *between]
    assert layers(tiny.convolutions) == [
        *(2 * ["Conv1d 2 1", *between]),
        *("Conv1d 1 1", *between),
        *("Conv1d 1 1", "Sigmoid"),
    ]


def test_a_patch_sees_only_its_own_surroundings(tiny):
    mel, condition = torch.rand(1, 5, 860), tiny.condition(torch.rand(1, 6, 215))
    before = tiny(mel, condition)
    mel[:, :, :40] = 0
    changed = (tiny(mel, condition) != before).squeeze(0).nonzero().flatten()
    assert changed.max() < 15


def test_both_the_picture_and_the_sound_count(tiny):
    mel, features = torch.rand(1, 5, 40), torch.rand(1, 6, 10)
    scores = tiny(mel, tiny.condition(features))
    assert not torch.equal(scores, tiny(mel.flip(2), tiny.condition(features)))
    assert not torch.equal(scores, tiny(mel, tiny.condition(features.flip(2))))


def test_a_mel_of_another_length_than_the_picture_is_refused(tiny):
    with pytest.raises(ValueError, match=r"\(1, 5, 860\).*\(1, 5, 859\)"):
        tiny(torch.rand(1, 5, 859), tiny.condition(torch.rand(1, 6, 215)))


def test_features_of_another_width_are_refused(tiny):
    with pytest.raises(ValueError, match=r"6.*7"):
        tiny.condition(torch.rand(1, 7, 215))
