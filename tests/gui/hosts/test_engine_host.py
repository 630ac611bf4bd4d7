"""The engine's process from the window: answers, queue, cancelling, crashes."""

import sys
import time
from collections.abc import Iterator

import pytest

from engine.errors import EngineError
from gui.hosts import engine_host
from gui.hosts.engine_host import Crash, EngineHost, HostState
from gui.hosts.jobs import JobState
from tests.gui.hosts.fake_host import scripted

FAKE = (sys.executable, "-m", "tests.gui.hosts.fake_host")


class Results:
    """What came back."""

    def __init__(self) -> None:
        self.answers: list[str] = []
        self.errors: list[EngineError] = []

    def submit(self, host: EngineHost, script: str, value: str = "42"):
        return host.submit(
            scripted(script, value),
            title=script,
            done=lambda answer: self.answers.append(answer.models[0]),
            failed=self.errors.append,
        )


@pytest.fixture
def host(qapp) -> Iterator[EngineHost]:
    host = EngineHost(FAKE)
    yield host
    host.shutdown()


@pytest.fixture
def results() -> Results:
    return Results()


def test_it_says_what_it_is(host, qtbot):
    host.start()
    qtbot.waitUntil(lambda: host.state is HostState.READY and host.info.device.total_bytes == 8)
    assert host.info.device.title == "Fake CPU"
    assert host.info.installed.models == ("shipped",)


def test_it_says_again_which_models_there_are_and_keeps_its_name_and_memory(host, qtbot):
    host.start()
    qtbot.waitUntil(lambda: host.state is HostState.READY and host.info.device.total_bytes == 8)
    host.ask_models()
    qtbot.waitUntil(lambda: host.info.installed.models == ("mine", "shipped"))
    assert (host.info.device.title, host.info.device.total_bytes) == ("Fake CPU", 8)


def test_a_job_is_answered_with_progress_and_notes(host, results, qtbot):
    seen: list[float] = []
    host.job_changed.connect(lambda job: seen.append(job.fraction))
    job = results.submit(host, "answer")
    qtbot.waitUntil(lambda: results.answers == ["42"])
    assert 0.5 in seen
    assert list(map(str, job.notes)) == ["No model is installed."]
    assert job.state is JobState.DONE


def test_jobs_run_in_their_order(host, results, qtbot):
    for value in range(5):
        results.submit(host, "answer", str(value))
    qtbot.waitUntil(lambda: results.answers == ["0", "1", "2", "3", "4"])


def test_an_error_line_becomes_an_error_with_its_hint(host, results, qtbot):
    results.submit(host, "fail")
    qtbot.waitUntil(lambda: len(results.errors) == 1)
    assert str(results.errors[0]) == "clip.mp4 is gone. Find it."


def test_lines_that_are_no_messages_are_passed_over(host, results, qtbot):
    results.submit(host, "garbage")
    qtbot.waitUntil(lambda: results.answers == ["after garbage"])


def test_cancelling_shows_at_once_and_the_next_job_runs(host, results, qtbot):
    job = results.submit(host, "wait")
    results.submit(host, "answer")
    qtbot.waitUntil(lambda: job.fraction == 0.1)
    start = time.perf_counter()
    host.cancel(job)
    assert job.state is JobState.CANCELLED
    assert time.perf_counter() - start < 0.1
    qtbot.waitUntil(lambda: results.answers == ["42"])
    assert results.errors == []


def test_a_waiting_job_is_cancelled_without_the_engine(host, results, qtbot):
    running = results.submit(host, "wait")
    waiting = results.submit(host, "answer")
    qtbot.waitUntil(lambda: running.fraction == 0.1)
    host.cancel(waiting)
    assert waiting.state is JobState.CANCELLED
    assert host.waiting == []


@pytest.fixture
def impatient(monkeypatch) -> None:
    monkeypatch.setattr(engine_host, "_CANCEL_LIMIT_MS", 100)


@pytest.mark.usefixtures("impatient")
def test_a_deaf_job_takes_its_process_with_it_and_the_rest_goes_on(host, results, qtbot):
    job = results.submit(host, "deaf")
    results.submit(host, "answer")
    qtbot.waitUntil(lambda: job.state is JobState.RUNNING)
    host.cancel(job)
    qtbot.waitUntil(lambda: results.answers == ["42"])


def test_a_crash_fails_its_job_only_and_the_rest_runs_in_a_new_process(host, results, qtbot):
    crashes: list[Crash] = []
    host.crashed.connect(crashes.append)
    job = results.submit(host, "crash")
    results.submit(host, "answer")
    qtbot.waitUntil(lambda: results.answers == ["42"])
    assert "stopped while" in results.errors[0].message
    assert len(results.errors) == 1
    assert "Segmentation fault" in crashes[0].log
    assert [crash.goes_on for crash in crashes] == [True, True]
    assert job.state is JobState.FAILED


def test_a_job_that_met_a_crash_once_is_done_again(host, results, qtbot, tmp_path):
    job = results.submit(host, "crash once", str(tmp_path / "crashed"))
    qtbot.waitUntil(lambda: results.answers == ["42"])
    assert results.errors == []
    assert job.tries == 2
    assert any("waiting for a new engine" in line for line in job.log)


def test_a_process_that_always_dies_is_not_started_for_ever(qapp, qtbot):
    host = EngineHost((*FAKE, "dies"))
    crashes: list[Crash] = []
    host.crashed.connect(crashes.append)
    host.start()
    qtbot.waitUntil(lambda: len(crashes) == 1 + engine_host._MAX_AUTO_RESTARTS)
    qtbot.waitUntil(lambda: host.state is HostState.CRASHED)
    assert "code 7" in crashes[-1].log
    assert not crashes[-1].goes_on
    host.shutdown()


def test_a_program_that_is_not_there_is_a_crash_too(qapp, qtbot):
    host = EngineHost(("/no/such/python",))
    with qtbot.waitSignal(host.crashed):
        host.start()
    host.shutdown()


def test_freeing_the_memory_starts_the_job_again(host, results, qtbot):
    job = results.submit(host, "answer")
    qtbot.waitUntil(lambda: job.state is JobState.DONE)
    waiting = results.submit(host, "wait")
    qtbot.waitUntil(lambda: waiting.fraction == 0.1)
    host.restart()
    qtbot.waitUntil(lambda: waiting.state is JobState.RUNNING and waiting.fraction == 0.1)
