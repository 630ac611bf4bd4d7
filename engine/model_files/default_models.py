"""Which model of each kind is used where none is named: only the one that a person chose.

Independent of torch, like `engine.model_files.model_file`.
"""

from pathlib import Path
from typing import Final

from msgspec.structs import replace

from engine.config import Folders
from engine.errors import TargetError, os_errors_as
from engine.storage.atomic import write_atomic
from engine.storage.kept_copies import keep_beside
from engine.storage.regular_files import read_regular
from engine.storage.values import DamagedValueError, Value, decode, encode

_FILE: Final = "default.json"  # next to the models


class DefaultModels(Value, frozen=True, kw_only=True):
    """The names of the chosen models; None where nobody chose."""

    generator: str | None = None
    vocoder: str | None = None


def default_models() -> DefaultModels:
    """The choice of this user; a damaged file chooses nothing."""
    return _read()[0]


def _read() -> tuple[DefaultModels, bool]:
    """The choice of this user, and whether its file is damaged."""
    try:
        return decode(DefaultModels, read_regular(_path()), "default"), False
    except FileNotFoundError:
        return DefaultModels(), False
    except (OSError, DamagedValueError):
        return DefaultModels(), True


def choose_default(kind: str, name: str) -> None:
    """Make an installed model the default of its kind, `generator` or `vocoder`.

    Raises:
        TargetError: the choice cannot be stored.
    """
    before, is_damaged = _read()
    chosen, path = replace(before, **{kind: name}), _path()
    with os_errors_as(
        TargetError,
        "The choice could not be stored: {reason}.",
        hint="Check that you may write to {folder}.",
        folder=path.parent,
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        if is_damaged:
            keep_beside(path)
        write_atomic(path, encode(chosen, indent=2) + b"\n")


def _path() -> Path:
    return Folders.current().models / _FILE
