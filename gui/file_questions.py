"""The dialogs that ask for files or folders; each starts where the last one ended."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from gui.settings import Settings


def ask_file(
    window: QWidget, settings: Settings, title: str, pattern: str, *, start: str = ""
) -> Path | None:
    """An existing file; None if the question was cancelled.

    Args:
        window: the window that is asked about.
        settings: know the folder of the last dialog.
        title: of the dialog.
        pattern: the kinds of files that it offers.
        start: the folder in which it starts, if not the last one.
    """
    name, _ = QFileDialog.getOpenFileName(window, title, start or settings.start_folder, pattern)
    return _chosen(name, settings)


def ask_files(window: QWidget, settings: Settings, title: str, pattern: str) -> list[Path]:
    """Existing files; none if the question was cancelled."""
    names, _ = QFileDialog.getOpenFileNames(window, title, settings.start_folder, pattern)
    for name in names[:1]:
        _chosen(name, settings)
    return [Path(name) for name in names]


def ask_target(
    window: QWidget, settings: Settings, title: str, name: str, pattern: str
) -> Path | None:
    """A file to write; None if the question was cancelled.

    Args:
        window: the window that is asked about.
        settings: know the folder of the last dialog.
        title: of the dialog.
        name: what is suggested; with a folder, if it belongs into a certain one.
        pattern: the kinds of files that can be written.
    """
    start = str(Path(settings.start_folder) / name)
    target, _ = QFileDialog.getSaveFileName(window, title, start, pattern)
    return _chosen(target, settings)


def ask_folder(window: QWidget, settings: Settings, title: str, *, start: str = "") -> Path | None:
    """An existing folder; None if the question was cancelled."""
    folder = QFileDialog.getExistingDirectory(window, title, start or settings.start_folder)
    if folder:
        settings.last_folder = folder
    return Path(folder) if folder else None


def _chosen(name: str, settings: Settings) -> Path | None:
    if not name:
        return None
    settings.last_folder = str(Path(name).parent)
    return Path(name)
