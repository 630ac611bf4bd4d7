"""Desktop services: the clipboard, opening files with other programs, the room on the screen."""

import subprocess
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

_NOTIFIED_MS: Final = 10_000
_PORTAL: Final = (
    "org.freedesktop.portal.Desktop",
    "/org/freedesktop/portal/desktop",
    "org.freedesktop.portal.Notification",
)
_FRAME_PX: Final = 40  # what a desktop puts above a window


def copy_text(text: str) -> None:
    """Copy text to the clipboard."""
    QApplication.clipboard().setText(text)


def open_path(path: Path) -> None:
    """Open a file or folder with its default program."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def show_in_folder(path: Path) -> None:
    """Open the folder of a file, with the file selected if the system supports it."""
    if sys.platform == "win32":
        subprocess.Popen(["explorer", "/select,", str(path)])
    elif sys.platform == "darwin":
        subprocess.Popen(["open", "-R", str(path)])
    else:
        open_path(path.parent)


def notify(window: QWidget, title: str, text: str) -> None:
    """Tell of the end of long work: by a sound and on the desktop, unless the window is in front.

    Where the desktop shows no notifications, the window's entry in the task bar is marked.
    """
    if window.isActiveWindow():
        return
    QApplication.beep()
    QApplication.alert(window)
    if sys.platform == "linux":
        _tell_portal(window, title, text)
    else:
        _tell_tray(window, title, text)


def _tell_portal(window: QWidget, title: str, text: str) -> None:
    """Notify as sandboxed programs do, which every desktop shows; not all of them have a tray."""
    from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

    def answered(call: QDBusPendingCallWatcher) -> None:
        if call.isError():
            _tell_tray(window, title, text)
        call.deleteLater()

    message = QDBusMessage.createMethodCall(*_PORTAL, "AddNotification")
    message.setArguments(["ended", {"title": title, "body": text}])
    call = QDBusConnection.sessionBus().asyncCall(message, _NOTIFIED_MS)
    QDBusPendingCallWatcher(call, window).finished.connect(answered)


def _tell_tray(window: QWidget, title: str, text: str) -> None:
    if QSystemTrayIcon.isSystemTrayAvailable():
        tray = QSystemTrayIcon(window.windowIcon(), window)
        tray.show()
        tray.showMessage(title, text)
        tray.messageClicked.connect(window.activateWindow)
        QTimer.singleShot(_NOTIFIED_MS, tray, tray.deleteLater)


def take_least_size(window: QWidget, width: int, height: int) -> None:
    """Give a window a least size; no more than the screen has."""
    room = window.screen().availableGeometry()
    window.setMinimumSize(QSize(width, height).boundedTo(room.size()))


def take_size(window: QWidget, width: int, height: int) -> None:
    """Give a window a size; all of a screen on which it would be cut."""
    window.resize(width, height)
    room = window.screen().availableGeometry()
    if room.width() < width or room.height() < height + _FRAME_PX:
        window.setGeometry(room)  # where no window manager makes it as large as the screen
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
