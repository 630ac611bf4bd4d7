"""How often a step waits for its device: once, for the numbers that it reports.

On a GPU, reading a number of a tensor waits for everything queued before it. A run on the CPU reads
the same tensors, so the readings are counted here, and where they are made.
"""

import inspect
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import torch
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode

from tests.training.synthetic import write_dataset
from tests.training.tiny import config
from training.data.dataset import Dataset
from training.generator.trainer import GeneratorTask

ROOT = Path(__file__).resolve().parents[3]
# What these read is never on a device: the numbers of updates and steps, the events of a batch.
OF_THE_CPU = {"training/optim/averaging.py", "training/generator/steering.py", "torch/optim"}
READING = {torch.Tensor.cpu, torch.Tensor.numpy, torch.Tensor.tolist}


def place() -> str:
    """The module of the project that is reading."""
    frame = inspect.currentframe()
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if path.match("torch/optim/*.py"):  # counts its steps on the CPU
            return "torch/optim"
        if path.is_relative_to(ROOT) and path.parts[len(ROOT.parts)] in ("engine", "training"):
            return path.relative_to(ROOT).as_posix()
        frame = frame.f_back
    return ""


class Methods(TorchFunctionMode):
    """Counts `.cpu()`, `.numpy()` and `.tolist()`."""

    def __init__(self, found: Counter[str]) -> None:
        super().__init__()
        self.found = found

    def __torch_function__(self, func, types, args=(), kwargs=None):
        if func in READING:
            self.found[place()] += 1
        return func(*args, **(kwargs or {}))


class Items(TorchDispatchMode):
    """Counts `.item()`, `int()`, `float()` and `bool()`, but not of a number drawn on the CPU."""

    def __init__(self, found: Counter[str]) -> None:
        super().__init__()
        self.found = found
        self.drawn: list[torch.Tensor] = []

    def is_drawn(self, read: torch.Tensor) -> bool:
        return any(read.data_ptr() == each.data_ptr() for each in self.drawn)

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        result = func(*args, **(kwargs or {}))
        name = func.overloadpacket.__name__
        if name == "randint" and result.ndim == 0:
            self.drawn.append(result)
        if name == "_local_scalar_dense" and not self.is_drawn(args[0]):
            self.found[place()] += 1
        return result


@contextmanager
def readings() -> Iterator[Counter[str]]:
    found: Counter[str] = Counter()
    with Methods(found), Items(found):
        yield found


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
