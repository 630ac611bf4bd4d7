"""The task that a run's settings ask for."""

from engine.machine.device import choose_device
from engine.progress import JobContext
from training.config import GeneratorRun, RunConfig
from training.data.dataset import Dataset
from training.generator.trainer import GeneratorTask
from training.task import Task
from training.vocoder.trainer import VocoderTask


def create_task(config: RunConfig, context: JobContext) -> Task:
    """Open the data set, choose the device, and build what is to be trained.

    Args:
        config: of the run.
        context: gets a line where the GPU cannot be used.

    Raises:
        InputError: the data set cannot be used.
        UsageError: a class does not exist.
        EnvironmentUnusableError: the device that was asked for does not work.
    """
    dataset = Dataset(config.dataset)
    device = choose_device(config.device, context)
    if isinstance(config, GeneratorRun):
        return GeneratorTask(config, dataset, device)
    return VocoderTask(config, dataset, device)
