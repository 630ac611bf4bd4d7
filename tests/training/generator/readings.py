"""Counts how often numbers of tensors are read, for which a GPU would have to be waited for.

A run on the CPU reads the same tensors as one on a GPU.
"""

import inspect
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import torch
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode

ROOT = Path(__file__).resolve().parents[3]
# What these read is never on a device: the numbers of updates and steps, the events of a batch, and
# what is sorted by NumPy on the CPU alone.
OF_THE_CPU = {
    "training/optim/averaging.py",
    "training/generator/steering.py",
    "engine/model/plane_ranking.py",
    "torch/optim",
}
PASSING = "training/ranks/whole_batch_draws.py"  # every function is called through it
READING = {torch.Tensor.cpu, torch.Tensor.numpy, torch.Tensor.tolist}


def place() -> str:
    """The module of the project that is reading."""
    frame = inspect.currentframe()
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if path.match("torch/optim/*.py"):  # counts its steps on the CPU
            return "torch/optim"
        if path.is_relative_to(ROOT) and path.parts[len(ROOT.parts)] in ("engine", "training"):
            module = path.relative_to(ROOT).as_posix()
            if module != PASSING:
                return module
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
    """Count the readings in this context, by the module of the project that makes them."""
    found: Counter[str] = Counter()
    with Methods(found), Items(found):
        yield found
