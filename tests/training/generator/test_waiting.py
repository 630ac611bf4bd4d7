"""How often a step waits for its device: once, for the numbers that it reports.

On a GPU, reading a number of a tensor waits for everything queued before it. A run on the CPU reads
the same tensors, so the readings are counted here, and where they are made.
"""

import pytest
import torch

from tests.training.generator.readings import OF_THE_CPU, readings
from tests.training.synthetic import write_dataset
from tests.training.tiny import config
from training.data.dataset import Dataset
from training.generator.trainer import GeneratorTask


@pytest.fixture(scope="module")
def dataset(tmp_path_factory) -> Dataset:
    folder = tmp_path_factory.mktemp("data") / "set"
    return Dataset(write_dataset(folder, 6, labels=("knock",), arrays=("features", "mel")))


@pytest.mark.parametrize(("first", "last"), [(0, 2), (7, 9)])
def test_a_step_reads_its_device_once(dataset, first, last):
    made = config(dataset.folder, timbre_input="noise", steered_share=0.5, contrastive_crop_s=1.0)
    task = GeneratorTask(made, dataset, torch.device("cpu"))
    for step in range(4, first):  # what is done once at the start of the stage
        task.step(step)
    for step in range(first, last):
        with readings() as found:
            task.step(step)
        read = {where: count for where, count in found.items() if where not in OF_THE_CPU}
        assert read == {"training/generator/trainer.py": 1}
    task.close()


def test_a_reading_in_a_step_is_found():
    with readings() as found:
        float(torch.ones(()))
        torch.ones(2).tolist()
        int(torch.randint(5, ()))
    assert found.total() == 2
