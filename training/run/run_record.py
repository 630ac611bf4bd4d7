"""What a run's `run.json` holds, and reading and writing it."""

from pathlib import Path
from typing import Final

from msgspec import field

from engine.errors import InputError
from engine.storage.atomic import write_atomic
from engine.storage.values import (
    DamagedValueError,
    NewerFormatError,
    Value,
    decode_numbered,
    encode,
)
from training.config import RunConfig
from training.run.process import ProcessId

_FORMAT: Final = 1
_UNUSABLE: Final = "The run cannot be used any more; its checkpoints and models still can."


class RunRecord(Value, frozen=True, kw_only=True):
    """What `run.json` holds.

    Attributes:
        format: its version.
        config: the run's settings.
        command: the command line that started it.
        created: when it began, in words.
        versions: of Python and the packages that train.
        process: the process that trains, or was the last to; None before the first.
    """

    format: int = _FORMAT
    config: RunConfig
    command: tuple[str, ...] = ()
    created: str = ""
    versions: dict[str, str] = field(default_factory=dict)
    process: ProcessId | None = None


def read_record(path: Path) -> RunRecord:
    """The record in a run's folder.

    Raises:
        InputError: it cannot be read, is damaged, or a newer version's.
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
    """Write the record, whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    contents = encode(record, indent=2) + b"\n"
    write_atomic(path, lambda file: file.write(contents))
