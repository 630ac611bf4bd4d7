"""A setting for a sound and its amount."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.project.model import Reference
from engine.recipe import SoundPart
from gui.kit.fields import slider
from gui.kit.labels import plain
from gui.kit.language import tr
from gui.kit.layouts import hbox, put, vbox
from gui.kit.widgets import choice, faint, offer


class SoundAmount(QWidget):
    """A list of references with an extra first entry, and an amount of 0 to 1.

    Args:
        name: for screen readers.
        first: text of the first entry.
        tip: tooltip.
        always_has_amount: whether the first entry has an amount, too.
    """

    edited = Signal()

    def __init__(self, name: str, first: str, tip: str, *, always_has_amount: bool = False) -> None:
        super().__init__()
        self._always_has_amount = always_has_amount
        self._first = first
        self._tip = tip
        self._references: tuple[Reference, ...] = ()
        column = vbox(self, margins=0, spacing=4)
        self.choice = put(column, choice(name, [(first, None)]))
        self.choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._line = QWidget()
        row = hbox(self._line, margins=0, spacing=8)
        self.slider = put(row, slider(tr("{name}, amount", name=name), 100), 1)
        self._number = put(row, faint("", wraps=False))
        self._number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._number.setFixedWidth(self._number.fontMetrics().horizontalAdvance("100 %"))
        column.addWidget(self._line)
        self.choice.activated.connect(self.edited)
        self.slider.valueChanged.connect(self._on_moved)
        self._show_number()
        self.set_possible(possible=True)
        self._line.setVisible(always_has_amount)

    @property
    def part(self) -> SoundPart | None:
        """The selected sound; None for the first entry."""
        part: SoundPart | None = self.choice.currentData()
        return part

    @property
    def amount(self) -> float:
        """The amount, 0 to 1."""
        return self.slider.value() / 100

    def name_first(self, first: str) -> None:
        """Name the extra first entry."""
        self._first = first
        self.choice.setItemText(0, first)

    def offer(self, references: tuple[Reference, ...]) -> None:
        """List these sounds, keeping the selection."""
        self._references = references
        self._fill(self.part)

    def show_values(self, part: SoundPart | None, amount: float) -> None:
        """Show a sound and its amount."""
        self._fill(part)
        self.slider.setValue(round(amount * 100))

    def set_possible(self, *, possible: bool, why_not: str = "") -> None:
        """Enable the setting, or disable it and say why in the tooltip."""
        self.setEnabled(possible)
        self.setToolTip(plain(self._tip if possible else why_not))

    def _fill(self, part: SoundPart | None) -> None:
        names = {reference.part: reference.name for reference in self._references}
        if part is not None:
            names.setdefault(part, part.file.stem)
        sounds = ((name, each) for each, name in names.items())
        offer(self.choice, [(self._first, None), *sounds], part)
        self._line.setVisible(part is not None or self._always_has_amount)

    @Slot()
    def _on_moved(self) -> None:
        self._show_number()
        self.edited.emit()

    def _show_number(self) -> None:
        self._number.setText(f"{self.slider.value()} %")
