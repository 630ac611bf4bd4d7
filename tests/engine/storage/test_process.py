import subprocess
import sys
import time

import psutil
import pytest

from engine.storage.process import ProcessId


def sleeper(*, stubborn: bool = False) -> subprocess.Popen[bytes]:
    code = "import signal, time; print(1, flush=True); time.sleep(60)"
    if stubborn:
        code = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);" + code
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    child.stdout.readline()
    child.stdout.close()
    return child


def identity(child: subprocess.Popen[bytes]) -> ProcessId:
    """Who a living child is."""
    process = ProcessId.of(child.pid)
    assert process is not None
    return process


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


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere, start times follow the clock")
@pytest.mark.parametrize("seconds", [-86400, -10, 10, 86400])
def test_a_process_stays_itself_while_the_clock_is_set(seconds, clock_set_by):
    own = ProcessId.current()
    clock_set_by(seconds)
    assert own.alive
    assert ProcessId.current() == own


def test_a_process_with_an_odd_name_is_alive(tmp_path):
    program = tmp_path / "a) Z (b"
    program.symlink_to("/bin/sleep")
    with subprocess.Popen([program, "60"]) as child:
        assert identity(child).alive
        child.kill()
