"""Starting: the window first, and a sentence where there can be none."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.config import Folders
from gui import app
from gui.dub.workspace import DubWorkspace
from gui.kit.staged_build import StagedBuild
from gui.main_window import MainWindow
from gui.playback.devices import AudioOutputs
from tests.gui.conftest import ENGINE
from tests.gui.fakes import FakeSink
from tests.gui.window_tools import drop
from tests.programs import printed_by

FIRST_SIGHT = """
import json, sys, time
start = time.perf_counter()
from gui.app import create_application
application = create_application()
from gui.main_window import MainWindow
class Watched(MainWindow):
    def showEvent(self, event):
        super().showEvent(event)
        heavy = [n for n in ("torch", "cv2", "pyqtgraph", "numpy", "av") if n in sys.modules]
        print(json.dumps({"heavy": heavy, "seconds": time.perf_counter() - start}))
window = Watched()
window.show()
application.processEvents()
window.complete()
after = [n for n in ("torch", "torchaudio", "cv2") if n in sys.modules]
print(json.dumps(after))
window.shutdown()
"""


def test_the_window_is_seen_before_anything_heavy_is_loaded():
    first, after = printed_by(FIRST_SIGHT).splitlines()
    assert json.loads(first)["heavy"] == []
    assert json.loads(after) == []


@pytest.mark.parametrize(("size", "fills"), [((1366, 728), True), ((1920, 1040), False)])
def test_the_first_window_fills_a_screen_on_which_it_would_be_cut(qtbot, monkeypatch, size, fills):
    screen = SimpleNamespace(availableGeometry=lambda: QRect(0, 0, *size))
    monkeypatch.setattr(MainWindow, "screen", lambda _: screen)
    monkeypatch.setattr(AudioOutputs, "probe", lambda *_, **__: None)
    window = MainWindow(engine_command=ENGINE)
    window.show_first(None)
    assert window.isMaximized() is fills
    window.close()


SEEN_BEFORE_COMPLETE = """
from PySide6.QtCore import QTimer
from gui.app import create_application
application = create_application()
from gui.main_window import MainWindow
class Watched(MainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print("painted", self.workspace is None, flush=True)
        if self.file_commands is not None:
            application.quit()
window = Watched()
window.show_first(None)
timer = QTimer()
timer.timeout.connect(window.update)
timer.start(20)
application.exec()
window.shutdown()
"""


def test_the_window_is_drawn_before_the_rest_is_built():
    said = printed_by(SEEN_BEFORE_COMPLETE)
    assert said.splitlines()[0] == "painted True"


CLASSES_IN_OTHER_THREADS = """
import sys, threading
from PySide6.QtCore import QTimer
class Watch:
    def find_spec(self, name, path=None, target=None):
        is_main = threading.current_thread() is threading.main_thread()
        if name.startswith(("gui.", "pyqtgraph", "PySide6.")) and not is_main:
            print(name)
sys.meta_path.insert(0, Watch())
from gui.app import create_application
application = create_application()
from gui.main_window import MainWindow
window = MainWindow()
window.show_first(None)
def enter():
    if window.train is None:
        return
    if window.train.workspace is None:
        window.train.enter()
    elif window.train.is_open and window.train.workspace.models is not None:
        print("shown")
        application.quit()
timer = QTimer()
timer.timeout.connect(enter)
timer.start(20)
application.exec()
window.shutdown()
"""


def test_classes_of_the_window_are_defined_in_its_own_thread_only():
    """PySide crashes now and then if the window paints while another thread defines one."""
    said = printed_by(CLASSES_IN_OTHER_THREADS)
    assert said.split() == ["shown"]


MODULES_IN_ONE_TURN = """
import sys
from collections import Counter
from PySide6.QtCore import QTimer
from gui.app import create_application
application = create_application()
from gui.main_window import MainWindow
window = MainWindow()
turns, read = [0], Counter()
class Watch:
    def find_spec(self, name, path=None, target=None):
        read[turns[0]] += name.startswith("gui.")
def turn():
    turns[0] += 1
    train = window.train
    if train is not None and train.workspace is None:
        train.enter()
    elif train is not None and train.is_open and train.workspace.models is not None:
        print(read.total(), max(read.values()))
        application.quit()
timer = QTimer()
timer.timeout.connect(turn)
timer.start(0)
window.show_first(None)
sys.meta_path.insert(0, Watch())
application.exec()
window.shutdown()
"""


def test_the_event_loop_turns_after_a_few_modules_at_most():
    """Else the window does not respond: a module takes 1 to 4 ms to be imported."""
    read, most_in_one_turn = map(int, printed_by(MODULES_IN_ONE_TURN).split())
    assert read > 200
    assert most_in_one_turn <= 20


SOURCES_READ = """
import linecache
from gui.app import create_application
application = create_application()
from gui.main_window import MainWindow
print(sum("/gui/" in name for name in linecache.cache))
"""


def test_importing_the_window_does_not_read_its_sources():
    """PySide would read them all, looking for `__feature__`, and keep them in memory."""
    assert int(printed_by(SOURCES_READ)) == 0


GARBAGE = """
import gc, threading
from gui.app import create_application
application = create_application()
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
class Cycle(QWidget):
    def __init__(self):
        super().__init__()
        self.itself = self
    def __del__(self):
        print("deleted in", threading.current_thread().name)
def allocate():
    kept = [[k] for k in range(100 * gc.get_threshold()[0])]
Cycle()
thread = threading.Thread(target=allocate, name="another thread")
thread.start()
thread.join()
kept = [[k] for k in range(10 * gc.get_threshold()[0])]
QTimer.singleShot(1000, application.quit)
application.exec()
"""


def test_widgets_that_are_garbage_are_deleted_in_the_windows_own_thread():
    """The program crashed now and then when the collector deleted them in another thread."""
    assert printed_by(GARBAGE).split("\n")[0] == "deleted in MainThread"


def test_what_is_dropped_before_all_is_built_is_opened_then(qtbot, monkeypatch, video_path):
    monkeypatch.setattr(AudioOutputs, "probe", lambda self, *a, **k: self.use(FakeSink()))
    window = MainWindow(engine_command=ENGINE)
    try:
        window.show_first(None)
        assert window.file_commands is None
        drop(window, video_path)
        qtbot.waitUntil(lambda: window.document.clip is not None, timeout=40000)
        assert window.document.clip.file.path == video_path
    finally:
        window.document.mark_saved(Path("unused"))
        window.close()
        window.deleteLater()


def test_a_window_closed_while_it_is_built_leaves_nothing(qtbot):
    window = MainWindow(engine_command=ENGINE)
    window.show_first(None)
    qtbot.waitUntil(lambda: window.findChild(StagedBuild) is not None)
    window.close()
    QTest.qWait(100)
    assert window.file_commands is None
    window.deleteLater()


@pytest.fixture
def half_built(qtbot, monkeypatch) -> Iterator[MainWindow]:
    """A window whose workspace has been created, but not all of its widgets."""
    monkeypatch.setattr(AudioOutputs, "probe", lambda self, *a, **k: self.use(FakeSink()))
    window = MainWindow(engine_command=ENGINE)
    window.show_first(None)
    qtbot.waitUntil(lambda: bool(workspaces()), timeout=40000)
    assert window.workspace is None
    yield window
    window.document.mark_saved(Path("unused"))
    window.close()
    window.deleteLater()


def workspaces() -> list[DubWorkspace]:
    return [each for each in QApplication.allWidgets() if isinstance(each, DubWorkspace)]


def test_commands_given_to_a_half_built_window_are_done_or_have_no_effect(qtbot, half_built):
    half_built.actions_["tour"].trigger()
    while half_built.workspace is None:
        for action_id in ("new", "dub", "play", "perform", "panels", "jobs", "event_panel", "undo"):
            half_built.actions_[action_id].trigger()
        QTest.qWait(1)
    qtbot.waitUntil(lambda: half_built.document.clip is not None, timeout=40000)  # by the tour
    qtbot.waitUntil(half_built.workspace.isVisible)


def test_a_half_built_window_that_is_closed_starts_nothing(qtbot, half_built):
    started = []
    half_built.close()
    for each in workspaces():
        each.host.state_changed.connect(started.append)
    QTest.qWait(200)
    assert half_built.workspace is None
    assert started == []


@pytest.fixture
def x11(monkeypatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays of Linux")
def test_without_a_display_it_names_dub_in_one_sentence_and_exits_with_4(x11, capsys):
    assert app.run(None) == 4
    said = capsys.readouterr().err
    assert "no display" in said
    assert "dub" in said
    assert said.count("\n") == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays of Linux")
@pytest.mark.parametrize(
    "display",
    [":4711", "nonsense", "localhost:998.0", "localhost:²", "..:0", f"localhost:{10**30}"],
)
def test_a_display_that_does_not_answer_is_told_from_none(x11, monkeypatch, display):
    monkeypatch.setenv("DISPLAY", display)
    assert app.display_problem() == f"The display {display} does not answer."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
@pytest.mark.parametrize("name", ["window.log", "window-crash.log"])
def test_it_starts_without_a_log_where_the_log_is_a_pipe_that_nobody_reads(own_home, name):
    folder = Folders.current().logs
    folder.mkdir(parents=True)
    os.mkfifo(folder / name)
    assert app.start_logging() is None


def test_a_headless_platform_is_no_problem(monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert app.display_problem() == ""
