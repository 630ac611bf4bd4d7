"""The person's models as a library: all that is there, and removing with a way back.

Free of torch, as `engine.storage.model_files`.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.config import Folders
from engine.errors import EnvironmentUnusableError, OutputExistsError, TargetError
from engine.storage.model_files import (
    FEATURE_WEIGHTS,
    SUFFIX,
    InstalledModel,
    installed,
    read_header,
)

_BIN: Final = ".removed"  # in the models folder, so that removing and restoring are renames


@dataclass(frozen=True, slots=True)
class UnusableFile:
    """A file among the models that is none, or cannot be used.

    Attributes:
        path: the file.
        reason: why, in a sentence.
    """

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Removed:
    """A model that was removed and can be brought back.

    Attributes:
        path: where it was.
        kept: where it is kept.
    """

    path: Path
    kept: Path


def all_models() -> list[InstalledModel]:
    """Every usable model, generators first."""
    return [*installed("generator"), *installed("vocoder")]


def unusable_files() -> list[UnusableFile]:
    """The model files of the person that cannot be used, and why."""
    found = []
    for path in sorted(Folders.current().models.glob(f"*{SUFFIX}")):
        if path.name in FEATURE_WEIGHTS or not path.is_file():
            continue
        try:
            read_header(path)
        except EnvironmentUnusableError as error:
            found.append(UnusableFile(path, str(error)))
    return found


def remove_model(path: Path) -> Removed:
    """Take a file out of the person's models; the one that was removed before is gone for good.

    Raises:
        TargetError: it is not among them, or cannot be moved.
    """
    folder = Folders.current().models
    kept = folder / _BIN / path.name
    try:
        if path.parent.resolve() != folder.resolve():
            raise TargetError(f"{path.name} is not among your models.")
        shutil.rmtree(kept.parent, ignore_errors=True)
        kept.parent.mkdir()
        path.replace(kept)
    except OSError as error:
        raise _not_moved(path, error) from error
    return Removed(path, kept)


def restore_model(removed: Removed) -> None:
    """Bring back what was removed last.

    Raises:
        OutputExistsError: another model has its name by now.
        TargetError: it cannot be moved.
    """
    if removed.path.exists():
        raise OutputExistsError(
            f"Another model is installed as {removed.path.stem} by now.",
            hint="Remove or rename it first.",
        )
    try:
        removed.kept.replace(removed.path)
    except OSError as error:
        raise _not_moved(removed.path, error) from error


def _not_moved(path: Path, error: OSError) -> TargetError:
    return TargetError(
        f"{path.name} could not be moved: {error.strerror}.",
        hint="Check that you may write to the models folder.",
    )
