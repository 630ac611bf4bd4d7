"""A training with compiled networks; one stage of it, as each network takes long to compile."""

import shutil

import pytest
import torch

from tests.training.synthetic import write_dataset
from tests.training.tiny import config
from training.data.dataset import Dataset
from training.generator.trainer import GeneratorTask

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(1200),
    # of torch's own modules
    pytest.mark.filterwarnings("ignore::DeprecationWarning:torch"),
    pytest.mark.filterwarnings("ignore:The .grad attribute of a Tensor that is not a leaf"),
    pytest.mark.skipif(
        shutil.which("g++") is None and shutil.which("clang++") is None,
        reason="there is no C++ compiler here",
    ),
]


def test_compiled_networks_train_like_others(tmp_path, monkeypatch):
    from torch._inductor import config as compiler

    monkeypatch.setattr(compiler, "fallback_random", True)  # draws what is drawn otherwise
    folder = write_dataset(tmp_path / "set", 6, labels=("knock",), arrays=("features", "mel"))
    dataset = Dataset(folder)
    reports = []
    for compiled in (False, True):
        made = config(folder, compile=compiled, pretrain_crop_s=1.0)
        task = GeneratorTask(made, dataset, torch.device("cpu"))
        reports.append([task.step(step) for step in range(2)])
        task.close()
    assert [report.note for report in reports[1]] == [None, None]
    for plain, report in zip(*reports, strict=True):
        assert report.losses == pytest.approx(plain.losses, rel=1e-3)
