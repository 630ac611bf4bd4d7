"""What every test of the window needs: no display, and a check that nothing is left."""

import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything imports Qt

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from engine.errors import EnvironmentUnusableError
from engine.project.model import Clip, Reference, new_clip, new_id
from gui.hosts import engine_host
from gui.kit import theme
from gui.main_window import MainWindow
from gui.playback import devices
from gui.playback.devices import AudioOutputs
from gui.services import Services
from tests.gui.fakes import FakeSink
from tests.gui.helpers import a_file, write_tone, write_video
from tests.gui.hosts.engine_here import EngineHere
from tests.gui.window_tools import drop, running_window, services_without_window

ENGINE = (sys.executable, "-m", "tests.gui.engine_script")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests that need an application, and excuse what only the offscreen platform says."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("plugin does not support", extend=True))
            if {"qapp", "qtbot"} & set(getattr(item, "fixturenames", ())):
                item.add_marker(pytest.mark.gui)


@pytest.fixture(autouse=True)
def _nothing_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a window, a pool job or a thread of its own behind."""
    before = set(threading.enumerate())
    yield
    if QApplication.instance() is not None:
        assert QThreadPool.globalInstance().waitForDone(2000), "a pool job is still running"
        shown = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
        assert not shown, f"left visible: {shown}"
    left = [t for t in threading.enumerate() if t not in before and not t.daemon]
    for thread in left:
        thread.join(2.0)
    assert not [t for t in left if t.is_alive()], f"left running: {left}"


@pytest.fixture(autouse=True)
def _no_theme_left() -> Iterator[None]:
    """Take off the theme of a test: with a style sheet, a window takes twice the processor time."""
    yield
    app = QApplication.instance()
    if isinstance(app, QApplication) and app.styleSheet():
        theme.apply(app, "dark")
        app.setStyleSheet("")
        app.setPalette(QPalette())


@pytest.fixture
def dark(qapp: QApplication) -> None:
    """The look of the program, for tests of sizes and colours."""
    theme.apply(qapp, "dark")


@pytest.fixture(autouse=True)
def _no_sound_hardware(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test depend on the sound system of the machine; the tests of devices bring their own.

    Qt's part for sound is kept out, too: it brings an FFmpeg of its own into the process, and on a
    machine without a sound system the process then crashed at its end, after the last test.
    """
    if request.path.name == "test_devices.py":
        return

    def no_devices(*, again: bool = False) -> devices.Found:
        return devices.Found()

    def no_qt_sound(_output: devices.QtOutput, _fill: object) -> None:
        raise EnvironmentUnusableError("Qt finds no sound device.")

    monkeypatch.setattr(devices, "ask_portaudio", no_devices)
    monkeypatch.setattr(devices.QtOutput, "start", no_qt_sound)


@pytest.fixture
def video_path(tmp_path: Path) -> Path:
    return write_video(tmp_path / "clip.mp4")


@pytest.fixture
def tone_path(tmp_path: Path) -> Path:
    return write_tone(tmp_path / "tone.wav")


@pytest.fixture
def clip(tmp_path: Path) -> Clip:
    return new_clip(a_file(tmp_path))


@pytest.fixture
def reference(tmp_path: Path) -> Reference:
    return Reference(new_id(), a_file(tmp_path, "hammer.wav", 2.0), "hammer")


@pytest.fixture
def services(qtbot) -> Iterator[Services]:
    """What the parts of a window share, without the window."""
    services = services_without_window(qtbot)
    yield services
    services.runner.shutdown()


@pytest.fixture
def engine_command(request, monkeypatch) -> tuple[str, ...]:
    """The command of the window's engine, which is here instead: a process takes time to start.

    A test of that process asks for it by `IN_A_PROCESS`.
    """
    if getattr(request, "param", "here") == "here":
        monkeypatch.setattr(engine_host, "ChildProcess", EngineHere)
    return ENGINE


IN_A_PROCESS = pytest.mark.parametrize("engine_command", ["process"], indirect=True)


@pytest.fixture
def window(qtbot, monkeypatch, engine_command) -> Iterator[MainWindow]:
    monkeypatch.setattr(AudioOutputs, "probe", lambda self, *a, **k: self.use(FakeSink()))
    # The fake device's time is the test's, which to the watchdog looks like a broken one.
    monkeypatch.setattr(AudioOutputs, "check", lambda self: None)
    with running_window(qtbot, engine_command) as window:
        yield window


@pytest.fixture
def opened(window, qtbot, tmp_path) -> MainWindow:
    """A clip with four found events and two references."""
    folder = tmp_path / "видео 日本 ü"
    folder.mkdir()
    clip = write_video(folder / "clip 1.mp4")
    drop(window, clip, write_tone(folder / "metal.wav"), write_tone(folder / "wood.wav", hz=200))
    document = window.document
    qtbot.waitUntil(
        lambda: document.clip is not None and len(document.track.events) == 4, timeout=40000
    )
    assert len(document.project.references) == 2
    return window


@pytest.fixture
def dubbed(opened, qtbot) -> MainWindow:
    opened.actions_["dub"].trigger()
    qtbot.waitUntil(lambda: len(opened.document.takes()) == 1, timeout=40000)
    return opened
