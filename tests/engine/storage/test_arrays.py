import os
import struct
from pathlib import Path

import numpy as np
import pytest

from engine.storage.arrays import map_array, read_array


def npy(header: str, body: bytes = b"", version: int = 1) -> bytes:
    """A file as `numpy.save` writes it, of any header."""
    text = header.encode() + b"\n"
    length = struct.pack("<H" if version == 1 else "<I", len(text))
    return b"\x93NUMPY" + bytes((version, 0)) + length + text + body


def claiming(shape: str, kind: str = "'<f4'") -> bytes:
    """A file of four numbers that says something else."""
    head = f"{{'descr': {kind}, 'fortran_order': False, 'shape': {shape}}}"
    return npy(head, bytes(16))


DAMAGED = {
    "empty": b"",
    "another format": b"RIFF" + bytes(100),
    "more numbers than it holds": claiming("(80, 1000000000000)"),
    "a size that no machine has": claiming(f"(80, {10**30})"),
    "thousands of digits": claiming("9" * 5000),
    "fewer numbers than it holds": claiming("(3,)"),
    "a negative size": claiming("(-2, -2)"),
    "objects": claiming("(2,)", "'|O'"),
    "a structure": claiming("(4,)", "[('a', '<f4')]"),
    "a kind of enormous items": claiming("(1,)", "'|V2147483647'"),
    "deep nesting": npy("-" * 9000 + "1"),
    "brackets": npy("(" * 3000 + ")" * 3000),
    "no dictionary": npy("..."),
    "a header without end": b"\x93NUMPY\x02\0\xff\xff\xff\xffx",
    "an unknown version": b"\x93NUMPY\x09\0" + bytes(100),
}


@pytest.mark.parametrize("read", [read_array, map_array])
@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_refused_before_it_takes_memory(content, read, tmp_path: Path):
    (tmp_path / "a.npy").write_bytes(content)
    with pytest.raises(ValueError, match="not an array of numbers"):
        read(tmp_path / "a.npy")


@pytest.mark.parametrize("read", [read_array, map_array])
@pytest.mark.parametrize(
    "array", [np.eye(3), np.zeros((2, 3), np.int16), np.asfortranarray([[1.5]])]
)
def test_what_numpy_saved_is_read(array, read, tmp_path: Path):
    np.save(tmp_path / "a.npy", array)
    found = read(tmp_path / "a.npy")
    assert found.dtype == array.dtype
    assert np.array_equal(found, array)


def test_a_pipe_is_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "a.npy")
    with pytest.raises(OSError, match="pipe"):
        read_array(tmp_path / "a.npy")
