"""The Models page: what is listed, taken in, passed on, deleted and brought back."""

import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QInputDialog, QLabel, QTextBrowser
from safetensors.numpy import save_file

from engine.config import Folders
from engine.mel.contract import MEL
from engine.model_files.model_file import METADATA_KEY, SUFFIX, shipped_folder
from engine.progress import JobContext
from engine.project.model import ModelChoice
from gui.train.models import page as page_module
from gui.train.models.installed_models import InstalledFiles, look
from gui.train.models.page import ModelsPage
from tests.gui.train.fake_command import Commands
from tests.gui.window_tools import dragged, hold_over, let_all_end, let_go, shown_page

pytestmark = pytest.mark.timeout(60)

ABOUT = {
    "data": "rendered clips",
    "classes": ["hammer", "ball"],
    "steps": 8000,
    "hours": 5.25,
    "measurements": {"mel": 0.0312, "onset_f1": 0.87, "onset_null": 0.1},
}


def write_model(
    path: Path, kind: str = "generator", value: float = 1.0, **provenance: object
) -> Path:
    """A model file as far as the window looks into it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    header = {
        "kind": kind,
        "configuration": {},
        "feature_backend": "motion" if kind == "generator" else "",
        "feature_version": 1,
        "provenance": {**ABOUT, **provenance},
        "mel": {name: getattr(MEL, name) for name in MEL.__slots__},
        "format_version": 1,
    }
    weights = {"w": np.full(4, value, np.float32)}
    save_file(weights, path, metadata={METADATA_KEY: json.dumps(header)})
    return path


def in_models(name: str) -> Path:
    return Folders.current().models / f"{name}{SUFFIX}"


@pytest.fixture
def commands(tmp_path) -> Commands:
    return Commands(tmp_path / "commands")


@pytest.fixture
def page(qtbot, services, commands, wait) -> Iterator[ModelsPage]:
    with shown_page(qtbot, ModelsPage(services, program=commands.program)) as page:
        services.models.changed.connect(page.refresh)
        yield page


def _texts(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.text()]


def _names(page):
    return [row.title for _, row in page.model.items]


@pytest.fixture
def filled(page, wait) -> ModelsPage:
    write_model(in_models("bell"))
    write_model(in_models("hall"), kind="vocoder")
    in_models("torn").write_bytes(b"not a model")
    page.refresh()
    wait(lambda: len(page.model.items) == 3)
    return page


def test_an_empty_folder_says_what_to_do(page, wait):
    wait(lambda: page.pages.currentIndex() == 1)
    assert page.weights_button.isVisible()


def test_a_look_that_ends_late_does_not_hide_what_came_since(
    page, services, qtbot, wait, monkeypatch
):
    wait(lambda: page.pages.currentIndex() == 1)
    looked, later = threading.Event(), threading.Event()

    def look_slowly(context: JobContext) -> InstalledFiles:
        installed = look(context)
        looked.set()
        later.wait(10)
        return installed

    with monkeypatch.context() as patch:
        patch.setattr(page_module, "look", look_slowly)
        page.refresh()
    looked.wait(10)  # and saw nothing
    write_model(in_models("bell"))
    page.refresh()
    wait(lambda: _names(page) == ["bell"])
    later.set()
    let_all_end(qtbot, services.runner)
    assert _names(page) == ["bell"]


def test_a_person_makes_a_model_the_default_of_its_kind(filled, services, wait):
    write_model(in_models("second bell"))
    filled.refresh()
    wait(lambda: len(filled.model.items) == 4)
    (second,) = (model for model in filled.installed.models if model.name == "second bell")
    assert not filled.installed.is_default(second)
    filled.select(second.path)
    filled.details.default.click()
    wait(lambda: filled.installed.is_default(second))
    assert _names(filled)[0] == "second bell"
    wait(lambda: not filled.details.default.isVisible())
    assert any("default" in text for text in _texts(filled.details))


def test_the_default_of_a_kind_is_marked_by_a_star_and_in_words(filled):
    marks = {}
    for _, shown in filled.model.items:
        marks[shown.title] = (shown.mark is not None, "default" in shown.lines[0].text)
    assert marks == {"bell": (True, True), "hall": (True, True), "torn": (False, False)}


def test_a_model_is_renamed_and_stays_selected(filled, wait, monkeypatch):
    filled.select(in_models("bell"))
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: (" cow bell ", True))
    filled.details.rename.click()
    wait(lambda: filled.current == in_models("cow bell"))
    assert "bell" not in _names(filled)


def test_a_model_that_is_installed_already_is_not_installed_again(filled, services, tmp_path, wait):
    copy = tmp_path / "gong.safetensors"
    copy.write_bytes(in_models("bell").read_bytes())
    filled.import_file(copy)
    wait(lambda: "This model is already installed as bell." in services.banners.texts())
    assert not in_models("gong").exists()


@pytest.mark.parametrize(
    ("provenance", "warning"),
    [
        ({"sound_trained": False}, "it finds events, but knows nothing of sound"),
        ({"sound_trained": False, "steps": 0}, "Its training had not begun: it knows nothing yet."),
        ({}, ""),
    ],
)
def test_a_model_whose_sounds_were_not_trained_is_marked(page, wait, provenance, warning):
    write_model(in_models("bell"), **provenance)
    page.refresh()
    wait(lambda: len(page.model.items) == 1)
    shown = [each.text() for each in page.details.findChildren(QLabel) if each.isVisible()]
    assert any("training" in text and "had not begun" in text for text in shown) is bool(warning)
    assert any(warning in text for text in shown)
    assert not any("Sound trained" in text for text in shown)


def test_the_demo_of_a_model_is_rendered_once_and_played_with_its_picture(
    filled, services, sink, wait
):
    filled.select(in_models("bell"))
    demo = filled.details.demo
    wait(lambda: demo.picture.view.image is not None)
    demo.play.click()
    assert demo.play.text() == "Rendering…"
    wait(lambda: demo.is_playing and services.player.wanted is None)
    assert demo.play.text() == "Stop"
    jobs: list[object] = []
    services.host.job_changed.connect(jobs.append)
    demo.play.click()
    assert not demo.is_playing
    demo.play.click()
    assert demo.is_playing
    assert jobs == []  # from the cache
    write_model(in_models("bell"), value=7.0)  # another model under the same name
    filled.refresh()
    demo.play.click()
    wait(lambda: not demo.is_playing)
    demo.play.click()
    wait(lambda: bool(jobs))
    demo.play.click()  # stops the rendering
    assert demo.job is None


def test_another_model_stops_the_demo_and_without_a_generator_there_is_none(filled, wait):
    filled.select(in_models("bell"))
    demo = filled.details.demo
    demo.play.click()
    wait(lambda: demo.is_playing)
    filled.select(in_models("hall"))
    assert not demo.is_playing
    assert demo.isVisible()  # heard with the generator
    filled.select(in_models("bell"))
    filled.details.delete.click()
    wait(lambda: "bell" not in _names(filled))
    filled.select(in_models("hall"))
    assert not demo.isVisible()
    filled.select(in_models("torn"))
    assert not demo.isVisible()


def test_models_are_listed_and_so_is_what_cannot_be_used(filled, wait):
    assert _names(filled) == ["bell", "hall", "torn"]
    filled.select(in_models("torn"))
    assert any("damaged" in text for text in _texts(filled.details))
    assert not filled.details.use.isVisible()


def test_a_model_shows_where_it_comes_from_what_was_measured_and_its_checksum(filled, wait):
    filled.select(in_models("bell"))
    texts = _texts(filled.details)
    for text in ("rendered clips", "hammer, ball", "8000", "5 h 15 min", "motion, version 1"):
        assert text in texts
    assert [texts[texts.index(name) - 1] for name in ("Onset F1", "Mel L1")] == [
        *("87 %", "0.0312")
    ]
    wait(lambda: any(text.startswith("SHA-256: ") for text in _texts(filled.details)))
    wait(lambda: any(len(text) == 9 + 64 for text in _texts(filled.details)))


@pytest.mark.parametrize(("name", "kind"), [("bell", "generator"), ("hall", "vocoder")])
def test_a_model_of_either_kind_is_used_in_the_editor(filled, services, qtbot, name, kind):
    filled.select(in_models(name))
    with qtbot.waitSignal(services.models.use_requested) as used:
        filled.details.use.click()
    assert used.args == [ModelChoice(kind, name)]


def test_two_generators_are_compared_on_the_open_clip(filled, services, qtbot, wait):
    assert not filled.details.compare.isVisible()
    write_model(in_models("gong"), value=2.0)
    filled.refresh()
    wait(lambda: len(filled.model.items) == 4)
    filled.select(in_models("bell"))
    (action,) = filled.details.compare.menu().actions()
    assert action.text() == "with gong"
    with qtbot.waitSignal(services.models.compare_requested) as asked:
        action.trigger()
    assert asked.args == [ModelChoice("generator", "bell"), ModelChoice("generator", "gong")]


def test_a_vocoder_is_compared_with_none(filled, services, qtbot):
    filled.select(in_models("hall"))
    (action,) = filled.details.compare.menu().actions()
    assert action.text() == "with Griffin-Lim"
    with qtbot.waitSignal(services.models.compare_requested) as asked:
        action.trigger()
    assert asked.args == [ModelChoice("vocoder", "hall"), ModelChoice("vocoder", "griffin-lim")]


def test_a_file_is_taken_in_and_shown(page, services, tmp_path, wait, qtbot):
    with qtbot.waitSignal(services.models.changed, timeout=40000):
        page.import_file(write_model(tmp_path / "gong.safetensors"))
    wait(lambda: _names(page) == ["gong"])
    assert page.current == in_models("gong")
    assert "Installed the generator gong." in services.banners.texts()


def test_a_file_that_is_no_model_is_refused_in_a_sentence(page, services, tmp_path, wait):
    path = tmp_path / "gong.safetensors"
    path.write_bytes(b"x")
    page.import_file(path)
    wait(lambda: bool(services.banners.texts()))
    assert "damaged or incomplete" in services.banners.texts()[0]
    assert not in_models("gong").exists()


def test_a_model_is_passed_on_with_its_checksum(filled, services, tmp_path, wait):
    target = tmp_path / "given.safetensors"
    filled.export(filled.installed.model(in_models("bell")), target)
    wait(lambda: "Exported given.safetensors" in " ".join(services.banners.texts()))
    assert target.with_name("given.safetensors.sha256").exists()


def test_a_deleted_model_comes_back_by_undo(filled, services, wait):
    filled.select(in_models("bell"))
    filled.details.delete.click()
    wait(lambda: "bell" not in _names(filled))
    assert not in_models("bell").exists()
    services.banners.press("models", "Undo")
    wait(lambda: "bell" in _names(filled))
    assert filled.current == in_models("bell")


def test_shipped_models_cannot_be_deleted(page, wait):
    write_model(shipped_folder() / "standard.safetensors")
    page.refresh()
    wait(lambda: _names(page) == ["standard"])
    assert not page.details.delete.isVisible()
    assert page.details.export.isVisible()


def test_weights_are_checked_by_a_process_and_then_listed(page, commands, tmp_path, wait, services):
    kept = Folders.current().models / "bn_inception.pth"
    kept.parent.mkdir(parents=True)
    commands.answer("--import", lines=[{"weights": str(kept)}])
    (tmp_path / "some.pth").touch()
    kept.write_bytes(b"as the command leaves it")
    page.import_file(tmp_path / "some.pth")
    assert page.jobs.is_busy
    wait(lambda: not page.jobs.is_busy)
    wait(lambda: _names(page) == ["BN-Inception weights"])
    assert not page.weights_button.isVisible()
    assert commands.asked()[0] == ["models", "--import", str(tmp_path / "some.pth"), "--json"]


def test_files_that_are_dropped_together_are_imported_one_after_the_other(
    page, commands, wait, services
):
    path = in_models("g_1")
    commands.answer("--import", lines=[{"name": "g_1", "kind": "vocoder", "path": str(path)}])
    for name in ("first.pt", "second.pt", "third.pth"):
        page.import_file(Path(name))
    wait(lambda: len(commands.asked()) == 3 and not page.jobs.is_busy)
    assert [words[2] for words in commands.asked()] == ["first.pt", "second.pt", "third.pth"]
    assert services.banners.texts() == ["Installed the vocoder g_1."]


def test_a_dropped_model_is_imported_and_stays_where_it_was(page, commands, wait, tmp_path):
    commands.answer("--import", lines=[{"weights": str(in_models("w.pth"))}])
    data = dragged(tmp_path / "notes.txt", tmp_path / "some.pth")
    assert hold_over(page, data) is Qt.DropAction.CopyAction
    assert let_go(page, data) is Qt.DropAction.CopyAction
    wait(lambda: not page.jobs.is_busy)
    assert commands.asked()[0] == ["models", "--import", str(tmp_path / "some.pth"), "--json"]


def test_cancelling_an_import_forgets_those_behind_it(page, commands, wait):
    commands.answer("--import", lines=[])
    for name in ("first.pt", "second.pt"):
        page.import_file(Path(name))
    page.jobs.cancel()
    assert not page.jobs.is_busy
    commands.answer("--import", lines=[{"weights": str(in_models("w.pth"))}])
    page.import_file(Path("third.pt"))
    wait(lambda: not page.jobs.is_busy)
    assert "second.pt" not in [words[2] for words in commands.asked()]


def test_a_vocoder_of_another_program_is_imported_by_a_process(page, commands, wait, services):
    path = in_models("g_02500000")
    facts = {"name": "g_02500000", "kind": "vocoder", "path": str(path)}
    commands.answer("--import", lines=[facts])
    write_model(path, kind="vocoder")  # as the command leaves it
    page.import_file(Path("g_02500000"))
    wait(lambda: "Installed the vocoder g_02500000." in services.banners.texts())
    wait(lambda: _names(page) == ["g_02500000"])
    assert page.current == path


def test_weights_of_something_else_are_refused_with_the_layer(page, commands, services, wait):
    sentence = "some.pth does not hold the weights of BN-Inception: it has no conv1_7x7_s2.weight."
    told = {"type": "error", "id": None, "message": {"template": sentence}, "exit_code": 3}
    commands.answer("--import", lines=[told], said=sentence, code=3)
    page.import_file(Path("some.pth"))
    wait(lambda: services.banners.texts() == [sentence])
    assert page.weights_button.isEnabled()


def test_a_model_card_beside_the_file_is_shown(filled, wait):
    in_models("bell").with_suffix(".md").write_text("# Bell\n\nRings.")
    filled.select(in_models("hall"))
    filled.select(in_models("bell"))
    assert "Rings." in filled.details.findChildren(QTextBrowser)[-1].toPlainText()


def test_a_model_card_that_cannot_be_read_is_said(filled):
    card = in_models("bell").with_suffix(".md")
    for spoil in (lambda: card.write_bytes(b"\xff\xfe\xfd"), lambda: os.mkfifo(card)):
        card.unlink(missing_ok=True)
        spoil()
        filled.select(in_models("hall"))
        filled.select(in_models("bell"))
        assert any("bell.md could not be read" in text for text in _texts(filled.details))


def test_a_model_s_name_and_card_load_nothing(page, qtbot, tmp_path):
    name = "<b>x<img src='secret.png'>"
    path = write_model(in_models(name))
    path.with_suffix(".md").write_text(f"![a](file://{tmp_path}/secret.png) {name}")
    page.refresh()
    qtbot.waitUntil(lambda: name in _names(page))
    page.select(path)
    qtbot.waitUntil(lambda: page.findChild(QTextBrowser) is not None)
    (card,) = page.findChildren(QTextBrowser)
    assert "<b>" in card.toPlainText()
    pixels = QImage(4, 4, QImage.Format.Format_RGB32)
    pixels.save(str(tmp_path / "secret.png"))
    place = QUrl.fromLocalFile(str(tmp_path / "secret.png"))
    assert card.loadResource(QTextDocument.ResourceType.ImageResource, place).width() == 1
    labels = [label for label in page.findChildren(QLabel) if "<b>" in label.text()]
    assert labels
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)
