"""Two windows on one project: neither overwrites the other's work without being asked."""

import itertools
from dataclasses import dataclass
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.project import storage
from engine.project.model import Project, new_id
from engine.storage.process import ProcessId
from gui import file_commands
from gui.document import autosave
from gui.document.document import Document
from gui.file_commands import FileCommands
from gui.kit.banners import Banners
from gui.kit.workers import Runner
from tests.gui.window_tools import let_all_end, services_without_window


@dataclass
class Window:
    """What a window has for its files, without the rest."""

    document: Document
    commands: FileCommands
    runner: Runner
    banners: Banners

    def edit(self, seed: int) -> None:
        settings = self.document.settings
        self.document.edit_settings(type(settings)(seed=seed))


class Answers:
    """Answers the questions in turn and keeps their texts."""

    def __init__(self) -> None:
        self.next: list[str] = []
        self.asked: list[str] = []

    def __call__(self, _window: QWidget, _title: str, text: str, _choices: object) -> str:
        self.asked.append(text)
        return self.next.pop(0)


@pytest.fixture
def answers(monkeypatch) -> Answers:
    answers = Answers()
    monkeypatch.setattr(file_commands, "ask", answers)
    return answers


@pytest.fixture
def make(qtbot):
    made: list[Window] = []

    def window() -> Window:
        services = services_without_window(qtbot)
        commands = FileCommands(services, services.banners)
        made.append(Window(services.document, commands, services.runner, services.banners))
        return made[-1]

    yield window
    for each in made:
        each.runner.shutdown()
        each.commands.shutdown()


@pytest.fixture
def path(clip, tmp_path) -> Path:
    path = tmp_path / "film.varietysound"
    storage.save(Project(new_id(), (clip,), active_clip_id=clip.id), path)
    return path


@pytest.fixture
def open_(qtbot, make):
    def opened(path: Path) -> Window:
        window = make()
        window.commands.open_paths([path])
        let_all_end(qtbot, window.runner)
        return window

    return opened


def seed_on_disk(path: Path) -> int:
    return storage.load(path).clips[0].track.settings.seed


def test_unsaved_changes_are_asked_about_only_when_there_is_a_project_to_open(
    qtbot, open_, path, monkeypatch, tmp_path
):
    window, asked = open_(path), []
    seed = seed_on_disk(path) + 1
    window.document.edit_settings(replace(window.document.settings, seed=seed))

    def save(_window, title, *_words, **_options):
        asked.append(title)
        return "Save"

    monkeypatch.setattr(file_commands, "ask", save)
    broken = tmp_path / "broken.varietysound"
    broken.write_bytes(path.read_bytes()[:-40])
    window.commands.open_paths([broken])
    let_all_end(qtbot, window.runner)
    assert asked == []
    assert window.document.is_modified
    (told,) = window.banners.texts()
    assert told.startswith("broken.varietysound cannot be read: it is damaged, or is no project.")
    window.commands.open_paths([path])  # the same again, which is saved first
    let_all_end(qtbot, window.runner)
    assert asked == ["Save changes?"]
    assert window.document.settings.seed == seed
    assert not window.document.is_modified


def test_a_copy_under_another_name_is_another_project(open_, path, monkeypatch, tmp_path):
    window, copy = open_(path), tmp_path / "copy.varietysound"
    before = storage.load(path).id
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(copy), ""))
    assert window.commands.save_as()
    assert storage.load(copy).id == window.document.project.id != before
    assert window.commands.save()
    assert storage.load(copy).id == window.document.project.id
    assert storage.load(path).id == before


def test_a_project_of_another_window_opens_read_only(open_, path, answers, monkeypatch, tmp_path):
    first = open_(path)
    answers.next = ["Open read-only"]
    second = open_(path)
    assert "open in another window" in answers.asked[0]
    assert second.document.is_read_only
    assert second.document.project.id != first.document.project.id
    second.edit(7)
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "other.varietysound"), "")
    )
    assert second.commands.save()
    assert (seed_on_disk(path), seed_on_disk(tmp_path / "other.varietysound")) == (0, 7)
    assert not second.document.is_read_only


def test_cancelling_leaves_the_second_window_as_it_was(open_, path, answers):
    open_(path)
    answers.next = [""]
    assert open_(path).document.path is None


def test_a_project_that_was_taken_over_is_not_overwritten_unasked(open_, path, answers):
    first = open_(path)
    answers.next = ["Take over", ""]
    second = open_(path)
    assert second.document.project.id != first.document.project.id  # autosaves have its name
    first.edit(1)
    assert not first.commands.save()
    assert "open in another window" in answers.asked[1]
    second.edit(2)
    assert second.commands.save()
    assert seed_on_disk(path) == 2


def test_a_file_changed_on_disk_is_replaced_only_when_told_to(open_, path, answers):
    window = open_(path)
    other = storage.load(path)
    storage.save(replace(other, active_clip_id=None), path)  # as a program without locks does
    window.edit(5)
    answers.next = [""]
    assert not window.commands.save()
    assert "changed by another program" in answers.asked[0]
    assert seed_on_disk(path) == 0
    answers.next = ["Replace"]
    assert window.commands.save()
    window.edit(6)
    assert window.commands.save()  # no question about the window's own last save
    assert len(answers.asked) == 2


def test_saving_under_the_name_of_a_project_open_elsewhere_asks(
    open_, make, path, answers, monkeypatch
):
    open_(path)
    other = make()
    other.edit(9)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    answers.next = [""]
    assert not other.commands.save_as()
    assert seed_on_disk(path) == 0


def test_a_name_completed_by_the_program_replaces_no_file_unasked(make, path, answers, monkeypatch):
    window = make()
    window.edit(9)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path.with_suffix("")), ""))
    answers.next = [""]
    assert not window.commands.save_as()
    assert seed_on_disk(path) == 0


def test_a_closed_project_can_be_opened_by_others(open_, path, answers):
    open_(path).commands.new()
    first = open_(path)
    first.commands.shutdown()
    assert not open_(path).document.is_read_only
    assert answers.asked == []


def test_recovered_work_knows_what_it_would_overwrite(open_, make, path, answers, monkeypatch):
    window = open_(path)
    window.edit(3)
    document = window.document
    autosave.write(document.project, path, document.on_disk)
    window.commands.shutdown()
    begun_s = itertools.count(1.0, 60.0)  # the same id, but every time a later process
    monkeypatch.setattr(ProcessId, "of", lambda pid: ProcessId(pid, next(begun_s)))
    (work,) = autosave.left_behind()
    storage.save(Project(work.project.id), path)
    later = make()
    later.banners.press(f"recovery:{work.project.id}", "Recover")
    answers.next = [""]
    assert not later.commands.save()
    assert "changed by another program" in answers.asked[0]
