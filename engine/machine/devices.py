"""The devices of this machine that can compute, with their memory; importing it loads torch."""

import psutil
import torch

from engine.machine.hardware import cpu_name
from engine.machine.workers.processes import cores
from engine.storage.values import Value


class ComputeDevice(Value, frozen=True):
    """A device by the name that `--device` takes.

    Attributes:
        name: `cpu`, `cuda:0` and so on.
        title: its product name.
        free_bytes: of its memory, at present.
        total_bytes: of its memory.
        cores: of a CPU, those that this process may use; 0 for a GPU.
    """

    name: str
    title: str
    free_bytes: int
    total_bytes: int
    cores: int = 0


def compute_devices() -> list[ComputeDevice]:
    """The CPU, then the GPUs in torch's order; those that do not answer are left out."""
    memory = psutil.virtual_memory()
    found = [ComputeDevice("cpu", cpu_name(), memory.available, memory.total, cores())]
    for number in range(torch.cuda.device_count()):
        try:
            free, total = torch.cuda.mem_get_info(number)
            title = torch.cuda.get_device_name(number)
        except RuntimeError:  # a driver that is too old, or a GPU that another process has taken
            continue
        found.append(ComputeDevice(f"cuda:{number}", title, free, total))
    return found
