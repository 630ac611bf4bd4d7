"""References in the whole window: the library, try-on side by side, drops, the clip's own sound."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QWidget

from engine.project.model import DubSettings
from gui.document.drags import range_data, references_data
from gui.dub.references.reference_list import DUPLICATES, LIBRARY, PROJECT, Place
from gui.kit.rows import ROW_ROLE
from gui.library.contents import SHIPPED
from tests.gui.helpers import write_tone, write_video
from tests.gui.window_tools import drop, hold_over, let_go, wait_for_takes


def drop_on(widget: QWidget, data: QMimeData) -> bool:
    """Enter with something and let it go; whether it was taken."""
    return hold_over(widget, data) is not None and let_go(widget, data) is not None


def test_a_folder_that_is_looked_into_does_not_count_as_empty_yet(opened, qtbot, tmp_path):
    workspace = opened.workspace
    folder = tmp_path / "no sounds"
    folder.mkdir()
    workspace.library.add_folder(folder)
    workspace.references.places.choose(Place("folder", folder))
    assert workspace.references.empty.text() == "Looking for sounds…"
    qtbot.waitUntil(lambda: workspace.references.empty.text() == "No sounds here.", timeout=20000)


def test_what_one_project_used_the_next_one_finds_in_the_library(opened, qtbot, tmp_path):
    workspace, document = opened.workspace, opened.document
    document.mark_saved(tmp_path / "unused")
    opened.file_commands.new()
    drop(opened, write_video(tmp_path / "other.mp4"))
    qtbot.waitUntil(lambda: bool(document.clip and document.track.events), timeout=40000)
    assert document.project.references == ()
    workspace.references.places.choose(LIBRARY)
    listed = {
        reference.name: reference
        for reference in workspace.references.model.everything()
        if tmp_path in reference.file.path.parents  # samples have these names, too
    }
    assert set(listed) == {"metal", "wood"}
    workspace.references.select([listed["wood"].id])
    opened.actions_["dub"].trigger()
    wait_for_takes(qtbot, opened, 1)
    assert [reference.name for reference in document.project.references] == ["wood"]
    assert document.takes()[0].title == "wood"


def test_a_search_looks_into_names_and_tags(opened):
    references = opened.workspace.references
    references.search.setText("meta")
    assert [r.name for r in references.selected()] == ["metal"]
    references.search.setText("ü wood")  # the tag is the folder's name
    assert [r.name for r in references.selected()] == ["wood"]
    references.search.setText("nothing like it")
    assert references.selected() == []
    assert references.empty.text() == "No matches."


@pytest.fixture
def long_opened(window, qtbot, tmp_path):
    """A clip of seven seconds, long enough for drafts, and two references."""
    clip = write_video(tmp_path / "long.mp4", times_s=[k / 5 for k in range(36)], sound_s=7.0)
    drop(window, clip, write_tone(tmp_path / "metal.wav"), write_tone(tmp_path / "wood.wav"))
    qtbot.waitUntil(
        lambda: (
            bool(window.document.clip and window.document.track.events)
            and window.workspace.player.duration_s > 6.0
        ),
        timeout=40000,
    )
    return window


def test_try_on_brings_drafts_first_and_looks_at_the_picture_once(long_opened, qtbot):
    workspace, document = long_opened.workspace, long_opened.document
    asked: list[bool] = []
    original = workspace.host.submit

    def submit(ask, **rest):
        asked.append(ask.recipe.vocoder == "griffin-lim")
        return original(ask, **rest)

    workspace.host.submit = submit
    workspace.references.select([ref.id for ref in document.project.references])
    workspace.references.list.setFocus()
    long_opened.actions_["try_on"].trigger()
    strip = workspace.try_on_strip
    assert strip.isVisible()
    assert [card.state_text() for card in strip.cards] == ["waiting…", "waiting…"]
    qtbot.waitUntil(
        lambda: len(document.takes()) == 2 and not any(t.draft for t in document.takes()),
        timeout=40000,
    )
    assert asked == [True, True, False, False]
    drafts = [take for take in document.project.takes if take.draft]
    assert all(take.deleted for take in drafts)
    assert all(take.facts.duration_s == 3.0 for take in drafts)
    first = next(take for take in document.takes() if take.title == "metal")
    assert workspace.monitor.a.id == first.id  # the draft that was heard became the full take
    strip.cards[1].click()
    assert workspace.monitor.heard.id == strip.cards[1].take.id
    assert strip.cards[1].take.title == "wood"
    assert "4/4 events" in strip.cards[1].accessibleName()


def test_a_cancelled_try_on_is_not_waited_for(long_opened):
    workspace, document = long_opened.workspace, long_opened.document
    workspace.dubbing.try_on(list(document.project.references), 0.5)
    strip = workspace.try_on_strip
    assert [card.state_text() for card in strip.cards] == ["waiting…", "waiting…"]
    workspace.host.cancel_all()
    assert [card.state_text() for card in strip.cards] == ["cancelled", "cancelled"]
    workspace.dubbing.dub([strip.cards[0].reference])
    assert [card.state_text() for card in strip.cards] == ["waiting…", "cancelled"]
    workspace.host.cancel_all()


def test_a_draft_is_cut_where_something_sounds(long_opened, qtbot):
    document = long_opened.document
    long_opened.workspace.player.seek(6.5)  # all events are in the first second
    long_opened.workspace.references.select([document.project.references[0].id])
    long_opened.actions_["try_on"].trigger()
    qtbot.waitUntil(lambda: bool(document.project.takes), timeout=40000)
    assert document.project.takes[0].recipe.span.start_s < 0.2
    wait_for_takes(qtbot, long_opened, 1)


def test_a_reference_dropped_on_the_clip_dubs_it(opened, qtbot):
    reference = opened.document.project.references[1]
    assert drop_on(opened.workspace.timeline, references_data([reference]))
    wait_for_takes(qtbot, opened, 1)
    assert opened.document.takes()[0].title == "wood"


def test_several_dropped_references_are_tried_on(opened, qtbot):
    references = opened.document.project.references
    assert drop_on(opened.workspace.preview, references_data(references))
    wait_for_takes(qtbot, opened, 2)
    assert opened.workspace.try_on_strip.isVisible()


def test_a_dropped_piece_of_the_timeline_becomes_the_chosen_reference(opened):
    opened.workspace.references.places.choose(LIBRARY)
    assert drop_on(opened.workspace.references, range_data(0.25, 0.75))
    own = opened.document.project.references[-1]
    assert own.file == opened.document.clip.file
    assert own.region_s == (0.25, 0.75)
    assert opened.workspace.references.current() == own
    assert opened.document.undo_stack.undoText().startswith("Add clip 1")


def test_a_sound_that_is_dropped_on_the_window_is_the_next_reference(opened, qtbot, tmp_path):
    references = opened.workspace.references
    drop(opened, write_tone(tmp_path / "knock.wav"))
    qtbot.waitUntil(lambda: len(opened.document.project.references) == 3, timeout=40000)
    assert references.current().name == "knock"
    drop(opened, opened.document.project.references[1].file.path)  # there already
    qtbot.waitUntil(lambda: references.current().name == "wood", timeout=40000)


def test_files_from_outside_pass_the_inner_targets(opened, tmp_path):
    data = QMimeData()
    data.setText("something else")
    assert not drop_on(opened.workspace.timeline, data)
    assert not drop_on(opened.workspace.references, data)


def test_in_the_list_space_plays_the_reference_and_ctrl_a_takes_all(opened, qtbot):
    references = opened.workspace.references
    first = opened.document.project.references[0]
    sounds = opened.workspace.sounds
    qtbot.waitUntil(lambda: sounds.get(first.file.path) is not None, timeout=40000)
    references.select([first.id])
    QTest.keyClick(references.list, Qt.Key.Key_Space)
    assert opened.workspace.player.audition.mixer.plan.playing
    assert not opened.workspace.player.is_playing
    opened.activateWindow()
    with qtbot.waitActive(opened):
        pass
    references.list.setFocus()
    QTest.keyClick(references.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(references.selected()) == 2
    assert opened.workspace.selection.ids == frozenset()


def test_the_recipe_of_a_take_spells_out_what_the_program_chose(opened, qtbot, monkeypatch):
    opened.document.edit_settings(DubSettings(seed=3))
    opened.actions_["dub"].trigger()
    wait_for_takes(qtbot, opened, 1)
    recipe = opened.document.takes()[0].recipe
    assert (recipe.seed, recipe.model) == (3, "shipped")


def test_a_take_made_once_more_says_whether_it_is_the_same(dubbed, qtbot):
    said: list[str] = []
    dubbed.workspace.dubbing.said.connect(said.append)
    first = dubbed.document.takes()[0]
    dubbed.workspace.takes.reproduce_requested.emit(first)
    qtbot.waitUntil(lambda: len(said) == 2, timeout=40000)
    assert said == ["Take 2 is ready", "Take 2 is bit-identical to take 1"]
    Path(first.sound).write_bytes(b"another sound")
    dubbed.workspace.takes.reproduce_requested.emit(first)
    qtbot.waitUntil(lambda: len(said) == 4, timeout=40000)
    assert said[3] == "Take 3 differs from take 1"


def test_in_the_library_ctrl_z_brings_a_removed_sound_back(opened, qtbot):
    references, library = opened.workspace.references, opened.workspace.library
    references.places.choose(LIBRARY)
    wood = next(item for item in library.items if "ü" in str(item.file.path.parent))
    references.edits.toggle_favourite(wood)
    wood = library.item(wood.id)
    references.select([wood.id])
    QTest.keyClick(references.list, Qt.Key.Key_Delete)
    assert library.item(wood.id) is None
    assert opened.actions_["undo"].text() == f"Undo Remove {wood.name} from library"
    opened.actions_["undo"].trigger()
    assert library.item(wood.id) == wood
    assert wood.favourite


def test_a_favourite_of_the_project_is_one_step(opened):
    references, library = opened.workspace.references, opened.workspace.library
    own = opened.document.project.references[0]
    references.edits.toggle_favourite(own)
    kept = next(item for item in library.items if item.file.path == own.file.path)
    assert kept.favourite
    opened.actions_["undo"].trigger()
    assert not opened.document.project.references[0].favourite
    assert not library.item(kept.id).favourite


def test_the_first_clip_of_ones_own_finds_the_shipped_references(window, qtbot, tmp_path):
    drop(window, write_video(tmp_path / "own.mp4"))
    panel = window.workspace.references
    qtbot.waitUntil(lambda: panel.model.rowCount() > 0, timeout=40000)
    files = [panel.model.item(panel.model.index(row, 0)).file.path for row in range(4)]
    assert all(SHIPPED in file.parents for file in files)
    assert panel.current() is not None  # so that DUB works at once
    qtbot.waitUntil(lambda: bool(window.document.track.events), timeout=40000)
    chosen = panel.selected()
    window.actions_["dub"].trigger()
    assert window.document.project.references
    assert panel.selected() == chosen != []
    drop(window, write_tone(tmp_path / "own.wav"))
    qtbot.waitUntil(lambda: panel.model.rowCount() == 2, timeout=40000)
    assert [panel.model.item(panel.model.index(row, 0)).name for row in range(2)][1] == "own"


def test_duplicates_of_the_library_have_a_place_of_their_own(window, qtbot, tmp_path):
    panel = window.workspace.references
    names = ("a", "b", "c")
    paths = [write_tone(tmp_path / f"{name}.wav", hz=440.0) for name in names[:2]]
    paths.append(write_tone(tmp_path / "c.wav", hz=880.0))
    window.file_commands.open_paths(paths)
    qtbot.waitUntil(lambda: len(window.document.project.references) == 3, timeout=30_000)
    panel.places.choose(DUPLICATES)
    listed = [panel.model.item(panel.model.index(row, 0)) for row in range(panel.model.rowCount())]
    assert sorted(item.name for item in listed) == ["a", "b"]


def test_the_map_shows_what_the_list_shows_and_selects_in_it(opened, qtbot):
    panel = opened.workspace.references
    opened.actions_["timbre_map"].trigger()
    shown = panel.map.map
    qtbot.waitUntil(lambda: len(shown.items) == 2, timeout=20000)
    other = next(each for each in shown.items if each != panel.current())
    QTest.mouseClick(
        shown, Qt.MouseButton.LeftButton, pos=shown.point(shown.items.index(other)).toPoint()
    )
    assert panel.current() == other
    panel.search.setText("wood")
    qtbot.waitUntil(lambda: [each.name for each in shown.items] == ["wood"], timeout=20000)
    panel.map.close()


def test_the_map_opens_with_the_sound_that_the_list_has_selected(opened, qtbot):
    panel = opened.workspace.references
    other = opened.document.project.references[1]
    panel.select([other.id])
    opened.actions_["timbre_map"].trigger()
    qtbot.waitUntil(lambda: panel.map.map.current() == other, timeout=20000)
    panel.map.close()


def test_the_map_is_closed_by_what_opened_it_and_the_command_has_a_tick(opened):
    panel, action = opened.workspace.references, opened.actions_["timbre_map"]
    for is_open in (True, False, True):
        panel.map_button.click()
        assert panel.map.isVisible() is is_open
        assert action.isChecked() is panel.map_button.isChecked() is is_open
    panel.map.close()
    assert not action.isChecked()
    assert not panel.map_button.isChecked()


def test_the_map_closes_with_the_clip_beside_which_it_was_opened(opened, qtbot, tmp_path):
    panel = opened.workspace.references
    opened.actions_["timbre_map"].trigger()
    drop(opened, write_video(tmp_path / "other.mp4"))
    qtbot.waitUntil(lambda: not panel.map.isVisible(), timeout=40000)
    assert not opened.actions_["timbre_map"].isChecked()


def test_what_the_list_does_not_need_goes_to_the_picture_of_the_sound(opened, qtbot):
    references = opened.workspace.references
    opened.resize(1280, 800)
    qtbot.waitUntil(lambda: references.picker.height() > 130)
    high = references.picker.height()
    assert references.list.height() > 1.5 * high
    opened.resize(1024, 640)
    qtbot.waitUntil(lambda: references.picker.height() < high)
    assert references.list.height() > 180  # four sounds


def test_region_and_hits_can_be_read_in_a_language_of_long_words(opened, qtbot, dark):
    panel = opened.workspace.references
    opened.resize(1280, 800)
    panel.hits.setText("Anschläge …")
    panel.picker.previewed.emit(12.0, 112.2)
    panel.region_text.setText(panel.region_text.text().replace(" to ", " bis "))
    qtbot.waitUntil(lambda: panel.region_text.shown_text() == "12.00 bis 112.20 s · 100.20 s")
    qtbot.waitUntil(lambda: panel.hits.width() >= panel.hits.sizeHint().width())
    assert panel.hits.mapTo(panel, panel.hits.rect().topRight()).x() < panel.width()


def test_after_undo_and_redo_of_all_the_reference_of_the_track_is_chosen(opened, qtbot):
    references, stack = opened.workspace.references, opened.document.undo_stack
    _, wood = opened.document.project.references
    references.select([wood.id])
    opened.actions_["dub"].trigger()
    wait_for_takes(qtbot, opened, 1)
    last = stack.index()
    stack.setIndex(0)
    assert opened.document.project.references == ()
    stack.setIndex(last)
    assert opened.document.track.reference_id == wood.id
    assert references.selected() == [wood]


def test_a_reference_that_cannot_be_read_says_so_in_the_list_and_below_it(opened, qtbot):
    panel, first = opened.workspace.references, opened.document.project.references[0]
    broken = replace(first.file, path=first.file.path.with_name("broken.wav"))
    broken.path.write_bytes(b"no sound")
    opened.document.edit_reference("Break", replace(first, file=broken))
    panel.select([first.id])
    words = f"{first.name} cannot be read"
    qtbot.waitUntil(lambda: panel.picker.words == words, timeout=40000)
    row = panel.model.index(panel.model.row_of(first.id), 0)
    assert row.data(ROW_ROLE).lines[0].text == "Its sound cannot be read"
    assert "cannot be read" in row.data(Qt.ItemDataRole.AccessibleTextRole)


def test_f2_renames_the_reference(opened, monkeypatch):
    panel = opened.workspace.references
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("bell", True))
    QTest.keyClick(panel.list, Qt.Key.Key_F2)
    assert panel.current().name == "bell"
    assert opened.document.undo_stack.undoText() == "Rename reference"


def test_a_shipped_sound_stays_selected_when_it_is_taken_into_the_project(opened, qtbot):
    panel = opened.workspace.references
    panel.places.choose(Place("folder", SHIPPED))
    qtbot.waitUntil(lambda: panel.model.rowCount() > 2, timeout=20000)
    shipped = next(each for each in panel.model.items if each.name == "wood")
    panel.select([shipped.id])
    adopted = panel.adopted()
    assert panel.current() == shipped
    panel.places.choose(LIBRARY)
    assert panel.current() == shipped
    panel.places.choose(PROJECT)
    assert panel.selected() == adopted
    panel.places.choose(Place("folder", SHIPPED))
    assert panel.selected() == [shipped]
