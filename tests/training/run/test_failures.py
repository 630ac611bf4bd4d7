"""How a training ends: its last event, its exit code, and that no checkpoint is damaged."""

import errno
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator

import pytest
import torch
from msgspec.structs import replace

from engine.errors import InputError, TargetError
from engine.storage.process import ProcessId
from tests.training.run.fake_task import FakeTask
from tests.training.synthetic import write_dataset
from tests.training.tiny import config, new_run
from training import __main__ as trainer
from training.launch.rank import Rank
from training.run.checkpoints import load_state
from training.run.message_log import MessageLog
from training.run.messages import (
    Advised,
    Done,
    Failed,
    MessageTail,
    OutOfMemory,
    Refused,
    RunMessage,
    StepDone,
    Stopped,
)
from training.run.run_folder import RunFolder


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    return write_dataset(tmp_path_factory.mktemp("data") / "set", 2, arrays=("mel",))


@pytest.fixture
def run(tmp_path, dataset) -> RunFolder:
    return new_run(tmp_path / "run", config(dataset))


@pytest.fixture(autouse=True)
def own_signals() -> Iterator[None]:
    """Give the test process its own signal handlers back."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def train(run: RunFolder, make_task: Callable[[], FakeTask], monkeypatch) -> int:
    """Train with a fake task in this process; the exit code."""
    monkeypatch.setattr(
        "training.launch.create_task.create_task", lambda config, context, group: make_task()
    )
    with run.take(ProcessId.current()), MessageLog(run.events) as events:
        return Rank(run, events).train()


def last(run: RunFolder) -> RunMessage:
    return MessageTail(run.events).read()[-1]


def raising(error: BaseException) -> Callable[[], FakeTask]:
    """A task that fails in its eighth step."""

    def before(step: int) -> None:
        if step == 7:
            raise error

    return lambda: FakeTask(before_step=before)


def caused(error: Exception, cause: Exception) -> Exception:
    """An error as raised from another."""
    error.__cause__ = cause
    return error


FAULTS = [
    (OSError(errno.ENOSPC, "No space left"), 4, "disk_full", "Free some space"),
    (OSError(errno.EROFS, "Read-only file system"), 4, "disk", ""),
    (caused(TargetError("No."), OSError(errno.ENOSPC, "No space")), 4, "disk_full", ""),
    (caused(TargetError("No."), ValueError("I/O error (os error 28)")), 4, "disk_full", ""),
    (caused(TargetError("No."), OSError(errno.EACCES, "Permission denied")), 4, "disk", ""),
    (InputError("It vanished.", hint="Bring it back."), 3, "dataset", "Bring it back."),
    (RuntimeError("shapes differ"), 1, "fault", "--resume"),
]


@pytest.mark.parametrize(("error", "code", "reason", "advice"), FAULTS)
def test_a_fault_is_named_with_advice_and_an_exit_code(
    run, monkeypatch, error, code, reason, advice
):
    assert train(run, raising(error), monkeypatch) == code
    event = last(run)
    assert isinstance(event, Failed)
    assert (event.step, event.reason) == (7, reason)
    assert event.message.endswith(".")
    assert advice in event.advice


@pytest.mark.parametrize(
    "error",
    [
        torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2 GiB."),
        MemoryError(),
        RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory"),
    ],
)
def test_a_lack_of_memory_names_the_batch_that_may_fit(run, monkeypatch, error):
    assert train(run, raising(error), monkeypatch) == 75
    event = last(run)
    assert isinstance(event, OutOfMemory)
    assert (event.step, event.batch) == (7, 2)
    assert "--set batch=2" in event.advice


def test_a_loss_that_is_no_number_is_named_with_advice(run, monkeypatch):
    def before(step: int) -> float | None:
        return float("inf") if step == 7 else None

    assert train(run, lambda: FakeTask(before_step=before), monkeypatch) == 70
    event = last(run)
    assert isinstance(event, Failed)
    assert event.reason == "nan"
    assert "learning_rate" in event.advice


@pytest.mark.parametrize("error", [fault[0] for fault in FAULTS])
def test_no_fault_damages_a_checkpoint_and_the_run_can_go_on(run, monkeypatch, error):
    train(run, raising(error), monkeypatch)
    checkpoints = run.checkpoints_there()
    assert checkpoints
    for checkpoint in checkpoints:
        assert load_state(checkpoint)["step"] == checkpoint.step
    assert train(run, FakeTask, monkeypatch) == 0
    assert isinstance(last(run), Done)
    assert run.status().state == "running"  # by this very process


def test_a_full_disk_still_gets_the_last_word(run, monkeypatch):
    """Writing fails until the reserve is given up, as on a disk that is full to the last byte."""
    real = MessageLog.write

    def write(log: MessageLog, event: RunMessage) -> None:
        if (run.path / "reserve").exists() and getattr(event, "step", 0) >= 5:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(log, event)

    monkeypatch.setattr(MessageLog, "write", write)
    assert train(run, FakeTask, monkeypatch) == 4
    assert isinstance(last(run), Failed)


def test_the_reserve_is_given_back_at_the_end(run, monkeypatch):
    train(run, FakeTask, monkeypatch)
    assert not (run.path / "reserve").exists()


def test_a_data_set_that_is_not_there_is_said_at_the_start(run, monkeypatch, tmp_path):
    run.update_config(replace(run.config(), dataset=tmp_path / "gone"))
    assert train(run, FakeTask, monkeypatch) == 3
    event = last(run)
    assert isinstance(event, Failed)
    assert event.reason == "dataset"
    assert "gone" in event.message


def test_a_flipped_bit_in_the_data_is_found_before_the_first_step(tmp_path, dataset, monkeypatch):
    shutil.copytree(dataset, tmp_path / "set")
    path = tmp_path / "set" / "shards" / "00000" / "mel.npy"
    content = bytearray(path.read_bytes())
    content[-1] ^= 64
    path.write_bytes(content)
    run = new_run(tmp_path / "run", config(tmp_path / "set"))
    assert train(run, FakeTask, monkeypatch) == 3
    assert not any(isinstance(event, StepDone) for event in MessageTail(run.events).read())


def test_a_terminated_process_saves_and_stops(run, monkeypatch):
    def before(step: int) -> None:
        if step == 4:
            os.kill(os.getpid(), signal.SIGTERM)

    assert train(run, lambda: FakeTask(before_step=before), monkeypatch) == 0
    assert last(run) == Stopped(step=5)
    assert run.checkpoints_there()[-1].step == 5


def test_a_stop_before_the_first_step_is_honoured(run, monkeypatch):
    def build(config, context, group):
        context.note("The GPU cannot be used; the CPU is used instead.")
        run.request("stop")
        return FakeTask()

    monkeypatch.setattr("training.launch.create_task.create_task", build)
    with run.take(ProcessId.current()), MessageLog(run.events) as events:
        assert Rank(run, events).train() == 0
    told = MessageTail(run.events).read()
    assert isinstance(told[1], Advised)  # after the start, before which the window forgets it
    assert told[-1] == Stopped(step=0)


def test_a_second_trainer_is_refused_and_the_first_goes_on(run, monkeypatch):
    monkeypatch.setattr("training.run.run_record._LOCK_TIMEOUT_S", 0.05)
    monkeypatch.setattr(trainer, "log_into", lambda path: None)
    codes = []

    def before(step: int) -> None:
        if step == 4:
            codes.append(trainer.main([str(run.path)]))

    assert train(run, lambda: FakeTask(before_step=before), monkeypatch) == 0
    assert codes == [2]
    told = MessageTail(run.events).read()
    refused = next(event for event in told if isinstance(event, Refused))
    assert refused.step == 4
    assert "--stop" in refused.advice
    assert isinstance(told[-1], Done)


@pytest.mark.parametrize("arguments", [[], ["a", "b"]])
def test_without_one_folder_the_usage_is_shown(arguments, capsys):
    assert trainer.main(arguments) == 2
    assert "RUN_DIR" in capsys.readouterr().err


def test_a_folder_that_is_no_run_is_an_input_error(tmp_path, capsys):
    assert trainer.main([str(tmp_path)]) == 3
    assert "not the folder of a run" in capsys.readouterr().err


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")  # TensorBoard's
def test_a_folder_that_is_moved_during_the_training_is_named(run, tmp_path, monkeypatch):
    def before(step: int) -> None:
        if step == 4:
            run.path.rename(tmp_path / "elsewhere")

    assert train(run, lambda: FakeTask(before_step=before), monkeypatch) == 4
    moved = RunFolder(tmp_path / "elsewhere")
    failed = last(moved)
    assert isinstance(failed, Failed)
    assert failed.reason == "disk"
    assert f"{run.path} was moved or removed" in failed.message
    assert train(moved, FakeTask, monkeypatch) == 0
    assert isinstance(last(moved), Done)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere, all names are Unicode")
def test_a_run_is_trained_in_a_folder_of_any_name(tmp_path, dataset, monkeypatch):
    run = new_run(tmp_path / os.fsdecode(b"\xff\nrun"), config(dataset))
    assert train(run, FakeTask, monkeypatch) == 0
    assert isinstance(last(run), Done)
