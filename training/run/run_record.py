"""Reads and writes a run's `run.json`."""

from pathlib import Path
from typing import Final

from msgspec import field

from engine.errors import InputError
from engine.machine.process import ProcessId
from engine.storage.atomic import write_atomic
from engine.storage.values import (
    DamagedValueError,
    NewerFormatError,
    Value,
    decode_numbered,
    encode,
)
from training.config import RunConfig

_FORMAT: Final = 1
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
    """

    format: int = _FORMAT
    config: RunConfig
    command: tuple[str, ...] = ()
    created: str = ""
    versions: dict[str, str] = field(default_factory=dict)
    process: ProcessId | None = None


def read_record(path: Path) -> RunRecord:
    """Read the record of a run.

    Raises:
        InputError: it cannot be read, is damaged, or was written by a newer version.
    """
    run = path.parent.name
    try:
        return decode_numbered(RunRecord, path.read_bytes(), "run", version=_FORMAT)
    except OSError as error:
        raise InputError(
            f"{path.name} of the run {run} cannot be read ({error.strerror}).", hint=_UNUSABLE
        ) from error
    except NewerFormatError as error:
        raise InputError(
            f"The run {run} was made by a newer version of the program.", hint="Update the program."
        ) from error
    except DamagedValueError as error:
        raise InputError(
            f"{path.name} of the run {run} is damaged ({error}).", hint=_UNUSABLE
        ) from error


def write_record(path: Path, record: RunRecord) -> None:
    """Write the record atomically.

    Raises:
        OSError: it cannot be written.
    """
    contents = encode(record, indent=2) + b"\n"
    write_atomic(path, lambda file: file.write(contents))
