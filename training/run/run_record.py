"""Reads and writes a run's `run.json`."""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib import metadata
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout
from msgspec import field
from msgspec.structs import replace

from engine.errors import InputError, TargetError, UsageError, os_errors_as, reason_of
from engine.storage.atomic import write_atomic
from engine.storage.process import ProcessId
from engine.storage.regular_files import read_regular
from engine.storage.values import (
    DamagedValueError,
    NewerFormatError,
    Value,
    decode_numbered,
    encode,
)
from training.baseline_config import BaselineTraining
from training.config import GeneratorTraining, RunConfig

RECORD: Final = "run.json"  # in the run's folder
_FORMAT: Final = 1
_LOCK_TIMEOUT_S: Final = 2.0  # a trainer that is just ending may still hold the lock
_PACKAGES: Final = ("torch", "numpy", "safetensors")
_UNUSABLE: Final = "The run cannot be used any more; its checkpoints and models still can."


class RunRecord(Value, frozen=True, kw_only=True):
    """The content of `run.json`.

    Attributes:
        format: version of the file format.
        config: the run's settings.
        command: the command line that started it.
        created: creation time, as text.
        versions: of Python and the packages used for training.
        process: the latest trainer process; None before the first.
        told_bytes: size of the events when that process took the run; -1 if not known.
        data: digest of the data set that it has trained on last; empty if not known.
    """

    format: int = _FORMAT
    config: RunConfig
    command: tuple[str, ...] = ()
    created: str = ""
    versions: dict[str, str] = field(default_factory=dict)
    process: ProcessId | None = None
    told_bytes: int = -1
    data: str = ""


def read_record(path: Path) -> RunRecord:
    """Read the record of a run.

    Raises:
        InputError: it cannot be read, is damaged, or was written by a newer version.
    """
    run = path.parent.name
    try:
        return decode_numbered(RunRecord, read_regular(path), "run", version=_FORMAT)
    except OSError as error:
        raise InputError(
            "{name} of the run {run} cannot be read ({reason}).",
            hint=_UNUSABLE,
            name=path.name,
            run=run,
            reason=reason_of(error),
        ) from error
    except NewerFormatError as error:
        raise InputError(
            "The run {run} was made by a newer version of the program.",
            hint="Update the program.",
            run=run,
        ) from error
    except DamagedValueError as error:
        raise InputError(
            "{name} of the run {run} is damaged ({error}).",
            hint=_UNUSABLE,
            name=path.name,
            run=run,
            error=error,
        ) from error


def changing(run: Path) -> AbstractContextManager[None]:
    """Report what the system refuses while something in a run's folder is changed.

    Raises:
        TargetError: on leaving, for an `OSError` in the block.
    """
    return os_errors_as(
        TargetError,
        "The folder {run} cannot be written ({reason}).",
        hint="Make it writable, or duplicate the run to another place.",
        run=run.name,
    )


@contextmanager
def locked(run: Path) -> Iterator[None]:
    """Hold the lock of a run's folder, as its trainer does; the system releases that of the dead.

    Raises:
        UsageError: another process holds it.
        TargetError: the folder cannot be written.
    """
    # The file is kept on release: if it were removed, two processes could lock different files.
    lock = FileLock(run / "lock", timeout=_LOCK_TIMEOUT_S, preserve_lock_file=True)
    with changing(run):
        try:
            held = lock.acquire()
        except Timeout as error:
            raise UsageError(
                "Another process is training the run in {path}.",
                hint="Wait for it, or stop it with `runs RUN_DIR --stop`.",
                path=run,
            ) from error
    with held:
        yield


def clear_process(path: Path) -> None:
    """Forget the trainer process, as in a copy of the run.

    Raises:
        InputError: the record cannot be read.
        TargetError: it cannot be written.
    """
    write_record(path, replace(read_record(path), process=None))


def note_data(path: Path, digest: str) -> None:
    """Note the data set that a run trains on.

    Raises:
        InputError: the record cannot be read.
        TargetError: it cannot be written.
    """
    record = read_record(path)
    if record.data != digest:
        write_record(path, replace(record, data=digest))


def write_record(path: Path, record: RunRecord) -> None:
    """Write the record atomically.

    Raises:
        TargetError: it cannot be written.
    """
    with changing(path.parent):
        write_atomic(path, encode(record, indent=2) + b"\n")


def trains_same_model(one: RunConfig, other: RunConfig) -> bool:
    """Whether the checkpoints of two runs are of the same kind and size."""
    return _identity(one) == _identity(other)


def _identity(config: RunConfig) -> tuple[object, ...]:
    """The settings that a checkpoint depends on."""
    training = config.training
    if isinstance(training, GeneratorTraining):
        return config.kind, training.model
    if isinstance(training, BaselineTraining):
        return config.kind, training.part, training.width, training.discriminator_width
    return config.kind, training.version


def versions() -> dict[str, str]:
    """The versions of Python and the packages used for training."""
    packages = {package: metadata.version(package) for package in _PACKAGES}
    return {"python": sys.version.split()[0], **packages}
