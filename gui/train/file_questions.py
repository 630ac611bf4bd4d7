"""The dialogs that ask for a file or folder; each starts where the last one ended."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from gui.settings import Settings


def ask_file(window: QWidget, settings: Settings, title: str, pattern: str) -> Path | None:
    """An existing file; None if the question was cancelled."""
    name, _ = QFileDialog.getOpenFileName(window, title, settings.start_folder, pattern)
    return _chosen(name, settings)


def ask_target(
    window: QWidget, settings: Settings, title: str, name: str, pattern: str
) -> Path | None:
    """A file to write, which is suggested by name; None if the question was cancelled."""
    start = str(Path(settings.start_folder) / name)
    target, _ = QFileDialog.getSaveFileName(window, title, start, pattern)
    return _chosen(target, settings)


def ask_folder(window: QWidget, settings: Settings, title: str) -> Path | None:
    """An existing folder; None if the question was cancelled."""
    folder = QFileDialog.getExistingDirectory(window, title, settings.start_folder)
    if folder:
        settings.last_folder = folder
    return Path(folder) if folder else None


def _chosen(name: str, settings: Settings) -> Path | None:
    if not name:
        return None
    settings.last_folder = str(Path(name).parent)
    return Path(name)
