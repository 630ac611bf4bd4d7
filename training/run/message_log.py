"""Writes the events of a run, for its trainer."""

import errno
import os
import time
from contextlib import AbstractContextManager
from pathlib import Path

from msgspec import to_builtins
from typing_extensions import override

from engine.storage.regular_files import open_regular
from engine.storage.values import encode
from training.run.messages import RunMessage


class MessageLog(AbstractContextManager["MessageLog"]):
    """Writes `events.jsonl`, for the trainer."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("ab", buffering=0)
        # Whether the file ends with an incomplete line, as left by a killed trainer.
        self._torn = bool(self._file.tell()) and _last_byte(path) != b"\n"

    def write(self, event: RunMessage) -> None:
        """Append one line and flush it to the operating system.

        Raises:
            OSError: it could not be written, as on a full disk.
        """
        values = {**to_builtins(event), "time": round(time.time(), 3)}
        line = b"\n" * self._torn + encode(values) + b"\n"
        written = self._file.write(line)
        self._torn = written != len(line)
        if self._torn:
            raise OSError(errno.ENOSPC, "The line could not be written completely")

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    @override
    def __exit__(self, *_: object) -> None:
        self.close()


def _last_byte(path: Path) -> bytes:
    with open_regular(path) as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1)
