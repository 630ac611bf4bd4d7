"""The source and the sensitivity of events in a track's header."""

from PySide6.QtWidgets import QToolTip

from engine.project.model import Track
from gui.main_window import MainWindow


def times_s(track: Track) -> list[float]:
    return [item.event.time_s for item in track.events]


def source_row(window: MainWindow):
    return window.workspace.timeline.tracks.active.header.source


def test_the_slider_shows_and_hides_events_at_once_in_one_step(opened):
    document, row = opened.document, source_row(opened)
    steps = document.undo_stack.count()
    slider = row.sensitivity.slider
    slider.sliderPressed.emit()
    for position in (30, 50):
        slider.setValue(position)
    slider.sliderReleased.emit()
    assert times_s(document.track) == [0.2, 0.4, 0.5, 0.6, 0.8]
    assert row.button.text() == "5 events ▾"
    assert document.undo_stack.count() == steps + 1
    document.undo_stack.undo()
    assert times_s(document.track) == [0.2, 0.4, 0.6, 0.8]
    assert slider.value() == 0


def test_a_slider_says_what_it_is_while_it_is_dragged(opened, qtbot):
    header = opened.workspace.timeline.tracks.active.header
    for knob, position, said in (
        (header.source.sensitivity, 12, "Sensitivity: 62 %"),
        (header.gain, -3, "Gain in the mix: -1.5"),
        (header.pan, 25, "Pan: R 50"),
    ):
        knob.slider.setSliderDown(True)
        knob.slider.setValue(position)
        knob.slider.setSliderDown(False)
        assert QToolTip.text() == said
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible(), timeout=20000)


def test_the_menu_counts_the_events_of_each_source_and_chooses_one(opened, qtbot):
    row = source_row(opened)
    row.menu.aboutToShow.emit()
    texts = lambda: [action.text() for action in row.menu.actions()]  # noqa: E731
    qtbot.waitUntil(lambda: all(":" in text for text in texts()), timeout=40000)
    assert texts() == [
        "Picture and model: 4",
        "Picture only: 4",
        "Model only: 1",
        "Sound of the clip: 0",
    ]
    row.menu.actions()[2].trigger()
    qtbot.waitUntil(lambda: times_s(opened.document.track) == [0.25], timeout=40000)
    assert row.menu.actions()[2].isChecked()
    assert "Model only" in row.button.toolTip()


def test_a_track_without_a_search_has_no_slider(opened):
    assert source_row(opened).sensitivity.isVisible()
    opened.actions_["add_track"].trigger()
    row = source_row(opened)
    assert not row.sensitivity.isVisible()
    assert row.button.text() == "0 events ▾"


def test_accepted_events_are_left_alone_by_the_slider(opened):
    document, row = opened.document, source_row(opened)
    opened.workspace.selection.set([document.track.events[0].id])
    opened.actions_["accept_events"].trigger()
    row.sensitivity.slider.setValue(-50)
    assert times_s(document.track) == [0.2]


def test_all_found_events_are_accepted_while_one_that_the_user_set_is_selected(opened):
    document, row = opened.document, source_row(opened)
    opened.workspace.player.seek(0.9)
    opened.actions_["add_event"].trigger()  # which selects it
    opened.actions_["accept_events"].trigger()
    row.sensitivity.slider.setValue(-50)
    assert len(document.track.events) == 5
