"""Provenance of a model's weights, stored in its file."""

import platform
import time
from typing import Any

import torch

from training.config import RunConfig
from training.data.dataset import Dataset


def describe_device(device: torch.device, processes: int = 1) -> str:
    """A description of a device for users; a CPU's threads are those of one of the processes."""
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    count = max(1, torch.get_num_threads() // processes)
    return f"CPU, {count} thread{'' if count == 1 else 's'} ({platform.machine()})"


def provenance(
    config: RunConfig, dataset: Dataset, device: torch.device, step: int, hours: float
) -> dict[str, Any]:
    """The provenance of a model after `step` steps and `hours` of training."""
    return {
        "preset": config.preset,
        "data": dataset.contents.origin,
        "samples": len(dataset.select("train", config.classes)),
        "classes": list(config.classes) or dataset.classes,
        "steps": step,
        "hours": round(hours, 3),
        "hardware": describe_device(device),
        "seed": config.seed,
        "created": time.strftime("%Y-%m-%d"),
        "torch": str(torch.__version__),
    }
