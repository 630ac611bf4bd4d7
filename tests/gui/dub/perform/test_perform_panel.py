"""The panel of a performance, by its buttons, keys and visible text."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gui.dub.perform.keys_dialog import KeysDialog
from gui.dub.perform.perform_panel import PerformPanel
from gui.dub.perform.performing import State
from gui.kit import theme
from gui.playback.input.keys import KeyInput
from gui.playback.outputs import SilentOutput
from gui.playback.player import Player
from tests.gui.fakes import FakeSink


class FakePerforming(QObject):
    state_changed = Signal(object)
    struck = Signal(float)

    def __init__(self):
        super().__init__()
        self.state = State.IDLE
        self.input, self.mode, self.count_in_s, self.speed = "keys", "overdub", 1.0, 1.0
        self.chosen_keys = (int(Qt.Key.Key_F), int(Qt.Key.Key_J))
        self.latencies_s = {"keys": 0.03, "midi": 0.01, "microphone": 0.0}
        self.microphone = SimpleNamespace(is_on=True, take_peak=lambda: 0.5)
        self.played = []

    @property
    def latency_s(self):
        return self.latencies_s[self.input]

    @latency_s.setter
    def latency_s(self, value):
        self.latencies_s[self.input] = value

    def strike(self, stroke):
        self.played.append(stroke)

    def release(self, release):
        self.played.append(release)

    def go(self, state):
        self.state = state
        self.state_changed.emit(state)


@pytest.fixture
def performing(qapp):
    return FakePerforming()


@pytest.fixture
def record(qapp):
    return QAction("Record")


@pytest.fixture
def player(qapp):
    player = Player()
    player.outputs.use(FakeSink())
    yield player
    player.close()


@pytest.fixture
def panel(qtbot, performing, player, record):
    panel = PerformPanel(performing, player, {"perform": record})
    qtbot.addWidget(panel)
    panel.resize(300, 400)
    panel.show()
    return panel


def choose(box, text):
    box.setCurrentIndex(box.findText(text))
    box.activated.emit(box.currentIndex())


def has_colour(widget, colour):
    picture = widget.grab().toImage()
    points = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
    return any(picture.pixelColor(x, y) == colour for x, y in points)


def test_the_button_records_and_says_what_happens(dark, qtbot, panel, performing, record):
    with qtbot.waitSignal(record.triggered):
        panel.record_button.click()
    assert panel.record_button.text() == "Record"
    assert not has_colour(panel.record_button, theme.colour("danger"))
    performing.go(State.COUNTING)
    assert panel.record_button.text() == "Counting in…"
    performing.go(State.RECORDING)
    assert panel.record_button.text() == "Stop"
    assert has_colour(panel.record_button, theme.colour("danger"))
    assert not panel.input.isEnabled()
    performing.go(State.IDLE)
    assert panel.input.isEnabled()


def test_each_input_has_its_latency_and_its_hint(panel, performing):
    assert panel.latency.value() == 30
    choose(panel.input, "MIDI")
    assert panel.latency.value() == 10
    panel.latency.setValue(-20)
    assert performing.latencies_s == {"keys": 0.03, "midi": -0.02, "microphone": 0.0}
    assert not panel.meter.isVisible()
    choose(panel.input, "Microphone")
    assert panel.meter.isVisible()


def test_only_an_input_whose_latency_can_be_measured_offers_it(panel, player):
    assert panel.measure.isEnabled()
    player.outputs.has_microphone = False
    player.outputs.devices_changed.emit()
    assert panel.measure.isEnabled()  # the keys are there
    choose(panel.input, "Microphone")
    assert not panel.measure.isEnabled()
    assert panel.measure.toolTip() == "No microphone is connected."
    choose(panel.input, "Keys")
    assert panel.measure.isEnabled()
    player.outputs.use(SilentOutput())
    assert not panel.measure.isEnabled()
    assert "would not be heard" in panel.measure.toolTip()


def test_the_settings_are_those_that_are_chosen(panel, performing):
    choose(panel.count_in, "2 bars")
    choose(panel.mode, "Replace the others")
    choose(panel.speed, "Quarter")
    assert (performing.count_in_s, performing.mode, performing.speed) == (4.0, "replace", 0.25)


def test_the_meter_follows_the_microphone(qtbot, panel, performing):
    choose(panel.input, "Microphone")
    performing.go(State.RECORDING)
    qtbot.waitUntil(lambda: panel.meter.value() == 50)
    performing.go(State.IDLE)
    assert panel.meter.value() == 0


def test_the_pad_is_struck_harder_at_its_top(qtbot, panel, performing):
    pad = panel.pad
    qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(5, 1))
    qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton)
    qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=pad.rect().bottomLeft())
    top, release, bottom = performing.played
    assert top.strength == pytest.approx(1.0, abs=0.02)
    assert bottom.strength == pytest.approx(0.3, abs=0.02)
    assert release.key == top.key


def test_keys_are_played_while_it_listens_and_shift_is_strong(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    played = []
    keys = KeyInput(clock=lambda: 5.0)
    keys.struck.connect(played.append)
    keys.released.connect(played.append)
    keys.start()
    QTest.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(window, Qt.Key.Key_F)
    QTest.keyClick(window, Qt.Key.Key_G)
    keys.stop()
    assert [getattr(each, "strength", None) for each in played] == [1.0, None, 0.7, None]
    QTest.keyClick(window, Qt.Key.Key_F)
    assert len(played) == 4


def test_only_while_they_are_played_are_keys_no_shortcuts(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    keys = KeyInput()

    def is_taken(key):
        """Whether Qt would pass a key on as a key, although it is a shortcut."""
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
        event.ignore()
        QApplication.sendEvent(window, event)
        return event.isAccepted()

    assert not is_taken(Qt.Key.Key_J)
    keys.start()
    assert is_taken(Qt.Key.Key_J)
    assert not is_taken(Qt.Key.Key_L)
    keys.stop()
    assert not is_taken(Qt.Key.Key_J)


def test_two_keys_are_chosen_by_pressing_them(qtbot):
    dialog = KeysDialog((int(Qt.Key.Key_F), int(Qt.Key.Key_J)))
    qtbot.addWidget(dialog)
    for key in (Qt.Key.Key_Shift, Qt.Key.Key_D, Qt.Key.Key_D, Qt.Key.Key_R):
        QTest.keyClick(dialog, key)
    assert dialog.says.text() == "R and Space end a recording. Press another key."
    assert dialog.result() == 0
    QTest.keyClick(dialog, Qt.Key.Key_K)
    assert dialog.result() == 1
    assert dialog.keys == (int(Qt.Key.Key_D), int(Qt.Key.Key_K))


def test_only_the_chosen_keys_are_heard(qtbot):
    keys, heard = KeyInput(clock=lambda: 5.0), []
    keys.keys = (int(Qt.Key.Key_D), int(Qt.Key.Key_K))
    keys.struck.connect(lambda stroke: heard.append(stroke.key))
    field = QWidget()
    qtbot.addWidget(field)
    field.show()
    keys.start()
    QTest.keyClick(field, Qt.Key.Key_F)
    QTest.keyClick(field, Qt.Key.Key_K)
    keys.stop()
    assert heard == [int(Qt.Key.Key_K)]
