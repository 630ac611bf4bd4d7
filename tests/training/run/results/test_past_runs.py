"""Speeds of earlier runs, and which new run they say something about."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.training import tiny
from training.config import VocoderRun, VocoderTraining
from training.run.message_log import MessageLog
from training.run.messages import Started, StepDone
from training.run.results.past_runs import comparable_run, duration_s, past_runs


def _run(path, config, speeds, *, device="CPU, 2 threads", memory_mb=100.0):
    run = tiny.new_run(path, config)
    with MessageLog(run.events) as log:
        log.write(Started(step=0, steps=len(speeds), pid=1, device=device))
        for number, (stage, speed) in enumerate(speeds, start=1):
            log.write(
                StepDone(
                    step=number,
                    steps=len(speeds),
                    stage=stage,
                    losses={},
                    learning_rate=1e-4,
                    steps_per_s=speed,
                    memory_mb=memory_mb,
                    eta_s=0,
                    epoch=0,
                )
            )
    return run


def test_the_median_speed_of_each_stage_is_taken_without_the_first_steps(tmp_path):
    config = tiny.config(tmp_path)
    speeds = [("events", 0.1)] * 5 + [("events", 8.0)] * 9 + [("events", 1.0)]
    run = _run(
        tmp_path / "run",
        config,
        [*speeds, *[("adversarial", 2.0)] * 9, ("adversarial", 50.0)],
        memory_mb=321.0,
    )
    (measured,) = past_runs([run])
    assert measured.steps_per_s == {"events": 8.0, "adversarial": 2.0}
    assert (measured.memory_mb, measured.device) == (321.0, "CPU, 2 threads")
    # 4 steps of the first stage and 10 of the other.
    assert duration_s(config, 10, measured) == pytest.approx(4 / 8 + 10 / 2)


def test_a_long_run_is_known_by_its_beginning_and_its_end(tmp_path):
    speeds = [("events", 4.0)] * 3000 + [("adversarial", 2.0)] * 3000
    run = _run(tmp_path / "run", tiny.config(tmp_path), speeds)
    assert run.events.stat().st_size > 4 * 65536
    (measured,) = past_runs([run])
    assert set(measured.steps_per_s) == {"events", "adversarial"}


def test_a_run_that_never_came_to_its_last_stage_gives_way_to_one_that_did(tmp_path):
    config = tiny.config(tmp_path)
    short = _run(tmp_path / "short", config, [("events", 4.0)] * 9)
    whole = _run(tmp_path / "whole", config, [("events", 4.0)] * 9 + [("adversarial", 2.0)] * 9)
    (ended_early,) = past_runs([short])
    assert comparable_run(config, [ended_early]) is None
    assert comparable_run(config, [ended_early, *past_runs([whole])]).run == whole.path


def test_runs_without_a_step_or_with_a_damaged_file_are_left_out(tmp_path):
    empty = tiny.new_run(tmp_path / "empty", tiny.config(tmp_path))
    damaged = _run(tmp_path / "damaged", tiny.config(tmp_path), [("events", 1.0)])
    (damaged.path / "run.json").write_text("{")
    assert past_runs([empty, damaged]) == []


def test_only_a_run_of_the_same_work_is_like_another(tmp_path):
    config = tiny.config(tmp_path)
    measured = past_runs(
        [_run(tmp_path / "run", config, [("events", 1.0)] * 9 + [("adversarial", 1.0)])]
    )
    longer = replace(config, training=replace(config.training, steps=999), seed=5)
    assert comparable_run(longer, measured) is measured[0]
    for changes in ({"batch": 7}, {"discriminator_width": 0.5}, {"lambda_a": 0.0}):
        other = replace(config, training=replace(config.training, **changes))
        assert comparable_run(other, measured) is None
    vocoder = VocoderRun(preset="v3", dataset=Path("x"), training=VocoderTraining())
    assert comparable_run(vocoder, measured) is None
