"""Make damaged copies of a file, each damage reproducible by its number."""

import random
from collections.abc import Iterator
from pathlib import Path

_HEADER_BYTES = 64


def damaged(source: Path, folder: Path, seed: int) -> Iterator[Path]:
    """Write damaged copies of a file: cut, bit-flipped, header only, wrong suffix, and more."""
    data = source.read_bytes()
    chance = random.Random(seed)
    name = f"{source.stem}-{{}}{source.suffix}"

    def write(label: str, content: bytes, suffix: str = "") -> Path:
        path = folder / name.format(label)
        if suffix:
            path = path.with_suffix(suffix)
        path.write_bytes(content)
        return path

    for number in range(14):
        yield write(f"cut{number}", data[: chance.randrange(len(data))])
    for number in range(14):
        flipped = bytearray(data)
        for _ in range(chance.choice((1, 20, 400))):
            flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        yield write(f"flipped{number}", bytes(flipped))
    for number in range(8):
        # the front of a file is where containers keep what everything else hangs on
        flipped = bytearray(data)
        for _ in range(chance.choice((1, 4, 16))):
            flipped[chance.randrange(min(512, len(data)))] ^= 0xFF
        yield write(f"front{number}", bytes(flipped))
    for number in range(6):
        start = chance.randrange(len(data) // 2)
        yield write(f"gap{number}", data[:start] + data[start + len(data) // 4 :])
    for number in range(4):
        start = chance.randrange(len(data) // 2)
        hole = bytes(len(data) // 8)
        yield write(f"zeroed{number}", data[:start] + hole + data[start + len(hole) :])
    yield write("header", data[:_HEADER_BYTES])
    yield write("tail", data[len(data) // 2 :])
    yield write("empty", b"")
    yield write("noise", chance.randbytes(4096))
    for suffix in (".wav", ".csv", ".txt", ".mkv", ".flac"):
        yield write(f"as{suffix[1:]}", data, suffix)
