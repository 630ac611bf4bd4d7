import pytest
import torch

from engine.model.cascade.speechsplit import SpeechSplit, pitch_contour
from engine.model.random_resampling import RandomResampling

WIDTH = 0.05


def made(network, mel, reference):
    return network(mel, pitch_contour(mel), network.voice(reference))


def test_a_sound_keeps_its_length_in_another_voice():
    torch.manual_seed(0)
    network = SpeechSplit(width=WIDTH).eval()
    mel = torch.rand(2, 80, 24)
    first, second = (made(network, mel, torch.rand(2, 80, frames)) for frames in (7, 30))
    assert first.shape == second.shape == mel.shape
    assert not torch.allclose(first, second)


def test_only_every_eighth_state_passes_the_bottlenecks():
    torch.manual_seed(0)
    network = SpeechSplit(width=WIDTH).eval()
    code = network.rhythm_code(network.rhythm(torch.rand(1, 80, 24)))
    assert code.shape == (1, 24, 2)
    assert torch.equal(code, code[:, ::8].repeat_interleave(8, dim=1))


def test_in_training_time_is_warped_for_all_but_the_rhythm():
    torch.manual_seed(0)
    network = SpeechSplit(width=WIDTH)
    mel = torch.rand(1, 80, 64)
    with torch.no_grad():
        assert not torch.allclose(made(network, mel, mel), made(network, mel, mel))
        network.eval()
        assert torch.equal(made(network, mel, mel), made(network, mel, mel))


def test_resampling_keeps_the_order_of_the_segments():
    ramp = torch.arange(200.0)[None, None]
    resampled = RandomResampling(swapping=False)(ramp, torch.Generator().manual_seed(0))[0, 0]
    filled = resampled[: int(resampled.argmax()) + 1]
    assert len(filled) > 50
    assert bool((filled.diff() > -1e-3).all())


def test_the_contour_is_the_strongest_band_relative_to_the_sounds_own():
    mel = torch.zeros(1, 80, 4)
    mel[0, 10, 0] = mel[0, 30, 1] = 0.9
    mel[0, 70, 2] = 0.4  # 50 dB quieter: no contour
    classes = pitch_contour(mel).argmax(dim=1)[0]
    # bands 10 and 30 are one deviation below and above their mean: a quarter of the levels' half
    assert classes.tolist() == [1 + round(255 * 0.375), 1 + round(255 * 0.625), 0, 0]
    assert torch.equal(pitch_contour(mel.roll(5, dims=1)), pitch_contour(mel))
    assert pitch_contour(torch.zeros(1, 80, 8)).argmax(dim=1).sum() == 0


def test_frames_that_no_code_covers_are_refused():
    network = SpeechSplit(width=WIDTH)
    with pytest.raises(ValueError, match="a multiple of 8 frames, got 12"):
        made(network, torch.zeros(1, 80, 12), torch.zeros(1, 80, 12))


@pytest.mark.parametrize("width", [0.01, 0.1, 0.25, 0.37, 1.0])
def test_any_width_can_be_built(width):
    with torch.device("meta"):
        SpeechSplit(width=width)
