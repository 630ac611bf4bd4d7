import os
import subprocess
import sys
import time

import psutil
import pytest

from engine.storage.process import ProcessId, still_runs


def sleeper(*, stubborn: bool = False) -> subprocess.Popen[bytes]:
    code = "import signal, time; print(1, flush=True); time.sleep(60)"
    if stubborn:
        code = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);" + code
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    child.stdout.readline()
    child.stdout.close()
    return child


def identity(child: subprocess.Popen[bytes]) -> ProcessId:
    return ProcessId(child.pid, psutil.Process(child.pid).create_time())


def test_this_process_is_alive():
    assert ProcessId.current().alive


def test_another_process_that_got_the_same_number_is_not_mistaken_for_it():
    own = ProcessId.current()
    assert not ProcessId(own.pid, own.started - 100).alive


def test_an_ended_process_is_not_alive_even_before_its_parent_looked():
    child = sleeper()
    process = identity(child)
    assert process.alive
    child.terminate()
    while psutil.Process(child.pid).status() != psutil.STATUS_ZOMBIE:
        time.sleep(0.01)
    assert not process.alive
    child.wait()


def test_a_process_that_does_not_listen_is_killed():
    child = sleeper(stubborn=True)
    process = identity(child)
    process.terminate(patience_s=0.3)
    assert not process.alive
    child.wait()


def test_terminating_what_is_gone_does_nothing():
    ProcessId(2**22 + 1, 0.0).terminate()


@pytest.mark.parametrize("pid", [-1, 2**22 + 1, 2**70])
def test_a_number_that_no_process_can_have_is_not_alive(pid):
    assert not ProcessId(pid, 0.0).alive
    assert not still_runs(pid, time.time())


def test_a_process_that_ran_at_a_time_is_told_from_a_later_one_with_its_number():
    assert still_runs(os.getpid(), time.time())
    assert not still_runs(os.getpid(), psutil.Process().create_time() - 100)
