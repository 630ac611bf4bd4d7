"""Creates the training task for a run's settings."""

from typing import Final

from engine.errors import UsageError
from engine.machine.device import choose_device
from engine.progress import JobContext
from training.config import GeneratorRun, RunConfig
from training.data.dataset import Dataset
from training.generator.trainer import GeneratorTask
from training.run.estimate import estimate
from training.task import Task
from training.vocoder.trainer import VocoderTask

_GB: Final = 1e9


def create_task(config: RunConfig, context: JobContext) -> Task:
    """Open the data set, choose the device, and build the task.

    Args:
        config: of the run.
        context: receives a note if the GPU cannot be used.

    Raises:
        InputError: the data set cannot be used.
        UsageError: a class does not exist, or the device has too little memory for the networks.
        EnvironmentUnusableError: the requested device does not work.
    """
    _check_memory(config)
    dataset = Dataset(config.dataset)
    device = choose_device(config.device, context)
    if isinstance(config, GeneratorRun):
        return GeneratorTask(config, dataset, device)
    return VocoderTask(config, dataset, device)


def _check_memory(config: RunConfig) -> None:
    """Refuse networks that cannot fit before the system ends the process for their memory."""
    needed = estimate(config)
    if needed.memory_bytes <= needed.device_memory_bytes:
        return
    if isinstance(config, GeneratorRun):
        name = f"model.{config.training.model.largest_width}"
    else:
        name = "start_from" if config.training.start_from else "version"
    raise UsageError(
        f"{name} is too large: the networks need {needed.memory_bytes / _GB:.1f} GB, and "
        f"{needed.device} has {needed.device_memory_bytes / _GB:.1f} GB.",
        hint="Choose a smaller model.",
    )
