"""F1: every key of the program on one page."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.actions import ActionRegistry, key_text

COLUMNS: Final = (("Playback", "Help"), ("File", "Edit", "Dub"), ("Events", "Range", "View"))


class CheatSheet(QDialog):
    """The keys of all commands, by menu."""

    def __init__(self, actions: ActionRegistry, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keyboard shortcuts")
        self.resize(1200, 740)
        row = QHBoxLayout()
        row.setSpacing(28)
        for categories in COLUMNS:
            row.addLayout(_column(actions, categories), 1)
        page = QFrame()
        page.setLayout(row)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(page)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(scroll)
        layout.addWidget(buttons)


def _column(actions: ActionRegistry, categories: tuple[str, ...]) -> QVBoxLayout:
    column = QVBoxLayout()
    for category in categories:
        heading = QLabel(category)
        heading.setProperty("heading", True)
        column.addWidget(heading)
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setVerticalSpacing(4)
        keyed = [spec for spec, _ in actions.category(category) if spec.keys]
        for line, spec in enumerate(keyed):
            name = QLabel(spec.text.rstrip("…"))
            name.setProperty("faint", True)
            grid.addWidget(name, line, 0)
            keys = QLabel(key_text(spec.keys))
            grid.addWidget(keys, line, 1, Qt.AlignmentFlag.AlignRight)
        column.addLayout(grid)
        column.addSpacing(14)
    column.addStretch(1)
    return column
