"""Programs killed at twenty moments: nothing older than two seconds is lost."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.reliability.killing import kill_dub, kill_editor

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.timeout(900)]

PROJECTS = 3  # edited side by side, as an editor that is soon killed mostly waits


def test_an_editor_killed_at_fifteen_moments_loses_nothing_older_than_two_seconds(tmp_path: Path):
    def kill_again_and_again(project: int) -> None:
        folder = tmp_path / f"project {project}"
        folder.mkdir()
        for seed in range(project, 15, PROJECTS):
            kill_editor(folder, seed)

    with ThreadPoolExecutor(PROJECTS) as threads:
        list(threads.map(kill_again_and_again, range(PROJECTS)))


def test_a_dub_killed_at_five_moments_leaves_a_whole_output_or_none(tmp_path: Path):
    for seed in range(5):
        kill_dub(tmp_path, seed)
