"""A full disk takes nothing that was there; `tests/training/full_disk.py` tests checkpoints."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.reliability.full_disk import PARTS

ROOT = Path(__file__).resolve().parents[2]
IN_NAMESPACE = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c")


@pytest.mark.slow
@pytest.mark.timeout(240)
@pytest.mark.parametrize("part", [part.__name__ for part in PARTS])
def test_a_full_disk_damages_nothing(part: str, tmp_path: Path):
    """On a file system of a few megabytes, in a name space of its own."""
    disk = tmp_path / "disk"
    disk.mkdir()
    try:
        subprocess.run([*IN_NAMESPACE, "true"], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this system gives no file system of one's own")
    script = (
        f"mount -t tmpfs -o size=4m none {disk} && "
        f"{sys.executable} -m tests.reliability.full_disk {part} {disk}"
    )
    child = subprocess.run(
        [*IN_NAMESPACE, script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert child.returncode == 0, child.stdout + child.stderr
