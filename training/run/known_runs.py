"""The runs of this person, wherever their folders lie: what the window and `runs` list."""

import json
from pathlib import Path

from filelock import FileLock

from engine.config import Folders
from engine.storage.atomic import write_json
from training.run.run_folder import RunFolder


def remember_run(folder: RunFolder) -> None:
    """Put a run first in the list."""
    path = _list()
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path.with_suffix(".lock")):
        own = str(folder.path.resolve())
        write_json(path, [own, *(each for each in _read(path) if each != own)])


def forget_run(folder: RunFolder) -> None:
    """Take a run out of the list; its folder stays."""
    path = _list()
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path.with_suffix(".lock")):
        own = str(folder.path.resolve())
        write_json(path, [each for each in _read(path) if each != own])


def known_runs() -> list[RunFolder]:
    """The runs that are still there, the latest started first."""
    runs = (RunFolder(Path(each)) for each in _read(_list()))
    return [run for run in runs if run.exists]


def _list() -> Path:
    return Folders.current().settings / "runs.json"


def _read(path: Path) -> list[str]:
    """The list; one that cannot be read is begun anew, as it holds nothing but places."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [each for each in values if isinstance(each, str)] if isinstance(values, list) else []
