"""docs/paper-map.md says where each part of the paper stands; here it is held to that."""

import ast
import importlib
import inspect
import re
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
MAP = ROOT / "docs" / "paper-map.md"


class Row(NamedTuple):
    paper: str
    symbol: str
    test: str


def rows() -> list[Row]:
    """The table's rows that name a symbol and a test, both in backquotes."""
    found = []
    for line in MAP.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and len(cells) >= 3 and cells[1].startswith("`"):
            found.append(Row(cells[0], cells[1].strip("`"), cells[2].strip("`")))
    return found


def documentation(symbol: str) -> str:
    """The docstrings of a symbol `package.module:Name` and of its module, in one text."""
    module_name, _, name = symbol.partition(":")
    module = importlib.import_module(module_name)
    target: object = module
    for part in filter(None, name.split(".")):
        target = getattr(target, part)
    return f"{inspect.getdoc(module) or ''}\n{inspect.getdoc(target) or ''}"


def test_the_map_has_a_row_for_every_component_and_equation() -> None:
    text = " ".join(row.paper for row in rows())
    for part in ("Temporal Encoder", "Acoustic Encoder", "Background Encoder", "Mel Decoder"):
        assert part in text


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.symbol)
def test_the_symbol_exists_and_its_docstring_cites_the_place(row: Row) -> None:
    text = documentation(row.symbol).lower()
    name = re.split("[,:(]", row.paper)[0]
    numbers = re.findall(r"(?:sec|eq|app|fig)\. \w+|table \d+", row.paper.lower())
    places = numbers or [name.lower().strip()]
    assert any(place in text for place in places), f"{row.symbol} cites none of {places}"


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.test)
def test_the_named_test_exists(row: Row) -> None:
    path, _, name = row.test.partition("::")
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    assert name in names
