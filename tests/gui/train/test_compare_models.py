"""Two models on the open clip: asked for among the models, heard in the editor."""

import pytest
from msgspec.structs import replace

from engine.project.model import DubSettings, ModelChoice
from gui.main_window import MainWindow
from tests.gui.helpers import write_tone, write_video

pytestmark = pytest.mark.timeout(90)


def compare(window: MainWindow, *names: str, kind: str = "generator") -> None:
    window.actions_["workspace_train"].trigger()
    pair = [ModelChoice(kind, name) for name in names]
    window.train.workspace.services.models.compare_requested.emit(*pair)


def heard(window: MainWindow) -> list[DubSettings]:
    """The settings of what is on A and on B."""
    takes = {take.id: take for take in window.document.takes()}
    monitor = window.workspace.monitor
    return [takes[side.id].settings for side in (monitor.a, monitor.b)]


@pytest.fixture
def opened(window, wait, tmp_path) -> MainWindow:
    clip, tone = write_video(tmp_path / "clip.mp4"), write_tone(tmp_path / "metal.wav")
    window.file_commands.open_paths([clip, tone])
    wait(lambda: bool(window.document.clip and window.document.track.events))
    wait(lambda: len(window.document.project.references) == 1)
    return window


def test_two_takes_that_differ_in_the_model_alone_are_put_on_a_and_b(opened, wait):
    compare(opened, "first", "second")
    assert opened.pages.currentWidget() is opened.workspace
    wait(lambda: len(opened.document.takes()) == 2)
    first, second = heard(opened)
    assert (first.model, second.model) == ("first", "second")
    assert first == replace(second, model="first")
    assert {first.engine, second.engine} == {"neural"}
    events = {take.recipe.events for take in opened.document.takes()}
    assert len(events) == 1


def test_two_takes_that_differ_in_the_vocoder_alone_are_put_on_a_and_b(opened, wait):
    compare(opened, "hall", "griffin-lim", kind="vocoder")
    wait(lambda: len(opened.document.takes()) == 2)
    first, second = heard(opened)
    assert (first.vocoder, second.vocoder) == ("hall", "griffin-lim")
    assert first == replace(second, vocoder="hall")


def test_without_a_clip_it_is_said_what_to_do_and_offered_again_once_one_is_open(window, wait):
    compare(window, "first", "second")
    assert window.document.takes() == []
    assert window.banners.texts() == ["Open a clip to compare first with second on it."]
    window.banners.press("model", "Open the sample")
    wait(lambda: window.document.clip is not None)
    shipped = len(window.document.takes())
    wait(lambda: any("can now be compared" in text for text in window.banners.texts()))
    window.workspace.references.list.setCurrentIndex(
        window.workspace.references.list.model().index(0, 0)
    )
    window.banners.press("model", "Compare")
    wait(lambda: len(window.document.takes()) == shipped + 2)
    assert [settings.model for settings in heard(window)] == ["first", "second"]
