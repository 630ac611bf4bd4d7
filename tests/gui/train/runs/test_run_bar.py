"""What the head of a run says."""

from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from gui.hosts.run_observer import Growth, SeenRun
from gui.train.numbers import speed_text
from gui.train.runs.history import RunHistory
from gui.train.runs.run_bar import RunBar, about_text, numbers_text
from gui.train.runs.run_list import progress_text, state_text
from tests import fake_trainer
from training.config import VocoderRun, VocoderTraining
from training.run.messages import Done, Finishing
from training.run.results.verdict import NETWORK_LOG_MEL
from training.run.run_folder import Status

RUN = Path("/runs/hammers")


def seen(**changes: object) -> SeenRun:
    run = SeenRun(RUN, Status("running", 1500, 6000), fake_trainer.config(), is_alive=True)
    return replace(run, **changes)


def history() -> RunHistory:
    found, growth = RunHistory(RUN), Growth(RUN)
    growth.take(structs.replace(fake_trainer.step_event(40), eta_s=7500.0, steps_per_s=0.4))
    found.take(growth)
    return found


@pytest.mark.parametrize(
    ("state", "kind", "verdict"),
    [
        ("done", "generator", "Does not follow the picture yet: F1 0.00, by chance 0.24."),
        ("stopped", "generator", ""),
        ("done", "vocoder", "Keeps the sound: log-mel error 0.39, good up to 0.50."),
    ],
)
def test_a_run_that_is_done_has_one_plain_verdict(qtbot, state, kind, verdict):
    bar, told = RunBar(), history()
    qtbot.addWidget(bar)
    figures = (
        {"event_f1": 0.0, "event_null": 0.24} if kind == "generator" else {NETWORK_LOG_MEL: 0.39}
    )
    growth = Growth(RUN)
    growth.take(Done(step=6000, model="model.safetensors", measurements=figures, hours=1.0))
    told.take(growth)
    config = fake_trainer.config()
    if kind == "vocoder":
        config = VocoderRun(preset="v1", dataset=config.dataset, training=VocoderTraining())
    run = seen(status=Status(state, 6000, 6000), is_alive=False, config=config)
    bar.show_run(run, told)
    assert bar.verdict.text() == verdict
    bar.show_run(seen(), history())
    assert bar.verdict.text() == ""


def test_buttons_use_short_words_where_the_name_has_no_room_beside_long_ones(qtbot):
    bar = RunBar()
    qtbot.addWidget(bar)
    bar.resize(1200, 80)
    bar.show()
    bar.show_run(seen(), history())
    assert bar.stop.text() == "Stop after this step"
    bar.resize(700, 80)
    assert (bar.stop.text(), bar.sample.text()) == ("Stop", "Sample")
    bar.resize(1200, 80)
    assert bar.stop.text() == "Stop after this step"
    bar.resize(1000, 80)
    assert bar.stop.text() == "Stop after this step"
    bar.resize(1080, 80)  # with room to spare for the name beside short words
    long = seen(path=RUN.with_name("a-very-long-name-of-a-run-" * 2 + "2"))
    bar.show_run(long, history())
    assert bar.stop.text() == "Stop"
    qtbot.waitUntil(lambda: bar.name.shown_text() == long.path.name)  # laid out


def test_a_run_without_further_steps_can_be_stopped_and_asked_for_nothing_else(qtbot):
    bar, told, growth = RunBar(), history(), Growth(RUN)
    qtbot.addWidget(bar)
    bar.show_run(seen(), told)
    asked = (bar.pause, bar.sample, bar.checkpoint)
    assert not any(button.isHidden() for button in (*asked, bar.stop))
    growth.take(Finishing(step=6000, stage="measurements"))
    told.take(growth)
    bar.show_run(seen(), told)
    assert all(button.isHidden() for button in asked)
    assert (bar.stop.isHidden(), bar.stop.text()) == (False, "Stop")
    bar.show_run(seen(requests=frozenset({"stop"})), told)
    assert bar.stop.text() == "Stopping…"  # asked for during the last step


@pytest.mark.parametrize(
    ("stage", "text"),
    [
        ("validation", "Finishing: validation"),
        ("samples", "Finishing: generating samples"),
        ("checkpoint", "Finishing: saving a checkpoint"),
        ("calibration", "Finishing: calibrating event detection"),
        ("measurements", "Finishing: evaluating the model"),
    ],
)
def test_after_the_last_step_the_state_is_what_is_being_done(qtbot, stage, text):
    bar, told, growth = RunBar(), history(), Growth(RUN)
    qtbot.addWidget(bar)
    growth.take(Finishing(step=6000, stage=stage))
    told.take(growth)
    bar.show_run(seen(), told)
    assert bar.state.text() == text
    assert "left" not in bar.numbers.text()
    bar.show_run(seen(status=Status("running", 6000, 6000, eta_s=80.0)), told)
    assert bar.numbers.text() == "step 6000 of 6000  ·  1 min left"


@pytest.mark.parametrize(
    ("stage", "text"),
    [
        ("validation", "Running: validation"),
        ("samples", "Running: generating samples"),
        ("checkpoint", "Running: saving a checkpoint"),
    ],
)
def test_between_two_steps_the_state_is_what_the_next_one_waits_for(qtbot, stage, text):
    bar = RunBar()
    qtbot.addWidget(bar)
    bar.show_run(seen(status=Status("running", 50, 6000, stage=stage)), history())
    assert bar.state.text() == text
    assert not bar.pause.isHidden()  # there are further steps


@pytest.mark.parametrize(
    ("ratio", "text"),
    [(None, "Running: training the generator"), (0.3, "Running: adversarial training")],
)
def test_training_is_adversarial_only_with_discriminators(qtbot, ratio, text):
    bar, told, growth = RunBar(), history(), Growth(RUN)
    qtbot.addWidget(bar)
    step = structs.replace(fake_trainer.step_event(41), stage="adversarial", gradient_ratio=ratio)
    growth.take(step)
    told.take(growth)
    bar.show_run(seen(), told)
    assert bar.state.text() == text


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "Running"),
        ({"requests": frozenset({"pause"})}, "Pausing…"),
        ({"requests": frozenset({"stop"})}, "Stopping…"),
        ({"status": Status("stopping", 3, 9)}, "Stopping…"),
        ({"status": Status("running")}, "Loading data and networks…"),
        ({"status": Status("stopped"), "is_alive": False, "is_starting": True}, "Starting…"),
        ({"status": Status("failed", 3, 9), "is_alive": False}, "Failed"),
        # An answer that no process will ever give is not waited for.
        (
            {"status": Status("stopped"), "is_alive": False, "requests": frozenset({"stop"})},
            "Stopped",
        ),
    ],
)
def test_the_state_is_the_observed_one_and_what_was_asked_is_on_its_way(changes, text):
    assert state_text(seen(**changes)) == text


def test_numbers_are_those_of_the_last_step_and_only_while_it_runs():
    text = numbers_text(seen(), history())
    assert text.startswith("step 1500 of 6000  ·  2.5 s/step  ·  ")
    assert text.endswith("2 h 05 min left")
    ended = seen(status=Status("stopped", 1500, 6000), is_alive=False)
    assert numbers_text(ended, history()) == "step 1500 of 6000"


@pytest.mark.parametrize(
    ("speed", "text"), [(5.972, "5.97 steps/s"), (0.4, "2.5 s/step"), (0.0, "0 steps/s")]
)
def test_a_speed_is_told_in_the_unit_that_a_person_can_read(speed, text):
    assert speed_text(speed) == text


def test_it_says_what_is_trained_on_what():
    assert about_text(seen(), history()) == "Generator, preset compact  ·  data set clips"


def test_a_run_that_is_through_says_how_long_it_was():
    assert progress_text(seen(status=Status("done", 6000, 6000))) == "6000 steps"
    assert progress_text(seen(status=Status("running"))) == ""
