"""Damaged copies of stored values, each reproducible by its number."""

import json
import random
from collections.abc import Iterator
from typing import Any, Final

_PLACEHOLDER: Final = "\ue000"  # stands for a fragment that `json.dumps` would not write

# What a field may hold after an accident, an attack, or another program.
_FRAGMENTS: Final = (
    "NaN",
    "-Infinity",
    "1e999",
    "-1",
    "0",
    "1e-320",
    "1e300",
    "9223372036854775808",
    "9" * 400,
    "9" * 5000,
    "null",
    "true",
    "[]",
    "{}",
    '""',
    '"\\ud800"',
    '"a\\u0000b"',
    '"../../../escaped"',
    '"/dev/zero"',
    '"*"',
    '"<img src=x>"',
    '"%s"' % ("x" * 100_000),
    "[" * 5000 + "]" * 5000,
    "[" * 5000,
)


def mutated(data: bytes, number: int) -> bytes:
    """A damaged copy of a file: some of its bytes or, if it is JSON, some of its fields."""
    chance = random.Random(number)
    try:
        plain = json.loads(data)
    except ValueError:
        return _mutated_text(data, chance)
    return _mutated_bytes(data, chance) if number % 4 == 0 else _mutated_fields(plain, chance)


def _mutated_text(data: bytes, chance: random.Random) -> bytes:
    """Lines of JSON or of a table, one of them damaged."""
    lines = data.split(b"\n")
    number = chance.randrange(len(lines))
    try:
        lines[number] = _mutated_fields(json.loads(lines[number]), chance)
    except ValueError:
        cells = lines[number].split(b",")
        cells[chance.randrange(len(cells))] = chance.choice(_FRAGMENTS).encode()
        lines[number] = b",".join(cells)
    text = b"\n".join(lines)
    return _mutated_bytes(text, chance) if chance.random() < 0.3 else text


def _mutated_bytes(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    start = chance.randrange(len(changed) + 1)
    end = min(len(changed), start + chance.randrange(1, 64))
    match chance.randrange(6):
        case 0:
            del changed[start:]
        case 1:
            del changed[start:end]
        case 2:
            changed[start:start] = chance.randbytes(chance.randrange(1, 64))
        case 3:
            changed[start:start] = changed[start:end] * chance.randrange(1, 50)
        case 4:
            changed[start:end] = bytes(end - start)
        case _:
            for _ in range(chance.choice((1, 4, 30))):
                changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _mutated_fields(plain: Any, chance: random.Random) -> bytes:
    fragments: list[str] = []
    for _ in range(chance.choice((1, 1, 1, 3))):
        places = list(_places(plain))
        if places:
            _change(*chance.choice(places), chance, fragments)
    text = json.dumps(plain)
    for fragment in fragments:
        text = text.replace(json.dumps(_PLACEHOLDER), fragment, 1)
    return text.encode()


def _places(plain: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a value: the dictionary or list, and the key or index in it."""
    if isinstance(plain, dict | list):
        keys = list(plain) if isinstance(plain, dict) else range(len(plain))
        for key in keys:
            yield plain, key
            yield from _places(plain[key])


def _change(where: Any, key: Any, chance: random.Random, fragments: list[str]) -> None:
    match chance.randrange(8):
        case 0:
            del where[key]
        case 1 if isinstance(where, list):
            where += [where[key]] * chance.choice((1, 2, 2000))
        case 1:
            where["unknown"] = where[key]
        case 2 if isinstance(where[key], int | float):
            where[key] = where[key] * chance.choice((-1, 1e-9, 1e9))
        case 3 if isinstance(where[key], str):
            text = list(where[key] + "x")
            text[chance.randrange(len(text))] = chance.choice("\u202e/.*\n\\'ä")
            where[key] = "".join(text)
        case _:
            where[key] = _PLACEHOLDER
            fragments.append(chance.choice(_FRAGMENTS))
