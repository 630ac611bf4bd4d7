"""The generator's training on a real GPU."""

import pytest
import torch

from tests.training.synthetic import write_dataset
from tests.training.tiny import config
from training.data.dataset import Dataset
from training.field_types import Precision
from training.generator.trainer import GeneratorTask

pytestmark = pytest.mark.gpu


@pytest.fixture(scope="module")
def dataset(tmp_path_factory) -> Dataset:
    folder = tmp_path_factory.mktemp("data") / "set"
    return Dataset(write_dataset(folder, 6, labels=("knock",), arrays=("features", "mel")))


@pytest.mark.parametrize("precision", ["auto", "float32", "bfloat16", "float16"])
def test_both_stages_train_in_every_precision(dataset, precision: Precision):
    made = GeneratorTask(config(dataset.folder, precision=precision), dataset, torch.device("cuda"))
    reports = [made.step(step) for step in range(made.steps)]
    made.close()
    losses = [value for report in reports for value in report.losses.values()]
    assert all(torch.tensor(losses).isfinite())
    assert reports[3].losses["event"] < reports[0].losses["event"]


def test_half_precision_starts_where_full_precision_does(dataset):
    first = {}
    for precision in ("float32", "auto"):
        made = GeneratorTask(
            config(dataset.folder, precision=precision, pretrain_steps=0),
            dataset,
            torch.device("cuda"),
        )
        first[precision] = made.step(0).losses["mel"]
        made.close()
    assert first["auto"] == pytest.approx(first["float32"], rel=0.02)


def test_a_step_waits_for_the_gpu_only_to_read_its_losses(dataset):
    """As the profiler sees it: fewer readings than that would be none, more are a wait each."""
    made = GeneratorTask(
        config(dataset.folder, steered_share=0.5, precision="bfloat16"),
        dataset,
        torch.device("cuda"),
    )
    for step in range(9):
        made.step(step)
    activities = [torch.profiler.ProfilerActivity.CPU, torch.profiler.ProfilerActivity.CUDA]
    with torch.profiler.profile(activities=activities) as profile:
        made.step(9)
    made.close()
    waits = [each for each in profile.events() if each.name == "cudaStreamSynchronize"]
    assert len(waits) <= 1
