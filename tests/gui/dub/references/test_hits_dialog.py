"""The hits of a reference: heard one by one, left out, and remembered."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, Signal

from engine.errors import InputError
from engine.host.messages import FindHits, FoundHits
from engine.project.model import new_clip
from engine.project.track_recipe import track_recipe
from engine.recipe import Hit
from gui.dub.references.hits_dialog import HitsDialog
from tests.gui.helpers import a_file

HITS = (
    Hit(0.1, 0.3, -3.0, 0.9, "hit"),
    Hit(0.4, 0.6, -6.0, 0.8, "voice"),
    Hit(0.7, 0.8, -40.0, 0.1, "hit", is_played=False),
)


class Engine(QObject):
    """Keeps the question and lets the test answer it."""

    changed = Signal()

    def submit(self, ask, *, title, done, failed):
        self.ask, self.done, self.failed = ask, done, failed

    def cancel(self, job):
        pass


@pytest.fixture
def engine(qapp):
    return Engine()


@pytest.fixture
def shown(qtbot, engine, reference):
    played = []
    dialog = HitsDialog(reference, engine, lambda *part_s: played.append(part_s))
    dialog.played = played
    qtbot.addWidget(dialog)
    dialog.show()
    assert engine.ask == FindHits(reference.part)
    engine.done(FoundHits(HITS))
    return dialog


def test_every_hit_is_listed_and_heard_by_a_click(shown, qtbot):
    rows = [shown.list.topLevelItem(row) for row in range(3)]
    assert [rows[1].text(column) for column in range(5)] == [
        "0.400 s",
        "200 ms",
        "-6 dB",
        "Voice",
        "80 %",
    ]
    shown.list.itemClicked.emit(rows[1], 1)
    assert shown.played == [(0.4, 0.6)]
    assert shown.says.text().startswith("2 of 3 hits are played.")


def test_an_unticked_hit_is_left_out_until_it_is_ticked_again(shown):
    row = shown.list.topLevelItem(1)
    row.setCheckState(0, Qt.CheckState.Unchecked)
    assert shown.reference.left_out == (0.5,)
    assert shown.says.text().startswith("1 of 3 hits are played.")
    row.setCheckState(0, Qt.CheckState.Checked)
    assert shown.reference.left_out == ()


def test_what_was_left_out_before_is_not_ticked(qtbot, engine, reference):
    dialog = HitsDialog(replace(reference, left_out=(0.2,)), engine, print)
    qtbot.addWidget(dialog)
    dialog.show()
    engine.done(FoundHits(HITS))
    ticks = [dialog.list.topLevelItem(row).checkState(0) for row in range(3)]
    assert ticks == [Qt.CheckState.Unchecked, Qt.CheckState.Checked, Qt.CheckState.Unchecked]
    assert dialog.says.text().startswith("1 of 3")


def test_a_reference_that_cannot_be_read_is_said(shown, engine):
    engine.failed(InputError("hammer.wav is silent.", hint="Choose another part."))
    assert shown.says.text() == "hammer.wav is silent. Choose another part."


def test_the_next_take_plays_no_hit_that_is_left_out(tmp_path, reference):
    clip = new_clip(a_file(tmp_path))
    left = replace(reference, left_out=(0.5,))
    assert track_recipe(clip, clip.track, left, clip.track.settings).left_out == (0.5,)


def test_leaving_a_hit_out_is_one_step_that_is_undone(opened, monkeypatch):
    document, panel = opened.document, opened.workspace.references

    def leave_out(dialog):
        dialog.reference = replace(dialog.reference, left_out=(0.5,))

    monkeypatch.setattr(HitsDialog, "exec", leave_out)
    panel.hits.click()
    assert panel.current().left_out == (0.5,)
    document.undo_stack.undo()
    assert panel.current().left_out == ()
