"""What the desktop is told, on a bus with a stand-in for its portal, and its screen."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from gui.kit.desktop import take_least_size, take_size

ROOT = Path(__file__).resolve().parents[3]

NOTIFY = """
from PySide6.QtCore import ClassInfo, QObject, QTimer, Slot
from PySide6.QtDBus import QDBusConnection
from PySide6.QtWidgets import QApplication, QWidget
from gui.kit.desktop import notify
application = QApplication([])
@ClassInfo({"D-Bus Interface": "org.freedesktop.portal.Notification"})
class Portal(QObject):
    @Slot(str, "QVariantMap")
    def AddNotification(self, _id, shown):
        print(shown["title"], shown["body"], sep=" / ", flush=True)
        application.quit()
portal, bus = Portal(), QDBusConnection.sessionBus()
slots = QDBusConnection.RegisterOption.ExportAllSlots
bus.registerObject("/org/freedesktop/portal/desktop", portal, slots)
bus.registerService("org.freedesktop.portal.Desktop")
window = QWidget()
QTimer.singleShot(0, lambda: notify(window, "The batch has ended", "3 done"))
QTimer.singleShot(30000, application.quit)
application.exec()
"""


@pytest.mark.skipif(not shutil.which("dbus-run-session"), reason="no message bus")
def test_the_end_of_long_work_is_told_by_the_desktops_portal():
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", NOTIFY],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.strip() == "The batch has ended / 3 done", done.stderr


def test_a_window_is_never_larger_than_its_screen(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    room = window.screen().availableGeometry().size()
    take_least_size(window, room.width() + 100, 300)
    assert window.minimumSize() == QSize(room.width(), 300)
    take_size(window, room.width() + 100, 300)
    window.show()
    assert window.size() == room  # also where no window manager would make it so
    take_least_size(window, 200, 300)
    window.showNormal()
    take_size(window, 200, 300)
    assert window.size() == QSize(200, 300)
