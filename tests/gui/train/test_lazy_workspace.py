"""The Train workspace in the window: in, out, the keys, and a model on its way to the editor."""

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QAbstractButton

from engine.project.model import ModelChoice
from gui import file_commands
from gui.main_window import MainWindow
from tests import fake_trainer
from tests.gui.helpers import write_tone, write_video

pytestmark = pytest.mark.timeout(90)


@pytest.fixture
def train(window):
    """The workspace, entered."""
    window.actions_["workspace_train"].trigger()
    return window.train.workspace


@pytest.fixture
def with_clip(window, wait, tmp_path) -> MainWindow:
    clip, tone = write_video(tmp_path / "clip.mp4"), write_tone(tmp_path / "metal.wav")
    window.file_commands.open_paths([clip, tone])
    wait(lambda: bool(window.document.clip and window.document.track.events))
    wait(lambda: len(window.document.project.references) == 1)
    return window


def test_it_is_built_at_the_first_visit_only(window):
    assert window.train.workspace is None
    window.actions_["workspace_train"].trigger()
    first = window.train.workspace
    assert window.pages.currentWidget() is first
    assert window.actions_["workspace_train"].isChecked()
    window.actions_["workspace_dub"].trigger()
    assert window.pages.currentWidget() is not first
    assert window.actions_["workspace_dub"].isChecked()
    window.actions_["workspace_train"].trigger()
    assert window.train.workspace is first


def test_the_editors_commands_rest_there_and_work_again_afterwards(with_clip):
    actions = with_clip.actions_
    before = len(with_clip.document.track.events)
    actions["workspace_train"].trigger()
    for name in ("dub", "add_event", "delete", "undo", "export", "take_1"):
        assert not actions[name].isEnabled(), name
    for name in ("save", "preferences", "theme", "palette", "play", "ab"):
        assert actions[name].isEnabled(), name
    actions["add_event"].trigger()
    assert len(with_clip.document.track.events) == before
    actions["workspace_dub"].trigger()
    assert with_clip.pages.currentWidget() is with_clip.workspace
    actions["add_event"].trigger()
    assert len(with_clip.document.track.events) == before + 1


def test_what_became_possible_meanwhile_is_possible_afterwards(with_clip):
    actions = with_clip.actions_
    actions["workspace_train"].trigger()
    actions["redo"].setEnabled(True)
    actions["export"].setEnabled(False)
    assert not actions["redo"].isEnabled()
    actions["workspace_dub"].trigger()
    assert actions["redo"].isEnabled()
    assert not actions["export"].isEnabled()
    actions["redo"].setEnabled(False)


def test_the_keys_of_the_editor_play_and_compare_the_samples(stage, window, wait):
    run = stage.ended("normal")
    window.actions_["workspace_train"].trigger()
    train = window.train.workspace
    wait(lambda: len(train.runs.samples.model.samples) == 6)
    assert train.stack.currentWidget() is train.runs  # whoever has runs comes to see them
    window.actions_["play"].trigger()
    wait(lambda: train.services.player.is_playing)
    assert train.services.player.path.is_relative_to(run.path)
    before = train.runs.samples.heard
    window.actions_["ab"].trigger()
    assert train.runs.samples.heard != before
    window.actions_["zoom_in"].trigger()
    assert not train.runs.curves.plot.is_fitted
    window.actions_["workspace_dub"].trigger()
    assert not train.services.player.is_playing


def test_a_clip_that_is_opened_there_is_shown_in_the_editor(window, train, wait, tmp_path):
    window.file_commands.open_paths([write_video(tmp_path / "clip.mp4")])
    wait(lambda: window.pages.currentWidget() is window.workspace)
    assert window.actions_["dub"].isEnabled()


def test_a_model_is_used_in_the_editor_and_the_list_of_models_is_asked_anew(
    with_clip, stage, wait, monkeypatch
):
    asked: list[bool] = []
    monkeypatch.setattr(with_clip.workspace.host, "ask_models", lambda: asked.append(True))
    with_clip.actions_["workspace_train"].trigger()
    with_clip.train.workspace.services.models.use_requested.emit(
        ModelChoice("generator", "my hammer")
    )
    settings = with_clip.document.settings
    assert (settings.engine, settings.model) == ("neural", "my hammer")
    assert with_clip.pages.currentWidget() is with_clip.workspace
    assert asked
    assert (
        "The next take will use the model my hammer, and the next search for events if it was"
        " taught any." in with_clip.banners.texts()
    )


@pytest.mark.parametrize(
    ("kind", "use"),
    [
        ("generator", "the model mine, also to find events if it was taught any"),
        ("vocoder", "the vocoder mine"),
    ],
)
def test_without_a_clip_it_says_that_a_saved_project_keeps_its_own_model(window, kind, use):
    window.actions_["workspace_train"].trigger()
    window.train.workspace.services.models.use_requested.emit(ModelChoice(kind, "mine"))
    text = f"A clip that you add now will use {use}. A saved project keeps its own."
    assert text in window.banners.texts()


def test_a_vocoder_is_used_in_the_editor_beside_the_model_that_is_chosen(with_clip):
    document = with_clip.document
    document.edit_settings(replace(document.settings, engine="neural", model="mine"))
    with_clip.actions_["workspace_train"].trigger()
    with_clip.train.workspace.services.models.use_requested.emit(ModelChoice("vocoder", "hall"))
    settings = document.settings
    assert (settings.model, settings.vocoder) == ("mine", "hall")


def test_a_model_that_was_chosen_first_is_kept_for_the_sample_and_no_work_to_be_saved(
    window, wait, monkeypatch
):
    monkeypatch.setattr(file_commands, "ask", lambda *_, **__: pytest.fail("nothing is lost"))
    window.actions_["workspace_train"].trigger()
    window.train.workspace.services.models.use_requested.emit(ModelChoice("generator", "mine"))
    window.actions_["open_sample"].trigger()
    wait(lambda: window.document.clip is not None)
    assert window.document.settings.model == "mine"


def test_closing_the_window_leaves_a_training_alone(stage, window, wait):
    run = stage.new_run()
    child = stage.start(run.path, "slow")
    window.actions_["workspace_train"].trigger()
    page = window.train.workspace.runs
    wait(lambda: page.history is not None and page.history.last is not None)
    step = page.history.last.step
    window.close()
    wait(lambda: run.status().step > step)
    assert child.poll() is None


def notices(window) -> list[str]:
    return [text for text in window.banners.texts() if text.startswith("The training ")]


def test_a_failure_is_told_elsewhere_and_no_more_once_its_page_is_seen(stage, window, wait):
    run = stage.new_run()
    child = stage.start(run.path, "slow")
    wait(window.train.chip.isVisible)
    wait(lambda: run.status().step > 0)  # it has begun, and told so
    child.kill()
    wait(lambda: bool(notices(window)))
    assert notices(window) == [
        "The training a run failed. The training process ended without saying why."
    ]
    window.actions_["workspace_train"].trigger()
    wait(lambda: window.train.workspace.shown_run == run.path)
    assert notices(window) == []


def test_a_failure_on_the_page_of_its_run_is_told_there_alone(stage, window, wait):
    run = stage.new_run()
    child = stage.start(run.path, "slow")
    wait(window.train.chip.isVisible)
    window.actions_["workspace_train"].trigger()
    page = window.train.workspace.runs
    wait(lambda: page.selected is not None and page.history.last is not None)
    child.kill()
    wait(lambda: page.card.advice is not None)
    assert notices(window) == []


def test_the_notice_of_a_failure_goes_when_the_run_trains_again(stage, window, wait):
    run = stage.new_run()
    stage.start(run.path, "slow").kill()
    child = stage.start(run.path, "slow")
    wait(window.train.chip.isVisible)
    child.kill()
    wait(lambda: bool(notices(window)))
    stage.start(run.path, "slow")
    wait(lambda: not notices(window))


def test_pages_hand_on_to_each_other(train, stage, wait, tmp_path):
    train.data_set.train_requested.emit(tmp_path / "data")
    assert train.stack.currentWidget() is train.new_run
    run = stage.ended("normal")
    train.new_run.started.emit(run.path)
    assert train.stack.currentWidget() is train.runs
    wait(lambda: train.runs.selected is not None and train.runs.selected.path == run.path)


def test_every_button_there_has_a_name(stage, window, wait):
    stage.ended("oom")
    window.actions_["workspace_train"].trigger()
    train = window.train.workspace
    wait(lambda: train.runs.card.advice is not None)
    nameless = [
        button
        for button in train.runs.findChildren(QAbstractButton)
        if not (button.text() or button.accessibleName())
        and not button.objectName().startswith(("qt_", "ScrollLeft", "ScrollRight"))
    ]
    assert nameless == []


def test_both_themes_reach_every_page(train, window, stage):
    fake_trainer.act(stage.new_run(), "normal")
    window.actions_["theme"].trigger()
    assert not window.grab().isNull()
    window.actions_["theme"].trigger()


def test_work_on_a_data_set_is_seen_and_its_end_told_from_the_editor(with_clip, wait, tmp_path):
    clips = tmp_path / "clips"
    clips.mkdir()
    write_video(clips / "clip.mp4", sound_s=1.0)
    with_clip.actions_["workspace_train"].trigger()
    with_clip.train.workspace.show_data_set()
    with_clip.train.workspace.data_set.check(clips)
    with_clip.actions_["workspace_dub"].trigger()
    chip = with_clip.train.chips[1]
    assert chip.isVisible()
    assert str(clips) in chip.toolTip()
    wait(lambda: "The clips of clips are checked." in with_clip.banners.texts())
    assert not chip.isVisible()
    with_clip.banners.press("data set", "Show")
    assert with_clip.pages.currentWidget() is with_clip.train.workspace
    assert with_clip.banners.texts() == []
