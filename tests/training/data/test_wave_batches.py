import numpy as np
import pytest
import torch
from msgspec.structs import replace

from tests.training.synthetic import write_dataset
from training.config import VocoderTraining
from training.data.dataset import Dataset
from training.data.wave_batches import PairedBatches, WaveBatches, loudest_frame
from training.optim.schedule import Plan

TRAINING = VocoderTraining(batch=2, segment_samples=4096)
PLAIN = replace(TRAINING, gain_db=0.0, speed=0.0, filtering=0.0, mixing=0.0)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory) -> Dataset:
    return Dataset(write_dataset(tmp_path_factory.mktemp("data") / "set", 4))


def arguments(dataset: Dataset, training: VocoderTraining, seed: int = 0):
    return dataset, np.arange(4), Plan(4, 2, 1, 100), training, seed


def test_segments_have_a_margin_at_both_ends(dataset):
    batch = WaveBatches(*arguments(dataset, TRAINING))(0)
    assert batch.wave.shape == (2, 4096 + 8 * 256)
    assert batch.wave.abs().max() <= 1.0


def test_the_same_step_always_gives_the_same_segments(dataset):
    first, again, other = (
        WaveBatches(*arguments(dataset, TRAINING, seed))(5).wave for seed in (1, 1, 2)
    )
    assert torch.equal(first, again)
    assert not torch.equal(first, other)


def test_most_segments_sound_although_most_of_the_samples_is_silent(dataset):
    batches = WaveBatches(*arguments(dataset, PLAIN))
    levels = torch.cat([batches(step).wave.abs().amax(dim=1) for step in range(100)])
    # one place in twelve of these samples sounds: the loudest of three finds more of them
    assert 0.15 < (levels > 0.01).float().mean() < 0.6


def test_a_segment_with_what_its_mel_is_made_of_begins_on_a_frame(dataset):
    batches = PairedBatches(*arguments(dataset, PLAIN))
    for step in range(5):
        batch = batches(step)
        numbers = Plan(4, 2, 1, 100).indices(step, 0)
        for lane, number in enumerate(numbers):
            start = int(batch.first_frame[lane]) * 256
            stored = dataset.read("wave", [number])[0][start : start + 4096] / 32768
            assert np.allclose(batch.wave[lane].numpy(), stored)
            assert np.array_equal(batch.mel[lane].numpy(), dataset.read("mel", [number])[0])
        assert batch.features.shape == (2, 2048, 215)


def test_the_loudest_frame_is_where_it_is_loud():
    sound = np.zeros(50 * 256, np.float32)
    sound[20 * 256 : 24 * 256] = 1.0
    assert loudest_frame(sound, 4 * 256) == 20
