"""The inspector and the table of events."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit, QToolTip

from gui.dub.inspector.event_table import LASTS, LEVEL, MUTED, SOURCE, TIME
from gui.main_window import MainWindow
from tests.gui.window_tools import event_place


@pytest.fixture
def panel(opened: MainWindow):
    opened.actions_["event_panel"].setChecked(True)
    return opened.workspace.events_panel


def select(window: MainWindow, *indices: int) -> None:
    events = window.document.track.events
    window.workspace.selection.set(events[index].id for index in indices)


def type_into(field: QLineEdit, text: str) -> None:
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def times_s(window: MainWindow) -> list[float]:
    return [item.event.time_s for item in window.document.track.events]


def test_it_shows_the_selected_event(opened, panel):
    inspector = panel.inspector
    assert inspector.count.text() == "No event selected"
    assert not inspector.time.isEnabled()
    select(opened, 1)
    assert inspector.count.text() == "Event 2 of 4"
    assert inspector.time.text() == "0.400 s"
    assert inspector.level.value() == pytest.approx(-4.4)  # a strength of 0.6
    assert inspector.lasts.text() == ""
    assert inspector.source.text() == "Picture, 90 % certain"
    select(opened, 1, 2)
    assert inspector.count.text() == "2 events"


def test_of_several_events_only_what_they_share_is_shown(opened, panel):
    inspector, document = panel.inspector, opened.document
    select(opened, 1)
    type_into(inspector.lasts, "0.05")
    inspector.muted.click()
    select(opened, 0, 1)
    assert inspector.time.text() == "0.200 s"
    assert inspector.form.labelForField(inspector.time).text() == "F&irst at"
    assert inspector.level.text() == "Mixed"
    assert (inspector.lasts.text(), inspector.lasts.placeholderText()) == ("", "Mixed")
    assert inspector.source.text() == "Mixed"
    assert inspector.muted.checkState() is Qt.CheckState.PartiallyChecked
    QTest.keyClick(inspector.level, Qt.Key.Key_Up)  # from which of the two?
    assert len({item.event.strength for item in document.track.events[:2]}) == 2
    inspector.level.setValue(-6.0)
    inspector.muted.click()
    assert inspector.level.text() == "-6.0 dB"
    assert [item.event.muted for item in document.track.events[:2]] == [True, True]
    assert inspector.muted.checkState() is Qt.CheckState.Checked
    QTest.keyClick(inspector.level, Qt.Key.Key_Up)
    assert inspector.level.text() == "-5.0 dB"
    opened.workspace.selection.set([])
    assert (inspector.level.text(), inspector.lasts.placeholderText()) == ("0.0 dB", "Strike")


def test_a_heading_that_is_cut_has_an_ellipsis_and_a_tooltip(panel):
    header = panel.table.horizontalHeader()
    assert header.textElideMode() is Qt.TextElideMode.ElideRight
    tip = panel.table.model().headerData(
        SOURCE, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole
    )
    assert tip == "Source"


def test_typed_values_change_the_event_each_in_one_step(opened, panel):
    inspector, document = panel.inspector, opened.document
    select(opened, 1)
    type_into(inspector.time, "0:00.45")
    type_into(inspector.lasts, "0,1 s")
    inspector.level.setValue(-6.0)
    inspector.muted.click()
    event = document.track.events[1].event
    assert (event.time_s, event.duration_s, event.muted) == (0.45, 0.1, True)
    assert event.strength == pytest.approx(0.501, abs=1e-3)
    for _ in range(4):
        document.undo_stack.undo()
    assert times_s(opened) == [0.2, 0.4, 0.6, 0.8]
    assert inspector.time.text() == "0.400 s"


def test_what_is_no_time_stays_to_be_mended_with_the_reason_beside_it(opened, panel):
    inspector = panel.inspector
    select(opened, 0)
    for field, text in (
        (inspector.time, "soon"),
        (inspector.time, "-1"),
        (inspector.lasts, "1:70"),
    ):
        type_into(field, text)
        assert inspector.problem.text() == (
            f"“{text}” is not a time such as 12.5, 0:12.5 or 1:02:12.5."
        )
        assert not inspector.problem.isHidden()
        assert field.text() == text
        assert times_s(opened) == [0.2, 0.4, 0.6, 0.8]
    type_into(inspector.time, "0.3")
    assert inspector.problem.isHidden()
    assert times_s(opened) == [0.3, 0.4, 0.6, 0.8]
    assert (inspector.time.text(), inspector.lasts.text()) == ("0.300 s", "")


@pytest.mark.parametrize(
    ("column", "refused", "mended"),
    [(TIME, "soon", "0.25"), (LEVEL, "nan", "-6"), (LASTS, "x", "0.1")],
)
def test_a_cell_stays_open_until_it_is_a_value(opened, panel, qtbot, column, refused, mended):
    table, undo = panel.table, opened.document.undo_stack
    before = undo.count()
    table.edit(table.model().index(0, column))
    (editor,) = table.findChildren(QLineEdit)
    type_into(editor, refused)
    assert editor.isVisible()
    assert editor.text() == refused
    assert undo.count() == before
    type_into(editor, mended)
    qtbot.waitUntil(lambda: not table.findChildren(QLineEdit), timeout=20000)
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible(), timeout=20000)
    assert undo.count() == before + 1


def test_next_and_previous_select_an_event_and_go_there(opened, panel):
    panel.inspector.next.click()
    panel.inspector.next.click()
    assert panel.inspector.count.text() == "Event 2 of 4"
    assert opened.workspace.player.position_s == pytest.approx(0.4)
    panel.inspector.previous.click()
    assert panel.inspector.count.text() == "Event 1 of 4"


def test_a_drag_is_followed_while_it_lasts(opened, panel):
    lane, place = opened.workspace.timeline.events, event_place(opened, 1)
    opened.actions_["snap"].setChecked(False)
    QTest.mousePress(lane, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseMove(lane, place + QPoint(30, 0))
    shown = panel.inspector.time.text()
    assert shown != "0.400 s"
    assert times_s(opened)[1] == 0.4
    QTest.mouseRelease(lane, Qt.MouseButton.LeftButton, pos=place + QPoint(30, 0))
    assert f"{times_s(opened)[1]:.3f} s" == shown == panel.inspector.time.text()


def test_the_table_is_edited_sorted_and_selects_with_the_timeline(opened, panel):
    document, table = opened.document, panel.table
    rows = table.model()
    assert rows.rowCount() == 4
    edit = lambda row, column, text: rows.setData(rows.index(row, column), text)  # noqa: E731
    assert edit(0, TIME, "0.5")  # now between the second and the third
    assert times_s(opened) == [0.4, 0.5, 0.6, 0.8]
    assert edit(0, LEVEL, "-12")
    assert edit(0, LASTS, "0.05")
    assert not edit(0, TIME, "soon")
    rows.setData(rows.index(0, MUTED), Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    first = document.track.events[0].event
    assert (first.time_s, first.duration_s, first.muted) == (0.4, 0.05, True)
    table.sortByColumn(TIME, Qt.SortOrder.DescendingOrder)
    table.selectRow(0)
    assert opened.workspace.selection.ids == {document.track.events[3].id}
    select(opened, 0)
    assert [index.row() for index in table.selectionModel().selectedRows()] == [3]


def test_the_current_cell_stays_with_an_event_that_moves_in_the_table(opened, panel):
    table, rows = panel.table, panel.table.model()
    QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Fatal, table)
    table.sortByColumn(LEVEL, Qt.SortOrder.DescendingOrder)
    strongest = rows.events[0].id
    table.setCurrentIndex(rows.index(0, LEVEL))
    rows.setData(table.currentIndex(), "-34")
    assert rows.events[3].id == strongest
    assert (table.currentIndex().row(), table.currentIndex().column()) == (3, LEVEL)
    assert opened.workspace.selection.ids == {strongest}
    assert [index.row() for index in table.selectionModel().selectedRows()] == [3]
    opened.actions_["select_all"].trigger()
    assert len(table.selectionModel().selectedRows()) == 4


def test_a_jump_by_key_selects_what_the_keys_then_change(opened):
    opened.workspace.player.seek(0.0)
    opened.actions_["next_point"].trigger()
    opened.actions_["mute_events"].trigger()
    assert [item.event.muted for item in opened.document.track.events] == [
        True,
        False,
        False,
        False,
    ]
    opened.actions_["nudge_forward_ms"].trigger()
    assert times_s(opened)[0] == pytest.approx(0.201)
    opened.actions_["delete"].trigger()
    assert times_s(opened) == [0.4, 0.6, 0.8]


def test_fades_are_typed_and_are_together_no_longer_than_the_take(dubbed, qtbot):
    dubbed.actions_["event_panel"].setChecked(True)
    fades, document = dubbed.workspace.events_panel.fades, dubbed.document
    assert fades.fade_in.isEnabled()
    fades.fade_in.setValue(0.4)
    fades.fade_out.setValue(0.9)
    fader = document.track.fader
    assert (fader.fade_in_s, fader.fade_out_s) == (0.4, pytest.approx(0.6, abs=0.01))
    assert fades.fade_out.value() == pytest.approx(0.6, abs=0.01)
    document.undo_stack.undo()
    assert fades.fade_out.value() == 0.0
    document.undo_stack.undo()
    assert document.track.fader.fade_in_s == 0.0


def test_without_a_take_there_is_nothing_to_fade(opened, panel):
    assert not panel.fades.fade_in.isEnabled()
