"""Recognise a model file, feature weights or a run, and install it."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from engine.errors import EnvironmentUnusableError
from engine.model_files.model_file import (
    METADATA_KEY,
    SUFFIX,
    InstalledModel,
    install_model,
    opened,
)
from engine.storage.real_paths import real_path

_RUN_RECORD: Final = "run.json"  # in the folder of every run, as is its finished model
_RUN_MODEL: Final = f"model{SUFFIX}"


def import_any(path: Path, import_other: Callable[[Path], InstalledModel]) -> InstalledModel | Path:
    """Install what a file or folder holds.

    Args:
        path: a model of this program, the folder of a run, the public weights of BN-Inception, or
            the model of another program.
        import_other: converts and installs the latter.

    Returns:
        The installed model, or the installed weights of BN-Inception.

    Raises:
        EnvironmentUnusableError: it is none of these; says what it is.
        InputError: the weights of BN-Inception are damaged.
        OutputExistsError: another model is installed under that name.
        TargetError: it could not be copied.
    """
    if path.is_dir():
        return install_model(_model_of_run(path), real_path(path).name)
    if path.suffix == SUFFIX and _is_own(path):
        return install_model(path)
    if path.is_file():
        from engine.features.weights import are_weights, install_weights

        if are_weights(path):
            return install_weights(path)
    if path.suffix == SUFFIX:
        return install_model(path)  # gives the reason why it cannot be
    return import_other(path)


def import_cascade(regnet: Path, speechsplit: Path, name: str) -> InstalledModel:
    """Install both halves of the paper's baseline, model files or folders of runs, as one model.

    Raises:
        EnvironmentUnusableError: one cannot be used, or is something else.
        UsageError: the name is not that of a file in a folder.
        OutputExistsError: another model is installed under that name.
        TargetError: it could not be written.
    """
    from engine.model_files.cascade_file import join_cascade
    from engine.storage.leftovers import temporary_folder

    halves = [_model_of_run(each) if each.is_dir() else each for each in (regnet, speechsplit)]
    with temporary_folder() as folder:
        joined = folder / f"cascade{SUFFIX}"
        join_cascade(halves[0], halves[1], joined)
        return install_model(joined, name)


def _is_own(path: Path) -> bool:
    with opened(path, "np") as file:
        return METADATA_KEY in (file.metadata() or {})


def _model_of_run(folder: Path) -> Path:
    if not (folder / _RUN_RECORD).is_file():
        raise EnvironmentUnusableError(
            "{name} is a folder, but not that of a run.",
            hint="Choose a model file.",
            name=folder.name,
        )
    model = folder / _RUN_MODEL
    if not model.is_file():
        raise EnvironmentUnusableError(
            "The run {name} has no finished model.",
            hint="Continue it, or import one of its checkpoints: checkpoints/step_...{suffix}",
            name=folder.name,
            suffix=SUFFIX,
        )
    return model
