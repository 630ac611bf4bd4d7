"""A file system of a few megabytes, in a name space of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
IN_NAMESPACE = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c")


def run_on_small_disk(disk: Path, megabytes: int, module: str, *words: object) -> None:
    """Run a module with a small file system in the place of a folder; it must succeed."""
    try:
        subprocess.run([*IN_NAMESPACE, "true"], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this system gives no file system of one's own")
    script = (
        f"mount -t tmpfs -o size={megabytes}m none {disk} && "
        f"{sys.executable} -m {module} {' '.join(map(str, words))}"
    )
    child = subprocess.run(
        [*IN_NAMESPACE, script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert child.returncode == 0, child.stdout + child.stderr
