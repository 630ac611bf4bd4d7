"""Why a run cannot start as it stands: the first thing that is to be done, in a sentence."""

from pathlib import Path
from typing import Final

from gui.train.data_set_info import DataSetInfo
from gui.train.new_run.draft import presets_of
from gui.train.new_run.preset_list import preset_name
from training.config import RunConfig, VocoderTraining

_FORBIDDEN: Final = frozenset('/\\:*?"<>|')  # in a folder's name, somewhere


def data_problem(
    config: RunConfig, folder: Path | None, info: DataSetInfo | None, *, no_class: bool
) -> str:
    """What is wrong with the data for a run; empty where nothing is.

    Args:
        config: of the run.
        folder: what was chosen.
        info: what lies there, once it is known.
        no_class: whether not one class is ticked.
    """
    if folder is None:
        return "Choose a data set first."
    if info is None:
        return "The data set is not open."
    if info.damaged:
        return f"The data set is damaged. {info.damaged[0]}"
    missing = [array for array in _arrays(config) if array not in info.arrays]
    if missing:
        return f"The data set has no {' and no '.join(missing)}, which this training needs."
    if no_class:
        return "Choose a class."
    if info.samples("train", config.classes) == 0:
        return "The data set has nothing to train on."
    classes = config.classes or tuple(info.classes)
    if presets_of(config.kind)[config.preset].one_class and len(classes) > 1:
        name = preset_name(config.preset)
        return f"{name} trains one class at a time, as published: choose one class."
    return ""


def place_problem(name: str, run: Path | None) -> str:
    """What is wrong with a run's name and place; empty where nothing is."""
    if run is None:
        return "Give the run a name and a place."
    if _FORBIDDEN & set(name):
        return "A name cannot have any of " + " ".join(sorted(_FORBIDDEN)) + "."
    if run.exists():
        return f"There is a folder named {run.name} already; choose another name."
    return ""


def _arrays(config: RunConfig) -> tuple[str, ...]:
    """What a training reads of its data set."""
    training = config.training
    if isinstance(training, VocoderTraining):
        return ("features", "mel", "wave") if training.generator else ("wave",)
    return ("features", "mel")
