"""Files held over the window and dropped: it says what they become, and takes copies."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QRect, Qt
from PySide6.QtWidgets import QLabel, QWidget

from tests.gui.helpers import write_tone, write_video
from tests.gui.window_tools import dragged, hold_over, let_go


def signs(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.text()[:4] == "Drop"]


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (("other.mp4",), "Drop to open other.mp4"),
        (("glass.wav",), "Drop to add glass as a reference"),
        (("glass.wav", "drum.flac"), "Drop to add 2 references"),
        (("other.mp4", "glass.wav"), "Drop to open 2 files"),
    ],
)
def test_files_over_the_editor_are_told_what_they_become(opened, tmp_path, names, text):
    assert (
        hold_over(opened.workspace, dragged(*(tmp_path / name for name in names)))
        is Qt.DropAction.CopyAction
    )
    assert text in signs(opened.workspace)


def test_a_folder_over_the_editor_is_told_that_its_sounds_are_added(opened, tmp_path):
    hold_over(opened.workspace, dragged(tmp_path))
    assert f"Drop to add the sounds of {tmp_path.name}" in signs(opened.workspace)


def test_a_sound_dropped_on_the_editor_is_copied_not_moved(opened, qtbot, tmp_path):
    data = dragged(write_tone(tmp_path / "glass.wav", seconds=0.3))
    hold_over(opened.workspace, data)
    assert let_go(opened.workspace, data) is Qt.DropAction.CopyAction
    qtbot.waitUntil(lambda: len(opened.document.project.references) == 3, timeout=40000)
    assert opened.document.project.references[2].name == "glass"


def test_a_clip_dropped_on_the_start_page_is_copied_not_moved(window, qtbot, tmp_path):
    data = dragged(write_video(tmp_path / "clip.mp4"))
    assert hold_over(window, data) is Qt.DropAction.CopyAction
    assert let_go(window, data) is Qt.DropAction.CopyAction
    qtbot.waitUntil(lambda: window.document.clip is not None, timeout=40000)


def test_a_program_that_does_not_answer_at_the_drop_has_named_its_files_before(
    window, qtbot, tmp_path
):
    hold_over(window, dragged(write_video(tmp_path / "clip.mp4")))
    assert let_go(window, QMimeData()) is Qt.DropAction.CopyAction
    qtbot.waitUntil(lambda: window.document.clip is not None, timeout=40000)
    qtbot.waitUntil(window.workspace.isVisible)
    hold_over(window.workspace, dragged(write_tone(tmp_path / "glass.wav", seconds=0.3)))
    let_go(window.workspace, QMimeData())
    qtbot.waitUntil(lambda: len(window.document.project.references) == 1, timeout=40000)


def test_a_sound_dropped_on_a_track_dubs_it(opened, qtbot, tmp_path):
    first = opened.document.track
    opened.actions_["add_track"].trigger()
    assert opened.document.track != first
    group = opened.workspace.timeline.tracks.group(first.id)
    data = dragged(write_tone(tmp_path / "glass.wav", seconds=0.3))
    assert hold_over(group, data) is Qt.DropAction.CopyAction
    assert signs(group) == ["Drop to dub with glass on Track 1"]
    let_go(group, data)
    qtbot.waitUntil(lambda: bool(opened.document.project.takes), timeout=40000)
    (take,) = opened.document.project.takes
    assert (take.track_id, take.title) == (first.id, "glass")
    assert opened.document.project.references[2].name == "glass"


def test_a_sound_of_the_project_dropped_on_a_track_is_used_as_it_is(opened, qtbot):
    references = opened.document.project.references
    group = opened.workspace.timeline.tracks.active
    data = dragged(references[1].file.path)
    hold_over(group, data)
    let_go(group, data)
    qtbot.waitUntil(lambda: bool(opened.document.takes()), timeout=40000)
    assert opened.document.track.reference_id == references[1].id
    assert opened.document.project.references == references


def test_a_clip_is_left_to_the_window_by_a_track(opened, tmp_path):
    group = opened.workspace.timeline.tracks.active
    data = dragged(tmp_path / "other.mp4", tmp_path / "glass.wav")
    hold_over(group, data)
    assert signs(group) == []
    assert "Drop to open 2 files" in signs(opened.workspace)


def test_the_hint_about_a_sound_leaves_the_tracks_in_view(opened, tmp_path):
    workspace = opened.workspace
    hold_over(workspace, dragged(tmp_path / "glass.wav"))
    hints = [each for each in workspace.findChildren(QLabel) if each.text()[:11] == "Drop to add"]
    (hint,) = (each for each in hints if each.isVisible())
    tracks = workspace.timeline.tracks
    place = QRect(tracks.mapTo(workspace, QPoint()), tracks.size())
    assert not hint.geometry().intersects(place)
