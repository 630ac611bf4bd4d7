"""Desktop services: the clipboard, opening files with other programs, the room on the screen."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

_NOTIFIED_MS: Final = 10_000
_FRAME_PX: Final = 40  # what a desktop puts above a window


def copy_text(text: str) -> None:
    """Copy text to the clipboard."""
    QApplication.clipboard().setText(text)


def open_path(path: Path) -> None:
    """Open a file or folder with its default program."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def notify(window: QWidget, title: str, text: str) -> None:
    """Tell of the end of long work: by a sound and on the desktop, unless the window is in front.

    Without a system tray the window's entry in the task bar is marked instead.
    """
    if window.isActiveWindow():
        return
    QApplication.beep()
    QApplication.alert(window)
    if QSystemTrayIcon.isSystemTrayAvailable():
        tray = QSystemTrayIcon(window.windowIcon(), window)
        tray.show()
        tray.showMessage(title, text)
        tray.messageClicked.connect(window.activateWindow)
        QTimer.singleShot(_NOTIFIED_MS, tray, tray.deleteLater)


def take_size(window: QWidget, width: int, height: int) -> None:
    """Give a window a size; all of a screen on which it would be cut."""
    window.resize(width, height)
    room = window.screen().availableGeometry()
    if room.width() < width or room.height() < height + _FRAME_PX:
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
