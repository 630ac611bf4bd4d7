"""Runs seen from the window: what their folders say, whatever the processes do."""

import os
import signal
import subprocess
import sys
import textwrap
from threading import Event

import pytest
from msgspec.structs import replace

from gui.hosts import training_runs
from gui.hosts.run_observer import Look, RunObserver
from gui.hosts.training_runs import TrainingRuns
from gui.train.runs.history import RunHistory
from tests import fake_trainer
from tests.gui.train.conftest import ROOT
from training.run.known_runs import known_runs
from training.run.messages import Done, OutOfMemory
from training.run.run_folder import RunFolder

pytestmark = pytest.mark.timeout(90)


class Watcher:
    """What the window learns of one run."""

    def __init__(self, runs: TrainingRuns, run: RunFolder) -> None:
        self.runs, self.path = runs, run.path
        self.history = RunHistory(run.path)
        self.states: list[str] = []
        self.take = self.history.take
        runs.grew.connect(self.take)
        runs.listed.connect(self._note)
        runs.watch(run.path)
        runs.begin()

    def _note(self) -> None:
        if self.run is not None and self.run.state not in self.states[-1:]:
            self.states.append(self.run.state)

    @property
    def run(self):
        return self.runs.run(self.path)

    @property
    def state(self) -> str:
        return "" if self.run is None else self.run.state


def losses(history: RunHistory) -> int:
    series = history.series.get("loss/event")
    return 0 if series is None else len(series)


def test_a_started_run_is_remembered_followed_and_done_when_its_folder_says_so(runs, stage, wait):
    path = stage.folder / "видео 日本 ü" / "run 1"
    started: list[object] = []
    runs.started.connect(started.append)
    runs.start(path, fake_trainer.config(), ("train", "generator"))
    wait(lambda: started == [path])
    assert known_runs()[0].path == path
    watcher = Watcher(runs, RunFolder(path))
    wait(lambda: watcher.state == "done" and losses(watcher.history) == fake_trainer.STEPS)
    history = watcher.history
    assert isinstance(history.end, Done)
    assert [step for step, _ in history.stages] == [1, 21]
    assert history.best.step == 60
    assert history.clips == 2
    assert watcher.run.checkpoints[-1] == 60


def test_a_second_run_in_the_same_folder_is_refused_in_a_sentence(runs, stage, wait):
    run = stage.new_run()
    failures: list[Exception] = []
    runs.failed.connect(lambda _path, error: failures.append(error))
    runs.start(run.path, fake_trainer.config())
    wait(lambda: bool(failures))
    assert "/a run already" in str(failures[0])


def test_what_is_asked_shows_as_asked_until_the_run_answers(runs, stage, wait):
    run = stage.new_run()
    stage.start(run.path, "slow")
    watcher = Watcher(runs, run)
    wait(lambda: losses(watcher.history) > 3)
    runs.control(run.path, "pause")
    wait(lambda: watcher.state == "paused")
    assert watcher.run.is_alive
    runs.control(run.path, "resume")
    wait(lambda: watcher.state == "running")
    runs.control(run.path, "sample")
    runs.control(run.path, "checkpoint")
    wait(lambda: bool(watcher.history.samples and len(watcher.run.checkpoints) > 1))
    runs.control(run.path, "stop")
    wait(lambda: watcher.state == "stopped")
    assert not watcher.run.is_alive
    states = [each for each in watcher.states if each != "stopping"]  # seen, if for long enough
    assert states[-4:] == ["running", "paused", "running", "stopped"]


def test_a_request_that_is_not_answered_is_seen_and_its_process_can_be_ended(runs, stage, wait):
    run = stage.new_run()
    stage.start(run.path, "deaf")
    watcher = Watcher(runs, run)
    wait(lambda: losses(watcher.history) > 1)
    runs.control(run.path, "stop")
    wait(lambda: "stop" in watcher.run.requests)
    assert watcher.state == "running"
    runs.end(run.path)
    wait(lambda: not watcher.run.is_alive)
    assert watcher.state == "failed"


def test_a_stopped_run_goes_on_where_it_was_and_its_curve_has_no_step_twice(runs, stage, wait):
    run = stage.ended("crash")
    watcher = Watcher(runs, run)
    wait(lambda: watcher.state == "failed" and losses(watcher.history) == 35)
    runs.restart(run.path)
    wait(lambda: watcher.state == "done" and losses(watcher.history) == fake_trainer.STEPS)
    steps = watcher.history.series["loss/event"].steps.tolist()
    assert steps == list(range(1, fake_trainer.STEPS + 1))


def test_going_on_with_a_smaller_batch_keeps_it(runs, stage, wait):
    run = stage.ended("oom")
    watcher = Watcher(runs, run)
    wait(lambda: isinstance(watcher.history.end, OutOfMemory))
    config = watcher.run.config
    smaller = replace(config, training=replace(config.training, batch=24))
    runs.restart(run.path, smaller)
    wait(lambda: watcher.state == "done")
    assert RunFolder(run.path).config().training.batch == 24


@pytest.mark.parametrize(
    ("behaviour", "message", "log"),
    [
        ("crash", "ended without saying why", "Segmentation fault"),
        ("lie", "model file is missing or damaged", ""),
        ("nan", "no finite number", "it broke"),
        ("disk_full", "disk is full", "it broke"),
    ],
)
def test_a_run_that_failed_is_never_done_and_says_why(runs, stage, wait, behaviour, message, log):
    run = stage.ended(behaviour)
    watcher = Watcher(runs, run)
    wait(lambda: watcher.state == "failed")
    assert message in str(watcher.run.status.message)
    assert log in "\n".join(watcher.run.status.log)


def test_lines_that_are_no_events_are_passed_over(runs, stage, wait):
    run = stage.ended("garbage")
    watcher = Watcher(runs, run)
    wait(lambda: watcher.state == "done" and losses(watcher.history) == fake_trainer.STEPS)


def test_a_silent_run_is_running_and_no_more_is_said_of_it(runs, stage, wait):
    run = stage.new_run()
    child = stage.start(run.path, "silence")
    watcher = Watcher(runs, run)
    wait(lambda: watcher.state == "running")
    assert watcher.run.status.steps == 0
    child.kill()
    wait(lambda: watcher.state == "failed")


def test_a_run_whose_file_is_damaged_is_listed_as_such_and_hides_no_other(runs, stage, wait):
    stage.ended("normal", "whole")
    broken = stage.new_run("broken")
    (broken.path / "run.json").write_text("{")
    runs.begin()
    wait(lambda: len(runs.runs) == 2)
    states = {run.path.name: run.state for run in runs.runs}
    assert states == {"broken": "failed", "whole": "done"}


@pytest.mark.slow
def test_a_log_of_a_hundred_thousand_steps_is_read_to_its_end(runs, stage, wait):
    run = stage.new_run()
    fake_trainer.write_history(run, 100_000)
    watcher = Watcher(runs, run)
    wait(lambda: losses(watcher.history) == 100_000)
    series = watcher.history.series["loss/event"]
    assert series.steps[-1] == 100_000
    assert watcher.history.steps == 100_000


def test_what_was_read_before_another_run_was_watched_is_dropped(
    qtbot, stage, wait, monkeypatch, request
):
    monkeypatch.setattr(training_runs, "GLANCE_MS", 60_000)  # no look but those below
    look, was_read, may_go_on = RunObserver.look, Event(), Event()
    reads: list[Look] = []

    def slow_look(observer: RunObserver) -> Look:
        reads.append(look(observer))
        was_read.set()
        assert may_go_on.wait(20)
        return reads[-1]

    monkeypatch.setattr(RunObserver, "look", slow_look)
    runs = TrainingRuns()
    request.addfinalizer(runs.shutdown)
    run = stage.new_run()
    fake_trainer.write_history(run, 500)
    runs.watch(run.path)
    assert was_read.wait(20)
    assert reads[0].growths
    watcher = Watcher(runs, run)  # watches it anew, from its beginning
    with qtbot.waitSignal(runs.listed):
        may_go_on.set()
    assert losses(watcher.history) == 0
    runs.look()
    wait(lambda: losses(watcher.history) > 0)
    assert losses(watcher.history) == 500


def test_a_run_that_is_selected_counts_as_read_once_its_whole_log_is(runs, stage, wait):
    run = stage.new_run()
    fake_trainer.write_history(run, 20_000)
    seen: list[int] = []
    watcher = Watcher(runs, run)
    runs.caught_up.connect(lambda: seen.append(losses(watcher.history)))
    wait(lambda: bool(seen))
    assert seen[0] == 20_000


def test_a_run_is_taken_into_the_list_and_out_of_it(runs, stage, wait, tmp_path):
    run = RunFolder.create(tmp_path / "from elsewhere", fake_trainer.config(), ())
    runs.begin()
    runs.add(run.path)
    wait(lambda: runs.run(run.path) is not None)
    runs.forget(run.path)
    wait(lambda: runs.run(run.path) is None)
    assert run.exists


WINDOW = """
    import subprocess, sys
    from pathlib import Path
    from PySide6.QtCore import QCoreApplication
    from gui.hosts.training_runs import TrainingRuns
    from tests import fake_trainer
    from training.run import process
    from training.run import run_folder

    def start_trainer(path, *, detached):
        return subprocess.Popen(
            [sys.executable, "-m", "tests.fake_trainer", str(path), "slow"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=detached,
        )

    run_folder.start_trainer = start_trainer
    application = QCoreApplication([])
    runs = TrainingRuns()
    runs.started.connect(lambda path: print("started", flush=True))
    runs.start(Path(sys.argv[1]), fake_trainer.config())
    application.exec()
"""


def test_a_killed_window_leaves_the_training_alone_and_the_next_one_finds_it_live(
    runs, stage, wait
):
    path = stage.folder / "run"
    window = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(WINDOW), str(path)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert window.stdout is not None
    assert window.stdout.readline() == b"started\n"
    os.killpg(window.pid, signal.SIGKILL)
    window.wait(10)
    window.stdout.close()
    run = RunFolder(path)
    watcher = Watcher(runs, run)
    wait(lambda: watcher.state == "running" and losses(watcher.history) > 5)
    runs.control(path, "stop")
    wait(lambda: watcher.state == "stopped")
