"""Why a run cannot start: the first problem, in a sentence; and a name that it can have."""

import os
from pathlib import Path

from engine.storage.file_names import UNSAFE, is_too_long
from gui.kit.language import tr
from gui.train.data_set_info import DataSetInfo
from gui.train.free_name import free_name
from gui.train.new_run.preset_list import preset_name
from training.config import RunConfig
from training.own_presets import Kind
from training.presets import PRESETS


def data_problem(
    config: RunConfig, folder: Path | None, info: DataSetInfo | None, *, no_class: bool
) -> str:
    """What is wrong with the data set; empty if nothing.

    Args:
        config: settings of the run.
        folder: the chosen folder.
        info: contents of the data set; None until known.
        no_class: whether no class is ticked.
    """
    if folder is None:
        return tr("Choose a data set.")
    if info is None:
        return tr("The data set has not been opened.")
    if info.damaged:
        return tr("The data set is damaged. {problem}", problem=info.damaged[0])
    missing = [array for array in config.training.arrays if array not in info.arrays]
    if missing:
        return tr(
            "The data set lacks arrays that this training needs: {arrays}.",
            arrays=", ".join(missing),
        )
    if no_class:
        return tr("Choose at least one class.")
    if info.samples("train", config.classes) == 0:
        return tr("The data set has no training samples.")
    classes = config.classes or tuple(info.classes)
    if PRESETS[config.kind][config.preset].one_class and len(classes) > 1:
        name = preset_name(config.preset)
        return tr(
            "{preset} trains one class at a time, as in the paper: choose one class, or one model"
            " for each class.",
            preset=name,
        )
    return ""


def run_name(place: Path, kind: Kind, preset: str, data: str) -> str:
    """A name for a run that no folder has yet, after its preset and its data."""
    words = ["vocoder"] if kind == "vocoder" else []
    return free_name(
        place, "-".join(filter(None, [*words, preset.replace("_", "-"), data])), gap="-"
    )


def division_problem(config: RunConfig) -> str:
    """Why a batch cannot be divided among the devices; empty if it can."""
    count, batch = len(config.devices), config.training.batch
    if count <= batch:
        return ""
    return tr(
        "A batch of {batch} cannot be divided among {count} processes.", batch=batch, count=count
    )


def place_problem(name: str, run: Path | None) -> str:
    """What is wrong with a run's name and folder; empty if nothing."""
    if run is None:
        return tr("Enter a name and a folder for the run.")
    if is_too_long(name):
        return tr("This name is too long.")
    if UNSAFE.search(name):
        return tr('A name cannot start with a dot or contain / \\ : * ? " < > |')
    if os.path.lexists(run):
        return tr("A folder named {name} already exists; choose another name.", name=run.name)
    return ""
