"""Creates the training task for a run's settings."""

from engine.machine.device import choose_device
from engine.progress import JobContext
from training.config import GeneratorRun, RunConfig
from training.data.dataset import Dataset
from training.generator.trainer import GeneratorTask
from training.task import Task
from training.vocoder.trainer import VocoderTask


def create_task(config: RunConfig, context: JobContext) -> Task:
    """Open the data set, choose the device, and build the task.

    Args:
        config: of the run.
        context: receives a note if the GPU cannot be used.

    Raises:
        InputError: the data set cannot be used.
        UsageError: a class does not exist.
        EnvironmentUnusableError: the requested device does not work.
    """
    dataset = Dataset(config.dataset)
    device = choose_device(config.device, context)
    if isinstance(config, GeneratorRun):
        return GeneratorTask(config, dataset, device)
    return VocoderTask(config, dataset, device)
