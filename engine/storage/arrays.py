"""Read `.npy` files from anywhere: numbers alone, and never more than the file holds."""

import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from engine.storage.regular_files import open_regular

_NUMBERS: Final = "biuf"  # kinds of NumPy's types


def read_array(path: Path) -> NDArray[Any]:
    """Read the array in a file.

    Raises:
        OSError: as in `open_regular`.
        ValueError: the file holds anything but numbers, or not as many as it says.
    """
    with _checked(path) as file:
        array: NDArray[Any] = np.lib.format.read_array(file, allow_pickle=False)
    return array


def map_array(path: Path) -> NDArray[Any]:
    """Map the array in a file into memory, for reading; see `read_array`."""
    with _checked(path):
        array: NDArray[Any] = np.lib.format.open_memmap(path, mode="r")
    return array


@contextmanager
def _checked(path: Path) -> Iterator[BinaryIO]:
    """The file, open at its start; NumPy would allocate all that its header claims."""
    with open_regular(path) as file:
        try:
            _check(file)
            file.seek(0)
            yield file
        except OSError:
            raise
        except Exception as error:  # a damaged header raises whatever its evaluation does
            raise ValueError("not an array of numbers") from error


def _check(file: BinaryIO) -> None:
    is_first = np.lib.format.read_magic(file) == (1, 0)
    header = (
        np.lib.format.read_array_header_1_0 if is_first else np.lib.format.read_array_header_2_0
    )
    shape, _, kind = header(file)
    start = file.tell()
    if kind.kind not in _NUMBERS:
        raise ValueError("no numbers")
    if math.prod(shape) * kind.itemsize != file.seek(0, os.SEEK_END) - start:
        raise ValueError("not as many numbers as it says")
