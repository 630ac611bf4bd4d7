from copy import deepcopy

import pytest
import torch
from msgspec.structs import replace

from engine.model.background_encoder import mask_energy
from engine.model.generator import Generator, initialise
from engine.model.mel_decoder import FeedForwardTransformerBlock, sinusoids
from engine.model.presets import COMPACT, MEDIUM, PAPER
from engine.model.presets import SMALL as PRODUCT
from tests.engine.model.small import (
    SMALL,
    SMALL_WITH_STATISTICS,
    small_features,
    small_generator,
    small_mel,
    source,
)


@pytest.fixture(scope="module")
def generator():
    return small_generator()


@pytest.mark.slow
@pytest.mark.parametrize("config", [PAPER, COMPACT, PRODUCT, MEDIUM])
def test_a_preset_makes_860_mel_frames_of_215_video_frames(config):
    model = Generator(config).eval()
    with torch.inference_mode():
        inputs = torch.rand(1, 2048, 215), torch.rand(1, 80, 300), torch.zeros(1, 80, 860)
        output = model(*inputs, torch.rand(1, 80, 860) if config.aligned_mel else None)
    assert output.mel.shape == (1, 80, 860)
    assert output.code.shape == (1, 8, 215)
    assert output.timbre.shape == (1, config.timbre_numbers)
    assert output.background.shape == (1, config.background_width)


@pytest.mark.slow
def test_the_paper_preset_has_63_million_parameters():
    with torch.device("meta"):
        model = Generator(PAPER)
    assert sum(weight.numel() for weight in model.parameters()) == 63_176_408


def test_the_medium_preset_has_at_most_25_million_parameters():
    with torch.device("meta"):
        model = Generator(MEDIUM)
    assert sum(weight.numel() for weight in model.parameters()) == 15_966_776


def test_in_training_a_part_may_stand_anywhere_in_its_window(generator):
    decoder = deepcopy(generator.mel_decoder).train()
    for module in decoder.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = 0.0
    part = torch.rand(1, decoder.channels_in, 20)
    assert not torch.allclose(decoder(part), decoder(part), atol=1e-4)
    whole = torch.rand(1, decoder.channels_in, 215)
    assert torch.allclose(decoder(whole), decoder(whole), atol=1e-6)
    decoder.eval()
    assert torch.equal(decoder(part), decoder(part))


@pytest.mark.parametrize("video_frames", [1, 2, 40])
@pytest.mark.parametrize("mel_frames", [2, 31, 200])
def test_any_length_of_clip_and_reference_gives_four_mel_frames_a_video_frame(
    generator, video_frames, mel_frames
):
    output = generator(small_features(video_frames), small_mel(mel_frames), small_mel(1))
    assert output.mel.shape == (2, SMALL.mel_bins, 4 * video_frames)
    assert torch.isfinite(output.mel).all()


def test_the_items_of_a_batch_do_not_touch_each_other(generator):
    features, mel = small_features(7), small_mel(40)
    together = generator(features, mel, mel).mel
    alone = generator(features[1:], mel[1:], mel[1:]).mel
    torch.testing.assert_close(together[1:], alone, rtol=0, atol=1e-5)


def test_the_mel_is_clamped_in_evaluation_only(generator):
    features, mel = small_features(7), small_mel(40)
    parts = generator.temporal_code(features), generator.timbre(mel), generator.background(mel)
    inside = generator.decode(*parts)
    assert 0.0 <= inside.min() <= inside.max() <= 1.0
    generator.train()
    try:
        outside = generator.decode(*parts)
    finally:
        generator.eval()
    assert outside.min() < 0.0 or outside.max() > 1.0


def test_a_source_makes_another_timbre_and_the_same_one_again(generator):
    mel = small_mel(120)
    plain = generator.timbre(mel)
    varied = generator.timbre(mel, source(1))
    assert torch.equal(plain, generator.timbre(mel))
    assert torch.equal(varied, generator.timbre(mel, source(1)))
    assert not torch.allclose(plain, varied, atol=1e-4)
    assert not torch.allclose(varied, generator.timbre(mel, source(2)), atol=1e-4)


def test_reduced_precision_passes_through_every_part(generator):
    features, mel = small_features(15), small_mel(60)
    whole = generator(features, mel, mel)
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
        reduced = generator(features, mel, mel)
        varied = generator.timbre(mel, source())
    assert reduced.mel.dtype == torch.float32
    # bfloat16 has 8 bits where a GPU's float16 has 11, so this is harder than what runs there.
    assert 0 < (reduced.mel - whole.mel).abs().mean() < 0.01
    assert torch.isfinite(varied).all()


def test_feature_and_condition_are_resampled_by_one_draw(generator):
    unit = generator.acoustic_encoder.units[0]
    mel = small_mel(60)
    still, moved = unit(mel, mel), unit(mel, mel, source(3))
    # Where the condition has a frame of the still one, the feature has the same frame.
    matches = torch.cdist(moved.condition[0].T, still.condition[0].T) < 1e-5
    assert matches.any(dim=1).sum() >= 3
    at, origin = matches.nonzero(as_tuple=True)
    torch.testing.assert_close(moved.feature[0][:, at], still.feature[0][:, origin])


def test_one_training_step_reaches_every_weight_that_the_output_hangs_on():
    model = Generator(SMALL).train()
    mel = small_mel(60)
    model(small_features(15), mel, mel).mel.abs().mean().backward()
    without = {
        name
        for name, weight in model.named_parameters()
        if weight.grad is None or not weight.grad.any()
    }
    # The last forward direction of these LSTMs cannot reach a backward state, nor the last skip
    # gate's own output the LSTM; the gate itself is part of the feature output.
    unused = {
        f"{part}.lstm.{kind}_{side}_l1"
        for part in ("acoustic_encoder", "background_encoder")
        for kind in ("weight", "bias")
        for side in ("ih", "hh")
    }
    # A convolution before an instance normalisation cannot have a bias that matters.
    dead = {name for name in without if ".input_gate." in name and name.endswith("bias")}
    assert without - dead == unused


def test_the_start_is_drawn_from_the_source_with_a_deviation_of_0_02():
    model, again = Generator(COMPACT), Generator(COMPACT)
    initialise(model, source(7))
    initialise(again, source(7))
    weight = model.temporal_encoder.convolutions[0].weight
    assert torch.equal(weight, again.temporal_encoder.convolutions[0].weight)
    assert weight.std().item() == pytest.approx(0.02, rel=0.02)
    assert not model.temporal_encoder.convolutions[0].bias.any()


@pytest.mark.parametrize(
    "call",
    [
        lambda g: g.temporal_code(torch.zeros(1, SMALL.features + 1, 4)),
        lambda g: g.temporal_code(torch.zeros(SMALL.features, 4)),
        lambda g: g.timbre(torch.zeros(1, SMALL.mel_bins - 1, 40)),
        lambda g: g.timbre(torch.zeros(1, SMALL.mel_bins, 1)),
        lambda g: g.background(torch.zeros(1, 3, 40)),
        lambda g: g.decode(torch.zeros(1, 3, 4), torch.zeros(1, 5), torch.zeros(1, 4)),
    ],
)
def test_a_wrong_shape_is_refused_with_both_sizes(generator, call):
    with pytest.raises(ValueError, match=r"expected .* got \("):
        call(generator)


def test_masking_leaves_the_quiet_half_of_the_frames():
    mel = torch.tensor([[[0.1, 0.9, 0.2, 0.8], [0.0, 0.5, 0.1, 0.4]]])
    masked = mask_energy(mel)
    assert torch.equal(masked[..., [0, 2]], mel[..., [0, 2]])
    assert not masked[..., [1, 3]].any()


def test_the_mask_goes_by_the_sum_over_bins_and_by_each_sounds_own_median():
    # sums 4, 3 and 2; by squares the second frame, with 9, would be the loudest
    frames = torch.tensor([[1.0, 1.0, 1.0, 1.0], [3.0, 0.0, 0.0, 0.0], [0.5, 0.5, 0.5, 0.5]]).T
    quiet, loud = mask_energy(torch.stack([frames, 10.0 * frames]))
    assert quiet.any(dim=0).tolist() == loud.any(dim=0).tolist() == [False, True, True]
    skewed = torch.tensor([[[1.0, 2.0, 3.0, 100.0]]])
    assert mask_energy(skewed).tolist() == [[[1.0, 2.0, 0.0, 0.0]]]


def test_what_is_masked_does_not_reach_the_background(generator):
    mel = small_mel(40)
    masked = mask_energy(mel) != mel
    assert masked.any()
    changed = torch.where(masked, mel + 0.1, mel)
    assert not torch.equal(changed, mel)
    assert torch.equal(generator.background(changed), generator.background(mel))


def test_the_blocks_drop_after_attention_and_after_convolutions_in_training():
    block = FeedForwardTransformerBlock(SMALL, dilation=1)
    block.dropout.p = 1.0
    x = torch.rand(2, 6, SMALL.decoder_width)
    assert torch.allclose(block.train()(x), block.convolutions_norm(block.attention_norm(x)))
    assert not torch.allclose(block.eval()(x), block.train()(x), atol=1e-3)


def test_the_papers_generator_drops_in_its_decoder_alone():
    with torch.device("meta"):
        model = Generator(PAPER)
    dropouts = {
        name: each.p for name, each in model.named_modules() if isinstance(each, torch.nn.Dropout)
    }
    dropping = {name for name, share in dropouts.items() if share > 0}
    assert dropping == {f"mel_decoder.blocks.{block}.dropout" for block in range(4)}
    assert {dropouts[name] for name in dropping} == {0.2}


def test_silence_and_a_steady_sound_pass_the_mask_whole():
    assert torch.equal(mask_energy(torch.zeros(1, 4, 6)), torch.zeros(1, 4, 6))
    assert torch.equal(mask_energy(torch.full((1, 4, 6), 0.3)), torch.full((1, 4, 6), 0.3))


def test_positions_are_those_of_the_transformer():
    table = sinusoids(3000, 6, torch.device("cpu"))
    assert table.shape == (3000, 6)
    angle = torch.tensor(2500 / 10_000 ** (2 / 6), dtype=torch.float64)
    assert table[2500, 2].item() == pytest.approx(angle.sin().item(), abs=1e-3)
    assert table[2500, 3].item() == pytest.approx(angle.cos().item(), abs=1e-3)


def test_a_reference_lends_its_spectrum_to_what_is_made():
    shaped = small_generator(
        replace(SMALL_WITH_STATISTICS, timbre_spectrum=True, decoder_dilation=2)
    ).eval()
    torch.nn.init.zeros_(shaped.mel_decoder.to_mel.weight)  # says: all of it, and nothing more
    torch.nn.init.zeros_(shaped.mel_decoder.to_mel.bias)
    code = torch.rand(1, SMALL.code_channels, 10)
    background = torch.zeros(1, SMALL.background_width)
    sound = torch.zeros(1, SMALL.mel_bins, 40)
    sound[:, 2, 10:15] = 0.8
    sound[:, 6, 10:15] = 0.4
    made = shaped.decode(code, shaped.timbre(sound), background)
    assert torch.allclose(made, sound[:, :, 12:13].expand_as(made), atol=0.02)


@pytest.fixture
def aligned():
    return small_generator(replace(SMALL_WITH_STATISTICS, aligned_mel=True, timbre_spectrum=True))


def decoded(model, laid, level=0.0):
    """What a model makes of hits laid under the events, with other codes at another level."""
    code = torch.full((2, SMALL.code_channels, 10), level)
    return model.decode(
        code,
        model.timbre(torch.rand(2, SMALL.mel_bins, 40, generator=source())),
        torch.full((2, SMALL.background_width), level),
        laid,
    )


def test_an_untrained_aligned_decoder_copies_the_hits_laid_under_the_events(aligned):
    laid = torch.rand(2, SMALL.mel_bins, 40)
    initialise(aligned)
    assert torch.equal(decoded(aligned.eval(), laid), laid)


def test_a_trained_aligned_decoder_adds_to_the_hits_as_code_and_hits_say(aligned):
    torch.nn.init.normal_(aligned.eval().mel_decoder.to_mel.weight, std=0.05)
    laid = torch.full((2, SMALL.mel_bins, 40), 0.5)
    laid[1, :, 20:] = 0.3
    added = decoded(aligned, laid) - laid
    assert added.std() > 1e-3
    assert not torch.allclose(added[0], added[1], atol=1e-3)
    assert not torch.allclose(added, decoded(aligned, laid, level=1.0) - laid, atol=1e-3)


def test_hits_belong_to_an_aligned_decoder_and_it_needs_them(generator, aligned):
    with pytest.raises(ValueError, match="aligned"):
        decoded(aligned, None)
    joined = torch.rand(1, generator.mel_decoder.channels_in, 5)
    with pytest.raises(ValueError, match="aligned"):
        generator.mel_decoder(joined, aligned=torch.rand(1, SMALL.mel_bins, 20))


def test_a_spectrum_belongs_to_a_shaped_decoder(generator):
    with pytest.raises(ValueError, match="spectrum"):
        generator.mel_decoder(torch.rand(1, generator.mel_decoder.channels_in, 5), torch.rand(1, 8))
