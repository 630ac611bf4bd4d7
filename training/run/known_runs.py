"""The list of this user's runs, wherever their folders are; for the window and `runs`."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from filelock import FileLock

from engine.config import Folders
from engine.errors import TargetError, reason_of
from engine.storage.atomic import write_atomic
from engine.storage.kept_copies import keep_beside
from engine.storage.real_paths import real_path
from engine.storage.regular_files import read_regular
from engine.storage.values import DamagedValueError, convert, encode, parse
from training.run.run_folder import RunFolder


def remember_run(folder: RunFolder) -> None:
    """Add a run to the top of the list.

    Raises:
        TargetError: the list cannot be written.
    """
    own = real_path(folder.path)
    _change(lambda runs: [own, *(each for each in runs if each != own)])


def forget_run(folder: RunFolder) -> None:
    """Remove a run from the list; its folder is kept.

    Raises:
        TargetError: the list cannot be written.
    """
    own = real_path(folder.path)
    _change(lambda runs: [each for each in runs if each != own])


def known_runs() -> list[RunFolder]:
    """The runs that still exist, most recently started first."""
    paths, _ = _read(_list())
    runs = map(RunFolder, paths)
    return [run for run in runs if run.exists]


def _list() -> Path:
    return Folders.current().settings / "runs.json"


def _change(change: Callable[[list[Path]], list[Path]]) -> None:
    path = _list()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_suffix(".lock")):
            runs, is_damaged = _read(path)
            if is_damaged:
                keep_beside(path)
            write_atomic(path, encode(change(runs), indent=2) + b"\n")
    except OSError as error:
        raise TargetError(
            "The list of runs could not be written: {reason}.",
            hint="Check that you may write to {folder}.",
            reason=reason_of(error),
            folder=path.parent,
        ) from error


def _read(path: Path) -> tuple[list[Path], bool]:
    """The list without its damaged entries, and whether the file says more than that."""
    try:
        values = parse(read_regular(path), path.name)
    except FileNotFoundError:
        return [], False
    except (OSError, DamagedValueError):
        return [], True
    runs = []
    for value in values if isinstance(values, list) else []:
        with suppress(DamagedValueError):
            runs.append(convert(Path, value, path.name))
    return runs, not isinstance(values, list) or len(runs) < len(values)
