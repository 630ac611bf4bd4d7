"""Desktop services: the clipboard and opening files with other programs."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication


def copy_text(text: str) -> None:
    """Copy text to the clipboard."""
    QApplication.clipboard().setText(text)


def open_path(path: Path) -> None:
    """Open a file or folder with its default program."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
