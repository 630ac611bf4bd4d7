import numpy as np
import pytest
import torch
import torchaudio
from msgspec.structs import asdict

from engine.media.audio import read_mono
from engine.mel.spectrogram import mel_spectrogram, mel_to_log
from engine.metrics import round_trip
from engine.storage.values import DamagedValueError
from engine.vocoder.griffin_lim import find_phases, initial_phase, invert_bank
from engine.vocoder.hifigan import (
    PRESETS,
    HifiGan,
    HifiGanConfig,
    HifiGanGenerator,
    official_weights,
)
from tests.engine.vocoder.reference import (
    GOLDEN,
    SMALL,
    make_golden,
    small_generator,
    small_log_mel,
)
from tests.engine.vocoder.sounds import click, energy_centre


@pytest.fixture(scope="module")
def golden():
    with np.load(GOLDEN) as file:
        return dict(file)


WITH_TRANSFORM = HifiGanConfig(
    upsample_rates=(8, 8),
    upsample_kernels=(16, 16),
    channels=8,
    block=2,
    block_kernels=(3, 5),
    block_dilations=((1, 2), (1, 3)),
    inverse_fft=(16, 4),
)


def random_mel(frames, seed=0):
    return np.random.default_rng(seed).random((80, frames), dtype=np.float32)


@pytest.mark.parametrize("block", [1, 2])
def test_the_generator_gives_the_golden_sound(block, golden):
    log_mel = torch.from_numpy(small_log_mel()).float()[None]
    made = small_generator(block)(log_mel)
    assert np.abs(golden[f"block_{block}"]).max() > 0.1
    np.testing.assert_allclose(
        made[0, 0].detach().numpy(), golden[f"block_{block}"], rtol=0, atol=1e-5
    )


def test_the_reference_still_makes_the_golden_file(golden):
    made = make_golden()
    assert made.keys() == golden.keys()
    for name, values in made.items():
        np.testing.assert_allclose(values, golden[name], rtol=0, atol=1e-6)


@pytest.mark.parametrize(
    ("preset", "parameters"), [("v1", 13_926_017), ("v2", 925_985), ("v3", 1_462_273)]
)
def test_the_presets_have_the_published_sizes(preset, parameters):
    with torch.device("meta"):
        generator = HifiGanGenerator(PRESETS[preset])
    assert sum(each.numel() for each in generator.parameters()) == parameters


@pytest.mark.parametrize("config", [*PRESETS.values(), *SMALL.values(), WITH_TRANSFORM])
def test_the_context_is_exactly_what_a_frame_s_sound_depends_on(config):
    context, frames = config.context_frames, 2 * config.context_frames + 3
    with torch.random.fork_rng():
        torch.manual_seed(0)
        generator = HifiGanGenerator(narrow(config)).double()
    for layer in generator.modules():
        if isinstance(layer, torch.nn.Conv1d | torch.nn.ConvTranspose1d):
            layer.weight.data.abs_().add_(0.01)  # no path may cancel another
            layer.bias.data.abs_()
            layer.weight.data.div_(layer.weight[0].numel())
    mel = torch.rand(1, 80, frames, dtype=torch.float64, requires_grad=True)
    middle = context + 1
    sound = generator(mel)[0, 0, 256 * middle : 256 * (middle + 1)].sum()
    (gradient,) = torch.autograd.grad(sound, mel)
    reached = gradient[0].abs().sum(dim=0).nonzero().flatten().tolist()
    assert min(reached[0] - 1, frames - 2 - reached[-1]) == 0
    assert reached[0] >= 1
    assert reached[-1] <= frames - 2


def narrow(config):
    """The same reach with few channels, for speed."""
    return HifiGanConfig(**{**asdict(config), "channels": 2 ** len(config.upsample_rates)})


def random_generator(config):
    with torch.random.fork_rng():
        torch.manual_seed(0)
        return HifiGanGenerator(config)


@pytest.mark.parametrize("config", [SMALL[1], WITH_TRANSFORM])
def test_pieces_with_their_context_join_to_the_whole(config):
    vocoder = HifiGan(random_generator(config), name="small")
    around = vocoder.context_frames
    mel = 0.7 * random_mel(3 * around)
    whole = vocoder(mel)
    assert whole.shape == (3 * around * 256,)
    assert np.abs(whole).max() > 0.01
    for start, end in ((0, 13), (around, around + 14), (2 * around, 3 * around)):
        first = max(0, start - around)
        piece = vocoder(mel[:, first : end + around], first)
        kept = piece[(start - first) * 256 : (end - first) * 256]
        np.testing.assert_allclose(kept, whole[start * 256 : end * 256], atol=1e-4)


class Listening(torch.nn.Module):
    """Makes noise of any mel, and remembers the mel."""

    config = SMALL[2]

    def forward(self, log_mel):
        self.heard = log_mel
        samples = 256 * log_mel.shape[2]
        return torch.randn(1, 1, samples, generator=torch.Generator().manual_seed(0))


def test_the_generator_hears_the_natural_logarithm_of_the_magnitudes():
    mel, generator = random_mel(5), Listening()
    HifiGan(generator, name="small")(mel)
    np.testing.assert_allclose(generator.heard[0], np.log(10.0) * (5 * mel - 4), atol=1e-5)
    assert mel_to_log(np.float32([0.8])) == pytest.approx(0.0, abs=1e-6)


def test_what_the_generator_makes_is_brought_to_the_mel_asked_for():
    wanted, generator = mel_spectrogram(click(40 * 256, 5000))[:, :40], Listening()
    made = HifiGan(generator, name="small")(wanted)
    assert mel_distance(made, wanted) < 0.2 * mel_distance(generator(wanted[None])[0, 0], wanted)


def mel_distance(sound, wanted):
    return np.abs(mel_spectrogram(np.asarray(sound))[:, : wanted.shape[1]] - wanted).mean()


def test_a_transform_at_the_end_answers_a_frame_with_its_own_samples():
    generator = random_generator(WITH_TRANSFORM)
    assert generator(torch.zeros(2, 80, 7)).shape == (2, 1, 7 * 256)


def test_no_frames_are_no_sound():
    vocoder = HifiGan(small_generator(2), name="small")
    assert vocoder(np.zeros((80, 0), np.float32)).shape == (0,)
    assert vocoder(random_mel(1)).shape == (256,)


def test_another_shape_is_refused_by_name():
    with pytest.raises(ValueError, match=r"\(3, 80\)"):
        HifiGan(small_generator(2), name="small")(np.zeros((3, 80), np.float32))
    with pytest.raises(ValueError, match=r"\(1, 79, 5\)"):
        small_generator(2)(torch.zeros(1, 79, 5))


def test_weights_under_weight_norm_are_folded_into_plain_ones():
    generator = small_generator(1)
    plain = generator.state_dict()
    normed = {}
    for name, value in plain.items():
        if name.endswith("weight"):
            length = value.flatten(1).norm(dim=1).view(-1, 1, 1)
            normed[f"{name}_g"], normed[f"{name}_v"] = length, 3.0 * value
        else:
            normed[name] = value
    folded = official_weights({"generator": normed})
    assert folded.keys() == plain.keys()
    for name, value in folded.items():
        torch.testing.assert_close(value, plain[name])


def test_the_newer_weight_norm_of_torch_is_folded_to_what_it_computes():
    layer = torch.nn.utils.parametrizations.weight_norm(torch.nn.Conv1d(4, 2, 5))
    layer.parametrizations.weight.original0.data.mul_(2.5)
    bare = torch.nn.Conv1d(4, 2, 5)
    bare.load_state_dict(official_weights(layer.state_dict()))
    torch.testing.assert_close(bare(torch.ones(1, 4, 9)), layer(torch.ones(1, 4, 9)))


def test_torch_s_own_weight_norm_is_folded_to_what_it_computes():
    layer = torch.nn.ConvTranspose1d(4, 2, 5)
    with pytest.warns(FutureWarning):
        torch.nn.utils.weight_norm(layer)
    layer.weight_g.data.mul_(2.5)
    expected = layer(torch.ones(1, 4, 3))
    folded = official_weights(layer.state_dict())
    bare = torch.nn.ConvTranspose1d(4, 2, 5)
    bare.load_state_dict(folded)
    torch.testing.assert_close(bare(torch.ones(1, 4, 3)), expected)


def test_a_configuration_survives_the_way_through_json():
    for config in PRESETS.values():
        values = {
            name: [list(each) if isinstance(each, tuple) else each for each in value]
            if isinstance(value, tuple)
            else value
            for name, value in asdict(config).items()
        }
        assert HifiGanConfig.from_json(values) == config


@pytest.mark.parametrize(
    "wrong",
    [
        {"upsample_rates": [8, 8, 2]},
        {"upsample_kernels": [16, 16, 3]},
        {"upsample_kernels": [16, 16]},
        {"block_kernels": [3]},
        {"block": 3},
        {"inverse_fft": [16, 4]},
        {"upsample_rates": [8, 8, 1], "inverse_fft": [6, 4]},
        {"channels": "many"},
        {"unknown": 1},
    ],
)
def test_an_impossible_configuration_is_refused(wrong):
    with pytest.raises((ValueError, TypeError)):
        HifiGanConfig.from_json({**asdict(PRESETS["v3"]), **wrong})


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"channels": 10**9}, "channels"),
        ({"channels": 8192}, "channels"),
        ({"block_dilations": [[1] * 10**6] * 3}, "block_dilations"),
        ({"block_dilations": [[10**9]] * 3}, "block_dilations"),
        ({"block_dilations": [[255] * 16] * 3, "block_kernels": [255] * 3}, "block_dilations"),
        ({"block_dilations": [[1] * 16] * 16, "block_kernels": [3] * 16}, "block_dilations"),
        ({"block_dilations": [], "block_kernels": []}, "block_kernels"),
        ({"block_kernels": [3, 5, 6]}, "block_kernels"),
    ],
)
def test_a_vocoder_that_takes_too_much_is_refused_by_the_name_of_its_field(asked, named):
    with pytest.raises(DamagedValueError, match=rf"^configuration\.{named}\b"):
        HifiGanConfig.from_json({**asdict(PRESETS["v3"]), **asked})


# The official speech weights and their own mel: 0 to 8000 Hz, not centred, frame t on 256 t + 128

OFFICIAL_BANK = torchaudio.functional.melscale_fbanks(
    513, 0.0, 8000.0, 80, 22050, norm="slaney", mel_scale="slaney"
).T
OFFICIAL_SHIFT = 128
PIECE_FRAMES = 256


def official_log_mel(wave):
    """(n,) to (80, n // 256)."""
    padded = torch.nn.functional.pad(torch.from_numpy(wave)[None], (384, 384), mode="reflect")
    spectrum = torch.stft(
        padded[0], 1024, 256, window=torch.hann_window(1024), center=False, return_complex=True
    )
    return (OFFICIAL_BANK @ spectrum.abs()).clamp(min=1e-5).log()


def official_mel_l1(truth, made):
    samples = min(len(truth), len(made)) // 256 * 256
    return float(
        (official_log_mel(truth[:samples]) - official_log_mel(made[:samples])).abs().mean()
    )


def compare_on_official_mel(truth, made):
    found = round_trip.compare(truth, made)
    return official_mel_l1(truth, made), found.stft, found.stft_below_8khz


@pytest.fixture(scope="module")
def speech_generator(real_data):
    path = real_data.parent / "weights" / "hifigan_lj_v3.pt"
    if not path.is_file():
        pytest.skip(f"the official weights are not here: {path}")
    generator = HifiGanGenerator(PRESETS["v3"])
    generator.load_state_dict(official_weights(torch.load(path, weights_only=True)))
    return generator.eval()


def spoken(generator, log_mel):
    """The sound (256 T,) in pieces, as the program makes it; in one it takes half as long again."""
    around, pieces = PRESETS["v3"].context_frames, []
    for start in range(0, log_mel.shape[1], PIECE_FRAMES):
        first = max(0, start - around)
        with torch.inference_mode():
            wave = generator(log_mel[None, :, first : start + PIECE_FRAMES + around])[0, 0]
        pieces.append(wave[256 * (start - first) :][: 256 * PIECE_FRAMES])
    return torch.cat(pieces).numpy()


def griffin_lim_of(log_mel):
    magnitude = invert_bank(log_mel.exp(), OFFICIAL_BANK)
    phase = torch.from_numpy(initial_phase(0, magnitude.shape[1]))
    wave = find_phases(magnitude, phase, iterations=32)
    return np.pad(wave.numpy(), (OFFICIAL_SHIFT, 0))


@pytest.mark.real
@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_official_weights_copy_real_sounds_as_well_as_they_are_known_to(
    speech_generator, real_data
):
    by_network, by_griffin_lim = [], []
    for path in sorted((real_data / "vas" / "videos").glob("*/*.mp4")):
        wave = round_trip.scaled_to_peak(read_mono(path)[: 10 * 22050])
        wave = wave[: len(wave) // 256 * 256]
        log_mel = official_log_mel(wave)
        made = spoken(speech_generator, log_mel)
        by_network.append(compare_on_official_mel(wave, made))
        by_griffin_lim.append(compare_on_official_mel(wave, griffin_lim_of(log_mel)))
    assert len(by_network) == 10
    # known of an independent implementation; its Griffin-Lim 0.089, 2.73, 0.79
    assert np.mean(by_network, axis=0) == pytest.approx([0.523, 2.37, 1.34], rel=0.015)
    assert np.all(np.mean(by_griffin_lim, axis=0) < [0.092, 2.73, 0.80])


@pytest.mark.real
@pytest.mark.parametrize("sample", [5000, 8200, 11111])
def test_the_official_weights_put_a_click_back_within_its_frame(speech_generator, sample):
    with torch.inference_mode():
        made = speech_generator(official_log_mel(click(16384, sample))[None])[0, 0].numpy()
    # To speech a click is the start of a pulse that rings off: it comes 3 to 7 ms late.
    assert 0 <= energy_centre(made) - sample < 200
