import pytest
import torch

from engine.model.cascade.regnet import Regnet

WIDTH = 0.02


def test_a_picture_becomes_a_mel_of_four_frames_each():
    drawn = Regnet(features=6, width=WIDTH)(torch.rand(2, 6, 5))
    assert drawn.first.shape == drawn.refined.shape == (2, 80, 20)


def test_the_forwarded_sound_changes_the_mel_and_without_one_nothing_is_forwarded():
    torch.manual_seed(0)
    network = Regnet(features=6, width=WIDTH).eval()
    features, mel = torch.rand(1, 6, 5), torch.rand(1, 80, 20)
    silent = network(features).refined
    assert not torch.allclose(network(features, mel).refined, silent)
    for weight in network.forwarded.parameters():
        weight.data.zero_()  # the vector is now zero whatever the sound
    assert torch.equal(network(features, mel).refined, silent)


def test_the_refinement_starts_as_nothing_and_can_be_learned():
    network = Regnet(features=6, width=WIDTH)
    drawn = network(torch.rand(2, 6, 5))
    assert torch.equal(drawn.refined, drawn.first)
    drawn.refined.sum().backward()
    assert network.refinement[-3].weight.grad.abs().sum() > 0


def test_the_published_width_has_the_published_layers():
    with torch.device("meta"):
        network = Regnet()
    assert network.lstm.hidden_size == 256
    assert [each.out_channels for each in network.convolutions if hasattr(each, "stride")] == [
        512,
        512,
        512,
    ]


def test_features_of_another_size_are_refused():
    with pytest.raises(ValueError, match=r"expected features \(B, 6, F\), got \(1, 7, 5\)"):
        Regnet(features=6, width=WIDTH)(torch.zeros(1, 7, 5))
