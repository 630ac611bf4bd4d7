"""The queue of a batch: order, pause, failures, retry. A script that fails on cue runs the jobs."""

import sys

import pytest

from engine.cli.batch.jobs import BatchJob
from engine.errors import UsageError
from gui.batch.queue import BatchQueue, State

SCRIPT = """
import json, pathlib, sys, time
name = pathlib.Path([w for w in sys.argv if w.startswith("--output=")][0][9:])
with (name.parent / "log").open("a") as log:
    log.write(name.name + "\\n")
while (name.parent / "hold").exists():
    time.sleep(0.02)
if (name.parent / ("fail " + name.name)).exists():
    sys.exit("It is broken.")
name.write_text("x")
print(json.dumps({"output": str(name)}))
"""

FAIL_AT_BROKEN = """
import sys
if "broken" in " ".join(sys.argv):
    sys.exit("It is broken.")
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "fake.py").write_text(SCRIPT)
    return tmp_path / "out"


@pytest.fixture
def queue(qapp, folder):
    queue = BatchQueue(qapp, program=(sys.executable, str(folder.parent / "fake.py")))
    folder.mkdir()
    queue.add((job(folder, name) for name in ("a", "b", "c")), folder)
    yield queue
    queue.shutdown()
    queue.deleteLater()


def job(folder, name, *options):
    clip, reference = folder / f"{name}.mp4", folder / "r.wav"
    words = ("dub", str(clip), f"--output={folder / name}", *options)
    return BatchJob(clip, reference, folder / name, words)


def states(queue):
    return [each.state.value for each in queue.jobs]


def begun(folder):
    log = folder / "log"
    return log.read_text().split() if log.exists() else []


def test_jobs_run_in_order_and_one_that_fails_does_not_stop_the_rest(queue, folder, qtbot):
    (folder / "fail b").touch()
    with qtbot.waitSignal(queue.ended, timeout=30_000) as ended:
        queue.start()
    assert ended.args == [2, 1]
    assert begun(folder) == ["a", "b", "c"]
    assert states(queue) == ["done", "failed", "done"]
    assert queue.jobs[1].error.endswith("It is broken.")


def test_only_what_failed_is_tried_again(queue, folder, qtbot):
    (folder / "fail b").touch()
    with qtbot.waitSignal(queue.ended, timeout=30_000):
        queue.start()
    (folder / "fail b").unlink()
    queue.retry()
    with qtbot.waitSignal(queue.ended, timeout=30_000) as ended:
        queue.start()
    assert ended.args == [1, 0]
    assert begun(folder) == ["a", "b", "c", "b"]
    assert states(queue) == ["done"] * 3


def test_a_pause_lets_the_current_job_end_and_starts_no_other(queue, folder, qtbot):
    (folder / "hold").touch()
    queue.start()
    qtbot.waitUntil(lambda: begun(folder) == ["a"], timeout=30_000)
    queue.pause()
    (folder / "hold").unlink()
    qtbot.waitUntil(lambda: queue.current is None, timeout=30_000)
    assert states(queue) == ["done", "waiting", "waiting"]
    with qtbot.waitSignal(queue.ended, timeout=30_000):
        queue.start()
    assert states(queue) == ["done"] * 3


def test_a_job_that_is_stopped_waits_again(queue, folder, qtbot):
    (folder / "hold").touch()
    queue.start()
    qtbot.waitUntil(lambda: begun(folder) == ["a"], timeout=30_000)
    queue.stop()
    assert states(queue) == ["waiting"] * 3
    assert not queue.is_running
    (folder / "hold").unlink()
    with qtbot.waitSignal(queue.ended, timeout=30_000):
        queue.start()
    assert states(queue) == ["done"] * 3


def test_an_output_is_queued_once_and_the_running_job_cannot_be_removed(queue, folder, qtbot):
    assert queue.add([job(folder, "a"), job(folder, "d")], folder) == 1
    (folder / "hold").touch()
    queue.start()
    queue.remove(queue.jobs)
    assert [each.state for each in queue.jobs] == [State.RUNNING]


def test_a_job_with_other_options_for_a_queued_output_is_refused_with_all_beside_it(queue, folder):
    with pytest.raises(UsageError, match="Two jobs would write"):
        queue.add([job(folder, "d"), job(folder, "a", "--gain=-3")], folder)
    assert [each.job.output.name for each in queue.jobs] == ["a", "b", "c"]


def test_a_job_with_corrected_options_takes_the_place_of_the_one_that_failed(queue, folder, qtbot):
    (folder / "fail b").touch()
    with qtbot.waitSignal(queue.ended, timeout=30_000):
        queue.start()
    corrected = job(folder, "b", "--gain=-3")
    assert queue.add([corrected], folder) == 1
    assert states(queue) == ["done", "done", "waiting"]
    assert queue.jobs[-1].job == corrected


def test_a_job_that_fails_leaves_no_empty_folder(queue, folder, qtbot):
    broken, fine = folder / "takes" / "broken", folder / "takes" / "fine"
    queue.add([job(broken, "x"), job(fine, "y")], folder)
    program = folder.parent / "fake.py"
    program.write_text(FAIL_AT_BROKEN + program.read_text())
    with qtbot.waitSignal(queue.ended, timeout=30_000) as ended:
        queue.start()
    assert ended.args == [4, 1]
    assert not broken.exists()
    assert (fine / "y").is_file()


def test_a_folder_that_cannot_be_made_fails_its_job_alone(queue, folder, qtbot):
    (folder / "file").touch()
    queue.add([job(folder / "file" / "inside", "x")], folder)
    with qtbot.waitSignal(queue.ended, timeout=30_000) as ended:
        queue.start()
    assert ended.args == [3, 1]
    assert "cannot be created" in queue.jobs[-1].error
