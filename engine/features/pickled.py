"""Reads the pickles of REGNET's and SpecVQGAN's features, in which it accepts nothing but arrays.

A pickle can name any function of any library and have it called. Here, only the few names that an
array consists of exist; a file with another one is refused before anything is called.
"""

import pickle
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from engine.errors import InputError
from engine.storage.regular_files import open_regular

_MOST_BYTES: Final = 1 << 26  # a window's features take 1 MB
_NAMES: Final = frozenset(
    (
        ("numpy", "dtype"),
        ("numpy", "ndarray"),
        ("numpy.core.multiarray", "_reconstruct"),
        ("numpy._core.multiarray", "_reconstruct"),
        ("numpy.core.numeric", "_frombuffer"),
        ("numpy._core.numeric", "_frombuffer"),
        ("_codecs", "encode"),  # arrays' bytes in protocol 2
    )
)


class _ArrayUnpickler(pickle.Unpickler):
    @override
    def find_class(self, module_name: str, global_name: str, /) -> Any:
        if (module_name, global_name) not in _NAMES:
            raise pickle.UnpicklingError(f"{module_name}.{global_name}")
        return super().find_class(module_name.replace("numpy.core", "numpy._core"), global_name)


def read_pickled_array(path: Path) -> NDArray[Any]:
    """Read the array in a pickle.

    Raises:
        InputError: it cannot be read, or holds anything but an array of numbers.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise pickle.UnpicklingError("too large")
        with open_regular(path) as file:
            found = _ArrayUnpickler(file).load()
    except (
        *(OSError, EOFError, pickle.UnpicklingError, MemoryError, OverflowError),
        *(ValueError, TypeError, KeyError, IndexError, AttributeError, ImportError),
    ) as error:
        raise InputError(
            "{name} holds no array that can be read.",
            hint="A pickle must hold one array of numbers and nothing else.",
            name=path.name,
        ) from error
    if type(found) is not np.ndarray or found.dtype.kind not in "fiu":
        raise InputError(
            "{name} holds no array of numbers.",
            hint="A pickle must hold one array of numbers and nothing else.",
            name=path.name,
        )
    return found
