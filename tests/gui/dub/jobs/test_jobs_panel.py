"""The job list, its log, and cancelling with a question where much would be lost."""

import sys
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from gui.dub.jobs import job_commands
from gui.dub.jobs.job_commands import JobCommands
from gui.dub.jobs.jobs_panel import JobsPanel
from gui.hosts.engine_host import EngineHost
from gui.hosts.jobs import HostJob, JobState
from gui.settings import Settings
from tests.gui.hosts.fake_host import scripted
from tests.gui.window_tools import press


@pytest.fixture
def host(qapp) -> Iterator[EngineHost]:
    host = EngineHost((sys.executable, "-m", "tests.gui.hosts.fake_host"))
    yield host
    host.shutdown()


@pytest.fixture
def panel(qtbot, host) -> JobsPanel:
    panel = JobsPanel(host)
    qtbot.addWidget(panel)
    return panel


def submit(host: EngineHost, script: str, title: str = "") -> HostJob:
    return host.submit(
        scripted(script),
        title=title or script,
        done=lambda _: None,
        failed=lambda _: None,
    )


def titles(panel: JobsPanel) -> list[str]:
    return [panel.jobs.index(row).data() for row in range(panel.jobs.rowCount())]


def test_what_runs_is_first_then_what_waits_then_what_is_over(host, panel, qtbot):
    done = submit(host, "answer", "first")
    qtbot.waitUntil(lambda: done.state is JobState.DONE)
    running = submit(host, "wait", "second")
    submit(host, "answer", "third")
    qtbot.waitUntil(lambda: running.fraction == 0.1)
    assert titles(panel) == ["second", "third", "first"]


def test_the_running_job_is_shown_with_its_log(host, panel, qtbot):
    job = submit(host, "wait")
    qtbot.waitUntil(lambda: job.fraction == 0.1)
    assert panel.current is job
    assert "started" in panel.log.toPlainText()
    assert "decode" in panel.log.toPlainText()


def test_one_job_is_cancelled_and_the_others_go_on(host, panel, qtbot):
    running = submit(host, "wait")
    waiting = submit(host, "answer")
    qtbot.waitUntil(lambda: running.fraction == 0.1)
    panel.show_job(waiting)
    press(panel, "Cancel")
    assert waiting.state is JobState.CANCELLED
    assert running.state is JobState.RUNNING


def test_a_failed_job_says_why_and_is_tried_again(host, panel, qtbot):
    job = submit(host, "fail")
    qtbot.waitUntil(lambda: job.state is JobState.FAILED)
    panel.show_job(job)
    assert "clip.mp4 is gone" in panel.log.toPlainText()
    press(panel, "Try again")
    qtbot.waitUntil(lambda: panel.jobs.rowCount() == 2)
    assert titles(panel) == ["fail", "fail"]


def test_the_log_is_copied_and_the_list_cleared(host, panel, qtbot):
    job = submit(host, "answer")
    qtbot.waitUntil(lambda: job.state is JobState.DONE)
    press(panel, "Copy log")
    assert "done after" in QApplication.clipboard().text()
    press(panel, "Clear finished")
    assert panel.jobs.rowCount() == 0


def test_a_short_job_is_cancelled_without_a_question(host, qtbot, monkeypatch):
    monkeypatch.setattr(job_commands, "ask", lambda *_, **__: pytest.fail("asked"))
    window = QWidget()
    qtbot.addWidget(window)
    job = submit(host, "wait")
    qtbot.waitUntil(lambda: job.fraction == 0.1)
    start = time.perf_counter()
    JobCommands(host, window, Settings()).cancel()
    assert time.perf_counter() - start < 0.1
    assert job.state is JobState.CANCELLED


def test_a_batch_of_short_jobs_that_has_run_for_long_is_asked_about(host, qtbot, monkeypatch):
    asked = []

    def ask(_window, _title, question, _choices, *, stay, **_):
        asked.append((question, stay))
        return ""

    window = QWidget()
    qtbot.addWidget(window)
    commands = JobCommands(host, window, Settings())
    submit(host, "answer")
    jobs = [submit(host, "wait") for _ in range(3)]
    qtbot.waitUntil(lambda: jobs[0].fraction == 0.1)
    monkeypatch.setattr(job_commands, "ask", ask)
    monkeypatch.setattr(job_commands, "_ASK_AFTER_S", jobs[0].elapsed_s(time.monotonic()) + 0.2)
    commands.busy_since_s -= 1.0
    commands.cancel()
    assert len(asked) == 1
    assert "“wait” and 2 waiting jobs?" in asked[0][0]
    assert asked[0][1] == "Go on"
    assert jobs[0].state is JobState.RUNNING  # the default is to go on
    host.cancel_all()


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("", JobState.RUNNING),
        ("Cancel job", JobState.CANCELLED),
    ],
)
def test_a_long_job_is_asked_about(host, qtbot, monkeypatch, answer, state):
    monkeypatch.setattr(job_commands, "_ASK_AFTER_S", 0.0)
    monkeypatch.setattr(job_commands, "ask", lambda *_, **__: answer)
    window = QWidget()
    qtbot.addWidget(window)
    job = submit(host, "wait")
    waiting = submit(host, "answer")
    qtbot.waitUntil(lambda: job.fraction == 0.1)
    JobCommands(host, window, Settings()).cancel()
    assert job.state is state
    assert (waiting.state is JobState.CANCELLED) == (state is JobState.CANCELLED)


@pytest.mark.parametrize(("notifies", "told"), [(True, ["answer"]), (False, [])])
def test_the_end_of_long_work_is_told_if_that_is_wanted(host, qtbot, monkeypatch, notifies, told):
    window, settings, heard = QWidget(), Settings(), []
    qtbot.addWidget(window)
    settings.notifies = notifies
    monkeypatch.setattr(job_commands, "notify", lambda _window, _title, text: heard.append(text))
    monkeypatch.setattr(job_commands, "_TELL_AFTER_S", 0.0)
    JobCommands(host, window, settings)
    job = submit(host, "answer")
    qtbot.waitUntil(lambda: job.state is JobState.DONE, timeout=20000)
    assert heard == told


def test_the_end_of_short_work_is_not_told(host, qtbot, monkeypatch):
    window, heard = QWidget(), []
    qtbot.addWidget(window)
    monkeypatch.setattr(job_commands, "notify", lambda *_: heard.append("told"))
    JobCommands(host, window, Settings())
    job = submit(host, "answer")
    qtbot.waitUntil(lambda: job.state is JobState.DONE, timeout=20000)
    assert heard == []


def test_the_question_whether_to_cancel_goes_when_the_job_has_ended(host, qtbot, monkeypatch):
    monkeypatch.setattr(job_commands, "_ASK_AFTER_S", 0.0)
    window = QWidget()
    qtbot.addWidget(window)
    first, second = submit(host, "wait"), submit(host, "wait")
    qtbot.waitUntil(lambda: first.fraction == 0.1)
    QTimer.singleShot(0, lambda: host.cancel(first))
    JobCommands(host, window, Settings()).cancel()
    assert QApplication.activeModalWidget() is None
    assert not second.is_over  # as nobody has answered
    host.cancel_all()
