import pytest
import torch

from training.vocoder.discriminators import (
    PeriodDiscriminator,
    ScaleDiscriminator,
    WaveDiscriminator,
)


def count(module: torch.nn.Module) -> int:
    return sum(parameter.numel() for parameter in module.parameters())


def test_eight_discriminators_each_give_scores_and_a_map_a_layer():
    found = WaveDiscriminator(width=1 / 32)(torch.randn(2, 1, 1000))
    assert [len(each.maps) for each in found] == [6] * 5 + [8] * 3
    assert all(each.scores.shape[0] == 2 for each in found)


def test_a_period_judge_folds_the_wave_and_reflects_what_is_missing():
    discriminator = PeriodDiscriminator(7, width=1 / 32)
    first = discriminator(torch.randn(1, 1, 1000)).maps[0]
    assert first.shape[2:] == (48, 7)  # 1000 -> 143 rows of 7, stride 3


def test_the_scores_are_the_last_map():
    judgement = ScaleDiscriminator(width=1 / 32)(torch.randn(2, 1, 600))
    assert torch.equal(judgement.scores, judgement.maps[-1].flatten(1))


@pytest.mark.slow
def test_the_full_widths_have_the_published_number_of_parameters():
    # What the published layer tables add up to: weights, biases and one gain a normed filter
    # (spectral norm has no gain, so the first scale discriminator has fewer).
    def conv(channels_in, channels, kernel, groups=1, gain=True):
        return channels * (channels_in // groups) * kernel + channels * (2 if gain else 1)

    period = (
        conv(1, 32, 5)
        + conv(32, 128, 5)
        + conv(128, 512, 5)
        + conv(512, 1024, 5)
        + conv(1024, 1024, 5)
        + conv(1024, 1, 3)
    )

    def scale(gain):
        layers = [
            (1, 128, 15, 1),
            (128, 128, 41, 4),
            (128, 256, 41, 16),
            (256, 512, 41, 16),
            (512, 1024, 41, 16),
            (1024, 1024, 41, 16),
            (1024, 1024, 5, 1),
            (1024, 1, 3, 1),
        ]
        return sum(conv(*layer, gain=gain) for layer in layers)

    expected = 5 * period + scale(gain=False) + 2 * scale(gain=True)
    assert count(WaveDiscriminator()) == expected
