"""Runs of several processes, in real processes: stopped, paused, killed, and resumed by others."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from msgspec.structs import replace

from tests.training import children
from tests.training.synthetic import write_dataset
from tests.training.tiny import config, new_run
from training.run.messages import (
    Continued,
    Done,
    Failed,
    Paused,
    Refused,
    RunMessage,
    Sampled,
    Started,
    StepDone,
    Stopped,
)
from training.run.run_folder import RunFolder

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.timeout(300)]

ROOT = Path(__file__).parents[3]
LONG = 4000  # steps: more than any test waits for


@pytest.fixture(scope="module")
def dataset(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("data") / "set"
    return write_dataset(folder, 12, labels=("knock",), arrays=("features", "mel"))


def run_of(path: Path, dataset: Path, processes: int, **changes: object) -> RunFolder:
    return new_run(path, replace(config(dataset, **changes), processes=processes))


def change_processes(run: RunFolder, processes: int) -> None:
    run.update_config(replace(run.config(), processes=processes))


def events(run: RunFolder) -> list[RunMessage]:
    return run.tail().read()


def wait_for(run: RunFolder, kind: type[RunMessage], step: int = 0, count: int = 1) -> None:
    until = time.monotonic() + 100
    while sum(isinstance(each, kind) and each.step >= step for each in events(run)) < count:
        assert time.monotonic() < until, run.log_tail()
        time.sleep(0.02)


def ranks(pid: int) -> list[psutil.Process]:
    """The processes of a training that its launcher started, in order."""
    children = psutil.Process(pid).children()
    found = [each for each in children if "resource_tracker" not in " ".join(each.cmdline())]
    return sorted(found, key=lambda each: each.create_time())


def ended(child) -> int | None:
    child.join(100)
    return child.exitcode


def losses(run: RunFolder) -> dict[int, dict[str, float]]:
    return {each.step: each.losses for each in events(run) if isinstance(each, StepDone)}


def test_a_killed_process_ends_all_and_any_number_of_others_goes_on(tmp_path, dataset):
    whole = run_of(tmp_path / "whole", dataset, 1, steps=18)
    assert ended(children.start(whole.path)) == 0

    run = run_of(tmp_path / "run", dataset, 2, steps=18)
    child = children.start(run.path)
    wait_for(run, StepDone, step=5)
    first, second = ranks(child.pid)
    killed_s = time.monotonic()
    second.kill()
    assert ended(child) == 1
    assert time.monotonic() - killed_s < 10
    assert not first.is_running()
    failures = [each for each in events(run) if isinstance(each, Failed)]
    assert [each.message for each in failures] == [
        "Process 2 of 2 (cpu) ended (SIGKILL), and the others with it."
    ]
    assert run.status().state == "failed"
    assert run.log_tail(1)[0].endswith(failures[0].message)

    change_processes(run, 1)
    child = children.start(run.path)
    wait_for(run, Started, step=3)
    wait_for(run, StepDone, step=10)
    run.request("stop")
    assert ended(child) == 0
    assert run.status().state in ("stopped", "done")

    change_processes(run, 2)
    assert ended(children.start(run.path)) == 0
    assert isinstance(events(run)[-1], Done)
    for step, expected in losses(whole).items():
        assert losses(run)[step] == pytest.approx(expected, rel=5e-3, abs=1e-5), step


def test_requests_reach_all_processes(tmp_path, dataset):
    run = run_of(tmp_path / "run", dataset, 2, steps=LONG)
    child = children.start(run.path)
    wait_for(run, StepDone, step=2)
    run.request("sample_now")
    wait_for(run, Sampled)
    run.request("pause")
    wait_for(run, Paused)
    assert run.status().state == "paused"
    run.request("continue")
    wait_for(run, Continued)
    paused = next(each.step for each in events(run) if isinstance(each, Paused))
    wait_for(run, StepDone, step=paused + 2)
    run.request("stop")
    assert ended(child) == 0
    stopped = events(run)[-1]
    assert isinstance(stopped, Stopped)
    assert run.checkpoints_there()[-1].step == stopped.step
    started = [each for each in events(run) if isinstance(each, Started)]
    assert [each.device.partition(" x ")[0] for each in started] == ["2"]


@pytest.mark.skipif(os.name == "nt", reason="there is no such signal")
def test_a_closed_terminal_saves_before_all_end(tmp_path, dataset):
    run = run_of(tmp_path / "run", dataset, 2, steps=LONG)
    child = children.start(run.path)
    wait_for(run, StepDone, step=1)
    os.kill(child.pid, signal.SIGHUP)
    assert ended(child) == 0
    stopped = events(run)[-1]
    assert isinstance(stopped, Stopped)
    assert run.checkpoints_there()[-1].step == stopped.step


def test_a_second_start_is_refused_and_a_signal_to_the_first_saves(tmp_path, dataset):
    run = run_of(tmp_path / "run", dataset, 2, steps=LONG)
    child = children.start(run.path)
    wait_for(run, StepDone, step=1)
    assert ended(children.start(run.path)) == 2
    assert any(isinstance(each, Refused) for each in events(run))
    os.kill(child.pid, signal.SIGTERM)
    assert ended(child) == 0
    assert isinstance(events(run)[-1], Stopped)
    assert run.status().state == "stopped"


def test_a_killed_launcher_takes_its_processes_with_it(tmp_path, dataset):
    run = run_of(tmp_path / "run", dataset, 2, steps=LONG)
    child = children.start(run.path, start_method="spawn")  # as the program does
    wait_for(run, StepDone, step=1)
    both = ranks(child.pid)
    child.kill()
    child.join()
    _, left = psutil.wait_procs(both, timeout=10)
    assert not left
    assert run.status().state == "failed"


def test_a_batch_too_small_for_the_processes_is_refused_in_one_sentence(tmp_path, dataset):
    run = run_of(tmp_path / "run", dataset, 3, steps=LONG)
    assert ended(children.start(run.path)) == 2
    (failed,) = [each for each in events(run) if isinstance(each, Failed)]
    assert "A batch of 2 cannot be divided among 3 processes" in failed.message


def test_torchrun_starts_the_processes_as_well(tmp_path, dataset):
    run = run_of(tmp_path / "run", dataset, 1)
    line = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
    child = subprocess.run(
        [sys.executable, *line, "-m", "training", str(run.path)],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path)},  # where torchrun leaves its folder
        capture_output=True,
        text=True,
        check=False,
    )
    assert child.returncode == 0, child.stderr
    said = events(run)
    assert isinstance(said[-1], Done)
    assert [each.device[:3] for each in said if isinstance(each, Started)] == ["2 x"]
    steps = [each.step for each in said if isinstance(each, StepDone)]
    assert steps == list(range(1, 13))
