"""Changes to whole runs that have no trainer: rename, duplicate, delete; and a run's note."""

import shutil
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Final

from engine.errors import (
    EngineError,
    InputError,
    OutputExistsError,
    TargetError,
    UsageError,
    os_errors_as,
)
from engine.storage.atomic import write_atomic
from engine.storage.bin import Deleted, move_to_bin
from engine.storage.file_names import UNSAFE, is_too_long
from engine.storage.regular_files import read_regular
from training.run.known_runs import forget_run, remember_run
from training.run.run_folder import RunFolder
from training.run.run_record import RECORD, clear_process

_BIN: Final = ".deleted-runs"  # beside the runs
NOTE: Final = "note.txt"  # in the run's folder
_OWN: Final = ("lock", "control", "reserve", "queued")  # of the trainer that may be there


def read_note(folder: RunFolder) -> str:
    """The note of a run; empty without one."""
    try:
        return read_regular(folder.path / NOTE).decode(errors="replace").strip()
    except OSError:
        return ""


def write_note(folder: RunFolder, text: str) -> None:
    """Keep a note with a run, which may be training.

    Raises:
        TargetError: it cannot be written.
    """
    data = f"{text.strip()}\n".encode(errors="replace")
    with os_errors_as(TargetError, "The note cannot be written ({reason})."):
        write_atomic(folder.path / NOTE, data)


def rename_run(folder: RunFolder, name: str) -> RunFolder:
    """Rename a run's folder.

    Raises:
        UsageError: the run is training, or the name is none of a folder.
        OutputExistsError: there is something of that name.
        TargetError: it cannot be renamed.
    """
    folder.require_rest()
    renamed = RunFolder(_free_place(folder.path.parent, name))
    remember_run(renamed)  # before the move: the list may not be writable
    with _moving(folder.path):
        folder.path.rename(renamed.path)
    with suppress(TargetError):  # the list leaves out what is gone
        forget_run(folder)
    return renamed


def duplicate_run(folder: RunFolder, name: str) -> RunFolder:
    """Copy a run with its checkpoints, so that the copy can continue in another way.

    Raises:
        UsageError, OutputExistsError, TargetError: as `rename_run`.
    """
    folder.require_rest()
    target = _free_place(folder.path.parent, name)
    try:
        shutil.copytree(folder.path, target, ignore=shutil.ignore_patterns(*_OWN))
        copy = RunFolder(target)
        copy.control.mkdir()
        clear_process(target / RECORD)
        remember_run(copy)
    except EngineError:
        shutil.rmtree(target, ignore_errors=True)
        raise
    except (OSError, shutil.Error) as error:
        shutil.rmtree(target, ignore_errors=True)
        raise TargetError(
            "The run {name} cannot be copied ({reason}).",
            hint="Free some space, then try again.",
            name=folder.path.name,
            reason=_reason(error),
        ) from error
    return copy


def delete_run(folder: RunFolder) -> Deleted:
    """Delete a run; the run deleted before from the same place is gone for good.

    Raises:
        UsageError: the run is training.
        TargetError: it cannot be moved.
    """
    folder.require_rest()
    with _moving(folder.path):
        deleted = move_to_bin(folder.path, _BIN)
    with suppress(TargetError):  # the list leaves out what is gone
        forget_run(folder)
    return deleted


def restore_run(deleted: Deleted) -> RunFolder:
    """Restore the run that was deleted last.

    Raises:
        InputError: it is gone.
        OutputExistsError: there is another one in its place.
        TargetError: it cannot be moved.
    """
    if not deleted.kept.exists():
        raise InputError("The run {name} is not there any more.", name=deleted.path.name)
    if deleted.path.exists():
        raise OutputExistsError("There is another run in {name}.", name=deleted.path.name)
    folder = RunFolder(deleted.path)
    remember_run(folder)  # before the move: the list may not be writable
    with _moving(deleted.path):
        deleted.kept.rename(deleted.path)
    return folder


def _free_place(parent: Path, name: str) -> Path:
    if is_too_long(name):
        raise UsageError("This name is too long for a run.", hint="Choose a shorter one.")
    if not name.strip() or UNSAFE.search(name):
        raise UsageError(
            "'{name}' cannot be the name of a run.",
            hint='It cannot start with a dot or contain / \\ : * ? " < > |',
            name=name,
        )
    target = parent / name.strip()
    if target.exists():
        raise OutputExistsError("A folder named {name} already exists.", name=name)
    return target


def _moving(path: Path) -> AbstractContextManager[None]:
    return os_errors_as(TargetError, "{name} cannot be moved ({reason}).", name=path.name)


def _reason(error: OSError | shutil.Error) -> str:
    return error.strerror or "some of its files"
