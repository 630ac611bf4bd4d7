"""A drag in the timeline can be given up, and a frame adds to what is selected."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.gui.window_tools import drag, event_place

LEFT = Qt.MouseButton.LeftButton


def drag_and_give_up(widget, start: QPoint, end: QPoint, seen) -> None:
    """Drag, look at what it has changed so far, press Esc, move on and let go."""
    QTest.mousePress(widget, LEFT, pos=start)
    for share in (0.3, 0.7):
        QTest.mouseMove(widget, start + (end - start) * share)
    seen()
    QTest.keyClick(widget, Qt.Key.Key_Escape)
    QTest.mouseMove(widget, end)
    QTest.mouseRelease(widget, LEFT, pos=end)


@pytest.mark.parametrize("by", [QPoint(80, 0), QPoint(0, 20)], ids=["time", "strength"])
def test_esc_puts_a_dragged_event_back(opened, by):
    lane, document = opened.workspace.timeline.events, opened.document
    before, steps = document.track.events, document.undo_stack.count()
    shown = []
    lane.dragged.connect(shown.append)
    place = event_place(opened, 0)
    drag_and_give_up(lane, place, place + by, lambda: None)
    assert shown[0].events != before  # it was on its way
    assert shown[-1] is None
    assert document.track.events == before
    assert document.undo_stack.count() == steps
    drag(lane, place, place + by)  # the next drag is an ordinary one
    assert document.track.events != before


def test_esc_puts_the_range_and_markers_back(opened):
    ruler, document = opened.workspace.timeline.ruler, opened.document
    opened.workspace.player.seek(0.5)
    opened.actions_["add_marker"].trigger()
    opened.actions_["set_in"].trigger()
    before = document.clip

    def at(time_s: float, y: int) -> QPoint:
        return QPoint(round(ruler.x_of(time_s)), y)

    def is_changed() -> None:
        assert document.clip != before

    for start, end in ((at(0.5, 20) + QPoint(3, 0), at(0.8, 20)), (at(0.5, 34), at(0.2, 34))):
        drag_and_give_up(ruler, start, end, is_changed)
        assert document.clip == before
        assert opened.workspace.player.position_s == pytest.approx(0.5)  # nor is it moved


def test_esc_puts_a_dragged_range_back(opened):
    lane, document = opened.workspace.timeline.filmstrip, opened.document
    QTest.mousePress(lane, LEFT, Qt.KeyboardModifier.ShiftModifier, QPoint(20, 10))
    QTest.mouseMove(lane, QPoint(120, 10))
    assert document.clip.in_s is not None
    QTest.keyClick(lane, Qt.Key.Key_Escape)
    QTest.mouseRelease(lane, LEFT, pos=QPoint(120, 10))
    assert (document.clip.in_s, document.clip.out_s) == (None, None)


def test_esc_puts_a_dragged_fade_back(dubbed, qtbot):
    lane, document = dubbed.workspace.timeline.tracks.take, dubbed.document
    qtbot.waitUntil(lambda: lane.has_sound, timeout=40000)
    place = lane.fade_handle(at_end=False).toPoint()
    drag_and_give_up(lane, place, place + QPoint(60, 0), lambda: None)
    assert document.track.fader.fade_in_s == 0
    drag(lane, place, place + QPoint(60, 0))
    assert document.track.fader.fade_in_s > 0


def test_a_frame_with_shift_adds_to_the_selection(opened):
    lane, chosen = opened.workspace.timeline.events, opened.workspace.selection
    first, *_, last = opened.document.track.events
    chosen.set({last.id})
    place = event_place(opened, 0)
    start, end = QPoint(place.x() - 9, 2), QPoint(place.x() + 9, lane.height() - 2)
    for modifiers, ids in (
        (Qt.KeyboardModifier.ShiftModifier, {first.id, last.id}),
        (Qt.KeyboardModifier.NoModifier, {first.id}),
    ):
        QTest.mousePress(lane, LEFT, modifiers, start)
        QTest.mouseMove(lane, end)
        QTest.mouseRelease(lane, LEFT, modifiers, end)
        assert chosen.ids == ids
