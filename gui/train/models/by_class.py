"""The figures of each class of a model, and on how many clips of which split they were measured."""

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from engine.model_files.model_file import InstalledModel
from gui.kit.labels import Label
from gui.kit.language import counted, mark, number, tr
from gui.kit.layouts import grid
from gui.kit.widgets import card, faint, heading

MEASURED_ON: Final = "measured_on"  # in a model's provenance
_HEADERS: Final = (mark("Class"), mark("Clips"), mark("Onset F1"), mark("Mel L1"))


def class_card(model: InstalledModel) -> QWidget | None:
    """A table of the classes; None for a model without their figures."""
    rows = _rows(model.header.provenance)
    if rows is None:
        return None
    frame, column = card()
    column.addWidget(heading(measured_text(model.header.provenance)))
    cells = grid(across=18, down=5)
    for place, text in enumerate(_HEADERS):
        cells.addWidget(faint(tr(text), wraps=False), 0, place, _side(place))
    for row, (label, each) in enumerate(rows, start=1):
        texts = (
            label,
            number(_number(each, "clips")),
            tr("{percent} %", percent=number(100 * _number(each, "onset_f1")))
            if "onset_f1" in each
            else "",
            number(_number(each, "mel"), 3) if "mel" in each else "",
        )
        for place, text in enumerate(texts):
            cells.addWidget(Label(text), row, place, _side(place))
    cells.setColumnStretch(0, 1)
    column.addLayout(cells)
    return frame


def measured_text(provenance: Mapping[str, Any]) -> str:
    """On how many clips of which split a model was measured; empty where that is not known."""
    rows = _rows(provenance)
    if rows is None:
        return ""
    count = round(sum(_number(each, "clips") for _, each in rows))
    match provenance[MEASURED_ON].get("split"):
        case "test":
            return counted("Measured on {n} test clip", "Measured on {n} test clips", count)
        case "validation":
            return counted(
                "Measured on {n} validation clip: there are no test clips",
                "Measured on {n} validation clips: there are no test clips",
                count,
            )
        case _:
            return counted(
                "Measured on {n} training clip: there are no others",
                "Measured on {n} training clips: there are no others",
                count,
            )


def _rows(provenance: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]] | None:
    """The classes with their figures; None where there are none."""
    measured = provenance.get(MEASURED_ON)
    classes = measured.get("classes") if isinstance(measured, Mapping) else None
    if not isinstance(classes, Mapping) or not classes:
        return None
    return [(str(label), each) for label, each in classes.items() if isinstance(each, Mapping)]


def _number(each: Mapping[str, Any], name: str) -> float:
    """A figure of a class; 0 where a model from elsewhere holds something else."""
    value = each.get(name)
    return float(value) if isinstance(value, int | float) else 0.0


def _side(place: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignLeft
