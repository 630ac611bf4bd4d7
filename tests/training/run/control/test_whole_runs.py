"""Runs are renamed, duplicated, deleted and restored; a note stays with each."""

import errno
from pathlib import Path

import pytest

from engine.errors import InputError, OutputExistsError, TargetError, UsageError
from engine.storage.process import ProcessId
from tests.training.tiny import config, new_run
from training.run.control.whole_runs import (
    delete_run,
    duplicate_run,
    read_note,
    rename_run,
    restore_run,
    write_note,
)
from training.run.known_runs import known_runs, remember_run
from training.run.message_log import MessageLog
from training.run.messages import Stopped
from training.run.run_folder import RunFolder

GONE = ProcessId(2**22 + 1, 0.0)


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("VARIETYSOUND_HOME", str(tmp_path / "home"))
    run = new_run(tmp_path / "runs" / "first", config(tmp_path))
    remember_run(run)
    with run.take(GONE), MessageLog(run.events) as log:
        log.write(Stopped(step=5))
    run.checkpoint(5).state.write_bytes(b"state")
    return run


def _refused(*_arguments):
    raise OSError(errno.ENOSPC, "No space left on device")


def _listed():
    return [run.path.name for run in known_runs()]


def test_a_note_is_kept_and_goes_with_the_run(run):
    assert read_note(run) == ""
    write_note(run, "Größere Batches\n")
    renamed = rename_run(run, "second")
    assert read_note(renamed) == "Größere Batches"
    assert _listed() == ["second"]


def test_a_duplicate_holds_the_checkpoints_and_has_had_no_trainer(run):
    copy = duplicate_run(run, "copy")
    assert copy.checkpoint(5).state.read_bytes() == b"state"
    assert copy.process() is None
    assert copy.status().state == "stopped"
    assert copy.config() == run.config()
    assert set(_listed()) == {"first", "copy"}


def test_a_deleted_run_comes_back_and_the_one_deleted_before_is_gone(run, tmp_path):
    other = new_run(tmp_path / "runs" / "other", config(tmp_path))
    before = delete_run(other)
    deleted = delete_run(run)
    assert _listed() == []
    assert not run.path.exists()
    with pytest.raises(InputError, match="not there any more"):
        restore_run(before)
    assert restore_run(deleted).checkpoint(5).state.read_bytes() == b"state"
    assert _listed() == ["first"]


def test_a_run_that_cannot_be_moved_costs_none_that_was_deleted_before(run, tmp_path, monkeypatch):
    deleted = delete_run(run)
    other = new_run(tmp_path / "runs" / "other", config(tmp_path))
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", _refused)
        with pytest.raises(TargetError, match="cannot be moved"):
            delete_run(other)
    assert other.exists
    assert restore_run(deleted).checkpoint(5).state.read_bytes() == b"state"


def test_runs_stay_where_they_are_if_the_list_of_runs_cannot_be_written(run, monkeypatch):
    folder = run.path
    with monkeypatch.context() as patch:
        patch.setattr("training.run.known_runs.write_atomic", _refused)
        for change in (rename_run, duplicate_run):
            with pytest.raises(TargetError, match="list of runs"):
                change(run, "second")
        assert [each.name for each in folder.parent.iterdir()] == ["first"]
        deleted = delete_run(run)
        with pytest.raises(TargetError, match="list of runs"):
            restore_run(deleted)
    assert not folder.exists()
    assert restore_run(deleted).checkpoint(5).state.read_bytes() == b"state"
    assert _listed() == ["first"]


def test_a_run_that_trains_is_left_where_it_is(run):
    with run.take(ProcessId.current()):
        for change in (
            delete_run,
            lambda each: rename_run(each, "a"),
            lambda each: duplicate_run(each, "a"),
        ):
            with pytest.raises(UsageError, match="is training"):
                change(run)
    assert run.path.exists()


def test_names_that_are_taken_or_none_are_refused(run):
    for change in (rename_run, duplicate_run):
        with pytest.raises(OutputExistsError):
            change(run, "first")
        for name in ("", "a/b", ".hidden"):
            with pytest.raises(UsageError):
                change(run, name)
    assert RunFolder(run.path).exists
