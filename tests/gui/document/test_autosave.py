"""Copies of unsaved work: generations, damaged ones passed over, whose program still runs."""

import itertools
import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from engine.project import storage
from engine.project.model import Project
from engine.storage.process import ProcessId
from gui.document import autosave
from tests.gui.helpers import a_take

ID = "00000000000000d1"


@pytest.fixture
def project(clip, reference, tmp_path, own_home) -> Project:
    project = Project(ID, (clip,), (reference,), active_clip_id=clip.id)
    take = storage.adopt_take(project, None, a_take(tmp_path, clip, reference))
    return replace(project, takes=(take,))


@pytest.fixture
def crashed(monkeypatch) -> None:
    """What this process writes seems to come from one that is gone."""
    begun_s = itertools.count(1.0, 60.0)  # the same id, but every time a later process
    monkeypatch.setattr(ProcessId, "of", lambda pid: ProcessId(pid, next(begun_s)))


def test_what_was_copied_comes_back_with_its_takes_and_its_place(project, crashed):
    autosave.write(project, Path("/somewhere/my film.varietysound"))
    (work,) = autosave.left_behind()
    assert work.project == project
    assert work.path == Path("/somewhere/my film.varietysound")
    assert work.name == "my film"


def test_a_few_generations_are_kept_and_the_newest_comes_back(project, crashed):
    for seed in range(5):
        settings = replace(project.settings, seed=seed)
        autosave.write(replace(project, settings=settings), None)
    (work,) = autosave.left_behind()
    assert len(work.copies) == autosave.GENERATIONS
    assert work.project.settings.seed == 4


def test_a_damaged_copy_is_passed_over_for_an_older_one(project, crashed):
    autosave.write(project, None)
    autosave.write(replace(project, settings=replace(project.settings, seed=9)), None)
    autosave.copies_of(ID)[-1].write_text("{ half")
    (work,) = autosave.left_behind()
    assert work.project.settings.seed == 0


@pytest.mark.parametrize(
    "time", ["2026-01-01T00:00:00", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"]
)
def test_a_strange_time_of_a_copy_hides_no_other(project, crashed, time):
    autosave.write(project, None)
    autosave.write(Project("00000000000000d2"), None)
    (copy,) = autosave.copies_of(ID)
    plain = json.loads(copy.read_text())
    plain["autosave"]["written_at"] = time
    copy.write_text(json.dumps(plain))
    assert {work.project.id for work in autosave.left_behind()} == {ID, "00000000000000d2"}


@pytest.mark.parametrize("number", ["²", "99999999", "-1", ""])
def test_a_strange_name_among_the_copies_stops_no_new_one(project, crashed, number):
    strange = autosave.folder() / f"{ID}-{number}{storage.SUFFIX}"
    strange.mkdir(parents=True)
    for seed in range(5):
        settings = replace(project.settings, seed=seed)
        autosave.write(replace(project, settings=settings), None)
    (work,) = autosave.left_behind()
    assert work.project.settings.seed == 4


def test_the_work_of_a_program_that_runs_is_not_taken_from_it(project):
    autosave.write(project, None)
    assert autosave.left_behind() == []
    copy = autosave.copies_of(ID)[0]
    words = json.loads(copy.read_text())
    words["autosave"]["process"][1] += 5.0  # another process with the same number
    copy.write_text(json.dumps(words))
    assert len(autosave.left_behind()) == 1


def test_discarding_deletes_for_good(project, crashed):
    autosave.write(project, None)
    (work,) = autosave.left_behind()
    autosave.discard(work.copies)
    assert autosave.left_behind() == []
    assert list(autosave.folder().iterdir()) == []
