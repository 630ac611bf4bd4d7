import numpy as np
import pytest
import torch

from engine.errors import CancelledError, DeviceMemoryError, EnvironmentUnusableError
from engine.machine.device import CPU
from engine.mel.spectrogram import mel_spectrogram, mel_to_log
from engine.progress import JobContext
from engine.vocoder.griffin_lim import GriffinLim
from engine.vocoder.hifigan import HifiGan
from engine.vocoder.vocoder import open_vocoder, stream
from tests.engine.vocoder.reference import small_generator
from tests.engine.vocoder.sounds import hits
from tests.tiny_models import install_vocoder


class Smear:
    """A vocoder that adds up the frames around each, and says which pieces it was given."""

    name = "smear"
    context_frames = 3

    def __init__(self):
        self.pieces = []
        self.device = CPU

    def move(self, device):
        self.device = device

    def __call__(self, mel, first_frame=0):
        self.pieces.append((first_frame, mel.shape[1]))
        padded = np.pad(mel[0], self.context_frames)
        sums = np.convolve(padded, np.ones(2 * self.context_frames + 1), mode="valid")
        return np.repeat(sums, 256).astype(np.float32)


class Broken(Smear):
    def __init__(self, error):
        super().__init__()
        self.error = error

    def __call__(self, mel, first_frame=0):
        raise self.error


def chunks(mel, size):
    return (mel[:, start : start + size] for start in range(0, mel.shape[1], size))


def counting_mel(frames):
    return np.broadcast_to(np.arange(frames, dtype=np.float32) % 97, (80, frames))


@pytest.mark.parametrize("size", [1, 100, 256, 259, 700, 3000])
def test_a_stream_of_chunks_of_any_size_is_the_sound_made_at_once(size):
    mel = counting_mel(1500)
    pieces = list(stream(Smear(), chunks(mel, size), JobContext()))
    np.testing.assert_array_equal(np.concatenate(pieces), Smear()(mel))


def test_a_long_sound_is_made_in_short_pieces_while_its_mel_is_asked_for():
    vocoder, asked = Smear(), []

    def endless():
        for index in range(10**6):
            asked.append(index)
            yield counting_mel(100)

    waves = stream(vocoder, endless(), JobContext())
    for _ in range(50):
        assert next(waves).shape == (256 * 256,)
    assert max(frames for _, frames in vocoder.pieces) <= 256 + 2 * 3
    assert len(asked) <= 50 * 256 // 100 + 2


def test_every_piece_knows_its_place_in_the_sound():
    vocoder = Smear()
    list(stream(vocoder, [counting_mel(600)], JobContext()))
    assert vocoder.pieces == [(0, 259), (253, 262), (509, 91)]


def test_no_mel_is_no_sound():
    assert list(stream(Smear(), [], JobContext())) == []
    assert list(stream(Smear(), [np.zeros((80, 0), np.float32)], JobContext())) == []


def test_a_cancelled_job_makes_no_further_piece():
    cancelled = False
    waves = stream(Smear(), [counting_mel(3000)], JobContext(cancelled=lambda: cancelled))
    next(waves)
    cancelled = True
    with pytest.raises(CancelledError):
        next(waves)


@pytest.mark.parametrize("error", [torch.OutOfMemoryError("no"), MemoryError()])
def test_running_out_of_memory_is_said_in_a_sentence(error):
    with pytest.raises(DeviceMemoryError, match="vocoder") as caught:
        next(stream(Broken(error), [counting_mel(5)], JobContext()))
    assert caught.value.hint


def test_without_memory_on_the_gpu_the_cpu_goes_on():
    class Greedy(Smear):
        def __call__(self, mel, first_frame=0):
            if self.device != CPU and first_frame:
                raise torch.OutOfMemoryError("no")
            return super().__call__(mel, first_frame)

    vocoder, context = Greedy(), JobContext()
    vocoder.move(torch.device("cuda"))
    mel = counting_mel(900)
    waves = list(stream(vocoder, [mel], context))
    assert vocoder.device == CPU
    assert list(map(str, context.notes)) == [
        "The GPU ran out of memory; the vocoder uses the CPU instead."
    ]
    np.testing.assert_array_equal(np.concatenate(waves), Smear()(mel))


def test_a_fault_of_the_program_is_not_taken_for_a_lack_of_memory():
    with pytest.raises(RuntimeError, match="a fault"):
        next(stream(Broken(RuntimeError("a fault")), [counting_mel(5)], JobContext()))


def test_griffin_lim_streams_without_a_seam():
    mel = mel_spectrogram(hits(256 * 700))
    vocoder = GriffinLim(iterations=4)
    streamed = np.concatenate(list(stream(vocoder, chunks(mel, 90), JobContext())))
    np.testing.assert_allclose(streamed, vocoder(mel), atol=1e-4)


def test_hifigan_streams_without_a_seam():
    mel = 0.7 * np.random.default_rng(0).random((80, 700), dtype=np.float32)
    vocoder = HifiGan(small_generator(1), name="small")
    streamed = np.concatenate(list(stream(vocoder, chunks(mel, 90), JobContext())))
    assert np.abs(streamed).max() > 0.1
    np.testing.assert_allclose(streamed, vocoder(mel), atol=1e-4)


def test_griffin_lim_is_the_default_until_a_vocoder_is_installed():
    assert open_vocoder(None, CPU).name == "griffin-lim"
    install_vocoder("mine")
    assert open_vocoder(None, CPU).name == "mine"
    assert open_vocoder("griffin-lim", CPU).name == "griffin-lim"


@pytest.mark.parametrize("block", [1, 2])
def test_a_stored_vocoder_makes_the_sound_that_it_made_before(block):
    path = install_vocoder("mine", block)
    mel = np.random.default_rng(0).random((80, 4), dtype=np.float32)
    expected = HifiGan(small_generator(block), name="mine")(mel)
    for name in ("mine", str(path)):
        np.testing.assert_array_equal(open_vocoder(name, CPU)(mel), expected)


def test_a_vocoder_s_own_sound_can_be_left_unrefined():
    path = install_vocoder("mine")
    mel = 0.7 * np.random.default_rng(0).random((80, 40), dtype=np.float32)
    with torch.inference_mode():
        own = small_generator(1)(torch.from_numpy(mel_to_log(mel))[None])[0, 0].numpy()
    for name in ("mine", str(path)):
        vocoder = open_vocoder(f"{name}:unrefined", CPU)
        assert vocoder.name == "mine:unrefined"
        np.testing.assert_allclose(vocoder(mel), own, atol=1e-5)
        assert vocoder.context_frames < open_vocoder(name, CPU).context_frames
        streamed = np.concatenate(list(stream(vocoder, chunks(mel, 9), JobContext())))
        np.testing.assert_allclose(streamed, own, atol=1e-4)
    assert np.abs(open_vocoder("mine", CPU)(mel) - own).max() > 0.01


def test_an_unknown_vocoder_is_refused_by_name():
    with pytest.raises(EnvironmentUnusableError, match="nightingale"):
        open_vocoder("nightingale", CPU)


def test_a_file_whose_weights_do_not_fit_its_configuration_is_called_damaged():
    path = install_vocoder("mine", 2, small_generator(1).state_dict())
    with pytest.raises(EnvironmentUnusableError, match=r"mine\.safetensors is damaged"):
        open_vocoder(str(path), CPU)


@pytest.mark.gpu
def test_a_vocoder_makes_the_same_sound_on_the_gpu():
    install_vocoder("mine")
    mel = np.random.default_rng(0).random((80, 40), dtype=np.float32)
    on_gpu = open_vocoder("mine", torch.device("cuda"))(mel)
    np.testing.assert_allclose(on_gpu, open_vocoder("mine", CPU)(mel), atol=1e-2)
