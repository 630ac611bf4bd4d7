import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import psutil
import pytest

from engine.errors import DeviceMemoryError, InputError
from engine.machine.workers.processes import Processes


def _slow_first(number):
    time.sleep(1.0 if number == 0 else 0.0)
    return number, os.getpid()


def _die(number):
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.slow
def test_results_come_in_the_order_of_the_work_from_other_processes():
    results = list(Processes(2).results(_slow_first, range(12)))
    assert [number for number, _ in results] == list(range(12))
    assert os.getpid() not in {process for _, process in results}


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="there are no such signals")
def test_a_killed_process_is_explained():
    with pytest.raises(DeviceMemoryError, match="ended by the system"):
        list(Processes(1).results(_die, range(3)))


def _die_once_of_five(item):
    number, folder = item
    with (folder / "tried").open("a") as file:
        file.write(f"{number}\n")
    if number == 5 and not (folder / "died").exists():
        (folder / "died").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def _die_of_three(number):
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return str(number)


def _say_that_it_is_lost(number):
    return f"{number} is lost"


def _fail_to_begin():
    raise InputError("The weights are damaged.")


def _tidy_up(folder):
    try:
        (folder / "begun").touch()
        time.sleep(120)
    finally:
        (folder / "tidy").touch()


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="there are no such signals")
def test_a_process_killed_in_the_middle_loses_and_doubles_nothing(tmp_path):
    items = [(number, tmp_path) for number in range(12)]
    results = list(Processes(2).results(_die_once_of_five, items))
    assert results == [number * number for number in range(12)]
    tried = Counter((tmp_path / "tried").read_text().split())
    assert tried == {str(number): 1 + (number == 5) for number in range(12)}


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="there are no such signals")
def test_an_item_that_processes_die_of_may_have_a_result_of_its_own():
    results = list(Processes(2).results(_die_of_three, range(6), lost=_say_that_it_is_lost))
    assert results == ["0", "1", "2", "3 is lost", "4", "5"]


@pytest.mark.slow
def test_results_may_come_as_they_are_ready():
    numbers = [number for number, _ in Processes(2).results(_slow_first, range(12), ordered=False)]
    assert sorted(numbers) == list(range(12))
    assert numbers[0] != 0


@pytest.mark.slow
def test_what_a_process_cannot_begin_with_is_told_as_it_is():
    with pytest.raises(InputError, match="weights are damaged"):
        list(Processes(1).results(_slow_first, range(3), begin=_fail_to_begin))


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="there are no such signals")
def test_who_stops_listening_ends_the_processes_which_tidy_up(tmp_path):
    def items():
        yield tmp_path
        _wait((tmp_path / "begun").exists)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(Processes(1).results(_tidy_up, items()))
    assert (tmp_path / "tidy").exists()


def _report_and_wait(path):
    Path(path).write_text(str(os.getpid()))
    time.sleep(120)


def wait_for_workers(path):
    """What the killed parent of the test below runs."""
    list(Processes(1).results(_report_and_wait, [path]))


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
