"""Checkpoints of earlier versions."""

import pytest
import torch

from tests.training import tiny
from tests.training.synthetic import write_dataset
from training.data.dataset import Dataset
from training.generator.trainer import GeneratorTask
from training.run.checkpoints import load_state
from training.run.run_folder import RunFolder

OLD_NAMES = (
    ("alignment.convolutions.", "alignment.judge."),
    ("mel.discriminators.", "mel.judges."),
    ("discriminator_optimizer", "judge_optimizer"),
    ("discriminators", "judges"),
)


def as_format_1(value):
    """A state with the names that format 1 had."""
    if not isinstance(value, dict):
        return value
    renamed = {}
    for key, inner in value.items():
        for new, old in OLD_NAMES:
            if str(key).startswith(new):
                key = old + key.removeprefix(new)
                break
        renamed[key] = as_format_1(inner)
    return renamed


def test_a_checkpoint_of_format_1_is_restored_with_its_discriminators(tmp_path):
    config = tiny.config(write_dataset(tmp_path / "set", 4), pretrain_steps=0, adversarial_start=0)
    run = RunFolder.create(tmp_path / "run", config, [])
    dataset, cpu = Dataset(tmp_path / "set"), torch.device("cpu")
    old = GeneratorTask(config, dataset, cpu)
    old.step(0)
    old.close()
    checkpoint = run.checkpoint(1)
    torch.save({"format": 1, "task": as_format_1(old.state())}, checkpoint.state)
    assert any("judge" in key for key in torch.load(checkpoint.state)["task"]["judges"])
    new = GeneratorTask(config, dataset, cpu)
    new.restore(load_state(checkpoint)["task"])
    new.close()
    for name, weight in old.state()["discriminators"].items():
        assert torch.equal(new.state()["discriminators"][name], weight), name
    assert new.state()["adversarial"]["discriminator_optimizer"]["state"]


def test_a_checkpoint_of_a_newer_version_is_refused(tmp_path):
    run = RunFolder.create(tmp_path / "run", tiny.config(tmp_path), [])
    torch.save({"format": 99}, run.checkpoint(1).state)
    with pytest.raises(ValueError, match="newer version"):
        load_state(run.checkpoint(1))
