"""What a person does to the whole window, for its tests."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from gui.commands.actions import ActionRegistry
from gui.document.document import Document
from gui.document.project_files import ProjectFiles
from gui.hosts.engine_host import HostState
from gui.kit.banners import Banners
from gui.kit.errors import Errors
from gui.kit.workers import Runner
from gui.main_window import MainWindow
from gui.services import Services
from gui.settings import Settings

Page = TypeVar("Page", bound=QWidget)
Look = TypeVar("Look")


@contextmanager
def running_window(
    qtbot, engine: tuple[str, ...], *, patience_ms: int = 30000
) -> Iterator[MainWindow]:
    """The window with its engine ready; closed at the end, also where the engine never came."""
    window = MainWindow(engine_command=engine)
    window.show()
    window.complete()
    try:
        qtbot.waitUntil(lambda: window.workspace.host.state is HostState.READY, timeout=patience_ms)
        yield window
    finally:
        window.document.undo_stack.clear()
        window.document.mark_saved(Path("unused"))
        window.workspace.host.cancel_all()
        if window.batch is not None and window.batch.workspace is not None:
            queue = window.batch.workspace.queue
            queue.stop()
            queue.remove(queue.jobs)
        window.close()
        window.deleteLater()


def services_without_window(qtbot) -> Services:
    """What the parts of a window share; whoever makes it shuts its runner down."""
    banners = Banners()
    qtbot.addWidget(banners)
    document, runner = Document(banners), Runner(banners)
    errors, settings = Errors(banners, banners), Settings()
    files = ProjectFiles(document, runner, errors, settings)
    return Services(document, ActionRegistry(banners), settings, banners, errors, runner, files)


@contextmanager
def shown_page(qtbot, page: Page) -> Iterator[Page]:
    """A page of the Train workspace on its own, with what it runs ended at the end."""
    qtbot.addWidget(page)
    page.resize(1180, 740)
    page.show()
    yield page
    page.shutdown()
    page.hide()


def dragged(*paths: Path) -> QMimeData:
    """Drag data of files."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def hold_over(widget: QWidget, data: QMimeData) -> Qt.DropAction | None:
    """Enter a widget as a file manager that would rather move the files; what it may do."""
    return _send(widget, QDragEnterEvent(widget.rect().center(), *_offered(data)))


def let_go(widget: QWidget, data: QMimeData) -> Qt.DropAction | None:
    """Drop what is held over a widget; what was done with it."""
    return _send(widget, QDropEvent(QPointF(widget.rect().center()), *_offered(data)))


def _offered(data: QMimeData) -> tuple[Any, ...]:
    actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    return actions, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def _send(widget: QWidget, event: QDropEvent) -> Qt.DropAction | None:
    event.setDropAction(Qt.DropAction.MoveAction)
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event.dropAction() if event.isAccepted() else None


def drop(window: MainWindow, *paths: Path) -> None:
    data = dragged(*paths)
    hold_over(window, data)
    let_go(window, data)


def wait_for_takes(qtbot, window: MainWindow, count: int) -> None:
    qtbot.waitUntil(lambda: len(window.document.takes()) == count, timeout=40000)


def steady(qtbot, look: Callable[[], Look], *, looks: int = 3) -> Look:
    """What `look` finds once it has found the same several times: no layout is late any more."""
    found: list[Look] = []
    while len(found) < looks or any(each != found[-1] for each in found[-looks:]):
        qtbot.wait(20)
        found.append(look())
    return found[-1]


def let_all_end(qtbot, runner: Runner, *, threads: int = 2) -> None:
    """Wait until all that a runner was given has ended and is delivered.

    Each of its threads takes one more piece of work, and none of these ends before all have begun.
    """
    meeting, met = threading.Barrier(threads), []
    for _ in range(threads):
        runner.start(lambda _context: meeting.wait(10), done=met.append, failed=met.append)
    qtbot.waitUntil(lambda: len(met) == threads, timeout=10000)


def press(parent: QWidget, text: str) -> None:
    """Press the button with this text."""
    (button,) = (each for each in parent.findChildren(QAbstractButton) if each.text() == text)
    button.click()


def event_place(window: MainWindow, index: int) -> QPoint:
    lane = window.workspace.timeline.events
    return lane.head(window.document.track.events[index].event).toPoint()


def drag(widget, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=start)
    for share in (0.3, 0.7, 1.0):
        QTest.mouseMove(widget, start + (end - start) * share)
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=end)
