"""Sliders for a fader: gain and pan, with a resting value that a double-click returns to.

While they are dragged, they say what they are and their value.
"""

from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSlider, QToolTip, QWidget
from typing_extensions import override

from engine.project.model import new_id
from gui.kit.labels import plain
from gui.kit.language import number, tr
from gui.kit.layouts import hbox, put
from gui.kit.widgets import faint

_STEPS_PER_DB: Final = 2
_LOWEST_DB: Final = -36  # the lowest position stands for silence
_HIGHEST_DB: Final = 12
_SILENT_DB: Final = -60.0
_PAN_STEPS: Final = 50
_HEIGHT: Final = 16


def signed(value: float) -> str:
    """A number of decibels with its sign and one decimal, as the language writes it."""
    return number(value, 1) if value < 0 else f"+{number(value, 1)}"


class Knob(QWidget):
    """A small slider with its value beside it; one drag is one undo step.

    Args:
        name: for tips and screen readers.
        label: a short name before the slider.
        low: the lowest position.
        high: the highest position.
        widest: the text of a value that is the widest.
    """

    edited = Signal(float, str)  # value, and a key that is the same during one drag

    def __init__(self, name: str, label: str, low: int, high: int, widest: str) -> None:
        super().__init__()
        row = hbox(self, margins=0, spacing=4)
        self.label = put(row, faint(label, wraps=False))
        self.slider = put(row, _RestingSlider(), 1)
        self.slider.setRange(low, high)
        self.slider.setFixedHeight(_HEIGHT)
        self.slider.setAccessibleName(name)
        self.slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._text = put(row, faint("", wraps=False))
        self._text.setFixedWidth(self._text.fontMetrics().horizontalAdvance(widest))
        self._text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._name = name
        self._key = new_id()
        self.slider.sliderPressed.connect(self._begin)
        self.slider.sliderReleased.connect(self._begin)
        self.slider.valueChanged.connect(self._on_moved)
        self.setToolTip(tr("{name}. Double-click to reset.", name=name))

    def show_value(self, value: float) -> None:
        """Show a value."""
        with QSignalBlocker(self.slider):
            self.slider.setValue(self.position_of(value))
        self._text.setText(self.text_of(value))

    def value_at(self, position: int) -> float:
        """The value at a position of the slider."""
        raise NotImplementedError

    def position_of(self, value: float) -> int:
        """The position for a value."""
        raise NotImplementedError

    def text_of(self, value: float) -> str:
        """The value as text."""
        raise NotImplementedError

    def spoken(self, value: float) -> str:
        """The name with the value, to be shown while it is dragged."""
        return tr("{name}: {value}", name=self._name, value=self.text_of(value))

    def _begin(self) -> None:
        self._key = new_id()

    def _on_moved(self, position: int) -> None:
        value = self.value_at(position)
        self._text.setText(self.text_of(value))
        self.edited.emit(value, self._key)
        if self.slider.isSliderDown():
            below = self.slider.mapToGlobal(self.slider.rect().bottomLeft())
            QToolTip.showText(below, plain(self.spoken(value)), self.slider)


class GainKnob(Knob):
    """Gain in decibels, -36 to 12 in half steps; the lowest position is silence."""

    def __init__(self) -> None:
        low, high = _LOWEST_DB * _STEPS_PER_DB, _HIGHEST_DB * _STEPS_PER_DB
        super().__init__(tr("Gain in the mix"), tr("Gain"), low, high, "+12.0")

    @override
    def value_at(self, position: int) -> float:
        value = position / _STEPS_PER_DB
        return _SILENT_DB if value <= _LOWEST_DB else value

    @override
    def position_of(self, value: float) -> int:
        return round(max(value, _LOWEST_DB) * _STEPS_PER_DB)

    @override
    def text_of(self, value: float) -> str:
        if value <= _SILENT_DB:
            return tr("off")
        return signed(value)


class PanKnob(Knob):
    """Pan from -1 (left) to 1 (right)."""

    def __init__(self) -> None:
        super().__init__(tr("Pan"), tr("Pan"), -_PAN_STEPS, _PAN_STEPS, "+12.0")

    @override
    def value_at(self, position: int) -> float:
        return position / _PAN_STEPS

    @override
    def position_of(self, value: float) -> int:
        return round(value * _PAN_STEPS)

    @override
    def text_of(self, value: float) -> str:
        if value == 0:
            return tr("C")
        percent = abs(round(value * 100))
        return tr("L {percent}" if value < 0 else "R {percent}", percent=percent)


class _RestingSlider(QSlider):
    """A horizontal slider that a double-click sets to 0."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.setValue(0)
