"""The lock of a project: one owner, who is named, and nothing that outlives a crash."""

import os
import subprocess
import sys

import pytest

from engine.config import Folders
from gui.document.project_lock import ProjectInUseError, ProjectLock, lock_file

HOLD = """
import sys, time
from pathlib import Path
from gui.document.project_lock import ProjectLock
lock = ProjectLock(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def project(tmp_path):
    return tmp_path / "film <b>1.varietysound"


def test_the_second_window_is_told_who_has_the_project(project):
    first = ProjectLock(project)
    with pytest.raises(ProjectInUseError, match=rf" on .* \(process {os.getpid()}\)"):
        ProjectLock(project)
    first.release()
    ProjectLock(project).release()


def test_a_killed_process_leaves_no_project_locked(project):
    command = [sys.executable, "-c", HOLD, str(project)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout.readline() == b"held\n"
            with pytest.raises(ProjectInUseError, match=str(process.pid)):
                ProjectLock(project)
        finally:
            process.kill()
    ProjectLock(project).release()
    assert list(project.parent.iterdir()) == []


def test_what_was_taken_over_stays_with_the_new_owner(project):
    first = ProjectLock(project)
    second = ProjectLock(project, take_over=True)
    assert (first.is_held, second.is_held) == (False, True)
    first.release()
    with pytest.raises(ProjectInUseError):
        ProjectLock(project)
    second.release()


def test_a_project_in_a_read_only_folder_is_locked_elsewhere(project, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)
    lock = ProjectLock(project)
    assert lock_file(project).is_relative_to(Folders.current().cache)
    with pytest.raises(ProjectInUseError):
        ProjectLock(project)
    lock.release()
    assert list(project.parent.iterdir()) == []


def test_a_link_to_a_project_has_the_same_lock(project):
    project.touch()
    link = project.with_name("link.varietysound")
    link.symlink_to(project)
    lock = ProjectLock(project)
    with pytest.raises(ProjectInUseError):
        ProjectLock(link)
    lock.release()


def test_a_lock_of_another_user_names_that_user(project, monkeypatch):
    lock = ProjectLock(project)

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("gui.document.project_lock.FileLock.acquire", denied)
    with pytest.raises(ProjectInUseError, match="process"):
        ProjectLock(project)
    lock.release()
