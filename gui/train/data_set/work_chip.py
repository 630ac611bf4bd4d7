"""The work of the Data set page in the status bar, visible from every workspace."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QToolButton

from gui.kit import theme
from gui.kit.labels import plain
from gui.kit.language import tr


class WorkChip(QToolButton):
    """Shown while a data set is checked or made; a click asks to see it."""

    def __init__(self) -> None:
        super().__init__()
        self.setIcon(theme.icon("library"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setAccessibleName(tr("Data set"))
        self.hide()

    @Slot(str, str)
    def show_work(self, text: str, about: str) -> None:
        """Show what goes on and where; without a text, nothing does."""
        self.setVisible(bool(text))
        self.setText(text)
        self.setToolTip(plain(about))
