"""What is said before a training starts, against what a real one holds."""

from pathlib import Path

import pytest
import torch
from msgspec.structs import replace

from engine.model.generator import Generator
from engine.model.presets import COMPACT
from tests.training import tiny
from tests.training.synthetic import write_dataset
from training.config import GeneratorRun, VocoderRun, VocoderTraining
from training.data.dataset import Dataset
from training.generator.trainer import GeneratorTask
from training.launch.estimate import estimate
from training.presets import GENERATOR_PRESETS
from training.vocoder.trainer import VocoderTask

pytestmark = pytest.mark.timeout(300)  # a real step, beside whatever else the machine does

# Large enough that counters and statistics do not matter beside the weights.
MODEL = replace(
    COMPACT,
    temporal_layers=2,
    temporal_width=64,
    temporal_lstm_hidden=32,
    sgau_units=1,
    sgau_width=64,
    decoder_blocks=1,
    upsample_width=128,
)


def _bytes(value):
    """What the tensors of a state take."""
    if isinstance(value, torch.Tensor):
        return value.numel() * value.element_size()
    if isinstance(value, dict):
        return sum(map(_bytes, value.values()))
    return sum(map(_bytes, value)) if isinstance(value, list | tuple) else 0


def _check(task, found, steps):
    try:
        for step in steps:
            task.step(step)
        state = _bytes(task.state())
    finally:
        task.close()
    assert found.state_bytes == pytest.approx(state, rel=0.02)
    # Gradients are what training holds besides: as large as the weights that are trained.
    assert found.memory_bytes > 1.2 * found.state_bytes


@pytest.mark.slow
def test_a_generator_s_checkpoint_is_as_large_as_was_said(tmp_path):
    dataset = Dataset(write_dataset(tmp_path / "set"))
    config = tiny.config(
        tmp_path / "set",
        model=MODEL,
        batch=1,
        pretrain_steps=1,
        steps=3,
        adversarial_start=0,
        discriminator_width=0.25,
    )
    found = estimate(config)
    task = GeneratorTask(config, dataset, torch.device("cpu"))
    parameters = sum(each.numel() for each in Generator(MODEL).parameters())
    assert found.parameters["generator"] == parameters
    assert found.model_bytes == 4 * parameters
    _check(task, found, (0, 1))


@pytest.mark.slow
def test_a_vocoder_s_checkpoint_is_as_large_as_was_said(tmp_path):
    dataset = Dataset(write_dataset(tmp_path / "set"))
    training = VocoderTraining(version="v3", batch=1, steps=2, discriminator_width=0.06)
    config = VocoderRun(preset="quick", dataset=tmp_path, training=training, device="cpu")
    task = VocoderTask(config, dataset, torch.device("cpu"))
    _check(task, estimate(config), (0,))


def test_what_is_left_out_of_a_training_is_not_counted():
    training = GENERATOR_PRESETS["compact"].training
    config = GeneratorRun(preset="compact", dataset=Path("x"), training=training)
    whole = estimate(config)
    alone = estimate(replace(config, training=replace(training, lambda_a=0.0)))
    assert set(alone.parameters) == {"generator"}
    assert alone.memory_bytes < whole.memory_bytes
    plain = estimate(replace(config, training=replace(training, ema_decay=0.0)))
    assert whole.state_bytes - plain.state_bytes == pytest.approx(whole.model_bytes, rel=0.01)
    assert whole.device_memory_bytes > 0
