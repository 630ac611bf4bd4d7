import io

import numpy as np
import pytest
import torch
from msgspec.structs import replace

from engine.errors import InputError, UsageError
from engine.model.cascade.cascade import Cascade
from engine.model_files.cascade_file import join_cascade, load_cascade
from engine.progress import JobContext
from tests.training.synthetic import write_dataset
from training.baseline_config import BaselineTraining
from training.baselines.trainer import BaselineTask
from training.config import BaselineRun, Cadence
from training.data.dataset import Dataset

CPU = torch.device("cpu")
REGNET = BaselineTraining(width=0.02, discriminator_width=0.02, batch=2, steps=6, lambda_m=100.0)
SPEECHSPLIT = replace(REGNET, part="speechsplit", lambda_m=1.0, flat_epochs=0)
BOTH = pytest.mark.parametrize("training", [REGNET, SPEECHSPLIT], ids=lambda each: each.part)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    return Dataset(write_dataset(tmp_path_factory.mktemp("set") / "d", 8, arrays=ARRAYS))


ARRAYS = ("features", "mel")


def task(dataset, training):
    cadence = Cadence(sample_count=1, validation_batches=1)
    run = BaselineRun(preset="t", dataset=dataset.folder, training=training, cadence=cadence)
    return BaselineTask(run, dataset, CPU)


@pytest.mark.slow
@BOTH
def test_training_brings_the_mel_closer(dataset, training):
    made = task(dataset, replace(training, learning_rate=5e-3, steps=30))
    reports = [made.step(step) for step in range(30)]
    mels = [report.losses["mel"] for report in reports]
    assert np.mean(mels[-5:]) < 0.7 * np.mean(mels[:3])


def test_the_losses_have_their_names(dataset):
    assert set(task(dataset, REGNET).step(0).losses) == {"mel", "adv", "discriminator"}
    assert set(task(dataset, SPEECHSPLIT).step(0).losses) == {"mel"}


@BOTH
def test_going_on_from_a_state_is_as_if_it_had_never_ended(dataset, training):
    whole = task(dataset, training)
    expected = [whole.step(step) for step in range(4)]
    first = task(dataset, training)
    made = [first.step(step) for step in range(2)]
    file = io.BytesIO()
    torch.save(first.state(), file)
    file.seek(0)
    random = torch.get_rng_state()
    second = task(dataset, training)
    second.restore(torch.load(file, weights_only=True))
    torch.set_rng_state(random)
    assert made + [second.step(step) for step in range(2, 4)] == expected


@BOTH
def test_it_validates_and_samples_without_changing_its_course(dataset, training, tmp_path):
    plain = task(dataset, training)
    expected = [plain.step(step) for step in range(2)]
    made = task(dataset, training)
    first = made.step(0)
    assert made.validate(1, JobContext()).score > 0
    made.sample(1, tmp_path, JobContext())
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"0_mel.png", "0_truth.wav", "0_generated.wav", "0_about.json"}
    assert [first, made.step(1)] == expected


def test_both_models_together_dub_a_clip_of_any_length(dataset, tmp_path):
    files = [tmp_path / "r.safetensors", tmp_path / "s.safetensors"]
    for path, training in zip(files, (REGNET, SPEECHSPLIT), strict=True):
        measured = task(dataset, training).finish(path, 0.1, JobContext())
        assert measured["mel_l1"] > 0
    whole = tmp_path / "whole.safetensors"
    join_cascade(*files, whole)
    stored = load_cascade(whole)
    assert stored.header.feature_backend == "motion"
    cascade = Cascade(stored.regnet, stored.speechsplit, CPU)
    chance = np.random.default_rng(0)
    features = chance.random((2048, 300), np.float32)
    mel = np.concatenate(list(cascade.mel(features, chance.random((80, 50), np.float32), 1201)), 1)
    assert mel.shape == (80, 1201)
    assert mel.min() >= 0
    assert mel.max() <= 1


def test_what_regnet_lacks_is_said(tmp_path):
    sounds = Dataset(write_dataset(tmp_path / "sounds", 4, arrays=("mel",)))
    with pytest.raises(InputError, match="needs: features"):
        task(sounds, REGNET)
    both = Dataset(write_dataset(tmp_path / "both", 4, arrays=ARRAYS))
    with pytest.raises(UsageError, match="at least two clips"):
        task(both, replace(REGNET, batch=1))
