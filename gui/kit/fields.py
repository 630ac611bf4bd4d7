"""Fields, bars and tables, each with the name that screen readers say."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QSlider,
    QSpinBox,
    QTableView,
    QTreeWidget,
)
from typing_extensions import override

from gui.kit.widgets import LeavesWheel, padded

_ROW_PX: Final = 26  # of a table


class _WholeField(LeavesWheel, QSpinBox):
    pass


class _DecimalField(LeavesWheel, QDoubleSpinBox):
    pass


class _Slider(LeavesWheel, QSlider):
    pass


class _Bar(QProgressBar):
    """Painted with the rest of the window: Qt paints all that waits in the turn that sets one."""

    @override
    def setRange(self, minimum: int, maximum: int) -> None:
        if (minimum, maximum) != (self.minimum(), self.maximum()):
            with self._painted_later():
                super().setRange(minimum, maximum)

    @override
    def setValue(self, value: int) -> None:
        if value != self.value():
            with self._painted_later():
                super().setValue(value)

    @contextmanager
    def _painted_later(self) -> Iterator[None]:
        self.setUpdatesEnabled(False)
        try:
            yield
        finally:
            self.setUpdatesEnabled(True)


def text_field(name: str, text: str = "", *, hint: str = "", tip: str = "") -> QLineEdit:
    """A field for a line of text; the hint is shown while it is empty."""
    field = QLineEdit(text)
    field.setAccessibleName(name)
    field.setPlaceholderText(hint)
    field.setToolTip(tip)
    return field


def whole_field(name: str, low: int, high: int, *, unit: str = "", tip: str = "") -> QSpinBox:
    """A field for a whole number."""
    field = padded(_WholeField())
    field.setAccessibleName(name)
    field.setRange(low, high)
    field.setSuffix(unit)
    field.setToolTip(tip)
    return field


def decimal_field(
    name: str, low: float, high: float, *, step: float, decimals: int = 1, unit: str = ""
) -> QDoubleSpinBox:
    """A field for a number with decimals."""
    field = padded(_DecimalField())
    field.setAccessibleName(name)
    field.setDecimals(decimals)
    field.setRange(low, high)
    field.setSingleStep(step)
    field.setSuffix(unit)
    return field


def slider(name: str, steps: int, *, tip: str = "") -> QSlider:
    """A horizontal slider from 0 to a number of steps."""
    result = _Slider(Qt.Orientation.Horizontal)
    result.setRange(0, steps)
    result.setAccessibleName(name)
    result.setToolTip(tip)
    return result


def thin_bar(name: str, steps: int, *, px: int = 6) -> QProgressBar:
    """A bar without text, from 0 to a number of steps."""
    bar = _Bar()
    bar.setAccessibleName(name)
    bar.setRange(0, steps)
    bar.setTextVisible(False)
    bar.setFixedHeight(px)
    return bar


def shown_text(name: str, text: str = "", *, fixed: bool = False) -> QPlainTextEdit:
    """A text to be read and copied, in letters of the same width if `fixed`."""
    view = QPlainTextEdit(text)
    view.setReadOnly(True)
    view.setAccessibleName(name)
    view.setTabChangesFocus(True)
    if fixed:
        view.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    return view


def table(name: str, headings: Iterable[str]) -> QTreeWidget:
    """A table of lines without branches."""
    lines = QTreeWidget()
    lines.setAccessibleName(name)
    lines.setHeaderLabels(list(headings))
    lines.setRootIsDecorated(False)
    return lines


def show_rows(table: QTableView, model: QAbstractItemModel, name: str) -> None:
    """Let a table show the rows of a model, each selected as a whole."""
    table.setModel(model)
    table.setAccessibleName(name)
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(_ROW_PX)
    table.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def cancel_row(dialog: QDialog, accept: QPushButton) -> QDialogButtonBox:
    """The row with Cancel and the button that accepts a dialog."""
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    buttons.addButton(accept, QDialogButtonBox.ButtonRole.AcceptRole)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons


def close_button(dialog: QDialog) -> QDialogButtonBox:
    """The row with the button that closes a dialog."""
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    return buttons
