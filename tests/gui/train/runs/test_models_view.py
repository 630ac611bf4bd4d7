"""What is said of a run that has no models yet."""

from pathlib import Path

import pytest

from gui.hosts.run_observer import SeenRun
from gui.train.runs.models_view import without_models
from tests import fake_trainer
from training.run.run_folder import Status
from training.settings import with_training


@pytest.mark.parametrize(
    ("steps", "pretrained", "first"), [(3, 2, 5), (5000, 2000, 500), (0, 0, 500)]
)
def test_the_first_checkpoint_of_a_short_run_is_that_of_its_end(steps, pretrained, first):
    config = with_training(
        fake_trainer.config(preset="paper" if not pretrained else "compact"),
        steps=steps,
        pretrain_steps=pretrained,
    )
    cadence = config.cadence
    assert min(cadence.checkpoint_every, cadence.validate_every) >= 5
    run = SeenRun(Path("/runs/hammers"), Status("running"), config, is_alive=True)
    assert without_models(run) == f"The first one is saved at step {first}."
