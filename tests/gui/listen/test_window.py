"""The listening test as a person takes it: in the real window, by keys."""

import csv
import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton

from engine.evaluation.listening.answers import Answers, read_answers, write_answers
from tests.engine.evaluation.listening.sittings import make_sitting, make_systems
from tests.gui.fakes import FakeSink
from tests.gui.window_tools import press

pytestmark = pytest.mark.timeout(300)
WAIT_MS = 60000


@pytest.fixture
def listening(window):
    window.actions_["listening_test"].trigger()
    yield window.listening.window
    window.listening.window.close()


@pytest.fixture
def opened(listening, tmp_path):
    folder, sitting = make_sitting(tmp_path)
    listening.open_test(folder)
    return listening, folder, sitting


def texts(page):
    return [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]


def scores(page):
    """The buttons with the steps of the scale, by their score."""
    buttons = page.findChildren(QPushButton)
    return {int(each.text()[0]): each for each in buttons if each.text()[0].isdigit()}


def listen(qtbot, window, listening):
    """Let time pass until the sound has been heard to its end."""
    sink = window.workspace.player.outputs.output

    def heard():
        sink.run(0.2)
        return scores(listening.trials)[5].isEnabled()

    qtbot.waitUntil(heard, timeout=WAIT_MS)


def begin(listening, name="Ann"):
    listening.listeners.name.setText(name)
    press(listening.listeners, "Start")


def test_ten_sounds_are_scored_from_the_keyboard_and_stored(opened, window, qtbot):
    listening, folder, sitting = opened
    begin(listening)
    page = listening.trials
    for number in range(10):
        assert f"{number + 1} of {len(sitting.trials)}" in texts(page)
        listen(qtbot, window, listening)
        QTest.keyClick(page, Qt.Key.Key_1 + number % 5)
        QTest.keyClick(page, Qt.Key.Key_Right)
    (answers,), _ = read_answers(folder, sitting)
    assert answers.listener == "Ann"
    assert sorted(answers.scores.values()) == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


def test_no_score_counts_before_the_sound_was_heard(opened, qtbot, window):
    listening, folder, sitting = opened
    begin(listening)
    assert not scores(listening.trials)[3].isEnabled()
    QTest.keyClick(listening.trials, Qt.Key.Key_3)
    QTest.keyClick(listening.trials, Qt.Key.Key_Right)
    assert f"1 of {len(sitting.trials)}" in texts(listening.trials)
    assert read_answers(folder, sitting)[0] == []


def silent_device():
    sink = FakeSink()
    sink.is_silent = True
    return sink


def play_to_the_end(qtbot, window, page):
    """Let time pass until the sound has been played to its end, heard or not."""
    bar = page.findChildren(QProgressBar)[1]
    player = window.workspace.player

    def over():
        player.outputs.output.run(0.2)
        return bar.value() == bar.maximum() and not player.audition.mixer.plan.playing

    qtbot.waitUntil(over, timeout=WAIT_MS)


def test_no_test_starts_without_an_audio_device(opened, window):
    listening, _, _ = opened
    listening.listeners.name.setText("Ann")
    window.workspace.player.outputs.use(silent_device())
    assert "No audio device found. Playback is silent." in texts(listening.listeners)
    assert not listening.listeners.start.isEnabled()
    QTest.keyClick(listening.listeners.name, Qt.Key.Key_Return)
    assert listening.pages.currentWidget() is listening.listeners
    press(listening.listeners, "Rescan")
    assert "No audio device found. Playback is silent." not in texts(listening.listeners)
    assert listening.listeners.start.isEnabled()


def test_a_sound_that_lost_its_device_is_not_scored_before_it_was_heard(opened, window, qtbot):
    listening, folder, sitting = opened
    begin(listening)
    page, outputs = listening.trials, window.workspace.player.outputs
    outputs.use(silent_device())
    play_to_the_end(qtbot, window, page)
    assert "No audio device" in texts(page)
    QTest.keyClick(page, Qt.Key.Key_3)
    assert read_answers(folder, sitting)[0] == []
    outputs.use(FakeSink())
    assert "Listen to the end first." in texts(page)
    QTest.keyClick(page, Qt.Key.Key_Space)
    listen(qtbot, window, listening)


def test_a_sound_at_volume_0_is_not_scored(opened, window, qtbot):
    listening, folder, sitting = opened
    begin(listening)
    page = listening.trials
    page.volume.setValue(0)
    play_to_the_end(qtbot, window, page)
    assert "Turn up the volume first." in texts(page)
    QTest.keyClick(page, Qt.Key.Key_3)
    assert read_answers(folder, sitting)[0] == []
    page.volume.setValue(50)
    QTest.keyClick(page, Qt.Key.Key_Space)
    listen(qtbot, window, listening)


def test_back_shows_the_score_and_space_plays_again(opened, qtbot, window):
    listening, _, sitting = opened
    begin(listening)
    page = listening.trials
    listen(qtbot, window, listening)
    QTest.keyClick(page, Qt.Key.Key_4)
    QTest.keyClick(page, Qt.Key.Key_Right)
    QTest.keyClick(page, Qt.Key.Key_Left)
    assert f"1 of {len(sitting.trials)}" in texts(page)
    assert [score for score, each in scores(page).items() if each.isChecked()] == [4]
    listening.trials.volume.setValue(100)
    sink = window.workspace.player.outputs.output
    sink.run(2.0)
    before = len(sink.sound())
    sink.run(0.3)
    assert not sink.sound()[before:].any()
    QTest.keyClick(page, Qt.Key.Key_Space)
    before = len(sink.sound())
    sink.run(0.3)
    peak = abs(sink.sound()[before:]).max()
    assert 0.05 < peak < 0.2  # -23 LUFS, neither raised nor lowered


def test_the_trials_say_nothing_of_systems_and_clips(opened, window, qtbot):
    listening, _, _ = opened
    begin(listening)
    for _ in range(3):
        shown = " ".join(texts(listening.trials)) + listening.windowTitle()
        assert not any(word in shown for word in ("Ground truth", "Good", "Bad", "clip0"))
        listen(qtbot, window, listening)
        QTest.keyClick(listening.trials, Qt.Key.Key_2)
        QTest.keyClick(listening.trials, Qt.Key.Key_Right)


def test_timbre_is_heard_after_its_reference(listening, window, qtbot, tmp_path):
    folder, _ = make_sitting(tmp_path, scales=("timbre",))
    listening.open_test(folder)
    begin(listening)
    assert "This is the reference." in texts(listening.trials)
    assert not scores(listening.trials)[5].isEnabled()
    QTest.keyClick(listening.trials, Qt.Key.Key_Space)  # again from the reference, which counts
    assert "This is the reference." in texts(listening.trials)
    listen(qtbot, window, listening)
    assert "This is the reference." not in texts(listening.trials)


def test_a_paused_test_continues_with_the_next_sound(opened, window, qtbot):
    listening, _, sitting = opened
    begin(listening)
    listen(qtbot, window, listening)
    QTest.keyClick(listening.trials, Qt.Key.Key_5)
    press(listening.trials, "Pause test")
    row = listening.listeners.table.topLevelItem(0)
    assert (row.text(0), row.text(1)) == ("Ann", f"1 of {len(sitting.trials)}")
    press(listening.listeners, "Continue")
    assert f"2 of {len(sitting.trials)}" in texts(listening.trials)


def test_a_test_is_prepared_from_a_folder_of_systems(listening, qtbot, tmp_path):
    page = listening.start_page
    page.source.path = make_systems(tmp_path / "systems", pictures=False)
    qtbot.waitUntil(page.prepare.isEnabled, timeout=WAIT_MS)
    assert "6 sounds of Ground truth, Bad, Good" in texts(page)
    assert not page.scales["alignment"].isEnabled()
    page.clips.setValue(1)
    assert any(text.startswith("11 sounds, about 3 min") for text in texts(page))
    page.prepare_in(tmp_path / "test")
    qtbot.waitUntil(lambda: listening.pages.currentWidget() is listening.listeners, timeout=WAIT_MS)
    assert "11 sounds of systems" in texts(listening.listeners)


def test_a_folder_that_holds_nothing_says_so_beside_the_field(listening, qtbot, tmp_path):
    page = listening.start_page
    page.source.path = tmp_path
    qtbot.waitUntil(lambda: any("holds no sounds" in each for each in texts(page)), timeout=WAIT_MS)
    assert not page.prepare.isEnabled()


def test_a_folder_without_a_test_is_refused_in_a_notice(listening, qtbot, tmp_path):
    listening.open_test(tmp_path)
    qtbot.waitUntil(lambda: any("holds no listening test" in each for each in texts(listening)))
    assert listening.pages.currentWidget() is listening.start_page


def answer(folder: Path, sitting, name: str, *, beeps_right: bool = True) -> Path:
    scores = {
        trial.id: (trial.beeps if beeps_right else trial.beeps % 5 + 1)
        if trial.beeps
        else (5 if trial.is_truth else 3)
        for trial in sitting.trials
    }
    file = folder.parent / f"{name}.json"
    file.write_text(json.dumps({"sitting": sitting.id, "listener": name, "scores": scores}))
    return file


def test_answers_of_pages_become_results_beside_the_papers(opened, tmp_path):
    listening, folder, sitting = opened
    files = [answer(folder, sitting, "Ann"), answer(folder, sitting, "Bob", beeps_right=False)]
    listening.listeners.add_files(files)
    rows = listening.listeners.table
    assert [rows.topLevelItem(n).text(2) for n in (0, 1)] == ["passed", "missed 3: not counted"]
    press(listening.listeners, "Results")
    table = listening.results.table
    lines = {table.topLevelItem(n).text(0): table.topLevelItem(n) for n in range(6)}
    assert lines["Ground truth"].text(1) == "5.00 ± 0.00  (2)"
    assert lines["Good"].text(3) == "3.00 ± 0.00  (2)"
    assert lines["Paper: own model"].text(1) == "4.04 ± 0.05"
    assert "1 listener, 1 left out" in texts(listening.results)
    listening.results.everybody.setChecked(True)
    assert table.topLevelItem(0).text(1) == "5.00 ± 0.00  (4)"
    listening.results.save_results(tmp_path / "results.csv")
    with (tmp_path / "results.csv").open(newline="") as file:
        assert next(csv.DictReader(file))["scores"] == "4"
    listening.results.save_scores(tmp_path / "scores.csv")
    assert len((tmp_path / "scores.csv").read_text().splitlines()) == 1 + 2 * len(sitting.trials)


def test_systems_without_scores_are_among_the_results(opened):
    listening, _, _ = opened
    press(listening.listeners, "Results")
    table = listening.results.table
    lines = [table.topLevelItem(n) for n in range(table.topLevelItemCount())]
    own = [line for line in lines if not line.text(0).startswith("Paper")]
    assert [line.text(0) for line in own] == ["Ground truth", "Bad", "Good"]
    assert {line.text(place) for line in own for place in (1, 2, 3)} == {"\N{EN DASH}"}


def test_checks_are_passed_only_once_they_were_met(opened):
    listening, folder, sitting = opened
    checks = [trial for trial in sitting.trials if trial.beeps]
    for name, met in (("Ann", 0), ("Bob", 1), ("Cleo", len(checks))):
        scores = {trial.id: trial.beeps for trial in checks[:met]}
        write_answers(folder, Answers(sitting=sitting.id, listener=name, scores=scores))
    listening.listeners.refresh()
    rows = listening.listeners.table
    assert [rows.topLevelItem(n).text(2) for n in range(3)] == ["\N{EN DASH}", "1 of 3", "passed"]


def test_the_test_is_saved_as_a_page(opened, qtbot, tmp_path):
    listening, _, _ = opened
    page = tmp_path / "page.html"
    listening.listeners.save_page(page)
    qtbot.waitUntil(
        lambda: any("Saved page.html" in each for each in texts(listening)), timeout=WAIT_MS
    )
    assert page.stat().st_size > 10_000


def test_the_keys_of_the_editor_stay_out_of_the_test(opened, window, qtbot):
    listening, _, _ = opened
    begin(listening)
    listen(qtbot, window, listening)
    QTest.keyClick(listening.trials, Qt.Key.Key_1)
    assert scores(listening.trials)[1].isChecked()
    assert not window.workspace.player.is_playing


def test_closing_the_window_pauses_the_test_and_loses_nothing(opened, window, qtbot):
    listening, _, sitting = opened
    begin(listening)
    listen(qtbot, window, listening)
    QTest.keyClick(listening.trials, Qt.Key.Key_5)
    listening.close()
    window.actions_["listening_test"].trigger()
    assert listening.isVisible()
    assert listening.pages.currentWidget() is listening.listeners
    assert listening.listeners.table.topLevelItem(0).text(1) == f"1 of {len(sitting.trials)}"
