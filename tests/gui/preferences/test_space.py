"""What the program occupies, and cleaning with undo."""

import os
import time
from pathlib import Path

import numpy as np
import pytest

from engine.config import Folders
from engine.progress import JobContext
from engine.project import storage
from engine.project.model import Project, new_id
from engine.storage.cache import Cache
from gui.document import autosave
from gui.preferences import occupied
from gui.preferences.space import SpaceSection


def unsaved_takes(project: Project) -> Path:
    """A take of a project that was never saved, made two hours ago."""
    folder = storage.unsaved_takes_folder(project)
    folder.mkdir(parents=True)
    (folder / "take-1.flac").write_bytes(bytes(1000))
    before = time.time() - 7200
    os.utime(folder, (before, before))
    return folder


@pytest.fixture
def analysis() -> Path:
    Cache.of_user().put(Cache.key("a clip"), np.zeros(500), JobContext())
    (entry,) = Cache.of_user().files()
    return entry


@pytest.fixture
def space(qtbot, analysis, services):
    section = SpaceSection(services.document, services.runner)
    qtbot.addWidget(section)
    section.show()
    qtbot.waitUntil(section.buttons["analyses"].isVisible)
    yield section
    section.hide()
    section.shutdown()


def test_takes_that_something_needs_are_never_offered():
    here, recoverable, forgotten = (Project(new_id()) for _ in range(3))
    for project in (here, recoverable, forgotten):
        unsaved_takes(project)
    autosave.write(recoverable, None)
    takes = occupied.look(here, None, JobContext())["takes"]
    assert takes.unneeded == (storage.unsaved_takes_folder(forgotten),)
    assert (takes.total_bytes, takes.unneeded_bytes) == (3000, 1000)


def test_a_take_that_was_just_made_is_not_offered():
    os.utime(unsaved_takes(Project(new_id())))
    assert occupied.look(Project(new_id()), None, JobContext())["takes"].unneeded == ()


def test_copies_of_a_window_that_is_open_are_not_offered():
    project = Project(new_id())
    autosave.write(project, None)
    copies = occupied.look(project, None, JobContext())["copies"]
    assert copies.total_bytes > 0
    assert copies.unneeded == ()


def test_models_and_the_takes_of_the_open_project_are_counted(tmp_path):
    Folders.current().models.mkdir(parents=True)
    (Folders.current().models / "own.model").write_bytes(bytes(70))
    path = tmp_path / "film.varietysound"
    storage.takes_folder(path).mkdir(parents=True)
    (storage.takes_folder(path) / "take-1.flac").write_bytes(bytes(30))
    found = occupied.look(Project(new_id()), path, JobContext())
    assert (found["models"].total_bytes, found["project"].total_bytes) == (70, 30)
    assert found["models"].unneeded == found["project"].unneeded == ()


def test_what_was_removed_is_put_back_by_undo(space, analysis, qtbot):
    button, content = space.buttons["analyses"], analysis.read_bytes()
    button.click()
    assert not analysis.exists()
    qtbot.waitUntil(lambda: button.text() == "Undo")
    button.click()
    assert analysis.read_bytes() == content
    qtbot.waitUntil(lambda: button.text().startswith("Remove"))


def test_what_was_removed_is_gone_once_the_preferences_are_closed(space, analysis):
    space.buttons["analyses"].click()
    space.shutdown()
    assert list(analysis.parent.glob("*.array")) == list(analysis.parent.glob(".aside-*")) == []


def test_sizes_are_shown_and_nothing_unneeded_is_not_offered(space):
    assert space.sizes["analyses"].text() == "4.14 kB"
    assert space.sizes["copies"].text() == "0 bytes"
    assert not space.buttons["copies"].isVisible()
