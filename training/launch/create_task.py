"""Creates the training task for a run's settings."""

from typing import Final

import torch

from engine.errors import UsageError
from engine.machine.device import choose_device
from engine.progress import JobContext
from training.baselines.trainer import BaselineTask
from training.config import BaselineRun, GeneratorRun, RunConfig
from training.data.dataset import Dataset
from training.generator.trainer import GeneratorTask
from training.launch.estimate import estimate
from training.ranks.group import ALONE, Group
from training.task import Task
from training.vocoder.trainer import VocoderTask

_GB: Final = 1e9


def create_task(config: RunConfig, context: JobContext, group: Group = ALONE) -> Task:
    """Open the data set, choose the device, and build the task.

    The context receives a note if the GPU cannot be used.

    Raises:
        InputError: the data set cannot be used.
        UsageError: a class does not exist, the device has too little memory for the networks, or
            the batch is too small for the processes.
        EnvironmentUnusableError: the requested device does not work.
    """
    _check_memory(config)
    dataset = Dataset(config.dataset)
    device = device_of(config, group, context)
    if isinstance(config, GeneratorRun):
        return GeneratorTask(config, dataset, device, group)
    if isinstance(config, BaselineRun):
        if group.size > 1:
            raise UsageError(
                "A baseline is trained by one process.", hint="Name a single device for it."
            )
        return BaselineTask(config, dataset, device)
    return VocoderTask(config, dataset, device, group)


def device_of(config: RunConfig, group: Group, context: JobContext) -> torch.device:
    """The device that a process of a training uses, by its place in the group.

    The context receives a note if the GPU cannot be used.

    Raises:
        UsageError: there are fewer devices than processes on this machine.
        EnvironmentUnusableError: the requested device does not work.
    """
    names = config.devices
    if group.local >= len(names) > 1:
        raise UsageError(
            "The run has {count} devices, but this machine more processes.",
            hint="Start as many processes on each machine as the run has devices.",
            count=len(names),
        )
    device = choose_device(names[group.local if len(names) > 1 else 0], context)
    if str(device) == "cuda" and group.size > 1:
        return choose_device(f"cuda:{group.local}", context)  # each its own
    return device


def _check_memory(config: RunConfig) -> None:
    """Refuse networks that cannot fit before the system ends the process for their memory."""
    needed = estimate(config)
    if needed.memory_bytes <= needed.device_memory_bytes:
        return
    if isinstance(config, GeneratorRun):
        name = f"model.{config.training.model.largest_width}"
    elif isinstance(config, BaselineRun):
        name = "width"
    else:
        name = "start_from" if config.training.start_from else "version"
    raise UsageError(
        "{name} is too large: the networks need {needed_gb:.1f} GB, and {device} has "
        "{held_gb:.1f} GB.",
        hint="Choose a smaller model.",
        name=name,
        needed_gb=needed.memory_bytes / _GB,
        device=needed.device,
        held_gb=needed.device_memory_bytes / _GB,
    )
