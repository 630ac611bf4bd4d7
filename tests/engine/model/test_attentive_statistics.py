"""The product's timbre vector: what silence, length, level and precision do to it."""

import pytest
import torch
from msgspec.structs import replace
from torch.nn import functional as F

from engine.model.attentive_statistics import normalise, sounding
from engine.model.generator import Generator
from engine.model.presets import MEDIUM, SMALL
from tests.engine.model.small import SMALL_WITH_STATISTICS, small_generator, small_mel, source

DECIBEL = 0.01  # on the scale of a mel
DEEP = replace(SMALL_WITH_STATISTICS, mel_bins=80, sgau_units=5, sgau_width=32)


@pytest.fixture(scope="module")
def generator():
    return small_generator(SMALL_WITH_STATISTICS)


@pytest.fixture(scope="module")
def deep_generator():
    return small_generator(DEEP)


def strokes(pitch=20.0, frames=120):
    """A mel (1, 80, frames) of decaying strokes around one band."""
    bins, time = torch.arange(80.0), torch.arange(float(frames))
    spectrum = 0.9 - 0.4 * ((bins - pitch) / 20.0).square()
    decay = 0.01 * (time % 30.0)
    return (spectrum[:, None] - decay).clamp(0.0, 1.0)[None]


def relative_difference(changed, kept):
    return ((changed - kept).norm() / kept.norm()).item()


def test_a_frame_counts_by_its_decibels_below_the_loudest():
    levels = torch.tensor([0.0, 10.0, 15.0, 20.0, 30.0, 40.0]) * DECIBEL
    mel = (0.9 - levels).expand(1, 80, 6)
    expected = torch.tensor([1.0, 1.0, 0.75, 0.5, 0.0, 0.0])
    torch.testing.assert_close(sounding(mel)[0, 0], expected, rtol=0, atol=5e-3)
    torch.testing.assert_close(sounding(mel - 0.3)[0, 0], expected, rtol=0, atol=0.03)
    assert not sounding(torch.zeros(1, 80, 6)).any()


def test_normalising_by_equal_weights_is_group_normalisation():
    x = small_mel(30)[:, :8]
    normed = normalise(x, torch.full((2, 1, 30), 0.3), groups=4)
    torch.testing.assert_close(normed, F.group_norm(x, 4), rtol=0, atol=1e-5)


@pytest.mark.parametrize("padding", [(300, 0), (0, 300), (150, 700)])
@pytest.mark.parametrize("level", [0.0, 0.1, 0.3])
def test_silence_and_faint_noise_on_either_side_change_the_vector_little(
    deep_generator, padding, level
):
    noise = torch.rand(1, 80, sum(padding), generator=source())
    before, after = (level * (0.9 + 0.1 * noise)).split(padding, dim=2)
    with torch.inference_mode():
        alone = deep_generator.timbre(strokes())
        padded = deep_generator.timbre(torch.cat([before, strokes(), after], dim=2))
        other = deep_generator.timbre(strokes(pitch=50.0))
    assert relative_difference(padded, alone) < 1e-4
    assert relative_difference(other, alone) > 0.2


def test_a_sound_played_again_keeps_its_vector(deep_generator):
    with torch.inference_mode():
        once = deep_generator.timbre(strokes())
        again = deep_generator.timbre(strokes(frames=840))
    assert relative_difference(again, once) < 0.05


def test_the_mean_spectrum_reaches_the_vector_past_the_units():
    model = small_generator(SMALL_WITH_STATISTICS)
    of_units = 2 * SMALL_WITH_STATISTICS.sgau_width
    with torch.no_grad():
        model.acoustic_encoder.network[0].weight[:, :of_units] = 0.0
        flat = torch.full((1, 10, 50), 0.5)
        tilted = flat + 0.2 * torch.linspace(-1.0, 1.0, 10)[None, :, None]
        assert relative_difference(model.timbre(tilted), model.timbre(flat)) > 0.05


@pytest.mark.parametrize("frames", [1, 2, 18, 31, 1000])
@pytest.mark.parametrize("training", [False, True])
def test_any_length_gives_a_finite_vector_and_finite_gradients(frames, training):
    model = small_generator(SMALL_WITH_STATISTICS).train(training)
    sounds = torch.cat([small_mel(frames), torch.zeros(1, 10, frames)]).requires_grad_()
    timbre = model.timbre(sounds)
    assert timbre.shape == (3, SMALL_WITH_STATISTICS.timbre_width)
    timbre.square().sum().backward()
    assert torch.isfinite(timbre).all()
    assert torch.isfinite(sounds.grad).all()
    assert sounds.grad[:2].abs().sum() > 0
    for weight in model.acoustic_encoder.parameters():
        assert torch.isfinite(weight.grad).all()


def test_one_training_step_reaches_every_weight():
    model = Generator(SMALL_WITH_STATISTICS).train()
    model.timbre(small_mel(200)).abs().sum().backward()
    without = {
        name
        for name, weight in model.acoustic_encoder.named_parameters()
        if weight.grad is None or not weight.grad.any()
    }
    # A convolution before an instance normalisation cannot have a bias that matters.
    assert all(".input_gate." in name and name.endswith("bias") for name in without)


def test_the_items_of_a_batch_do_not_touch_each_other(generator):
    mel = small_mel(40)
    together = generator.timbre(mel)
    torch.testing.assert_close(together[1:], generator.timbre(mel[1:]), rtol=0, atol=1e-5)


def test_a_source_makes_another_timbre_and_the_same_one_again(generator):
    mel = small_mel(120)
    plain, varied = generator.timbre(mel), generator.timbre(mel, source(1))
    assert torch.equal(plain, generator.timbre(mel))
    assert torch.equal(varied, generator.timbre(mel, source(1)))
    assert not torch.allclose(plain, varied, atol=1e-4)


def test_a_frame_and_its_weight_are_resampled_by_one_draw(generator):
    unit = generator.acoustic_encoder.units[0]
    mel = torch.cat([small_mel(40), torch.zeros(2, 10, 40)], dim=2)
    moved = unit(mel, mel, source(3), sounding(mel))
    silent = moved.weight[:, 0] == 0
    assert 0.2 < silent.float().mean() < 0.8
    assert not moved.feature.transpose(1, 2)[silent].any()
    assert not moved.condition.transpose(1, 2)[silent].any()
    assert moved.feature.transpose(1, 2)[~silent].any(dim=1).all()


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
@pytest.mark.parametrize("whole_model", [False, True])
def test_reduced_precision_keeps_the_vector(deep_generator, dtype, whole_model):
    mel = torch.cat([strokes(), torch.zeros(1, 80, 300)], dim=2)
    with torch.inference_mode():
        plain = deep_generator.timbre(mel)
        if whole_model:
            model = small_generator(DEEP).to(dtype)
            reduced = model.timbre(mel.to(dtype))
            assert reduced.dtype == dtype
        else:
            with torch.autocast("cpu", dtype=dtype):
                reduced = deep_generator.timbre(mel)
    assert relative_difference(reduced.float(), plain) < 0.05


@pytest.mark.parametrize("shape", [(1, 9, 40), (10, 40), (1, 10, 0)])
def test_a_wrong_shape_is_refused_with_both_sizes(generator, shape):
    with pytest.raises(ValueError, match=r"expected .* got \("):
        generator.timbre(torch.zeros(shape))


def test_the_products_presets_have_no_recurrent_state_of_the_reference():
    for config in (SMALL, MEDIUM):
        with torch.device("meta"):
            model = Generator(config)
        assert not any(isinstance(each, torch.nn.LSTM) for each in model.acoustic_encoder.modules())
