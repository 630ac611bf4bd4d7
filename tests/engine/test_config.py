import tomllib
from pathlib import Path

import pytest

from engine import VERSION
from engine.config import GRID, Folders


def test_the_version_is_that_of_the_project():
    project = Path(__file__).parents[2] / "pyproject.toml"
    assert tomllib.loads(project.read_text())["project"]["version"] == VERSION


def test_a_window_has_the_papers_lengths():
    assert (GRID.window_video_frames, GRID.window_mel_frames, GRID.window_s) == (215, 860, 10.0)


@pytest.mark.parametrize(("seconds", "frames"), [(0.0, 1), (0.01, 1), (10.0, 215), (9.99999, 215)])
def test_a_duration_holds_whole_frames_and_at_least_one(seconds, frames):
    assert GRID.frame_count(seconds) == frames


def test_one_variable_moves_every_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("VARIETYSOUND_HOME", str(tmp_path))
    folders = Folders.current()
    for folder in (folders.cache, folders.models, folders.settings, folders.logs):
        assert folder.parent == tmp_path


def test_without_it_the_folders_are_the_users_own(monkeypatch):
    monkeypatch.delenv("VARIETYSOUND_HOME")
    assert Folders.current().cache.is_relative_to(Path.home())
