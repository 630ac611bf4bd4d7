"""Gain points and fades, dragged on the take of a track."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.dub.timeline.lanes.take_lane import TakeLane
from gui.main_window import MainWindow
from gui.playback.mixer import RATE_HZ
from tests.gui.window_tools import drag

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def lane(dubbed: MainWindow, qtbot) -> TakeLane:
    dubbed.actions_["snap"].setChecked(False)
    lane = dubbed.workspace.timeline.tracks.take
    qtbot.waitUntil(lambda: lane.has_sound, timeout=40000)
    return lane


def heard(window: MainWindow) -> np.ndarray:
    """The mix, (samples, 2)."""
    out = np.zeros((RATE_HZ, 2), np.float32)
    for layer in window.workspace.monitor.layers():
        layer.source.add_to(out, 0.0, 1.0, layer.gain)
    return out


def test_a_double_click_adds_a_point_a_drag_moves_it_and_another_takes_it_away(dubbed, lane):
    document, middle = dubbed.document, lane.height() // 2
    QTest.mouseDClick(lane, LEFT, pos=QPoint(lane.width() // 2, middle))
    (point,) = document.track.fader.envelope
    assert point.time_s == pytest.approx(0.5, abs=0.01)
    steps = document.undo_stack.count()
    place = lane.point(0).toPoint()
    drag(lane, place, place + QPoint(lane.width() // 4, middle))
    (point,) = document.track.fader.envelope
    assert (point.time_s, point.gain_db) == (pytest.approx(0.75, abs=0.01), -36.0)
    assert document.undo_stack.count() == steps + 1
    QTest.mouseDClick(lane, LEFT, pos=lane.point(0).toPoint())
    assert document.track.fader.envelope == ()


def test_what_is_drawn_is_what_is_heard(dubbed, lane):
    before = heard(dubbed)
    for share, height in ((0.3, 0), (0.35, lane.height())):
        QTest.mouseDClick(lane, LEFT, pos=QPoint(round(lane.width() * share), height))
    change_db = 20 * np.log10(np.abs(heard(dubbed)).max(axis=1) + 1e-12)
    change_db -= 20 * np.log10(np.abs(before).max(axis=1) + 1e-12)
    loud = np.abs(before).max(axis=1) > 0.01
    early, late = slice(0, int(0.3 * RATE_HZ)), slice(int(0.36 * RATE_HZ), None)
    assert np.median(change_db[early][loud[early]]) == pytest.approx(12.0, abs=0.1)
    assert np.median(change_db[late][loud[late]]) == pytest.approx(-36.0, abs=0.1)


def test_the_corners_fade_in_and_out(dubbed, lane):
    document = dubbed.document
    for at_end, by in ((False, 0.2), (True, -0.1)):
        corner = lane.fade_handle(at_end=at_end).toPoint() - QPoint(int(at_end), 0)
        drag(lane, corner, corner + QPoint(round(by * lane.width()), 0))
    fader = document.track.fader
    assert fader.fade_in_s == pytest.approx(0.2, abs=0.01)
    assert fader.fade_out_s == pytest.approx(0.1, abs=0.01)
    assert document.undo_stack.undoText() == "Change fade out"


def test_a_press_beside_every_handle_still_moves_the_playhead(dubbed, lane):
    QTest.mouseClick(lane, LEFT, pos=QPoint(lane.width() // 2, lane.height() // 2))
    assert dubbed.workspace.player.position_s == pytest.approx(0.5, abs=0.01)
    assert dubbed.document.track.fader.envelope == ()


def envelope(window: MainWindow) -> list[tuple[float, float]]:
    points = window.document.track.fader.envelope
    return [(round(point.time_s, 3), point.gain_db) for point in points]


def test_points_are_added_chosen_moved_and_deleted_by_keys(dubbed, lane, qtbot):
    document, player = dubbed.document, dubbed.workspace.player
    qtbot.waitUntil(lambda: len(player.frame_times) == 25, timeout=40000)
    lane.setFocus(Qt.FocusReason.TabFocusReason)
    for time_s in (0.2, 0.6):
        player.seek(time_s)
        QTest.keyClick(lane, Qt.Key.Key_Return)
    assert envelope(dubbed) == [(0.2, 0.0), (0.6, 0.0)]
    steps = document.undo_stack.count()
    for _ in range(3):
        QTest.keyClick(lane, Qt.Key.Key_Down)
    QTest.keyClick(lane, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(lane, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert envelope(dubbed) == [(0.2, 0.0), (0.64, -4.5)]
    assert document.undo_stack.count() == steps + 1
    assert lane.accessibleDescription() == "Gain point 2 of 2, 0:00.640, -4.5 dB"
    QTest.keyClick(lane, Qt.Key.Key_Left)
    assert lane.accessibleDescription().startswith("Gain point 1 of 2")
    QTest.keyClick(lane, Qt.Key.Key_Delete)
    assert envelope(dubbed) == [(0.64, -4.5)]
    assert len(document.track.events) == 4  # Delete was the point's, not the events'


def is_taken(lane: TakeLane, key: Qt.Key) -> bool:
    """Whether the lane keeps a key from the commands of the window."""
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
    event.ignore()
    QApplication.sendEvent(lane, event)
    return event.isAccepted()


def test_keys_of_the_window_still_work_where_there_is_no_point(lane):
    keys = (Qt.Key.Key_Right, Qt.Key.Key_Delete, Qt.Key.Key_Up)
    assert not any(is_taken(lane, key) for key in keys)
    QTest.keyClick(lane, Qt.Key.Key_Return)
    assert all(is_taken(lane, key) for key in keys)
    assert not is_taken(lane, Qt.Key.Key_Space)
