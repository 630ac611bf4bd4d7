"""Make damaged copies of a file, each damage reproducible by its number."""

import random
from collections.abc import Iterator
from pathlib import Path

_HEADER_BYTES = 64


def damaged(source: Path, folder: Path, seed: int) -> Iterator[Path]:
    """Write damaged copies of a file: cut, bit-flipped, header only, wrong suffix, and more."""
    data = source.read_bytes()
    for label, content in _contents(data, random.Random(seed)):
        path = folder / f"{source.stem}-{label}{source.suffix}"
        path.write_bytes(content)
        yield path
    for suffix in (".wav", ".csv", ".txt", ".mkv", ".flac"):
        path = folder / f"{source.stem}{suffix}"
        path.write_bytes(data)
        yield path


def _contents(data: bytes, chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """Kinds of damage by name, and what a file looks like with it."""
    size = len(data)
    for number in range(14):
        yield f"cut{number}", data[: chance.randrange(size)]
        yield f"flipped{number}", _flipped(data, chance, size, chance.choice((1, 20, 400)))
    for number in range(8):
        # the front of a file is where containers keep what everything else hangs on
        yield f"front{number}", _flipped(data, chance, min(512, size), chance.choice((1, 4, 16)))
    for number in range(5):
        start = chance.randrange(size // 2)
        yield f"gap{number}", data[:start] + data[start + size // 4 :]
        yield f"zeroed{number}", data[:start] + bytes(size // 8) + data[start + size // 8 :]
    yield "header", data[:_HEADER_BYTES]
    yield "tail", data[size // 2 :]
    yield "empty", b""
    yield "noise", chance.randbytes(4096)


def _flipped(data: bytes, chance: random.Random, within: int, bits: int) -> bytes:
    """The data with some bits of its first `within` bytes turned over."""
    changed = bytearray(data)
    for _ in range(bits):
        changed[chance.randrange(within)] ^= 1 << chance.randrange(8)
    return bytes(changed)
