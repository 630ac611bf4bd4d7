"""The user's models as a library: list all files, rename models, and remove them with undo.

Independent of torch, like `engine.model_files.model_file`.
"""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.config import Folders
from engine.errors import EnvironmentUnusableError, OutputExistsError, TargetError, os_errors_as
from engine.features.weight_files import FEATURE_WEIGHTS
from engine.model_files.default_models import choose_default, default_models
from engine.model_files.model_file import SUFFIX, InstalledModel, installed, read_header
from engine.storage.bin import Deleted, move_to_bin
from engine.storage.file_names import check_model_name
from engine.storage.real_paths import real_path

CARD_SUFFIX: Final = ".md"  # of the model card beside a model
_BIN: Final = ".removed"  # in the models folder


@dataclass(frozen=True, slots=True)
class UnusableFile:
    """A file among the models that is not a model, or is unusable, and why, in one sentence."""

    path: Path
    reason: str


def all_models() -> list[InstalledModel]:
    """Every usable model, generators first."""
    return [*installed("generator"), *installed("vocoder")]


def unusable_files() -> list[UnusableFile]:
    """The user's model files that are unusable, with reasons."""
    found = []
    for path in sorted(Folders.current().models.glob(f"*{SUFFIX}")):
        if path.name in FEATURE_WEIGHTS or not path.is_file():
            continue
        try:
            read_header(path)
        except EnvironmentUnusableError as error:
            found.append(UnusableFile(path, str(error)))
    return found


def remove_model(path: Path) -> Deleted:
    """Remove a file from the user's models; the previously removed one is deleted for good.

    Raises:
        TargetError: it is not one of them, or cannot be moved.
    """
    _check_own(path)
    with _moving(path):
        return move_to_bin(path, _BIN)


def rename_model(path: Path, name: str) -> Path:
    """Rename one of the user's models with the model card beside it; a default stays one.

    Returns:
        The file under its new name.

    Raises:
        UsageError: the name is not that of a file in a folder.
        OutputExistsError: another model has that name.
        TargetError: it is not one of the user's models, or cannot be moved.
    """
    check_model_name(name)
    _check_own(path)
    target = path.with_name(f"{name}{SUFFIX}")
    if target.exists():
        raise OutputExistsError(
            "Another model is installed as {name}.", hint="Choose another name.", name=name
        )
    kind = read_header(path).kind
    is_default = getattr(default_models(), kind) == path.stem
    with _moving(path):
        path.rename(target)
        card = path.with_suffix(CARD_SUFFIX)
        if card.exists():
            card.rename(target.with_suffix(CARD_SUFFIX))
    if is_default:
        choose_default(kind, name)
    return target


def restore_model(removed: Deleted) -> None:
    """Restore the last removed model.

    Raises:
        OutputExistsError: another model now has its name.
        TargetError: it cannot be moved.
    """
    if removed.path.exists():
        raise OutputExistsError(
            "Another model is now installed as {name}.",
            hint="Remove or rename it first.",
            name=removed.path.stem,
        )
    with _moving(removed.path):
        removed.kept.replace(removed.path)


def _check_own(path: Path) -> None:
    if real_path(path.parent) != real_path(Folders.current().models):
        raise TargetError("{name} is not among your models.", name=path.name)


def _moving(path: Path) -> AbstractContextManager[None]:
    return os_errors_as(
        TargetError,
        "{name} could not be moved: {reason}.",
        hint="Check that you may write to the models folder.",
        name=path.name,
    )
