import errno
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from safetensors.numpy import save_file

from engine.errors import InputError, OutputExistsError, TargetError, UsageError
from engine.model.presets import COMPACT
from engine.model_files.model_file import METADATA_KEY, ModelHeader
from engine.storage.process import ProcessId
from engine.storage.values import encode
from training.config import GeneratorRun, GeneratorTraining
from training.run.control.queue import set_queued
from training.run.message_log import MessageLog
from training.run.messages import (
    BetweenSteps,
    Done,
    Failed,
    OutOfMemory,
    Paused,
    Refused,
    RunMessage,
    Sampled,
    Started,
    Stopped,
    Waiting,
)
from training.run.run_folder import RunFolder, is_whole_model
from training.run.terminal import describe

GONE = ProcessId(2**22 + 1, 0.0)
CONFIG = GeneratorRun(preset="paper", dataset=Path("/data"), training=GeneratorTraining(), seed=3)


@pytest.fixture
def run(tmp_path):
    return RunFolder.create(tmp_path / "a run", CONFIG, ["train", "generator"])


def told(run: RunFolder, *events: RunMessage, process: ProcessId | None = GONE) -> RunFolder:
    """A run whose trainer, which may be gone, wrote some events."""
    if process is not None:
        with run.take(process):
            pass
    with MessageLog(run.events) as log:
        log.write(Started(step=0, steps=50, pid=1, device="cpu"))
        for event in events:
            log.write(event)
    return run


def write_model(path: Path) -> None:
    """A model file of one weight, as the engine's own header describes it."""
    header = encode(ModelHeader(kind="vocoder", configuration={})).decode()
    save_file({"w": np.zeros(9, np.float32)}, path, {METADATA_KEY: header})


def done(run: RunFolder) -> Done:
    write_model(run.model)
    return Done(step=50, model=run.model.name, measurements={}, hours=0.1)


# the folder


def test_a_new_run_holds_its_settings_and_its_command(run):
    opened = RunFolder.open(run.path)
    assert opened.config() == CONFIG
    assert opened.command() == ["train", "generator"]
    assert opened.process() is None
    about = json.loads((run.path / "run.json").read_text())
    assert set(about["versions"]) == {"python", "torch", "numpy", "safetensors"}


def test_a_second_run_in_the_same_folder_is_refused_with_the_way_on(run):
    with pytest.raises(OutputExistsError, match=r"run in .*/a run already.*--resume"):
        RunFolder.create(run.path, CONFIG, [])


def test_a_folder_with_other_things_is_refused(tmp_path):
    (tmp_path / "holiday.jpg").touch()
    with pytest.raises(OutputExistsError, match="not empty"):
        RunFolder.create(tmp_path, CONFIG, [])


def test_a_place_that_cannot_be_written_is_refused_in_a_sentence(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(TargetError, match="cannot be written"):
        RunFolder.create(tmp_path / "file" / "run", CONFIG, [])


def test_a_run_whose_folder_cannot_be_written_is_not_started_and_says_so(run):
    run.log.mkdir()  # what cannot be opened for writing, also as root
    with pytest.raises(TargetError, match="cannot be written"):
        run.launch(detached=False)


def test_what_cannot_be_asked_or_changed_of_a_run_is_said_in_a_sentence(run, monkeypatch):
    def refused(*_arguments, **_options):
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "touch", refused)
    monkeypatch.setattr("training.run.run_record.write_atomic", refused)
    for change in (
        lambda: run.request("stop"),
        lambda: run.update_config(replace(CONFIG, device="cuda:0")),
        lambda: set_queued(run, True),
    ):
        with pytest.raises(TargetError, match=r"folder a run cannot be written \(Read-only"):
            change()


def test_a_folder_that_is_no_run_is_said_to_be_none(tmp_path):
    with pytest.raises(InputError, match="not the folder of a run"):
        RunFolder.open(tmp_path)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 99}'])
def test_a_run_that_cannot_be_read_is_refused_in_a_sentence(run, text):
    (run.path / "run.json").write_text(text)
    with pytest.raises(InputError, match="a run"):
        run.config()


def test_what_a_resumed_run_was_given_anew_is_kept(run):
    run.update_config(replace(CONFIG, dataset=Path("/moved"), seed=4))
    assert run.config().dataset == Path("/moved")


def test_a_resumed_run_keeps_its_model(run):
    smaller = replace(CONFIG, training=replace(GeneratorTraining(), model=COMPACT))
    with pytest.raises(UsageError, match="another model"):
        run.update_config(smaller)


def test_the_settings_of_a_running_run_do_not_change(run):
    told(run, process=ProcessId.current())
    with pytest.raises(UsageError, match="is training"):
        run.update_config(replace(CONFIG, dataset=Path("/moved")))


def test_the_settings_do_not_change_under_a_trainer_that_just_starts(run, monkeypatch):
    monkeypatch.setattr("training.run.run_record._LOCK_TIMEOUT_S", 0.05)
    with run.take(GONE), pytest.raises(UsageError, match="Another process"):
        run.update_config(replace(CONFIG, dataset=Path("/moved")))
    assert run.config() == CONFIG


# one trainer


def test_a_run_has_one_trainer_at_a_time(run, monkeypatch):
    monkeypatch.setattr("training.run.run_record._LOCK_TIMEOUT_S", 0.05)
    with run.take(ProcessId.current()):
        assert run.process() == ProcessId.current()
        refused = pytest.raises(UsageError, match=r"Another process.*--stop")
        with refused, RunFolder.open(run.path).take(GONE):
            pass
        assert run.process() == ProcessId.current()
    with RunFolder.open(run.path).take(GONE):
        assert run.process() == GONE


def test_a_lock_that_was_released_is_free_again_for_anybody(run):
    for _ in range(3):
        with run.take(ProcessId.current()):
            pass


# requests


def test_a_request_is_answered_once(run):
    run.request("sample_now")
    assert run.requested("sample_now")
    assert run.answer("sample_now")
    assert not run.requested("sample_now")
    assert not run.answer("sample_now")


def test_requests_to_an_earlier_process_are_forgotten(run):
    run.request("stop")
    run.request("pause")
    run.forget_requests()
    assert not run.requested("stop")
    assert not run.requested("pause")


# the state


def test_a_run_that_was_never_started_is_stopped(run):
    assert run.status().state == "stopped"
    assert "not been started" in str(run.status().message)


def test_a_run_with_a_living_process_is_running(run):
    status = told(run, process=ProcessId.current()).status()
    assert (status.state, status.step, status.steps) == ("running", 0, 50)


def test_a_living_process_that_said_so_is_paused(run):
    status = told(run, Paused(step=8), process=ProcessId.current()).status()
    assert (status.state, status.step) == ("paused", 8)


def test_a_trainer_that_has_stopped_is_stopping_until_its_process_is_gone(run):
    status = told(run, Stopped(step=8), process=ProcessId.current()).status()
    assert (status.state, status.step) == ("stopping", 8)


def test_a_refused_second_trainer_does_not_end_the_pause(run):
    refused = Refused(step=8, pid=5, message="m", advice="a")
    told(run, Paused(step=8), refused, process=ProcessId.current())
    assert run.status().state == "paused"


def test_a_run_is_done_when_it_says_so_and_its_model_is_whole(run):
    assert told(run, done(run)).status().state == "done"


@pytest.mark.parametrize("damage", ["missing", "cut", "garbage"])
def test_a_run_without_a_whole_model_is_not_done_whatever_it_says(run, damage):
    told(run, done(run))
    if damage == "missing":
        run.model.unlink()
    elif damage == "cut":
        run.model.write_bytes(run.model.read_bytes()[:-1])
    else:
        run.model.write_bytes(b"\xff" * 64)
    status = run.status()
    assert status.state == "failed"
    assert "model file is missing or damaged" in str(status.message)


def test_a_run_that_was_asked_to_stop_is_stopped(run):
    assert told(run, Stopped(step=8)).status().state == "stopped"


def test_a_run_that_ended_during_its_pause_is_stopped_as_it_had_saved_itself(run):
    assert told(run, Paused(step=8)).status().state == "stopped"


def test_a_process_that_died_without_a_word_failed_and_its_log_is_shown(run):
    run.log.write_text("".join(f"line {n}\n" for n in range(100)))
    status = told(run).status()
    assert status.state == "failed"
    assert status.log[-1] == "line 99"
    assert len(status.log) == 40
    assert "--resume" in str(status.advice)


@pytest.mark.parametrize(
    "event",
    [
        Failed(step=8, reason="nan", message="The loss is no number.", advice="Learn slower."),
        OutOfMemory(step=8, message="The loss is no number.", advice="Learn slower.", batch=4),
    ],
)
def test_a_run_that_said_why_it_failed_is_quoted(run, event):
    status = told(run, event).status()
    assert (status.state, status.step) == ("failed", 8)
    assert (str(status.message), str(status.advice)) == ("The loss is no number.", "Learn slower.")


def test_a_trainer_killed_while_starting_failed_whatever_the_one_before_said(run):
    told(run, Stopped(step=8))
    with run.take(GONE):
        pass
    status = run.status()
    assert (status.state, str(status.message)) == (
        "failed",
        "The training process ended while starting.",
    )
    assert str(status.advice) == "Nothing was saved yet: start it again with --resume."


def test_a_trainer_that_has_said_nothing_yet_is_not_paused_because_one_before_was(run):
    told(run, Paused(step=8))
    with run.take(ProcessId.current()):
        assert run.status().state == "running"


def test_a_trainer_that_ends_before_it_takes_the_run_leaves_a_word(run, monkeypatch):
    def start(folder, *, detached):
        return subprocess.Popen([sys.executable, "-c", "raise SystemExit(1)"])

    monkeypatch.setattr("training.run.run_folder.start_trainer", start)
    run.launch(detached=True)
    assert run.status().state == "failed"
    assert "ended while starting" in str(run.status().message)


def test_a_trainer_that_waits_is_queued_and_stopped_once_it_is_gone(run):
    told(run, Waiting(step=0, after="other"), process=ProcessId.current())
    assert (run.status().state, str(run.status().message)) == ("queued", "Waiting for other.")
    told(run, Waiting(step=0, after="other"))
    assert run.status().state == "stopped"


def test_what_a_run_does_between_two_steps_is_known_until_it_has_ended(run):
    told(run, BetweenSteps(step=8, stage="samples"), process=ProcessId.current())
    status = run.status()
    assert (status.state, status.stage) == ("running", "samples")
    assert "samples" in describe(status)
    told(run, Sampled(step=8, folder="samples/step_00000008"), process=ProcessId.current())
    assert run.status().stage == ""


def test_a_run_that_was_gone_on_with_after_a_stop_is_running_again(run):
    told(run, Stopped(step=8))
    again = Started(step=8, steps=50, pid=1, device="cpu", resumed="step_00000008.pt")
    told(run, again, process=ProcessId.current())
    assert run.status().state == "running"


def test_a_huge_log_is_read_from_its_end(run):
    run.log.write_bytes(b"\xff garbage\n" * 400_000 + b"the end")
    assert run.log_tail(1) == ("the end",)


# checkpoints


def whole(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("data", b"0" * 100)


def test_checkpoints_are_listed_by_step_and_only_whole_ones(run):
    for step in (20, 3, 100):
        whole(run.checkpoint(step).state)
    cut = run.checkpoint(200).state
    whole(cut)
    cut.write_bytes(cut.read_bytes()[:-30])
    (run.checkpoints / "step_00000300.pt.part").touch()
    (run.checkpoints / "step_of_mine.pt").touch()
    assert [each.step for each in run.checkpoints_there()] == [3, 20, 100]


def test_a_model_file_of_one_tensor_is_whole(tmp_path):
    write_model(tmp_path / "m.safetensors")
    assert is_whole_model(tmp_path / "m.safetensors")
    assert not is_whole_model(tmp_path)
    os.truncate(tmp_path / "m.safetensors", 4)
    assert not is_whole_model(tmp_path / "m.safetensors")


def test_the_models_that_an_engine_can_use_are_listed_by_step(run):
    for step in (20, 3):
        write_model(run.checkpoint(step).model)
    (run.checkpoints / "step_00000009.safetensors.part").touch()
    (run.checkpoints / "step_of_mine.safetensors").touch()
    assert run.models_there() == (3, 20)
