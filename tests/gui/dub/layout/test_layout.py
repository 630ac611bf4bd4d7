"""Nothing overlaps and no text is cut, from the smallest window to a large screen."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QSlider, QSplitter, QWidget

from gui.dub.timeline.split import PreviewSplit
from gui.main_window import MainWindow
from gui.settings import Settings
from tests.gui.dub.layout.layout_faults import layout_faults
from tests.gui.helpers import write_video
from tests.gui.window_tools import drag, drop, steady

pytestmark = pytest.mark.usefixtures("dark")

SIZES = ((1024, 640), (1280, 800), (1920, 1080), (2560, 1440))


def settle(qtbot, window: MainWindow, size: tuple[int, int]) -> list[str]:
    """The faults of the window at a size, once its layout is final."""
    window.resize(*size)
    steady(qtbot, lambda: [each.geometry() for each in window.findChildren(QWidget)])
    assert (window.width(), window.height()) == size
    return layout_faults(window)


def settled(qtbot, window: MainWindow) -> dict[tuple[int, int], list[str]]:
    """The faults of the window at all sizes at which it has any."""
    found = {size: settle(qtbot, window, size) for size in SIZES}
    return {size: faults for size, faults in found.items() if faults}


def test_the_start_page_fits(window, qtbot):
    assert settled(qtbot, window) == {}


def test_the_editor_fits_with_one_track_and_with_several(opened, qtbot):
    opened.actions_["reset_layout"].trigger()
    assert settled(qtbot, opened) == {}
    for _ in range(3):
        opened.actions_["add_track"].trigger()
    assert settled(qtbot, opened) == {}


def test_the_editor_fits_with_every_panel_open_and_a_long_notice(dubbed, qtbot):
    for name in ("jobs", "performing"):
        dubbed.actions_[name].trigger()
    dubbed.banners.show_banner("a", "A long sentence about what went wrong. " * 9, level="danger")
    assert settled(qtbot, dubbed) == {}


@pytest.mark.parametrize("name", ["jobs", "performing"])
def test_opening_a_panel_on_demand_moves_neither_preview_nor_timeline(opened, qtbot, name):
    settle(qtbot, opened, (1024, 640))
    parts = opened.workspace.preview, opened.workspace.timeline
    before = [part.geometry().getRect() for part in parts]
    opened.actions_[name].trigger()
    qtbot.wait(30)
    # Qt shares the rest of a division among docks anew: a pixel more or less is no movement.
    for part, rect in zip(parts, before, strict=True):
        assert part.geometry().getRect() == pytest.approx(rect, abs=1)


def test_jobs_are_a_drawer_that_its_command_opens_and_closes(opened, qtbot):
    panel, command = opened.workspace.jobs_panel, opened.actions_["jobs"]
    command.trigger()
    assert panel.isVisible()
    opened.actions_["reset_layout"].trigger()
    assert not panel.isVisible()
    assert not command.isChecked()


def test_jobs_stay_above_a_panel_that_opens_later(opened, qtbot):
    settle(qtbot, opened, (1024, 640))
    for name in ("jobs", "performing", "event_panel"):
        opened.actions_[name].trigger()
    qtbot.wait(30)
    panel = opened.workspace.jobs_panel
    for place in (panel.rect().topLeft(), panel.rect().center(), panel.rect().bottomRight()):
        seen = opened.childAt(panel.mapTo(opened, place))
        assert seen is panel or panel.isAncestorOf(seen)


def split_handle(window: MainWindow) -> QSplitter:
    """What lies between the preview and the timeline."""
    return window.workspace.findChild(PreviewSplit)


@pytest.mark.parametrize("count", [2, 3])
def test_three_tracks_are_seen_whole_on_a_laptop(opened, qtbot, count):
    settle(qtbot, opened, (1280, 800))
    for _ in range(count - 1):
        opened.actions_["add_track"].trigger()
    tracks = opened.workspace.timeline.tracks
    qtbot.waitUntil(lambda: tracks.verticalScrollBar().maximum() == 0)
    assert opened.workspace.preview.height() > 0.25 * opened.workspace.height()


def test_the_panels_have_their_widths_when_they_are_first_seen(window):
    window.resize(1280, 800)
    window.pages.setCurrentWidget(window.workspace)
    assert (window.workspace.references.width(), window.workspace.takes.width()) == (230, 300)


def test_a_second_track_gets_its_place_at_once_and_leaves_the_picture_as_high_as_it_was(
    dubbed, qtbot
):
    settle(qtbot, dubbed, (1280, 800))
    timeline, picture = dubbed.workspace.timeline, dubbed.workspace.preview.screen_
    before = picture.height()
    dubbed.actions_["add_track"].trigger()
    parts = (picture, timeline.tracks, timeline.mel, timeline.ruler)
    at_once = [each.geometry() for each in parts]
    settle(qtbot, dubbed, (1280, 800))
    assert [each.geometry() for each in parts] == at_once
    assert picture.height() == before


def test_the_lanes_stay_where_they_are_when_the_header_says_more_or_less(opened, qtbot):
    settle(qtbot, opened, (1024, 640))
    header, mel = opened.workspace.timeline.tracks.active.header, opened.workspace.timeline.mel
    before = mel.geometry()
    assert header.about.isVisible()
    assert header.source.sensitivity.isVisible()
    opened.actions_["dub"].trigger()
    qtbot.waitUntil(lambda: not header.about.isVisible(), timeout=40000)
    settle(qtbot, opened, (1024, 640))
    assert mel.geometry() == before


def test_the_number_of_events_is_not_indented_in_the_header(opened, qtbot):
    settle(qtbot, opened, (1280, 800))
    button = opened.workspace.timeline.tracks.active.header.source.button
    indent = (button.width() - button.fontMetrics().horizontalAdvance(button.text())) / 2
    assert indent <= 2


@pytest.mark.parametrize("size", SIZES[:3])
def test_tracks_that_scroll_are_not_cut_at_the_top(opened, qtbot, size):
    settle(qtbot, opened, size)
    for _ in range(11):
        opened.actions_["add_track"].trigger()
    tracks = opened.workspace.timeline.tracks
    groups = [tracks.group(each.id) for each in opened.document.clip.tracks]
    bar = tracks.verticalScrollBar()
    for _ in groups:
        qtbot.waitUntil(lambda: bar.value() in [group.y() for group in groups])
        opened.actions_["previous_track"].trigger()


def test_a_split_that_the_user_has_moved_stays_when_tracks_are_added(opened, qtbot):
    settle(qtbot, opened, (1280, 800))
    handle = split_handle(opened).handle(1)
    drag(handle, QPoint(40, 2), QPoint(40, -38))
    before = opened.workspace.preview.height()
    opened.actions_["add_track"].trigger()
    opened.actions_["add_track"].trigger()
    qtbot.wait(30)
    assert opened.workspace.preview.height() == before
    opened.actions_["reset_layout"].trigger()
    qtbot.wait(30)
    assert opened.workspace.preview.height() != before


def test_the_spectrogram_is_as_high_as_the_user_has_dragged_it(opened, qtbot):
    timeline = opened.workspace.timeline

    def drag_edge_up(pixels: int) -> None:
        edge, left = timeline.mel_edge, Qt.MouseButton.LeftButton
        QTest.mousePress(edge, left, pos=QPoint(40, 2))
        QTest.mouseMove(edge, QPoint(40, 2 - pixels))  # at once: the edge moves with it
        QTest.mouseRelease(edge, left, pos=QPoint(40, 2))
        qtbot.wait(30)

    settle(qtbot, opened, (1920, 1080))
    usual = timeline.mel.height()
    drag_edge_up(30)
    assert abs(timeline.mel.height() - usual - 30) <= 1
    drag_edge_up(-60)
    assert abs(timeline.mel.height() - usual + 30) <= 1
    opened.actions_["reset_layout"].trigger()
    assert Settings().mel_px == 0
    for _ in range(2):
        opened.actions_["add_track"].trigger()
    settle(qtbot, opened, (1280, 800))
    drag_edge_up(140 - timeline.mel.height())
    high = timeline.mel.height()
    assert abs(high - 140) <= 1
    assert timeline.tracks.verticalScrollBar().maximum() > 0  # they make room for it
    drag_edge_up(1000)
    assert timeline.tracks.height() == timeline.tracks.minimumHeight()  # one is seen whole
    QTest.mouseDClick(timeline.mel_edge, Qt.MouseButton.LeftButton)
    qtbot.wait(30)
    assert timeline.mel.height() < high
    assert timeline.tracks.verticalScrollBar().maximum() == 0
    timeline.mel_edge.setFocus()
    low = timeline.mel.height()
    QTest.keyClick(timeline.mel_edge, Qt.Key.Key_Up)
    qtbot.wait(30)
    assert abs(timeline.mel.height() - low - 10) <= 1
    assert Settings().mel_px == timeline.mel.height()


def test_the_position_is_never_cut(opened, qtbot):
    labels = opened.workspace.preview.findChildren(QLabel)
    (time,) = [each for each in labels if each.accessibleName() == "Position"]
    preview, texts = opened.workspace.preview, []
    for width in (560, 500, 480, 460, 440, 420, preview.minimumSizeHint().width()):
        preview.setFixedWidth(width)
        qtbot.wait(5)
        assert time.width() >= time.fontMetrics().horizontalAdvance(time.text())
        texts.append(time.text())
    assert texts[0] == "0:00.000 / 0:01.000"
    assert texts[-1] == "0:00.000"  # what gives way is the length
    assert set(texts) == {texts[0], texts[-1]}


def test_a_clip_without_sound_has_a_low_lane_without_a_volume(opened, qtbot, tmp_path):
    original = opened.workspace.timeline.original
    qtbot.waitUntil(lambda: opened.workspace.media.info is not None, timeout=40000)
    assert volume(opened).isVisible()
    drop(opened, write_video(tmp_path / "silent.mp4", sound_s=None))
    qtbot.waitUntil(lambda: not volume(opened).isVisible(), timeout=40000)
    assert original.height() < 30


def volume(window: MainWindow) -> QSlider:
    sliders = window.workspace.timeline.findChildren(QSlider)
    return next(each for each in sliders if each.accessibleName() == "Original volume")


def test_dialogs_fit(opened, qtbot):
    opened.actions_["preferences"].trigger()
    opened.actions_["cheat_sheet"].trigger()
    qtbot.wait(50)
    dialogs = [each for each in opened.findChildren(QDialog) if each.isVisible()]
    assert len(dialogs) == 2
    faults = [fault for each in dialogs for fault in layout_faults(each)]
    for each in dialogs:
        each.close()
    assert faults == []


@pytest.mark.parametrize("scale", ["1.25", "1.5", "2"])
def test_the_editor_fits_where_the_screen_is_scaled(tmp_path, scale):
    """Only a process of its own can have another scale."""
    environment = {
        **os.environ,
        "QT_SCALE_FACTOR": scale,
        "VARIETYSOUND_HOME": str(tmp_path),
        "QT_QPA_PLATFORM": "offscreen",
    }
    result = subprocess.run(
        [sys.executable, "-m", "tests.gui.dub.layout.scaled_window"],
        capture_output=True,
        text=True,
        env=environment,
        cwd=Path(__file__).parents[4],
        timeout=300,
        check=False,
    )
    assert result.stdout.strip() == "[]", result.stderr


@pytest.mark.parametrize("size", [(1280, 800), (1024, 640)])
def test_a_notice_covers_no_button_of_the_batch(window, qtbot, size):
    window.actions_["workspace_batch"].trigger()
    settle(qtbot, window, size)
    window.banners.show_banner("long", "A notice that is as long as most of them. " * 2)
    notice = QRect(window.banners.mapToGlobal(QPoint(0, 0)), window.banners.size())
    covered = [
        button.text()
        for button in window.batch.workspace.findChildren(QPushButton)
        if notice.intersects(QRect(button.mapToGlobal(QPoint(0, 0)), button.size()))
    ]
    window.banners.close_banner("long")
    assert covered == []
