"""The plots of a report."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from training.evaluation.tables import Cell, Table

_INCHES: Final = (7.0, 0.42)  # width, and height of a bar
_COLOUR: Final = "#4f7cac"
_NULL_COLOUR: Final = "#c0392b"


def write_chart(path: Path, table: Table, column: int, title: str) -> bool:
    """Plot one column of a table as bars with intervals, and chance as a red line, to a PNG.

    Returns:
        Whether there was anything to plot.
    """
    rows = [(row.title, row.cells[column]) for row in table.rows]
    known = [(name, cell) for name, cell in rows if cell.value is not None]
    if not known:
        return False
    figure = Figure(figsize=(_INCHES[0], 1.2 + _INCHES[1] * len(known)), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    places = range(len(known))
    values = [cell.value or 0.0 for _, cell in known]
    axes.barh(places, values, color=_COLOUR, height=0.6)
    axes.errorbar(
        values, places, xerr=_errors([cell for _, cell in known]), fmt="none", ecolor="black"
    )
    for place, (_, cell) in zip(places, known, strict=True):
        if cell.null is not None:
            axes.plot([cell.null] * 2, [place - 0.35, place + 0.35], color=_NULL_COLOUR, lw=2)
    axes.set_yticks(places, [name for name, _ in known])
    axes.invert_yaxis()
    axes.axvline(0.0, color="black", lw=0.6)
    axes.set_title(f"{title} (bars: 95 % interval; red: chance)", fontsize=10, loc="left")
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=110)
    return True


def _errors(cells: Sequence[Cell]) -> list[list[float]]:
    """Distances from each value down and up to the ends of its interval; 0 without one."""
    down, up = [], []
    for cell in cells:
        value = cell.value or 0.0
        down.append(max(0.0, value - (value if cell.low is None else cell.low)))
        up.append(max(0.0, (value if cell.high is None else cell.high) - value))
    return [down, up]
