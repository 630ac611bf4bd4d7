import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from engine.errors import DeviceMemoryError
from engine.machine.workers.processes import Processes


def _slow_first(number):
    time.sleep(0.2 if number == 0 else 0.0)
    return number, os.getpid()


def _die(number):
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.slow
def test_results_come_in_the_order_of_the_work_from_other_processes():
    results = list(Processes(2).in_order(_slow_first, range(12)))
    assert [number for number, _ in results] == list(range(12))
    assert os.getpid() not in {process for _, process in results}


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="there are no such signals")
def test_a_killed_process_is_explained():
    with pytest.raises(DeviceMemoryError, match="ended by the system"):
        list(Processes(1).in_order(_die, range(3)))


def _report_and_wait(path):
    Path(path).write_text(str(os.getpid()))
    time.sleep(120)


def wait_for_workers(path):
    """What the killed parent of the test below runs."""
    list(Processes(1).in_order(_report_and_wait, [path]))


@pytest.mark.slow
def test_workers_end_with_a_parent_that_is_killed(tmp_path):
    report = tmp_path / "pid"
    code = (
        "from tests.engine.machine.workers.test_processes import wait_for_workers;"
        f"wait_for_workers({str(report)!r})"
    )
    root = Path(__file__).resolve().parents[4]
    with subprocess.Popen([sys.executable, "-c", code], cwd=root) as parent:
        _wait(lambda: report.exists() and report.read_text())
        worker = psutil.Process(int(report.read_text()))
        parent.kill()
    worker.wait(timeout=20)


def _wait(done):
    patience_until = time.monotonic() + 50
    while not done():
        assert time.monotonic() < patience_until, "the worker did not start"
        time.sleep(0.05)
