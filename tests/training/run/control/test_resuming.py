"""Runs continue from any checkpoint: gone back, or as a new run beside the old one."""

import zipfile

import pytest
from msgspec.structs import replace

from engine.errors import InputError, UsageError
from engine.storage.process import ProcessId
from tests.training.tiny import config, new_run
from training.run.control.resuming import branch, find_checkpoint, go_back


@pytest.fixture
def run(tmp_path):
    run = new_run(tmp_path / "run", config(tmp_path))
    for step in (3, 6, 9):
        checkpoint = run.checkpoint(step)
        checkpoint.model.write_bytes(b"model %d" % step)
        with zipfile.ZipFile(checkpoint.state, "w") as file:
            file.writestr("step", str(step))
    return run


def _with(run, **changes):
    old = run.config()
    return replace(old, training=replace(old.training, **changes))


def _steps(run):
    return [each.step for each in run.checkpoints_there()]


@pytest.mark.parametrize("part", ["state", "model"])
def test_a_checkpoint_is_found_by_either_of_its_files(run, part):
    folder, checkpoint = find_checkpoint(getattr(run.checkpoint(6), part))
    assert (folder.path, checkpoint.step) == (run.path, 6)


def test_what_is_no_checkpoint_is_said_to_be_none(run, tmp_path):
    with pytest.raises(InputError, match="not the folder of a run"):
        find_checkpoint(tmp_path / "other" / "checkpoints" / "step_3.pt")
    with pytest.raises(InputError, match="not a checkpoint"):
        find_checkpoint(run.checkpoints / "other.pt")
    with pytest.raises(InputError, match="missing or incomplete") as error:
        find_checkpoint(run.checkpoint(4).state)
    assert "3, 6, 9" in error.value.hint


def test_a_run_that_goes_back_keeps_the_checkpoints_up_to_there(run):
    changed = _with(run, batch=3)
    go_back(run, run.checkpoint(6), changed)
    assert _steps(run) == [3, 6]
    assert not run.checkpoint(9).model.exists()
    assert run.config() == changed


def test_a_run_that_goes_back_deletes_a_later_checkpoint_that_is_damaged_too(run):
    run.checkpoint(9).state.write_bytes(b"half")
    go_back(run, run.checkpoint(6), run.config())
    assert not run.checkpoint(9).state.exists()


def test_a_run_that_trains_does_not_go_back(run):
    with run.take(ProcessId.current()), pytest.raises(UsageError, match="is training"):
        go_back(run, run.checkpoint(3), run.config())
    assert _steps(run) == [3, 6, 9]


def test_a_branch_begins_at_the_checkpoint_and_leaves_the_run_alone(run, tmp_path):
    changed = _with(run, batch=3)
    new = branch(run, run.checkpoint(6), tmp_path / "new", changed, ["main.py", "train"])
    assert _steps(new) == [6]
    assert new.checkpoint(6).model.read_bytes() == b"model 6"
    assert new.config() == changed
    new.checkpoint(6).state.unlink()
    assert _steps(run) == [3, 6, 9]


def test_a_branch_does_not_change_the_model(run, tmp_path):
    model = replace(run.config().training.model, decoder_width=8)
    with pytest.raises(UsageError, match="another model"):
        branch(run, run.checkpoint(6), tmp_path / "new", _with(run, model=model), [])
    assert not (tmp_path / "new").exists()
