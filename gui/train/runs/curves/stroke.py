"""How a curve is drawn: a colour, and a pattern that tells it from others without the colour."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

# Lengths of lines and gaps in pixels, in turn; none is a solid line.
_DASHES: Final[tuple[tuple[float, ...], ...]] = (
    (),
    (9, 4),
    (2, 3),
    (9, 3, 2, 3),
    (4, 4),
    (9, 3, 2, 3, 2, 3),
    (16, 4),
    (5, 3, 5, 8),
)
_SYMBOLS: Final = ("o", "s", "t1", "d", "t2", "t", "t3", "star")  # pyqtgraph's names


@dataclass(frozen=True, slots=True)
class Stroke:
    """The look of a curve.

    Attributes:
        colour: its colour.
        pattern: number of the pattern of its line and of the symbol of its dots; they repeat.
    """

    colour: QColor
    pattern: int = 0

    @property
    def dash(self) -> tuple[float, ...]:
        """Lengths of lines and gaps in pixels; empty for a solid line."""
        return _DASHES[self.pattern % len(_DASHES)]

    @property
    def symbol(self) -> str:
        """The symbol of single values, by pyqtgraph's name."""
        return _SYMBOLS[self.pattern % len(_SYMBOLS)]

    @property
    def share(self) -> float:
        """By how much its symbols are shifted against those of others, of their distance."""
        return self.pattern % len(_SYMBOLS) / len(_SYMBOLS)

    def pen(self, width: float) -> QPen:
        """The pen of the line; it keeps its width in pixels when the view is scaled."""
        pen = QPen(self.colour, width)
        pen.setCosmetic(True)
        if self.dash:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([length / width for length in self.dash])  # in widths of the pen
        return pen
