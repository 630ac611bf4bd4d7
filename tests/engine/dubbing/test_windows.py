from contextlib import nullcontext

import numpy as np
import pytest
import torch
from msgspec.structs import replace

from engine.config import GRID
from engine.dubbing import windows
from engine.dubbing.aligned import AlignedMel
from engine.dubbing.windows import LONGEST_SOUND_FRAMES, NeuralEngine, blend, reference_mel
from engine.errors import CancelledError, DeviceMemoryError, InputError
from engine.machine.device import CPU
from engine.mel.contract import MEL
from engine.mel.spectrogram import mel_to_magnitude
from engine.model.generator import Generator
from engine.model.presets import COMPACT
from engine.progress import JobContext
from tests.engine.model.small import SMALL, fix_weights, wave

CUDA = torch.device("cuda")
CONFIG = replace(SMALL, mel_bins=MEL.bins)
MEL_RATE = MEL.sample_rate_hz / MEL.hop_samples


@pytest.fixture
def generator():
    model = Generator(CONFIG).eval()
    fix_weights(model)
    return model


@pytest.fixture
def engine(generator):
    return NeuralEngine(generator, CPU)


@pytest.fixture
def context():
    return JobContext()


def features_of(frames):
    return wave(CONFIG.features, frames).astype(np.float32)


def mel_of(frames, phase=0.0):
    return (0.5 + 0.5 * wave(MEL.bins, frames, phase=phase)).astype(np.float32)


def mel_frames(video_frames):
    """Mel frames that last as long as video frames, rounded up."""
    return int(np.ceil(video_frames / float(GRID.video_rate) * MEL_RATE))


class PulseGenerator(torch.nn.Module):
    """A generator without a mind: a pulse in the features is a pulse in the mel, at its place."""

    aligned = False

    def __init__(self, limits=None):
        super().__init__()
        self.limits = limits or {}  # the most video frames that memory is there for, by device
        self.device = "cpu"
        self.computed = []

    def to(self, device):
        self.device = device.type
        return self

    def _allocate(self, frames):
        self.computed.append((self.device, frames))
        if frames > self.limits.get(self.device, 10**9):
            raise torch.OutOfMemoryError("out of memory")

    def temporal_code(self, features):
        self._allocate(features.shape[2])
        return features[:, :8]

    def decode(self, code, timbre, background):
        self._allocate(code.shape[2])
        return code[:, :1].repeat_interleave(4, dim=2).expand(1, MEL.bins, -1)

    def timbre(self, mel, source=None):
        self._allocate(mel.shape[2] // 4)
        return mel.mean(dim=2)


def pulses(engine, context, video_frames, at):
    """The mel frames at which pulses in the features at video frames come out, by their middle."""
    features = np.zeros((8, video_frames), np.float32)
    features[:, at] = 1.0
    code = engine.temporal_code(features, context)
    nothing = np.zeros(1, np.float32)
    frames = mel_frames(video_frames)
    pieces = list(engine.mel(code, nothing, nothing, frames, context))
    mel = np.concatenate(pieces, axis=1)
    assert mel.shape == (MEL.bins, frames)
    runs = np.split(np.arange(frames), np.flatnonzero(np.diff(mel[0] > 0)) + 1)
    return [run.mean() for run in runs if mel[0, run[0]] > 0]


def test_a_clip_of_one_window_is_what_the_generator_gives(engine, generator, context):
    features, reference = features_of(215), mel_of(860)
    code = engine.temporal_code(features, context)
    timbre = engine.timbre(reference, context)
    background = engine.background(None, 0.0, context)
    mel = np.concatenate(list(engine.mel(code, timbre, background, 860, context)), axis=1)
    tensors = [torch.from_numpy(each)[None] for each in (features, reference)]
    with torch.inference_mode():
        expected = generator(*tensors, torch.zeros(1, MEL.bins, 860))
    np.testing.assert_allclose(mel, expected.mel[0], atol=1e-5)
    np.testing.assert_allclose(code, expected.code[0], atol=1e-5)


@pytest.mark.parametrize("video_frames", [1, 2, 54, 214, 216, 377, 378, 1000])
def test_any_length_gives_a_code_a_frame_and_a_mel_as_long_as_asked(engine, context, video_frames):
    code = engine.temporal_code(features_of(video_frames), context)
    assert code.shape == (CONFIG.code_channels, video_frames)
    timbre = np.zeros(CONFIG.timbre_width, np.float32)
    background = np.zeros(CONFIG.background_width, np.float32)
    frames = mel_frames(video_frames) + 4  # a last video frame that was cut
    mel = np.concatenate(list(engine.mel(code, timbre, background, frames, context)), axis=1)
    assert mel.shape == (MEL.bins, frames)
    assert np.isfinite(mel).all()


def test_a_mel_shorter_than_its_code_is_cut(context):
    engine = NeuralEngine(PulseGenerator(), CPU)
    nothing = np.zeros(1, np.float32)
    for frames in (1, 700, 1500):
        pieces = engine.mel(np.ones((8, 500), np.float32), nothing, nothing, frames, context)
        assert sum(piece.shape[1] for piece in pieces) == frames


def test_hits_are_read_where_each_window_lies_on_the_clip_s_clock(context):
    """An untrained aligned generator copies, so all hits come out where they were laid."""
    generator = Generator(replace(CONFIG, aligned_mel=True)).eval()
    engine = NeuralEngine(generator, CPU)
    frames = mel_frames(1000)
    laid = mel_of(frames)
    mel = AlignedMel([(iter(np.array_split(laid, 7, axis=1)), 1.0)])
    code, nothing = np.zeros((CONFIG.code_channels, 1000), np.float32), np.zeros
    parts = nothing(CONFIG.timbre_width, np.float32), nothing(CONFIG.background_width, np.float32)
    made = np.concatenate(list(engine.mel(code, *parts, frames, context, mel)), axis=1)
    assert engine.aligned
    assert made.shape == laid.shape
    whole = 4 * 1000 - 20  # the last video frame may be cut
    np.testing.assert_allclose(made[:, :whole], laid[:, :whole], atol=1e-5)


def test_an_hour_stays_on_the_clip_s_clock(context):
    video_frames = int(3600 * GRID.video_rate)
    at = list(range(7, video_frames, 53))
    heard = pulses(NeuralEngine(PulseGenerator(), CPU), context, video_frames, at)
    expected = (np.array(at) + 0.375) / float(GRID.video_rate)  # the middle of four mel frames
    error_s = np.array(heard) / MEL_RATE - expected
    assert len(heard) == len(at)
    # 13.9 ms where a window has faded out, and half a mel frame: as much after an hour as at first.
    assert np.abs(error_s).max() < 0.0197
    assert abs(error_s[-100:].mean() - error_s[:100].mean()) < 0.0058


def test_no_window_is_longer_than_the_model_s_and_all_overlap(context):
    generator = PulseGenerator()
    NeuralEngine(generator, CPU).temporal_code(np.zeros((8, 600), np.float32), context)
    assert [frames for _, frames in generator.computed] == [215, 215, 215, 600 - 3 * 162]


def test_windows_fade_into_each_other_without_a_step(context):
    generator = PulseGenerator()
    loudness = iter([0.0, 1.0, 0.0, 1.0])

    def decode(code, timbre, background):
        return torch.full((1, MEL.bins, 4 * code.shape[2]), next(loudness))

    generator.decode = decode
    pieces = NeuralEngine(generator, CPU).mel(
        np.zeros((8, 540), np.float32), np.zeros(1), np.zeros(1), 2170, context
    )
    mel = np.concatenate(list(pieces), axis=1)
    assert np.abs(np.diff(mel[0])).max() < 0.006
    assert [mel[0, 300], mel[0, 1000], mel[0, 1600], mel[0, -1]] == [0.0, 1.0, 0.0, 1.0]


def test_pieces_come_one_by_one(context):
    generator = PulseGenerator()
    pieces = NeuralEngine(generator, CPU).mel(
        np.zeros((8, 5000), np.float32), np.zeros(1), np.zeros(1), 20000, context
    )
    assert next(pieces).shape == (MEL.bins, 649)
    assert len(generator.computed) == 2


def test_a_job_can_be_cancelled_between_windows():
    generator = PulseGenerator()
    context = JobContext(cancelled=lambda: len(generator.computed) >= 2)
    with pytest.raises(CancelledError):
        NeuralEngine(generator, CPU).temporal_code(np.zeros((8, 5000), np.float32), context)
    assert len(generator.computed) == 2


def test_progress_rises_to_one():
    seen = []
    context = JobContext(report=lambda progress: seen.append(progress.fraction))
    NeuralEngine(PulseGenerator(), CPU).temporal_code(np.zeros((8, 900), np.float32), context)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_features_that_are_mapped_from_a_file_are_read(engine, context, tmp_path):
    np.save(tmp_path / "features.npy", features_of(300))
    mapped = np.load(tmp_path / "features.npy", mmap_mode="r")
    assert np.array_equal(
        engine.temporal_code(mapped, context), engine.temporal_code(features_of(300), context)
    )


def test_seed_0_is_the_reference_as_it_is_and_others_are_variations(engine, generator, context):
    reference = mel_of(200)
    timbres = [engine.timbre(reference, context, seed=seed) for seed in (0, 1, 1, 2)]
    with torch.inference_mode():
        plain = generator.timbre(torch.from_numpy(reference)[None])[0].numpy()
    assert np.array_equal(timbres[0], plain)
    assert np.array_equal(timbres[1], timbres[2])
    assert not np.allclose(timbres[0], timbres[1], atol=1e-4)
    assert not np.allclose(timbres[1], timbres[3], atol=1e-4)


def test_a_reference_beyond_a_minute_is_encoded_in_equal_parts(engine, context):
    parts = [mel_of(LONGEST_SOUND_FRAMES - 10, phase) for phase in (0.0, 1.0)]
    whole = engine.timbre(np.concatenate(parts, axis=1), context)
    each = [engine.timbre(part, context) for part in parts]
    energy = [float(np.square(mel_to_magnitude(part)).sum()) for part in parts]
    np.testing.assert_allclose(whole, np.average(each, axis=0, weights=energy), atol=1e-5)


def test_a_minute_of_silence_takes_nothing_from_a_reference(engine, context):
    sound = mel_of(LONGEST_SOUND_FRAMES - 10)
    silence = np.zeros_like(sound)
    for whole in ((sound, silence), (silence, sound)):
        timbre = engine.timbre(np.concatenate(whole, axis=1), context)
        np.testing.assert_allclose(timbre, engine.timbre(sound, context), atol=1e-5)
    nothing = engine.timbre(np.concatenate([silence, silence], axis=1), context)
    np.testing.assert_allclose(nothing, engine.timbre(silence, context), atol=1e-5)


def test_the_background_lies_between_silence_and_the_ambience(engine, generator, context):
    ambience = mel_of(300)
    with torch.inference_mode():
        silence = generator.background(torch.zeros(1, MEL.bins, 860))[0].numpy()
        full = generator.background(torch.from_numpy(ambience)[None])[0].numpy()
    np.testing.assert_allclose(engine.background(None, 1.0, context), silence)
    np.testing.assert_allclose(engine.background(ambience, 0.0, context), silence)
    np.testing.assert_allclose(engine.background(ambience, 1.0, context), full, atol=1e-6)
    half = engine.background(ambience, 0.5, context)
    np.testing.assert_allclose(half, (silence + full) / 2, atol=1e-6)


def test_a_blend_goes_from_one_timbre_to_the_other():
    first, second = np.float32([1, 0]), np.float32([0, 4])
    assert blend(first, second, 0.0).tolist() == [1, 0]
    assert blend(first, second, 0.25).tolist() == [0.75, 1]
    assert blend(first, second, 1.0).tolist() == [0, 4]


def test_a_short_reference_is_looped_to_what_the_model_learned_and_a_long_one_stays():
    second = wave(MEL.sample_rate_hz).astype(np.float32)
    assert reference_mel(second).shape == (MEL.bins, 860)
    assert reference_mel(second[:1]).shape == (MEL.bins, 860)
    assert reference_mel(np.tile(second, 12)).shape[1] > 1000
    with pytest.raises(InputError):
        reference_mel(second[:0])


@pytest.mark.real
@pytest.mark.slow
def test_the_real_features_and_mels_of_the_data_set_go_through(real_data, context):
    model = Generator(COMPACT)
    fix_weights(model)
    engine = NeuralEngine(model, CPU)
    mels = sorted((real_data / "vas" / "features").rglob("*_mel.npy"))
    assert len(mels) == 10
    for path in mels:
        streams = [str(path).replace("_mel", f"_{stream}") for stream in ("rgb", "flow")]
        features = np.concatenate([np.load(stream) for stream in streams], axis=1).T
        code = engine.temporal_code(features, context)
        assert code.shape == (8, features.shape[1])
        timbre = engine.timbre(np.load(path), context)
        background = engine.background(np.load(path), 1.0, context)
        pieces = list(engine.mel(code, timbre, background, 860, context))
        mel = np.concatenate(pieces, axis=1)
        assert mel.shape == (80, 860)
        assert np.isfinite(mel).all()
        assert np.ptp(mel) > 0.1


@pytest.fixture
def pretended_gpu(monkeypatch):
    """A device of that name, with no GPU behind it."""
    monkeypatch.setattr(windows, "inference", lambda device: nullcontext())
    monkeypatch.setattr(windows, "free_memory", lambda device: None)
    real = torch.tensor
    monkeypatch.setattr(torch, "tensor", lambda array, *, dtype, device: real(array, dtype=dtype))


def test_a_gpu_without_memory_for_the_window_gets_a_smaller_one(pretended_gpu, context):
    generator = PulseGenerator({"cuda": 150})
    engine = NeuralEngine(generator, CUDA)
    at = [10, 120, 200, 300, 480]
    heard = pulses(engine, context, 500, at)
    assert np.abs(np.array(heard) / MEL_RATE - (np.array(at) + 0.375) / 21.5).max() < 0.016
    assert engine.device == CUDA
    assert list(map(str, context.notes)) == [
        "The GPU ran out of memory; the model now works in smaller windows."
    ]
    assert [frames for _, frames in generator.computed[:3]] == [215, 107, 107]  # not 215 again


def test_memory_that_runs_out_in_the_middle_leaves_no_gap(pretended_gpu, context):
    generator = PulseGenerator()
    engine = NeuralEngine(generator, CUDA)
    nothing = np.zeros(1, np.float32)
    code = np.full((8, 700), 0.5, np.float32)
    pieces = engine.mel(code, nothing, nothing, mel_frames(700), context)
    first = next(pieces)
    generator.limits["cuda"] = 150
    mel = np.concatenate([first, *pieces], axis=1)
    assert mel.shape[1] == mel_frames(700)
    assert np.allclose(mel, 0.5)
    assert ("cuda", 107) in generator.computed


def test_a_gpu_without_memory_for_any_window_gives_way_to_the_cpu(pretended_gpu, context):
    generator = PulseGenerator({"cuda": 50})
    engine = NeuralEngine(generator, CUDA)
    engine.temporal_code(np.zeros((8, 500), np.float32), context)
    assert engine.device == CPU
    assert generator.computed[:3] == [("cuda", 215), ("cuda", 107), ("cpu", 215)]
    assert str(context.notes[-1]) == "The GPU ran out of memory; the CPU is used instead."
    engine.timbre(mel_of(860), context)
    assert generator.computed[-1] == ("cpu", 215)


def test_a_gpu_without_memory_for_the_model_itself_gives_way_to_the_cpu(pretended_gpu, context):
    generator = PulseGenerator()

    def to(device):
        if device.type == "cuda":
            raise torch.OutOfMemoryError("CUDA out of memory.")
        return generator

    generator.to = to
    engine = NeuralEngine(generator, CUDA)
    engine.temporal_code(np.zeros((8, 20), np.float32), context)
    assert engine.device == CPU


def test_a_machine_without_memory_for_any_window_is_told_so(context):
    engine = NeuralEngine(PulseGenerator({"cpu": 50}), CPU)
    with pytest.raises(DeviceMemoryError) as refused:
        engine.temporal_code(np.zeros((8, 500), np.float32), context)
    assert refused.value.exit_code == 75
    assert refused.value.hint


def test_another_error_is_not_taken_for_a_lack_of_memory(engine, context):
    with pytest.raises(ValueError, match="expected features"):
        engine.temporal_code(np.zeros((CONFIG.features + 1, 5), np.float32), context)


def test_a_second_reference_costs_no_second_look_at_the_picture(context):
    generator = PulseGenerator()
    engine = NeuralEngine(generator, CPU)
    features = features_of(215)
    first = engine.temporal_code(features, context)
    looks = len(generator.computed)
    first[:] = 0  # what the caller does with its code is the caller's
    np.testing.assert_array_equal(engine.temporal_code(features.copy(), context), features[:8])
    assert len(generator.computed) == looks
    engine.temporal_code(features + 1, context)
    assert len(generator.computed) > looks


def test_the_states_of_a_long_clip_are_those_that_its_code_is_made_of(engine, generator, context):
    features = features_of(400)
    states = engine.temporal_states(features, context)
    bottleneck = generator.temporal_encoder.bottleneck
    with torch.inference_mode():
        code = bottleneck(torch.from_numpy(states.T)).numpy().T
    np.testing.assert_allclose(code, engine.temporal_code(features, context), atol=1e-4)
