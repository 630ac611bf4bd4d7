"""Programs killed at twenty moments: nothing older than two seconds is lost."""

from pathlib import Path

import pytest

from tests.reliability.killing import kill_dub, kill_editor

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.timeout(900)]


def test_an_editor_killed_at_fifteen_moments_loses_nothing_older_than_two_seconds(tmp_path: Path):
    for seed in range(15):
        kill_editor(tmp_path, seed)


def test_a_dub_killed_at_five_moments_leaves_a_whole_output_or_none(tmp_path: Path):
    for seed in range(5):
        kill_dub(tmp_path, seed)
