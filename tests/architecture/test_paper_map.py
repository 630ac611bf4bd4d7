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

# What the paper numbers: its equations, tables and drawings. Figures 1 and 4 show the task, and the
# unit of equations 8 and 9.
NUMBERED = {
    *(f"eq. {number}" for number in range(1, 11)),
    *(f"table {number}" for number in range(1, 9)),
    "fig. 2",
    *(f"fig. 3{part}" for part in "abcdef"),
    "fig. 5",
    "fig. 6",
}
# What it does not number, or draws twice in one, and where this project departs from it.
NAMED = {
    "Background Encoder, Fig. 3d",
    "Background Information (energy masking), Fig. 3d",
    "Timbre Information (random resampling)",
    "Dataset and Processing (mel), sec. Dataset",
    "Dataset and Processing (ten seconds), sec. Dataset",
    "Dataset and Processing (splits), sec. Dataset",
    "Dataset and Processing (video features)",
    "Training and Inference (initialisation)",
    "Training and Inference (optimiser)",
    "Training and Inference (schedule)",
    "Training and Inference (vocoder)",
    "Training and Inference (one model a class)",
    "Overview (inference)",
    "Evaluation Metrics (departure: centred cosines)",
    "Evaluation Metrics (ground truth through the vocoder)",
    "Evaluation Metrics (without raters)",
    "Ablation Study (MCD)",
    "Baseline Model, app. C",
    "Sample Selection, app. D",
    "Sample Selection (listening test)",
    "Temporal Encoder (departure)",
    "Temporal Encoder (departure: places)",
    "Temporal Encoder (departure: mirror)",
    "Temporal Encoder (departure: speeds)",
    "Temporal Information (departure: events read)",
    "Temporal Information (departure: steered codes)",
    "Timbre Information (departure: filtered sounds)",
    "Acoustic Encoder (departure)",
    "Mel Decoder (departure)",
    "Mel Decoder (departure: aligned mel)",
    "Training and Inference (departure: the vocoder's end)",
    "Training and Inference (departure: refinement)",
    "Training and Inference (departure: shaping)",
    "Training Losses (departure: balance)",
    "Training and Inference (departure: events first)",
    "Training and Inference (departure: parts)",
    "Training and Inference (departure: dubs)",
    "Training and Inference (departure: sounds alone)",
}


class Row(NamedTuple):
    paper: str
    symbol: str
    test: str


def rows(text: str) -> list[Row]:
    """The table's rows that name a symbol and a test, both in backquotes."""
    found = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and len(cells) >= 3 and cells[1].startswith("`"):
            found.append(Row(cells[0], cells[1].strip("`"), cells[2].strip("`")))
    return found


def numbered(text: str) -> set[str]:
    """The numbered places that a text names; "Fig. 2, 3a" and "Eq. 8 and 9" name two."""
    places = set()
    listed = r"(eq|fig|table|app)\.? (\w{1,2}\b(?:(?:, | and )\d\w?\b)*)"
    for kind, numbers in re.findall(listed, " ".join(text.lower().split())):
        dot = "" if kind == "table" else "."
        places |= {f"{kind}{dot} {number}" for number in re.split(", | and ", numbers)}
    return places


def missing(text: str) -> set[str]:
    """The parts of the paper, and the departures, that have no row."""
    parts = [row.paper for row in rows(text)]
    return (NUMBERED | NAMED) - set(parts) - set().union(*map(numbered, parts))


def documentation(symbol: str) -> tuple[str, str]:
    """The docstrings of a symbol `package.module:Name`, and of its module."""
    module_name, _, name = symbol.partition(":")
    module = importlib.import_module(module_name)
    target: object = module
    for part in name.split("."):
        target = getattr(target, part)
    assert target.__module__ == module_name, f"{name} is made in {target.__module__}"
    return inspect.getdoc(target) or "", inspect.getdoc(module) or ""


ROWS = rows(MAP.read_text(encoding="utf-8"))


def test_every_equation_drawing_table_and_departure_has_a_row() -> None:
    assert not missing(MAP.read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.paper)
def test_no_row_can_be_taken_out_unnoticed(row: Row) -> None:
    lines = MAP.read_text(encoding="utf-8").splitlines()
    others = [line for line in lines if not line.startswith(f"| {row.paper} |")]
    assert len(others) == len(lines) - 1
    assert missing("\n".join(others))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.paper} {row.symbol}")
def test_the_symbol_exists_and_its_docstring_cites_the_place(row: Row) -> None:
    own, module = documentation(row.symbol)
    places = numbered(row.paper)
    equations = {place for place in places if place.startswith("eq")}
    assert equations <= numbered(own), f"{row.symbol} itself does not cite {equations}"
    assert places <= numbered(f"{own}\n{module}"), f"{row.symbol} does not cite {places}"
    if not places:
        name = re.split("[,:(]", row.paper)[0].strip()
        assert name.lower() in f"{own}\n{module}".lower(), f"{row.symbol} does not cite {name}"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.paper} {row.test}")
def test_the_named_test_exists(row: Row) -> None:
    path, _, name = row.test.partition("::")
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    names = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert name in names
    assert name.startswith("test_")


def test_lists_of_places_are_read() -> None:
    assert numbered("(paper, Fig. 2, 3a)") == {"fig. 2", "fig. 3a"}
    assert numbered("app. A, Eq. 8 and 9, Fig. 4; Table 3") == {
        *("app. a", "eq. 8", "eq. 9", "fig. 4", "table 3")
    }
