"""Files that grow line by line, and the ends of long ones."""

import os
from pathlib import Path

from engine.storage.regular_files import open_regular


def append_line(path: Path, line: bytes) -> None:
    """Append a line to a file; one that a killed program left half written is ended first.

    Raises:
        OSError: it cannot be written, or a folder, a pipe or a device is there.
    """
    torn = path.exists() and read_end(path, 1) not in (b"", b"\n")
    with path.open("ab") as file:
        file.write(b"\n" * torn + line + b"\n")


def read_end(path: Path, most_bytes: int) -> bytes:
    """The last bytes of a file.

    Raises:
        OSError: as in `open_regular`, or it cannot be read.
    """
    with open_regular(path) as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - most_bytes))
        return file.read(most_bytes)
