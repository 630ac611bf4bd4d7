"""Use regular files alone: a pipe or a device may have no end, or never answer."""

import errno
import os
import stat
from io import BufferedReader
from pathlib import Path


def check_regular(path: Path) -> None:
    """Check that opening a file would not wait for another program.

    Raises:
        OSError: it does not exist, or is a pipe or a device.
    """
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise OSError(errno.EINVAL, "it is a pipe or a device", os.fspath(path))


def open_regular(path: Path) -> BufferedReader:
    """Open a file for reading.

    Raises:
        OSError: it cannot be opened, or is a folder, a pipe or a device.
    """
    check_regular(path)
    return path.open("rb")


def read_regular(path: Path) -> bytes:
    """The content of a file.

    Raises:
        OSError: as in `open_regular`, or it cannot be read.
    """
    with open_regular(path) as file:
        return file.read()


def read_text(path: Path) -> str:
    """The text of a file.

    Raises:
        OSError: as in `read_regular`, or the file is no text.
    """
    try:
        return read_regular(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise OSError(errno.EILSEQ, "it is no text in UTF-8", os.fspath(path)) from error
