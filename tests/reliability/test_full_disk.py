"""A full disk takes nothing that was there; `tests/training/run/full_disk.py` tests checkpoints."""

from pathlib import Path

import pytest

from tests.reliability.full_disk import PARTS
from tests.reliability.small_disk import run_on_small_disk


@pytest.mark.slow
@pytest.mark.timeout(240)
@pytest.mark.parametrize("part", [part.__name__ for part in PARTS])
def test_a_full_disk_damages_nothing(part: str, tmp_path: Path):
    disk = tmp_path / "disk"
    disk.mkdir()
    run_on_small_disk(disk, 4, "tests.reliability.full_disk", part, disk)
