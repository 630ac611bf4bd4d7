"""A scheduler and two workers on this machine, each a process of its own."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
START_S = 60.0


@contextmanager
def local_cluster(folder: Path) -> Iterator[str]:
    """Start a cluster, whose files go to a folder; yield the address of its scheduler.

    An item that ends both workers is lost.
    """
    file = folder / "scheduler.json"
    common = ["--scheduler-file", str(file), "--no-dashboard"]
    lines = [
        ["scheduler", *common, "--port", "0"],
        *(["worker", *common, "--nthreads", "1", "--no-nanny"],) * 2,
    ]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
    }
    with (folder / "log").open("wb") as log:
        started = [
            subprocess.Popen(
                [sys.executable, "-m", "dask", *line],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=log,
            )
            for line in lines
        ]
    try:
        until = time.monotonic() + START_S
        while not (address := _address(file)):
            assert time.monotonic() < until, (folder / "log").read_text()
            time.sleep(0.1)
        yield address
    finally:
        for each in started:
            each.kill()
            each.wait()


def _address(file: Path) -> str:
    """What the scheduler has written; empty until all of it is there."""
    try:
        address: str = json.loads(file.read_text())["address"]
    except (FileNotFoundError, json.JSONDecodeError):
        return ""
    return address
