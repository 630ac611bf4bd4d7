"""What the program promises of a whole window, each as one test.

Of the checks that the design lists, those of time are in benchmarks/, and these stand elsewhere:
pictures within a frame of the clock in playback/test_player.py, the engine killed in the middle and
exports in test_window.py and test_real_engine.py, killed windows and trainings that are stopped in
train/test_acceptance.py, trainings that fail in train/test_runs_page.py.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QFileDialog, QFrame, QWidget

from gui.commands.command_palette import CommandPalette
from gui.kit import theme
from gui.main_window import MainWindow
from gui.preferences.dialog import Preferences
from tests.gui.conftest import ENGINE
from tests.gui.helpers import write_video
from tests.gui.window_tools import drop, running_window
from tests.programs import printed_by

ROOT = Path(__file__).resolve().parents[3]
INSIDE_QT = ("qt_", "ScrollLeft", "ScrollRight")  # names of buttons that Qt makes for itself


@pytest.fixture
def soundless(qtbot, engine_command) -> Iterator[MainWindow]:
    """The window on a machine without PortAudio, without a card, without Qt's sound."""
    with running_window(qtbot, engine_command) as window:
        yield window


def test_without_any_sound_device_it_says_so_and_the_picture_plays(soundless, qtbot, tmp_path):
    qtbot.waitUntil(
        lambda: any("Playback is silent" in text for text in soundless.banners.texts()),
        timeout=40000,
    )
    drop(soundless, write_video(tmp_path / "clip.mp4", times_s=[k / 25 for k in range(100)]))
    player = soundless.workspace.player
    qtbot.waitUntil(lambda: player.shown_time_s is not None, timeout=40000)
    soundless.actions_["play"].trigger()
    qtbot.waitUntil(lambda: (player.shown_time_s or 0.0) > 0.3, timeout=40000)
    assert player.is_playing
    assert abs(player.shown_time_s - player.position_s) < 0.3


def test_every_command_is_reached_by_the_keyboard(opened):
    """By the palette, which itself has a key, whatever else leads there."""
    assert opened.actions_.keys("palette")
    for _, action in opened.actions_:
        action.setEnabled(True)
    palette = CommandPalette(opened.actions_, opened)
    listed = palette.texts()
    assert sorted(listed) == sorted(action.text() for _, action in opened.actions_)
    palette.close()


def _nameless(window: QWidget) -> list[str]:
    """Controls that a screen reader could say nothing about."""
    controls = [*window.findChildren(QAbstractButton), *window.findChildren(QAbstractSlider)]
    return [
        f"{type(control).__name__} in {type(control.parent()).__name__}"
        for control in controls
        if control.isVisibleTo(window)
        and not (getattr(control, "text", str)() or control.accessibleName())
        and not control.objectName().startswith(INSIDE_QT)
        and control.metaObject().className() != "QScrollBar"
    ]


def test_every_control_has_a_name(dubbed):
    workspace = dubbed.workspace
    workspace.try_on_strip.start(list(dubbed.document.project.references))
    dubbed.actions_["preferences"].trigger()
    preferences = dubbed.findChild(Preferences)
    assert _nameless(dubbed) == []
    assert _nameless(preferences) == []
    preferences.close()


def test_another_theme_reaches_every_icon_and_notice(opened):
    """What is drawn once must be drawn again: icons of the old theme cannot be seen."""
    opened.banners.show_banner("one", "A notice", level="danger")
    before = _icons(opened)
    opened.actions_["theme"].trigger()
    left = {name for name, icon in _icons(opened).items() if before.get(name) == icon}
    assert left == set()
    notices = opened.banners.findChildren(QFrame, "banner")
    (frame,) = (each for each in notices if each.accessibleName() == "A notice")
    assert frame.grab().toImage().pixelColor(100, 2).name() == theme.LIGHT.panel


def _icons(window: MainWindow) -> dict[str, QImage]:
    """What the icons of buttons look like, by the names of the buttons."""
    buttons = [
        button
        for button in window.findChildren(QAbstractButton)
        if button.isVisible() and not button.icon().isNull() and button.accessibleName()
        if not button.objectName().startswith(INSIDE_QT)
    ]
    return {button.accessibleName(): button.icon().pixmap(20, 20).toImage() for button in buttons}


def test_the_mouse_is_needed_for_no_button(opened):
    """Every visible button is reached by Tab, or is that of a command."""
    commands = {action for _, action in opened.actions_}
    stranded = [
        button.accessibleName() or button.text()
        for button in opened.findChildren(QAbstractButton)
        if button.isVisible()
        and not button.objectName().startswith(INSIDE_QT)
        and not button.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not commands & set(button.actions())
    ]
    assert stranded == []


def test_keys_go_on_while_a_button_has_the_focus(opened, qtbot):
    opened.activateWindow()
    with qtbot.waitActive(opened):
        pass
    button = next(b for b in opened.findChildren(QAbstractButton) if b.accessibleName() == "Snap")
    button.setFocus()
    before = opened.workspace.player.position_s
    QTest.keyClick(button, Qt.Key.Key_Right)
    assert opened.workspace.player.position_s > before


def test_moved_media_are_found_by_one_answer_and_cancelling_changes_nothing(
    opened, qtbot, monkeypatch, tmp_path
):
    path, before = tmp_path / "film.varietysound", opened.document.clip.file.path
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    assert opened.file_commands.save_as()
    opened.file_commands.new()
    moved = before.parent.rename(tmp_path / "moved")
    opened.file_commands.open_paths([path])
    missing = "Missing media: clip 1.mp4 and 2 more"
    qtbot.waitUntil(lambda: missing in "".join(opened.banners.texts()), timeout=40000)
    lost = opened.document.project
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    opened.actions_["relink"].trigger()
    assert opened.document.project is lost
    assert not opened.isWindowModified()
    assert missing in "".join(opened.banners.texts())
    answer = str(moved / "clip 1.mp4")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (answer, ""))
    opened.actions_["relink"].trigger()
    qtbot.waitUntil(lambda: "All media found." in opened.banners.texts(), timeout=40000)
    project = opened.document.project
    files = [project.clips[0].file, *(each.file for each in project.references)]
    assert sorted(file.path.name for file in files) == ["clip 1.mp4", "metal.wav", "wood.wav"]
    assert all(file.path.parent == moved and file.path.exists() for file in files)
    assert len(opened.document.track.events) == 4


SHOT = """
import json, sys
from pathlib import Path
from gui.app import create_application
application = create_application()
from PySide6.QtCore import QTimer
from gui.main_window import MainWindow
from gui.playback.devices import AudioOutputs
AudioOutputs.probe = lambda self, *a, **k: None
window = MainWindow(engine_command=tuple(sys.argv[2:]))
window.show_first(None)
window.showNormal()
window.resize(1280, 800)
def open_sample():
    window.file_commands.open_sample()
def ready():
    workspace = window.workspace
    if workspace is None or window.file_commands is None:
        return
    if not window.document.takes():
        if not asked:
            asked.append(True)
            open_sample()
        return
    take = workspace.monitor.mel_of(workspace.monitor.a)
    if take is not None and workspace.media.proxies.is_complete:
        timer.stop()
        QTimer.singleShot(400, shoot)
def shoot():
    picture = window.grab()
    picture.save(sys.argv[1])
    print(json.dumps([picture.width(), picture.height(), picture.devicePixelRatio()]))
    window.document.mark_saved(Path("unused"))
    window.close()
    application.quit()
asked = []
timer = QTimer()
timer.setInterval(50)
timer.timeout.connect(ready)
timer.start()
application.exec()
"""


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_the_window_looks_the_same_at_one_and_at_two_pixels_a_point(tmp_path, qapp):

    pictures = []
    for scale in (1, 2):
        path = tmp_path / f"at-{scale}.png"
        said = printed_by(
            SHOT,
            path,
            *ENGINE,
            QT_SCALE_FACTOR=str(scale),
            VARIETYSOUND_HOME=str(tmp_path / f"home-{scale}"),
        )
        assert json.loads(said.splitlines()[-1]) == [1280 * scale, 800 * scale, scale]
        pictures.append(QImage(str(path)))
    small, large = pictures
    # Letters are drawn anew at each scale, so small areas are compared and not single pixels.
    areas = [
        image.scaled(64, 40, mode=Qt.TransformationMode.SmoothTransformation) for image in pictures
    ]
    different = [
        (x, y)
        for x in range(64)
        for y in range(40)
        if abs(areas[0].pixelColor(x, y).lightness() - areas[1].pixelColor(x, y).lightness()) > 40
    ]
    assert len(different) < 26, different  # one per cent
    colours = {small.pixelColor(x, y).name() for x in range(0, 1280, 8) for y in range(0, 800, 8)}
    assert len(colours) > 500  # filmstrip, spectrogram: not an empty window
    assert large.pixelColor(2, 2) == small.pixelColor(1, 1)
