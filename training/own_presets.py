"""Presets that a user saved: a preset of the program and the settings changed in it.

Each is a file, so that it can be exported and imported. Runs store their settings themselves and
do not depend on it.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, Literal

from msgspec.structs import replace

from engine.config import Folders
from engine.errors import (
    InputError,
    OutputExistsError,
    TargetError,
    UsageError,
    os_errors_as,
    reason_of,
)
from engine.phrases import Phrase, phrase
from engine.storage.atomic import write_atomic
from engine.storage.file_names import UNSAFE, cut, is_too_long
from engine.storage.regular_files import read_regular
from engine.storage.values import (
    DamagedValueError,
    NewerFormatError,
    Value,
    decode_numbered,
    encode,
)
from training.config import Training
from training.presets import PRESETS, find_preset
from training.settings import with_assignments

Kind = Literal["generator", "vocoder"]
KINDS: Final[tuple[Kind, ...]] = ("generator", "vocoder")
SUFFIX: Final = ".preset.json"
_FORMAT: Final = 1


class OwnPreset(Value, frozen=True, kw_only=True):
    """A user's preset.

    Attributes:
        format: version of the file format.
        kind: what it trains.
        name: its name.
        base: the preset of the program that it starts from.
        settings: the changes, as `KEY=VALUE`.
    """

    format: int = _FORMAT
    kind: Kind
    name: str
    base: str
    settings: tuple[str, ...] = ()


def own_presets(kind: Kind) -> list[OwnPreset]:
    """The user's presets of a kind by name; damaged files are left out."""
    found = []
    for path in _folder(kind).glob(f"*{SUFFIX}"):
        with suppress(InputError):
            preset = read_preset(path)
            if preset.kind == kind:
                found.append(replace(preset, name=path.name.removesuffix(SUFFIX)))
    return sorted(found, key=lambda each: each.name.lower())


def find_own_preset(kind: Kind, name: str) -> OwnPreset | None:
    """The user's preset of this name; None if there is none."""
    return next((each for each in own_presets(kind) if each.name == name), None)


def training_of(kind: Kind, name: str) -> Training:
    """The training settings of a preset, of the user or of the program.

    Raises:
        UsageError: there is none of that name.
    """
    own = find_own_preset(kind, name)
    return find_preset(kind, name).training if own is None else _extended(own)


def read_preset(path: Path) -> OwnPreset:
    """Read and check a preset's file.

    Raises:
        InputError: it cannot be read, or its settings are not possible.
    """
    try:
        preset = decode_numbered(OwnPreset, read_regular(path), "preset", version=_FORMAT)
        _extended(preset)
    except OSError as error:
        raise InputError(
            "{name} cannot be read ({reason}).", name=path.name, reason=reason_of(error)
        ) from error
    except NewerFormatError as error:
        raise InputError(
            "{name} was made by a newer version of the program.",
            hint="Update the program.",
            name=path.name,
        ) from error
    except DamagedValueError as error:
        raise InputError(
            "{name} is not a preset that can be used ({error}).", name=path.name, error=error
        ) from error
    except UsageError as error:
        raise InputError(
            "{name} is not a preset that can be used: {problem}",
            hint=error.advice,
            name=path.name,
            problem=error,
        ) from error
    return preset


def write_preset(preset: OwnPreset, path: Path) -> None:
    """Write a preset to a file, as for an export.

    Raises:
        TargetError: it cannot be written.
    """
    _do(lambda: write_atomic(path, encode(preset, indent=2) + b"\n"), path)


def save_preset(preset: OwnPreset, *, replaces: bool = False) -> None:
    """Save a preset under its name.

    Raises:
        UsageError: the name is no file name, or that of a preset of the program.
        OutputExistsError: there is one of this name, which is not to be replaced.
        TargetError: it cannot be written.
    """
    problem = name_problem(preset.kind, preset.name)
    if problem:
        raise UsageError(problem)
    path = _path(preset.kind, preset.name)
    if path.exists() and not replaces:
        raise OutputExistsError("There is a preset {name} already.", name=preset.name)
    _do(lambda: path.parent.mkdir(parents=True, exist_ok=True), path)
    write_preset(preset, path)


def import_preset(path: Path) -> OwnPreset:
    """Save a preset from a file; it gets another name if its own is taken.

    Raises:
        InputError: it cannot be used.
        TargetError: it cannot be saved.
    """
    preset = read_preset(path)
    names = (preset.name, path.name.removesuffix(SUFFIX))
    own, of_file = (UNSAFE.sub(" ", name).strip(" .") for name in names)
    base = cut(own or of_file or preset.base)
    name, number = base, 2
    while name_problem(preset.kind, name) or _path(preset.kind, name).exists():
        name, number = f"{base} {number}", number + 1
    preset = replace(preset, name=name)
    save_preset(preset)
    return preset


def rename_preset(preset: OwnPreset, name: str) -> OwnPreset:
    """Give a preset another name.

    Raises:
        UsageError, OutputExistsError, TargetError: as `save_preset`.
    """
    renamed = replace(preset, name=name)
    save_preset(renamed)
    delete_preset(preset)
    return renamed


def delete_preset(preset: OwnPreset) -> None:
    """Delete a preset; saving it again undoes this."""
    path = _path(preset.kind, preset.name)
    _do(lambda: path.unlink(missing_ok=True), path)


def name_problem(kind: Kind, name: str) -> Phrase | None:
    """Why a preset cannot have this name; None if it can."""
    if not name.strip():
        return Phrase("Enter a name.")
    if UNSAFE.search(name):
        return Phrase('A name cannot start with a dot or contain / \\ : * ? " < > |')
    if is_too_long(name):
        return Phrase("This name is too long.")
    if name in PRESETS[kind]:
        return phrase("{name} is a preset of the program; choose another name.", name=name)
    return None


def _extended(preset: OwnPreset) -> Training:
    """The training settings of a user's preset; its settings of the cadence are only checked."""
    base = find_preset(preset.kind, preset.base)
    training, _ = with_assignments(base.training, base.cadence, preset.settings)
    return training


def _folder(kind: Kind) -> Path:
    return Folders.current().settings / "presets" / kind


def _path(kind: Kind, name: str) -> Path:
    return _folder(kind) / f"{name}{SUFFIX}"


def _do(work: Callable[[], object], path: Path) -> None:
    with os_errors_as(TargetError, "{name} cannot be written ({reason}).", name=path.name):
        work()
