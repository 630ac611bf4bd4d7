"""A few steps before a training: which ones, how their time is counted, what is said of memory."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from msgspec.structs import replace

import main
from engine.errors import DeviceMemoryError
from tests.training import tiny
from tests.training.synthetic import write_dataset
from training.launch import step_benchmark as trial
from training.launch.step_benchmark import benchmark_steps

pytestmark = pytest.mark.timeout(300)


class Task:
    """Steps whose time is the test's; the first one is slow, as the first always is."""

    steps = 100
    device = "Test CPU"

    def __init__(self, clock, config, error=None):
        self.clock, self.config, self.error = clock, config, error
        self.made, self.is_closed = [], False

    def step(self, step):
        if self.error is not None:
            raise self.error
        events = step < self.config.training.pretrain_steps
        self.clock[0] += (1.0 if events else 2.0) + (10.0 if not self.made else 0.0)
        self.made.append(step)
        return SimpleNamespace(stage="events" if events else "adversarial")

    def close(self):
        self.is_closed = True


@pytest.fixture
def tried(monkeypatch):
    """Try a run of faked steps; the task is in the list."""
    clock, tasks, memory = [0.0], [], iter([400.0, 600.0, 600.0])
    monkeypatch.setattr(trial.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(trial, "memory_mb", lambda: next(memory))

    def run(config, error=None):
        def build(config, _context):
            tasks.append(Task(clock, config, error))
            return tasks[0]

        monkeypatch.setattr(trial, "create_task", build)
        return benchmark_steps(config)

    run.tasks = tasks
    return run


def config(**changes):
    training = replace(tiny.TRAINING, pretrain_steps=20, adversarial_start=10, batch=8)
    run = tiny.config(Path("set"))
    return replace(run, training=replace(training, **changes), device="cpu")


def test_a_small_batch_is_tried_on_a_cpu_and_its_time_and_memory_multiplied(tried):
    found = tried(config())
    assert tried.tasks[0].config.training.batch == 2
    assert found.steps_per_s == {"events": 0.25, "adversarial": 0.125}
    assert found.memory_mb == 600 + 3 * 200
    assert tried.tasks[0].is_closed


def test_both_stages_are_tried_with_all_that_takes_part_in_them(tried):
    tried(config())
    made = tried.tasks[0].made
    assert made[0] == 0
    assert min(step for step in made if step >= 20) == 30
    assert len(made) < 12


def test_without_a_first_stage_only_the_second_is_tried(tried):
    assert set(tried(config(pretrain_steps=0, event_weight=0.0)).steps_per_s) == {"adversarial"}


def test_a_step_that_does_not_fit_is_said_in_a_sentence(tried):
    with pytest.raises(DeviceMemoryError, match="does not fit into the memory of Test CPU"):
        tried(config(), error=MemoryError())
    assert tried.tasks[0].is_closed


@pytest.mark.slow
def test_the_command_prints_what_was_tried_beside_what_was_counted(tmp_path, capsys):
    write_dataset(tmp_path / "set")
    words = ["train", "generator", "--preset", "quick", "--dataset", str(tmp_path / "set")]
    shrink = [f"model.{name}=16" for name in ("temporal_width", "upsample_width")]
    shrink += ["discriminator_width=0.01", "batch=1", "model.decoder_blocks=1"]
    settings = [word for each in shrink for word in ("--set", each)]
    assert main.main([*words, *settings, "--device", "cpu", "--estimate", "--try"]) == 0
    said = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert said["memory_bytes"] > 0
    assert min(said["tried"]["steps_per_s"].values()) > 0
    assert said["tried"]["memory_mb"] > 100
