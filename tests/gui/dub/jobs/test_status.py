"""The running job in the status bar."""

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QMainWindow, QToolButton, QWidget

from gui.commands.actions import ActionRegistry
from gui.dub.jobs.status import JobLine
from gui.hosts.engine_host import EngineHost
from tests.gui.hosts.fake_host import scripted


@pytest.fixture
def host(qapp) -> Iterator[EngineHost]:
    host = EngineHost((sys.executable, "-m", "tests.gui.hosts.fake_host"))
    yield host
    host.shutdown()


def test_a_long_name_of_a_job_gives_way_to_its_figures(host, qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    room = QWidget()  # which, as the status bar, grants no more than it has
    qtbot.addWidget(room)
    line = JobLine(host, ActionRegistry(window))
    line.setParent(room)
    line.setGeometry(0, 0, 560, 30)
    room.show()
    title = "Dubbing with a sound of a very long name that fits in no status bar at all"
    job = host.submit(scripted("wait"), title=title, done=lambda _: None, failed=lambda _: None)
    qtbot.waitUntil(lambda: job.fraction == 0.1)
    qtbot.waitUntil(lambda: "%" in line.text())
    assert line.text().startswith(f"{title}  ·  ")
    (figures,) = (label for label in line.findChildren(QLabel) if "%" in label.text())
    qtbot.waitUntil(lambda: figures.width() >= figures.sizeHint().width(), timeout=2000)
    (name,) = (label for label in line.findChildren(QLabel) if title in label.text())
    assert name.toolTip() == title
    host.cancel(job)


def test_what_is_being_opened_is_said_until_it_is_and_leaves_room_for_a_notice(host, qtbot):
    line = JobLine(host, ActionRegistry(host))
    qtbot.addWidget(line)
    line.show()
    line.tell_busy("Opening clip.mp4…")
    assert line.text() == "Opening clip.mp4…"
    whole = line.sizeHint().width()
    line.leave_free(200)
    assert line.sizeHint().width() == whole + 200
    line.tell_busy("")
    assert line.text() == ""


def test_the_button_to_cancel_stays_where_it_is_while_the_text_grows(host, qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    line = JobLine(host, ActionRegistry(window))
    window.setCentralWidget(line)
    window.resize(900, 40)
    window.show()
    (cancel,) = (b for b in line.findChildren(QToolButton) if b.text() == "Cancel")
    job = host.submit(scripted("wait"), title="Dub", done=lambda _: None, failed=lambda _: None)
    qtbot.waitUntil(lambda: "starting" in line.text() or "%" in line.text())
    places = {cancel.mapTo(window, QPoint(0, 0)).x()}
    qtbot.waitUntil(lambda: "%" in line.text())
    qtbot.wait(20)  # until it is laid out
    places.add(cancel.mapTo(window, QPoint(0, 0)).x())
    host.submit(scripted("wait"), title="Dub", done=lambda _: None, failed=lambda _: None)
    qtbot.waitUntil(lambda: "1 waiting" in line.text())
    qtbot.wait(20)
    places.add(cancel.mapTo(window, QPoint(0, 0)).x())
    assert len(places) == 1
    assert cancel.isVisible()
    assert not job.is_over
    host.cancel_all()
