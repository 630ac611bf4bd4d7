"""Commands as child processes: progress, results, errors, and ends of every kind."""

import json
import time

import psutil
import pytest

from engine.errors import InputError
from engine.host.messages import JobFailed
from engine.storage.values import encode
from gui.hosts.prepare_jobs import PrepareJobs, Step, command_line
from tests.gui.train.fake_command import Commands, progress


@pytest.fixture
def commands(tmp_path):
    return Commands(tmp_path / "commands")


@pytest.fixture
def jobs(qapp, commands):
    jobs = PrepareJobs(program=commands.program)
    yield jobs
    jobs.shutdown()


class Outcome:
    """What a command came to."""

    def __init__(self):
        self.results, self.errors = [], []

    @property
    def known(self):
        return bool(self.results or self.errors)

    def start(self, jobs, *words):
        jobs.start(words, done=self.results.append, failed=self.errors.append)


@pytest.fixture
def outcome():
    return Outcome()


def _wait(qtbot, until):
    qtbot.waitUntil(until, timeout=40000)


def test_progress_comes_before_the_result(qtbot, jobs, commands, outcome):
    steps: list[Step] = []
    jobs.progressed.connect(steps.append)
    lines = [progress("check", 0.0), progress("check", 1.0), progress("samples", 0.5), {"n": 3}]
    commands.answer("prepare", lines=lines)
    with qtbot.waitSignals([jobs.busy_changed, jobs.busy_changed], timeout=40000):
        outcome.start(jobs, "prepare", "x")
    assert outcome.results == [{"n": 3}]
    assert [(step.stage, step.fraction) for step in steps] == [
        ("check", 0.0),
        ("check", 1.0),
        ("samples", 0.5),
    ]
    assert not jobs.is_busy


def test_the_time_left_is_that_of_what_was_seen_of_the_stage(
    qtbot, jobs, commands, outcome, monkeypatch
):
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    steps: list[Step] = []

    def note(step: Step) -> None:
        steps.append(step)
        now[0] += 10

    jobs.progressed.connect(note)
    # It goes on with what an earlier run has made.
    commands.answer("prepare", lines=[progress("samples", 0.5), progress("samples", 0.6), {}])
    outcome.start(jobs, "prepare")
    _wait(qtbot, lambda: len(steps) == 2)
    assert steps[0].left_s is None
    assert steps[1].left_s == pytest.approx(40)


def test_an_error_is_said_with_the_last_words_of_the_command(qtbot, jobs, commands, outcome):
    commands.answer(code=3, said="warning of a library\nThere is no folder x. Name another.")
    outcome.start(jobs, "prepare")
    _wait(qtbot, lambda: outcome.known)
    (error,) = outcome.errors
    assert error.message == "The command ended with an error."
    assert error.hint == "It said: There is no folder x. Name another."
    assert error.code == 3
    assert "warning of a library" in error.details


def test_an_error_that_can_be_translated_keeps_its_values(qtbot, jobs, commands, outcome):
    known = InputError("There is no folder {folder}.", hint="Name another.", folder="x")
    line = json.loads(encode(JobFailed(None, known.phrase, known.advice, 3)))
    commands.answer(code=3, lines=[line], said=str(known))
    outcome.start(jobs, "prepare")
    _wait(qtbot, lambda: outcome.known)
    (error,) = outcome.errors
    assert (error.phrase, error.advice, error.code) == (known.phrase, known.advice, 3)


@pytest.mark.parametrize("answer", [{"die": True}, {"code": 1}])
def test_an_end_without_a_word_says_what_to_do(qtbot, jobs, commands, outcome, answer):
    commands.answer(**answer)
    outcome.start(jobs, "prepare")
    _wait(qtbot, lambda: outcome.known)
    assert "try again" in str(outcome.errors[0])


def test_a_command_that_says_all_is_well_without_a_result_failed(qtbot, jobs, commands, outcome):
    commands.answer(lines=["this is no JSON", "[1, 2]"])
    outcome.start(jobs, "prepare")
    _wait(qtbot, lambda: outcome.known)
    assert outcome.errors


def test_a_program_that_is_not_there_is_an_error(qtbot, outcome, qapp):
    jobs = PrepareJobs(program=("/absent/program",))
    outcome.start(jobs, "prepare")
    _wait(qtbot, lambda: outcome.known)
    assert outcome.errors
    assert not jobs.is_busy


def test_a_cancelled_command_is_gone_and_says_nothing(qtbot, jobs, commands, outcome):
    commands.answer(lines=[progress("samples", 0.1)], hang=True)
    with qtbot.waitSignal(jobs.progressed, timeout=40000):
        outcome.start(jobs, "prepare")
    (pid,) = commands.pids()
    jobs.cancel()
    assert not jobs.is_busy
    assert not psutil.pid_exists(pid)
    qtbot.wait(50)
    assert not outcome.known


def test_another_command_ends_the_one_that_runs(qtbot, jobs, commands, outcome):
    commands.answer("first", lines=[progress("samples", 0.1)], hang=True)
    commands.answer("second", lines=[{"n": 2}])
    first = Outcome()
    with qtbot.waitSignal(jobs.progressed, timeout=40000):
        first.start(jobs, "first")
    (pid,) = commands.pids()
    outcome.start(jobs, "second")
    _wait(qtbot, lambda: outcome.known)
    assert outcome.results == [{"n": 2}]
    assert not first.known
    assert not psutil.pid_exists(pid)


def test_the_line_that_is_shown_is_the_one_a_person_would_type():
    words = ["prepare", "my clips", "--check", "--json", "--progress"]
    assert command_line(words) == "uv run main.py prepare 'my clips' --check"
