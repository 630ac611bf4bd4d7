import json
import math
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.storage.values import (
    DamagedValueError,
    Id,
    NewerFormatError,
    OtherFormatError,
    Value,
    convert_versioned,
    decode,
    encode,
    parse,
)


class Leaf(Value, frozen=True):
    time_s: float
    name: str = ""


class Tree(Value, frozen=True):
    id: Id
    path: Path
    leaves: tuple[Leaf, ...] = ()
    count: int = 0


GOOD = b'{"id": "0123456789abcdef", "path": "/clips/a.mp4", "leaves": [{"time_s": 1}]}'


def test_a_value_is_read_as_it_was_written():
    tree = Tree("0123456789abcdef", Path("/clips/a b.mp4"), (Leaf(0.25, "ä"), Leaf(1.0)), 3)
    assert decode(Tree, encode(tree), "tree") == tree


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (GOOD.replace(b'"time_s": 1', b'"time_s": NaN'), "tree.leaves[0].time_s"),
        (GOOD.replace(b'"time_s": 1', b'"time_s": -Infinity'), "tree.leaves[0].time_s"),
        (GOOD.replace(b'"time_s": 1', b'"time_s": 1e999'), "tree.leaves[0].time_s"),
        (GOOD.replace(b'"time_s": 1', b'"time_s": "1"'), "tree.leaves[0].time_s"),
        (GOOD.replace(b'"time_s": 1', b'"time_s": true'), "tree.leaves[0].time_s"),
        (GOOD.replace(b'"time_s": 1', b'"time": 1'), "tree.leaves[0]"),
        (GOOD.replace(b'"time_s": 1', b'"time_s": 1, "more": 2'), "tree.leaves[0]"),
        (GOOD.replace(b"0123456789abcdef", b"../../etc/passwd"), "tree.id"),
        (GOOD.replace(b"0123456789abcdef", b"0123456789abcdef\\n"), "tree.id"),
        (GOOD.replace(b"a.mp4", b"a\\u0000.mp4"), "tree.path"),
        (GOOD.replace(b"a.mp4", b"a" * 256), "tree.path"),
        (GOOD.replace(b"a.mp4", b"a/" * 2500), "tree.path"),
        (GOOD.replace(b'"/clips/a.mp4"', b"7"), "tree.path"),
        (GOOD[:-1] + b', "count": ' + b"9" * 5000 + b"}", "tree.count"),
        (GOOD.replace(b"a.mp4", b"\\ud800"), "tree"),
        (GOOD.replace(b"a.mp4", b"\xff"), "tree"),
        (b"[" * 200_000, "tree"),
        (b"[" * 200_000 + b"]" * 200_000, "tree"),
        (GOOD[:-5], "tree"),
        (b"", "tree"),
        (b"null", "tree"),
    ],
    ids=lambda value: value if isinstance(value, str) else value[:80].decode(errors="replace"),
)
def test_what_is_wrong_is_named_by_its_place(data: bytes, place: str):
    with pytest.raises(DamagedValueError) as fault:
        decode(Tree, data, "tree")
    assert str(fault.value).startswith(f"{place}: ")
    assert fault.value.place == place
    assert "\n" not in str(fault.value)


@pytest.mark.parametrize("number", [math.nan, math.inf])
def test_a_number_that_is_not_finite_is_not_written(number: float):
    with pytest.raises(ValueError, match="JSON"):
        encode(Leaf(number))


_plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside),
)


@given(value=_plain, indent=st.integers(1, 4))
def test_indented_values_read_as_the_standard_library_writes_them(value, indent):
    written = json.dumps(value, indent=indent, ensure_ascii=False).encode(errors="replace")
    assert encode(value, indent=indent) == written


@pytest.mark.parametrize("name", [b"cl\xefp.mp4", "clip ä.mp4".encode(), b"bytes:%41", b"100%.mp4"])
def test_a_path_of_any_bytes_is_read_as_it_was_written(name: bytes):
    tree = Tree("0123456789abcdef", Path("/clips") / os.fsdecode(name))
    assert os.fsencode(decode(Tree, encode(tree), "tree").path) == b"/clips/" + name
    bare = Tree("0123456789abcdef", Path(os.fsdecode(name)))
    assert decode(Tree, encode(bare), "tree") == bare


def read(data: bytes) -> Tree:
    return convert_versioned(Tree, parse(data, "tree"), "tree", name="test tree", version=2)


def test_an_older_version_is_read_like_the_current_one():
    old = b'{"format": "test tree", "version": 1, "id": "0123456789abcdef", "path": "/a"}'
    assert read(old) == Tree("0123456789abcdef", Path("/a"))


def test_a_newer_version_and_another_format_are_told_apart():
    with pytest.raises(NewerFormatError):
        read(b'{"format": "test tree", "version": 3, "anything": 1}')
    for other in (b'{"format": "something else", "version": 1}', b"[1]", b"{}"):
        with pytest.raises(OtherFormatError):
            read(other)
    for version in (b'"1"', b"true", b"0", b"-1", b"1.5", b"null"):
        with pytest.raises(DamagedValueError, match=r"tree\.version"):
            read(b'{"format": "test tree", "version": ' + version + b"}")


json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(st.binary(max_size=200))
def test_any_bytes_end_in_a_value_or_in_a_fault(data: bytes):
    with suppress(DamagedValueError):
        decode(Tree, data, "tree")


@given(json_values)
def test_any_json_ends_in_a_value_or_in_a_fault(values: Any):
    with suppress(DamagedValueError):
        decode(Tree, json.dumps(values).encode(), "tree")
