"""The real trainer in real processes, with the smallest model there is."""

import os
import random
import shutil
import signal
import time
from pathlib import Path

import pytest
import torch

from engine.model_files.checkpoint import load_generator
from tests.reliability.small_disk import run_on_small_disk
from tests.training import children
from tests.training.synthetic import write_dataset
from tests.training.tiny import config, new_run
from training.run import terminal
from training.run.messages import (
    Advised,
    Done,
    Failed,
    MessageTail,
    Refused,
    RunMessage,
    Started,
    StepDone,
    Stopped,
)
from training.run.run_folder import RunFolder

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.timeout(240)]

KILLS = 20


@pytest.fixture(scope="module")
def dataset(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("data") / "set"
    return write_dataset(folder, 12, labels=("knock",), arrays=("features", "mel"))


@pytest.fixture(scope="module")
def finished(tmp_path_factory, dataset) -> RunFolder:
    """A run that nobody disturbed."""
    run = new_run(tmp_path_factory.mktemp("runs") / "whole", config(dataset))
    assert ended(children.start(run.path)) == 0
    return run


def ended(child) -> int | None:
    child.join(120)
    return child.exitcode


def told(run: RunFolder) -> list[RunMessage]:
    return MessageTail(run.events).read()


def losses(run: RunFolder) -> dict[int, dict[str, float]]:
    """Of every step as it was made last."""
    return {event.step: event.losses for event in told(run) if isinstance(event, StepDone)}


def wait_for_step(run: RunFolder, step: int) -> None:
    patience_until = time.monotonic() + 60
    while not any(isinstance(e, StepDone) and e.step >= step for e in told(run)):
        assert time.monotonic() < patience_until, run.log_tail()
        time.sleep(0.02)


def train_to(run: RunFolder, step: int) -> None:
    """Start the trainer, and have it stop after this step."""
    child = children.start(run.path)
    wait_for_step(run, step)
    run.request("stop")
    assert ended(child) == 0


def test_the_log_of_a_run_says_what_it_did(finished):
    log = "\n".join(finished.log_tail(1000))
    assert ": step 0 of 12" in log
    assert "step 12: saved checkpoints/" in log
    assert ", the best so far" in log
    assert "done: " in log


def test_a_whole_run_ends_in_a_model_that_the_engine_loads(finished):
    done = told(finished)[-1]
    assert isinstance(done, Done), finished.log_tail()
    stored = load_generator(finished.path / done.model)
    assert stored.header.feature_backend == "motion"
    assert stored.header.provenance["steps"] == 12
    assert stored.calibration is not None
    assert stored.generator(
        torch.zeros(1, 2048, 20), torch.zeros(1, 80, 50), torch.zeros(1, 80, 50)
    ).mel.shape == (1, 80, 80)
    assert done.measurements["mel"] > 0
    assert finished.status().state == "done"


def test_both_stages_report_their_losses_by_name(finished):
    made = losses(finished)
    assert set(made[1]) == {"event"}
    assert set(made[5]) == {"mel", "event", "contrastive"}
    assert set(made[8]) == {
        "mel",
        "adv_alignment",
        "adv_mel",
        "alignment_discriminator",
        "mel_discriminator",
        "event",
        "contrastive",
    }


def kill_somewhere(run: RunFolder, moments: random.Random) -> int | None:
    """Train for a random while, then kill: the last step that was done; None if it ended first."""
    tail = run.tail()
    tail.read()
    child = children.start(run.path)
    events_to_see = moments.choice([0, 1, 1, 2, 3, 4, 6])
    while events_to_see > 0 and child.is_alive():
        events_to_see -= len(tail.read())
        time.sleep(0.002)
    child.join(moments.uniform(0.0, 0.2))
    if child.exitcode is not None:
        assert child.exitcode == 0, run.log_tail()
        return None
    os.kill(child.pid, signal.SIGKILL)
    child.join()
    return run.status().step


def test_a_run_killed_at_twenty_random_moments_ends_as_if_it_had_not_been(
    tmp_path, dataset, finished
):
    moments = random.Random(0)
    run = new_run(tmp_path / "killed", config(dataset))
    steps = []
    # a busy machine may kill at few of the steps: then it goes on
    while len(steps) < KILLS or (len(set(steps)) <= 5 and len(steps) < 2 * KILLS):
        step = kill_somewhere(run, moments)
        if step is None:  # it came to its end: another one, so that twenty moments are tried
            shutil.rmtree(run.path)
            run = new_run(run.path, config(dataset))
            continue
        steps.append(step)
        status = run.status()
        # done: killed behind its last word; never started: before its first one
        known = ("failed", "done") if step else ("failed", "done", "stopped")
        assert status.state in known, status
        for checkpoint in run.checkpoints_there():
            torch.load(checkpoint.state, weights_only=True)
    assert len(set(steps)) > 5, f"the moments were not spread over the run: {steps}"
    assert ended(children.start(run.path)) == 0, run.log_tail()
    assert losses(run) == losses(finished)
    killed, whole = (load_generator(each.model).generator for each in (run, finished))
    for name, weight in whole.state_dict().items():
        assert torch.equal(weight, killed.state_dict()[name]), name
    assert run.status().state == "done"


def test_a_second_trainer_is_refused_while_the_first_trains(tmp_path, dataset, capsys):
    run = new_run(tmp_path / "run", config(dataset, steps=400))
    first = children.start(run.path)
    wait_for_step(run, 1)
    second = children.start(run.path)
    assert ended(second) == 2
    assert any(isinstance(event, Refused) for event in told(run))
    assert run.status().state == "running"
    assert terminal.start(run, detached=False) == 2
    assert "Another process is training the run" in capsys.readouterr().err
    run.request("stop")
    assert ended(first) == 0
    assert run.status().state == "stopped"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_ctrl_c_or_a_closed_terminal_saves_and_stops(tmp_path, dataset, number):
    run = new_run(tmp_path / "run", config(dataset, steps=400))
    child = children.start(run.path)
    wait_for_step(run, 2)
    os.kill(child.pid, number)
    assert ended(child) == 0
    stopped = told(run)[-1]
    assert isinstance(stopped, Stopped)
    assert run.checkpoints_there()[-1].step == stopped.step


def test_a_data_set_that_vanishes_ends_the_run_with_a_word(tmp_path, dataset):
    copy = tmp_path / "set"
    shutil.copytree(dataset, copy)
    run = new_run(tmp_path / "run", config(copy, steps=400))
    child = children.start(run.path)
    wait_for_step(run, 4)
    shutil.rmtree(copy)
    assert ended(child) == 3
    failed = told(run)[-1]
    assert isinstance(failed, Failed)
    assert failed.reason == "dataset"
    assert "not there any more" in failed.message
    assert run.checkpoints_there()[-1].step == failed.step  # saved before it ended
    assert run.status().state == "failed"


def test_a_run_that_goes_on_with_another_data_set_of_the_same_name_says_so(tmp_path, dataset):
    place = tmp_path / "set"
    shutil.copytree(dataset, place)
    run = new_run(tmp_path / "run", config(place, steps=400))
    train_to(run, 2)
    shutil.rmtree(place)
    write_dataset(place, 10, labels=("knock",), arrays=("features", "mel"))
    train_to(run, told(run)[-1].step + 1)
    events = told(run)
    (advised,) = (each for each in events if isinstance(each, Advised))
    assert "set holds other samples or another split" in advised.message
    assert isinstance(events[events.index(advised) - 1], Started)


def test_a_run_does_not_go_on_with_features_of_another_kind(tmp_path, dataset):
    place = tmp_path / "set"
    shutil.copytree(dataset, place)
    run = new_run(tmp_path / "run", config(place, steps=400))
    train_to(run, 2)
    saved = run.checkpoints_there()
    manifest = place / "manifest.json"
    before = manifest.read_text()
    manifest.write_text(before.replace('"motion"', '"bninception"'))
    assert ended(children.start(run.path)) == 3
    failed = told(run)[-1]
    assert isinstance(failed, Failed)
    assert failed.reason == "dataset"
    assert "trained on the features motion 1, and set was prepared with bninc" in failed.message
    assert run.checkpoints_there() == saved
    manifest.write_text(before)
    train_to(run, saved[-1].step + 1)
    assert not [each for each in told(run) if isinstance(each, Advised)]


def test_the_process_is_started_as_the_window_starts_it(tmp_path, dataset):
    run = new_run(tmp_path / "видео 日本 ü", config(dataset, steps=400))
    child = run.launch(detached=True)
    assert run.status().state == "running"
    assert os.getsid(child.pid) != os.getsid(0)
    wait_for_step(run, 1)
    run.request("stop")
    assert child.wait(60) == 0
    assert run.status().state == "stopped"
    assert isinstance(told(run)[0], Started)


def test_a_disk_that_is_really_full_damages_nothing(tmp_path, dataset):
    run_on_small_disk(tmp_path, 8, "tests.training.run.full_disk", tmp_path, dataset)
