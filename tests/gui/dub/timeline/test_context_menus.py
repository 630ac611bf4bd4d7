"""A right click offers what can be done with what is under the pointer."""

from contextlib import contextmanager

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QMenu

from gui.dub.export.export_dialog import ExportDialog


@contextmanager
def menu_at(widget, place: QPoint):
    """The menu that a right click opens; it is closed afterwards."""
    where = widget.mapToGlobal(place)
    QApplication.sendEvent(widget, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, where))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    yield menu
    menu.close()


def choose(widget, place: QPoint, text: str) -> None:
    with menu_at(widget, place) as menu:
        (action,) = (each for each in menu.actions() if each.text() == text)
        action.trigger()


def texts(menu: QMenu) -> list[str]:
    return [each.text() for each in menu.actions() if not each.isSeparator()]


@pytest.fixture
def ruler(opened):
    return opened.workspace.timeline.ruler


def at(ruler, time_s: float) -> QPoint:
    return QPoint(round(ruler.x_of(time_s)), 20)


def test_the_ruler_sets_the_range_and_markers_where_it_was_clicked(opened, ruler):
    document = opened.document
    end_s = document.clip.file.duration_s
    for time_s, text in ((0.25, "Set in point here"), (0.75, "Set out point here")):
        choose(ruler, at(ruler, time_s * end_s), text)
    assert document.clip.range_s == pytest.approx((0.25 * end_s, 0.75 * end_s), abs=0.05)
    choose(ruler, at(ruler, 0.5 * end_s), "Add marker here")
    (marker,) = document.clip.markers
    assert marker.time_s == pytest.approx(0.5 * end_s, abs=0.05)
    assert opened.workspace.player.position_s == 0.0
    choose(ruler, at(ruler, 0.5 * end_s), "Clear range")
    assert document.clip.range_s == (0.0, end_s)


def test_a_marker_is_renamed_and_deleted_by_its_menu(opened, ruler, monkeypatch):
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("door", True))
    opened.workspace.player.seek(0.5)
    opened.actions_["add_marker"].trigger()
    place = at(ruler, 0.5) + QPoint(3, 0)
    choose(ruler, place, "Rename marker…")
    assert [marker.name for marker in opened.document.clip.markers] == ["door"]
    choose(ruler, place, "Delete marker")
    assert opened.document.clip.markers == ()
    assert opened.document.undo_stack.undoText() == "Delete marker"


def test_a_marker_takes_the_first_number_that_is_free(opened):
    def add(at_s: float) -> None:
        opened.workspace.player.seek(at_s)
        opened.actions_["add_marker"].trigger()

    for at_s in (0.1, 0.2, 0.3):
        add(at_s)
    opened.workspace.player.seek(0.2)
    opened.actions_["delete_marker"].trigger()
    add(0.4)
    names = [marker.name for marker in opened.document.clip.markers]
    assert names == ["Marker 1", "Marker 3", "Marker 2"]


def test_the_marker_at_the_playhead_is_renamed_and_deleted_by_commands(opened, monkeypatch):
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("door", True))
    rename, delete = (opened.actions_[f"{name}_marker"] for name in ("rename", "delete"))
    opened.workspace.player.seek(0.5)
    assert not rename.isEnabled()
    opened.actions_["add_marker"].trigger()
    rename.trigger()
    assert [marker.name for marker in opened.document.clip.markers] == ["door"]
    opened.workspace.player.seek(0.0)
    assert not delete.isEnabled()
    opened.actions_["next_marker"].trigger()
    delete.trigger()
    assert opened.document.clip.markers == ()
    assert not delete.isEnabled()


def test_the_picture_and_the_sound_of_the_clip_offer_what_is_done_with_them(opened):
    timeline = opened.workspace.timeline
    for widget, first in (
        (timeline.filmstrip, "Find events in picture only"),
        (timeline.original, "Find events in clip sound"),
        (opened.workspace.preview.screen_, "Play/pause"),
    ):
        with menu_at(widget, QPoint(20, 10)) as menu:
            assert texts(menu)[0] == first


def test_a_double_click_on_the_picture_fills_the_screen_and_another_one_leaves_it(opened, qtbot):
    workspace = opened.workspace
    QTest.mouseClick(workspace.preview.screen_, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(workspace.preview.screen_, Qt.MouseButton.LeftButton)
    full = workspace.full_preview.window
    assert full is not None
    assert opened.actions_["full_preview"].isChecked()
    assert not workspace.player.is_playing  # as before the two clicks
    with qtbot.waitSignal(full.closed):
        QTest.mouseDClick(full.screen_, Qt.MouseButton.LeftButton)
    assert not opened.actions_["full_preview"].isChecked()


def test_a_take_is_exported_alone_by_its_menu(dubbed, monkeypatch):
    asked = []
    monkeypatch.setattr(ExportDialog, "exec", lambda dialog: asked.append(dialog.content) or 0)
    take = dubbed.document.takes()[0]
    dubbed.workspace.takes.export_requested.emit(take)
    (content,) = asked
    assert content.take == take
