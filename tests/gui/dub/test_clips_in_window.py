"""Several clips in a project, ranges by hand, listening to A, B and the original, full screen."""

import math

import numpy as np
import pytest
import soundfile as sf
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from engine.project import storage
from engine.project.model import Project, new_id
from gui.commands.command_palette import CommandPalette
from gui.commands.edit_history import History
from gui.dub.monitor import MIX, ORIGINAL, Heard
from gui.dub.perform.performing import State
from gui.playback.loudness import LISTENING_LUFS, integrated_lufs, listening_gain
from gui.playback.mixer import RATE_HZ
from tests.gui.helpers import write_video
from tests.gui.window_tools import drop, wait_for_takes


@pytest.fixture
def two_clips(dubbed, qtbot, tmp_path):
    """The dubbed clip, and another one that is shown."""
    drop(dubbed, write_video(tmp_path / "other.mp4"))
    document = dubbed.document
    qtbot.waitUntil(
        lambda: document.clip.name == "other.mp4" and bool(document.track.events), timeout=40000
    )
    return dubbed


def test_the_name_of_a_clip_keeps_its_ampersand_in_buttons_and_menus(opened, qtbot, tmp_path):
    document, selector = opened.document, opened.workspace.clip_selector
    drop(opened, write_video(tmp_path / "fire & rain.mp4"))
    qtbot.waitUntil(lambda: document.clip.name == "fire & rain.mp4", timeout=40000)
    selector.menu().aboutToShow.emit()
    (recent,) = opened.findChildren(QMenu, "recent")
    recent.aboutToShow.emit()
    shown = [selector.text(), opened.actions_["undo"].text()]
    shown += [action.text() for menu in (selector.menu(), recent) for action in menu.actions()]
    named = [text for text in shown if "fire" in text]
    assert len(named) == 4
    assert all("fire && rain.mp4" in text for text in named)  # Qt shows two as one
    palette = CommandPalette(opened.actions_, opened)
    assert "Undo Add fire & rain.mp4" in palette.texts()
    palette.close()


def test_the_chooser_leads_back_to_an_earlier_clip_with_its_takes(two_clips, qtbot):
    document, workspace = two_clips.document, two_clips.workspace
    assert document.takes() == []
    selector = workspace.clip_selector
    assert "2 / 2" in selector.text()
    selector.menu().aboutToShow.emit()
    entry = next(a for a in selector.menu().actions() if a.text().startswith("clip 1.mp4"))
    assert "1 take" in entry.text()
    entry.trigger()
    assert document.clip.name == "clip 1.mp4"
    assert len(document.takes()) == 1
    qtbot.waitUntil(lambda: workspace.media.info is not None, timeout=40000)
    assert workspace.media.info.path.name == "clip 1.mp4"
    two_clips.actions_["next_clip"].trigger()
    assert document.clip.name == "other.mp4"
    two_clips.actions_["previous_clip"].trigger()
    assert document.clip.name == "clip 1.mp4"


def test_the_tip_of_the_chooser_says_what_the_file_holds(opened):
    tip = opened.workspace.clip_selector.toolTip()
    assert "Video: h264, 160 x 90, 25 fps" in tip
    assert "Audio 1: aac, 48 kHz, stereo" in tip


def test_the_history_goes_back_to_any_edit(opened):
    document = opened.document
    opened.actions_["select_all"].trigger()
    opened.actions_["mute_events"].trigger()
    opened.actions_["delete"].trigger()
    opened.actions_["history"].trigger()
    (history,) = opened.findChildren(History)
    steps = document.undo_stack.count()
    history.view.setCurrentIndex(history.view.model().index(steps - 2, 0))
    assert len(document.track.events) == 4
    assert not any(item.event.muted for item in document.track.events)
    history.close()


def test_a_clip_that_is_taken_out_comes_back_with_its_takes(two_clips):
    document = two_clips.document
    two_clips.actions_["next_clip"].trigger()
    two_clips.actions_["remove_clip"].trigger()
    assert [clip.name for clip in document.project.clips] == ["other.mp4"]
    assert document.undo_stack.undoText() == "Remove clip 1.mp4"
    two_clips.actions_["undo"].trigger()
    assert document.clip.name == "clip 1.mp4"
    assert len(document.takes()) == 1


def test_several_clips_are_added_in_one_step_and_their_events_in_none(window, qtbot, tmp_path):
    document = window.document
    drop(window, *(write_video(tmp_path / f"{number}.mp4") for number in range(3)))
    qtbot.waitUntil(lambda: bool(document.clip and document.track.events), timeout=40000)
    assert len(document.project.clips) == 3
    assert document.undo_stack.count() == 1
    assert document.undo_stack.undoText() == "Add 3 clips"
    window.actions_["undo"].trigger()
    assert document.clip is None
    window.actions_["redo"].trigger()
    assert len(document.track.events) == 4


def test_shift_and_drag_chooses_the_range_in_one_step(opened):
    opened.actions_["snap"].setChecked(False)
    lane = opened.workspace.timeline.mel
    steps = opened.document.undo_stack.count()
    start, end = (QPoint(round(lane.x_of(time_s)), 20) for time_s in (0.7, 0.3))
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.mousePress(lane, Qt.MouseButton.LeftButton, shift, start)
    for share in (0.2, 0.6, 1.0):
        QTest.mouseMove(lane, start + (end - start) * share)
    QTest.mouseRelease(lane, Qt.MouseButton.LeftButton, shift, end)
    assert opened.document.clip.range_s == pytest.approx((0.3, 0.7), abs=0.01)
    assert opened.document.undo_stack.count() == steps + 1
    assert opened.document.undo_stack.undoText() == "Set range"


def test_two_drags_of_an_edge_are_two_steps(opened):
    document, ruler = opened.document, opened.workspace.timeline.ruler
    opened.actions_["snap"].setChecked(False)
    opened.workspace.player.seek(0.2)
    opened.actions_["set_in"].trigger()
    steps = document.undo_stack.count()
    for wanted_s in (0.4, 0.6):
        start = QPoint(round(ruler.x_of(document.clip.in_s)), 30)
        end = QPoint(round(ruler.x_of(wanted_s)), 30)
        QTest.mousePress(ruler, Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(ruler, (start + end) / 2)
        QTest.mouseMove(ruler, end)
        QTest.mouseRelease(ruler, Qt.MouseButton.LeftButton, pos=end)
    assert document.undo_stack.count() == steps + 2
    opened.actions_["undo"].trigger()
    assert document.clip.in_s == pytest.approx(0.4, abs=0.01)


def test_without_a_clip_there_is_no_preview_to_fill_the_screen(window):
    window.actions_["full_preview"].trigger()
    assert window.workspace.full_preview.window is None
    assert not window.actions_["full_preview"].isChecked()


def heard_lufs(window, heard: Heard) -> float:
    """How loud a side is for the ear, gain included, without the volume."""
    monitor = window.workspace.monitor
    monitor.listen_to(heard)
    (layer,) = monitor.layers()
    if heard.kind == "original":
        samples = window.workspace.media.sound.pcm.samples(0, RATE_HZ)
    else:
        samples = monitor.sound_of(heard).data.pcm.samples(0, RATE_HZ)
    return integrated_lufs(samples * layer.gain)


def test_take_reference_and_original_are_heard_equally_loud(dubbed, qtbot):
    workspace, document = dubbed.workspace, dubbed.document
    take = Heard("take", document.takes()[0].id)
    reference = Heard("reference", document.project.references[0].id)
    qtbot.waitUntil(
        lambda: (
            all(map(workspace.monitor.sound_of, (take, reference)))
            and workspace.media.sound.is_measured
        ),
        timeout=40000,
    )
    assert heard_lufs(dubbed, reference) == pytest.approx(LISTENING_LUFS, abs=0.2)
    assert heard_lufs(dubbed, ORIGINAL) == pytest.approx(LISTENING_LUFS, abs=0.2)
    lufs = workspace.monitor.sound_of(take).lufs
    workspace.monitor.listen_to(take)
    (layer,) = workspace.monitor.layers()
    assert layer.gain == pytest.approx(listening_gain(lufs))


def test_a_side_of_one_short_hit_lowers_both_sides_to_the_same_loudness(dubbed, qtbot, tmp_path):
    document, monitor = dubbed.document, dubbed.workspace.monitor
    hit = tmp_path / "hit.wav"
    sf.write(hit, np.where(np.arange(RATE_HZ) < 40, 0.5, 0.0), RATE_HZ)
    document.add_take(replace(document.takes()[0], id="hit", number=2, sound=hit))
    take, reference = Heard("take", "hit"), Heard("reference", document.project.references[0].id)
    monitor.listen_to(reference)
    monitor.compare_with(take)
    qtbot.waitUntil(lambda: all(map(monitor.sound_of, (take, reference))), timeout=40000)
    (of_reference,) = monitor.layers()
    monitor.flip()
    (of_take,) = monitor.layers()
    lufs = [
        monitor.sound_of(what).lufs + 20 * math.log10(layer.gain)
        for what, layer in ((take, of_take), (reference, of_reference))
    ]
    assert lufs[0] == pytest.approx(lufs[1], abs=0.01)
    assert lufs[0] < LISTENING_LUFS - 3
    assert 20 * math.log10(0.5 * of_take.gain) == pytest.approx(-1.0, abs=0.1)


def test_the_original_alone_and_its_volume_under_a_take(dubbed, qtbot):
    workspace = dubbed.workspace
    monitor = workspace.monitor
    take = monitor.heard
    qtbot.waitUntil(
        lambda: monitor.sound_of(take) is not None and workspace.media.sound.is_measured,
        timeout=40000,
    )
    dubbed.actions_["original_under"].setChecked(True)
    own, under = monitor.layers()
    monitor.set_original_volume(0.5)
    assert monitor.layers()[1].gain == pytest.approx(under.gain / 4)
    dubbed.actions_["original_alone"].setChecked(True)
    assert monitor.heard == ORIGINAL
    assert [layer.source for layer in monitor.layers()] == [under.source]
    monitor.listen_to(take)
    assert not dubbed.actions_["original_alone"].isChecked()
    assert monitor.layers()[0].gain == own.gain
    assert len(monitor.layers()) == 2
    stack = dubbed.document.undo_stack
    stack.undo()
    assert monitor.layers()[1].gain == pytest.approx(under.gain)
    stack.undo()
    assert len(monitor.layers()) == 1
    assert not dubbed.actions_["original_under"].isChecked()


def test_the_wipe_shows_both_mels(dubbed, qtbot):
    dubbed.actions_["dub_next_seed"].trigger()
    wait_for_takes(qtbot, dubbed, 2)
    workspace = dubbed.workspace
    monitor = workspace.monitor
    qtbot.waitUntil(lambda: all(map(monitor.mel_of, (monitor.a, monitor.b))), timeout=40000)
    dubbed.actions_["wipe"].setChecked(True)
    mel = workspace.timeline.mel
    assert mel.wipe == 0.5
    qtbot.waitUntil(lambda: mel.first is not None and mel.first.name.startswith("Take 2"))
    assert mel.second.name.startswith("Take 1")
    middle = QPoint(mel.width() // 2, mel.height() // 2)
    QTest.mousePress(mel, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(mel, QPoint(mel.width() // 4, middle.y()))
    QTest.mouseRelease(mel, Qt.MouseButton.LeftButton, pos=QPoint(mel.width() // 4, middle.y()))
    assert mel.wipe == pytest.approx(0.25, abs=0.02)


def test_the_spectrogram_of_a_mix_is_shown_while_the_mix_is_heard(dubbed, qtbot):
    monitor, lane = dubbed.workspace.monitor, dubbed.workspace.timeline.mel
    qtbot.waitUntil(lambda: monitor.mel_of(monitor.a) is not None, timeout=40000)
    take = monitor.mel_of(monitor.a).mel
    dubbed.actions_["add_track"].trigger()
    assert monitor.a == MIX
    qtbot.waitUntil(lambda: lane.first.name == "Mix", timeout=20000)
    shown = [mel.columns(0.0, 1.0, 50) for mel in (lane.first.mel, take)]
    assert np.array_equal(*shown)
    dubbed.actions_["original_under"].setChecked(True)
    qtbot.waitUntil(
        lambda: not np.array_equal(*(mel.columns(0.0, 1.0, 50) for mel in (lane.first.mel, take))),
        timeout=40000,
    )


def test_f11_fills_the_screen_with_the_picture_and_esc_leaves(opened, qtbot):
    workspace = opened.workspace
    qtbot.waitUntil(lambda: workspace.preview.screen_.image is not None, timeout=40000)
    opened.actions_["full_preview"].trigger()
    full = workspace.full_preview.window
    assert full.isFullScreen()
    assert full.screen_.image is not None
    workspace.player.step(1)
    qtbot.waitUntil(lambda: full.screen_.image == workspace.preview.screen_.image, timeout=5000)
    QTest.keyClick(full, Qt.Key.Key_Escape)
    assert workspace.full_preview.window is None
    assert not opened.actions_["full_preview"].isChecked()


def test_the_picture_says_that_a_performance_is_recorded_also_in_full_screen(opened, qtbot):
    workspace = opened.workspace
    qtbot.waitUntil(lambda: workspace.preview.screen_.image is not None, timeout=40000)
    opened.actions_["full_preview"].trigger()
    screens = workspace.preview.screen_, workspace.full_preview.window.screen_
    before = [screen.grab().toImage() for screen in screens]
    workspace.performing.state_changed.emit(State.RECORDING)
    during = [screen.grab().toImage() for screen in screens]
    assert all(a != b for a, b in zip(before, during, strict=True))
    workspace.performing.state_changed.emit(State.IDLE)
    assert [screen.grab().toImage() for screen in screens] == before
    workspace.full_preview.window.close()


def test_both_sides_are_there_again_in_a_project_that_is_opened_again(dubbed, tmp_path):
    document, monitor = dubbed.document, dubbed.workspace.monitor
    (first,), other = document.takes(), new_id()
    document.add_take(replace(first, id=other, number=2))
    monitor.listen_to(Heard("take", first.id))
    monitor.compare_with(Heard("take", other))
    path = tmp_path / "film.varietysound"
    storage.save(document.project, path)
    document.replace_project(Project(new_id()), None)
    assert monitor.b == ORIGINAL
    document.replace_project(storage.load(path), path)
    assert [monitor.a.id, monitor.b.id] == [first.id, other]
