"""Continuing from any checkpoint of a run: in that run, or in a new one beside it."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from engine.errors import InputError, TargetError, UsageError, os_errors_as, reason_of
from training.config import RunConfig
from training.run.run_folder import Checkpoint, RunFolder
from training.run.run_record import trains_same_model

_PARTS: Final = (".pt", ".safetensors")


def find_checkpoint(path: Path) -> tuple[RunFolder, Checkpoint]:
    """The run and the checkpoint of a `step_N.pt` or `step_N.safetensors` in its `checkpoints`.

    Raises:
        InputError: it is no checkpoint of a run, or not a complete one.
    """
    folder = RunFolder.open(path.absolute().parent.parent)
    number = path.stem.removeprefix("step_")
    if path.suffix not in _PARTS or path.parent.name != "checkpoints" or not number.isdecimal():
        raise InputError(
            "{name} is not a checkpoint of a run.",
            hint="Name a file RUN_DIR/checkpoints/step_N.pt.",
            name=path.name,
        )
    checkpoint = folder.checkpoint(int(number))
    if not checkpoint.whole:
        steps = ", ".join(str(each.step) for each in folder.checkpoints_there())
        raise InputError(
            "The checkpoint {name} is missing or incomplete.",
            hint="There are those of the steps {steps}." if steps else "There is none.",
            name=checkpoint.state.name,
            steps=steps,
        )
    return folder, checkpoint


def go_back(folder: RunFolder, checkpoint: Checkpoint, config: RunConfig) -> None:
    """Let a run continue from a checkpoint; its later checkpoints are deleted.

    Raises:
        UsageError: it is training, or the settings do not fit the checkpoint.
        TargetError: a file cannot be deleted.
    """
    folder.require_rest()
    folder.update_config(config)
    with os_errors_as(TargetError, "A checkpoint cannot be deleted ({reason})."):
        for each in folder.checkpoints_there(with_damaged=True):
            if each.step > checkpoint.step:
                delete_checkpoint(each)


def branch(
    folder: RunFolder,
    checkpoint: Checkpoint,
    path: Path,
    config: RunConfig,
    command: Sequence[str],
) -> RunFolder:
    """Create a run at `path` that continues from another run's checkpoint, which stays as it is.

    Raises:
        UsageError: the settings describe another model than the checkpoint's.
        OutputExistsError, TargetError: as `RunFolder.create`.
    """
    if not trains_same_model(config, folder.config()):
        raise UsageError(
            "The run in {name} trains another model.",
            hint="Continue without changing the model, or start a new run.",
            name=folder.path.name,
        )
    new = RunFolder.create(path, config, command)
    try:
        own = new.checkpoint(checkpoint.step)
        _copy(checkpoint.model, own.model)
        _copy(checkpoint.state, own.state)  # last: a state always has its model
    except OSError as error:
        shutil.rmtree(new.path, ignore_errors=True)
        raise TargetError(
            "The checkpoint cannot be copied ({reason}).",
            hint="Free some space.",
            reason=reason_of(error),
        ) from error
    return new


def delete_checkpoint(checkpoint: Checkpoint) -> None:
    """Delete both files of a checkpoint.

    Raises:
        OSError: one cannot be deleted.
    """
    checkpoint.state.unlink(missing_ok=True)  # first: a model alone is no checkpoint
    checkpoint.model.unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    """Copy a file, without taking space where the disk can share it."""
    if not source.exists():
        return
    try:
        os.link(source, target)  # never changed, only replaced
    except OSError:
        shutil.copyfile(source, target)
