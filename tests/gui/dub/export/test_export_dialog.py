"""The export dialog: what is offered for a clip, and that its fields agree with each other."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QRadioButton

from engine.events.event import Event, read_csv
from engine.media.probe import probe
from engine.project.files import media_file
from engine.project.model import Clip, Take, new_clip
from engine.recipe import WHOLE, Span
from gui.dub.export.contents import take_content
from gui.dub.export.export_dialog import ExportDialog
from gui.dub.export.export_options import first_output, ranges, video_kinds
from tests.gui.helpers import a_take, write_video
from tests.gui.window_tools import press


@pytest.fixture
def clip(tmp_path) -> Clip:
    path = write_video(tmp_path / "clip.mp4")
    return new_clip(media_file(path, probe(path).duration_s))


@pytest.fixture
def take(tmp_path, clip, reference) -> Take:
    made = a_take(tmp_path, clip, reference)
    return replace(made, recipe=replace(made.recipe, events=(Event(1 / 3, 0.7),)))


@pytest.fixture
def dialog(qtbot, take, clip) -> ExportDialog:
    clip = replace(clip, in_s=0.25, out_s=0.75)
    dialog = ExportDialog([take_content(take)], clip=clip, info=probe(clip.file.path))
    qtbot.addWidget(dialog)
    return dialog


def test_a_clip_without_sound_offers_nothing_to_do_with_its_original(qtbot, take, tmp_path):
    path = write_video(tmp_path / "silent.mp4", sound_s=None)
    clip = new_clip(media_file(path, 1.0))
    dialog = ExportDialog([take_content(take)], clip=clip, info=probe(path))
    qtbot.addWidget(dialog)
    dialog.show()
    assert not any(button.isVisible() for button in dialog.findChildren(QRadioButton))
    texts = [dialog.loudness.itemText(row) for row in range(dialog.loudness.count())]
    assert texts[0] == "Usual (-23 LUFS)"
    dialog.close()


def test_an_error_moves_no_button(dialog, qtbot):
    dialog.show()
    (export,) = (b for b in dialog.findChildren(QPushButton) if b.text() == "Export")
    before = export.geometry(), dialog.height()
    dialog.output.setText("/nowhere/at/all.mp4")
    qtbot.wait(20)
    assert dialog.problem.text()
    assert (export.geometry(), dialog.height()) == before
    dialog.close()


def can_export(dialog: ExportDialog) -> bool:
    (button,) = (b for b in dialog.findChildren(QPushButton) if b.text() == "Export")
    return button.isEnabled()


def choose(box, data) -> None:
    row = box.findData(data)
    box.setCurrentIndex(row)
    box.activated.emit(row)


def test_the_suffix_and_the_kind_of_file_are_one(dialog):
    choose(dialog.kind, ".mkv")
    assert dialog.delivery.output.name == "clip dubbed.mkv"
    dialog.output.setText(str(dialog.delivery.output.with_suffix(".mov")))
    assert dialog.kind.currentData() == ".mov"
    assert [dialog.codec.itemData(row) for row in range(dialog.codec.count())] == [None, "pcm"]


def test_a_codec_is_on_the_line_only_where_it_is_not_the_usual_one(dialog):
    assert "--codec" not in dialog.command.text()
    choose(dialog.codec, "flac")
    assert dialog.delivery.codec == "flac"
    assert "--codec flac" in dialog.command.text()


def test_a_sound_alone_has_no_codec_no_badge_and_no_further_track(dialog):
    track = dialog.findChild(QRadioButton, "track")
    badge = next(b for b in dialog.findChildren(QLabel) if b.text() == "Video copied unchanged")
    assert not badge.isHidden()
    track.setChecked(True)
    choose(dialog.kind, ".flac")
    assert dialog.delivery.original == "drop"
    assert not track.isEnabled()
    assert dialog.delivery.codec is None
    assert dialog.codec.isHidden()
    assert badge.isHidden()
    dialog.stem.setChecked(True)
    assert dialog.delivery.stem is None


def test_the_part_from_in_to_out_is_offered(dialog):
    assert dialog.delivery.span == WHOLE
    dialog.range.setCurrentIndex(1)
    dialog.range.activated.emit(1)
    assert dialog.delivery.span == Span(0.25, 0.75)
    assert "--trim 0.250:0.750" in dialog.command.text()


def test_the_dub_alone_is_written_beside_it(dialog):
    dialog.stem.setChecked(True)
    choose(dialog.stem_kind, ".flac")
    assert dialog.delivery.stem == dialog.delivery.output.with_suffix(".flac")


def test_copying_the_command_writes_the_events_that_it_reads(dialog, take):
    press(dialog.command, "Copy")
    words = QApplication.clipboard().text()
    path = dialog.delivery.output.with_name("clip dubbed.events.csv")
    assert "clip dubbed.events.csv" in words
    assert read_csv(path) == list(take.events)
    told = f"Copied. The command reads the events from {path.name} beside the exported file."
    assert (dialog.problem.text(), dialog.problem.property("tone")) == (told, "")
    dialog.output.setText(str(path.with_name("out.avi")))
    assert dialog.problem.property("tone") == "danger"


def test_a_selected_part_that_is_copied_counts_too(dialog, tmp_path):
    text = dialog.command.findChild(QPlainTextEdit)
    text.selectAll()
    text.copy()
    assert (tmp_path / "clip dubbed.events.csv").exists()


@pytest.mark.parametrize(
    ("output", "word"),
    [("none/out.mp4", "no folder"), ("clip.mp4", "itself an input"), ("out.avi", "suffix")],
)
def test_a_place_that_cannot_be_is_said_at_once(dialog, tmp_path, output, word):
    dialog.output.setText(str(tmp_path / output))
    assert word in dialog.problem.text()
    assert not can_export(dialog)
    dialog.output.setText(str(tmp_path / "fine.mp4"))
    assert can_export(dialog)


def test_a_path_may_be_typed_from_its_first_letter_on(dialog, tmp_path):
    dialog.stem.setChecked(True)
    path = str(tmp_path / "fine.mkv")
    for end in range(len(path) + 1):
        dialog.output.setText(path[:end])
    assert dialog.delivery.output == tmp_path / "fine.mkv"
    assert can_export(dialog)


def test_a_silent_clip_has_no_sound_to_keep(qtbot, tmp_path, take, clip):
    path = write_video(tmp_path / "silent.mp4", sound_s=None)
    dialog = ExportDialog([take_content(take)], clip=clip, info=probe(path))
    qtbot.addWidget(dialog)
    able = [b.objectName() for b in dialog.findChildren(QRadioButton) if b.isEnabled()]
    assert able == ["drop"]


def test_a_take_of_a_part_offers_that_part(take, clip):
    take = replace(take, recipe=replace(take.recipe, span=Span(0.1, 0.6)))
    whole_s = clip.file.duration_s
    assert [span for _, span in ranges(clip, take, whole_s)] == [WHOLE, Span(0.1, 0.6)]
    assert len(ranges(replace(clip, in_s=0.1, out_s=0.6), take, whole_s)) == 2


def test_nothing_is_written_into_the_program_itself(take):
    from engine.config import RESOURCES

    kinds = video_kinds(None)
    inside = RESOURCES / "samples" / "hammer.mp4"
    assert first_output(inside, kinds).parent == Path.home()
    assert first_output(take.recipe.video, kinds).parent == take.recipe.video.parent


def test_the_events_are_exported_beside_the_clip_on_request(dialog):
    assert dialog.delivery.markers is None
    dialog.markers.setChecked(True)
    assert dialog.delivery.markers == dialog.delivery.output.with_suffix(".fcpxml")
    choose(dialog.marker_kind, ".edl")
    assert "--markers" in dialog.command.text()
    assert dialog.delivery.markers.suffix == ".edl"
    dialog.delivery.markers.touch()
    assert dialog.delivery.overwrite


def test_an_export_is_offered_in_the_chosen_folder(take, tmp_path):
    folder = tmp_path / "exports"
    folder.mkdir()
    assert first_output(take.recipe.video, video_kinds(None), folder).parent == folder
