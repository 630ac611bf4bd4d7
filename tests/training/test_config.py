import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from engine.errors import InputError, UsageError
from engine.storage.settings import settings_of
from tests.programs import modules_loaded_by
from training.baseline_config import BaselineTraining
from training.config import (
    BaselineRun,
    Cadence,
    GeneratorRun,
    GeneratorTraining,
    RunConfig,
    Training,
    VocoderRun,
    VocoderTraining,
    run_config,
)
from training.presets import PRESETS
from training.run.run_folder import RunFolder
from training.settings import with_settings


def config_of(training: Training) -> RunConfig:
    return run_config(training, preset="test", dataset=Path("/data/set"), classes=("dog", "drum"))


@pytest.mark.parametrize(
    "preset",
    [preset for presets in PRESETS.values() for preset in presets.values()],
    ids=lambda p: p.help[:20],
)
def test_every_preset_survives_the_file(preset, tmp_path):
    config = config_of(preset.training)
    RunFolder.create(tmp_path / "run", config, [])
    assert RunFolder.open(tmp_path / "run").config() == config


@pytest.mark.parametrize(
    "cls",
    [
        GeneratorTraining,
        VocoderTraining,
        BaselineTraining,
        Cadence,
        GeneratorRun,
        VocoderRun,
        BaselineRun,
    ],
)
def test_every_setting_has_a_line_of_help(cls):
    for setting in settings_of(cls):
        assert setting.help.endswith("."), setting.name


def test_a_setting_of_the_model_is_reached_through_its_group():
    changed = with_settings(GeneratorTraining(), ["model.decoder_blocks=2", "lambda_m=10"])
    assert changed.model.decoder_blocks == 2
    assert changed.lambda_m == 10


def test_a_model_that_cannot_be_built_is_refused():
    with pytest.raises(UsageError, match="sgau_width"):
        with_settings(GeneratorTraining(), ["model.sgau_width=17"])


@pytest.mark.parametrize(
    "assignment", ["batch=0", "learning_rate=-1", "beta1=1", "flat_epochs=501", "lambda_m=-1"]
)
def test_a_number_with_which_nothing_can_be_trained_is_refused(assignment):
    with pytest.raises(UsageError, match="must be from"):
        with_settings(GeneratorTraining(), [assignment])


def test_a_segment_is_a_whole_number_of_frames():
    with pytest.raises(UsageError, match="multiple of 256"):
        with_settings(VocoderTraining(), ["segment_samples=8000"])


@pytest.mark.parametrize(
    ("damage", "place"),
    [
        ({"kind": "dance"}, "run.config.kind"),
        ({"training": {"batch": 0}}, "run.config.training.batch: must be from 1 to 4096, not 0"),
        ({"training": {"batch": "8"}}, "run.config.training.batch: expected"),
        ({"training": {"model": {"temporal_layers": 10**9}}}, "training.model.temporal_layers"),
        ({"training": {"steered_share": 0.5}}, "run.config.training.steered_share: needs"),
        ({"training": None}, "run.config.training: expected"),
        ({"surplus": 1}, "run.config: object contains unknown field `surplus`"),
        ({"cadence": {"keep_checkpoints": 0}}, "run.config.cadence.keep_checkpoints"),
        ({"seed": -1}, "run.config.seed"),
    ],
)
def test_a_file_of_other_settings_is_refused_by_place(damage, place, tmp_path):
    run = RunFolder.create(tmp_path / "run", config_of(GeneratorTraining()), [])
    file = tmp_path / "run" / "run.json"
    values = json.loads(file.read_text())
    values["config"] |= damage
    file.write_text(json.dumps(values))
    with pytest.raises(InputError, match=r"run\.json of the run run is damaged") as caught:
        run.config()
    assert place in caught.value.message
    assert "\n" not in caught.value.message


def test_without_a_discriminator_or_its_weight_the_training_is_not_adversarial():
    assert GeneratorTraining().adversarial
    assert not GeneratorTraining(lambda_a=0).adversarial
    alone = replace(GeneratorTraining(), mel_discriminator=False)
    assert alone.adversarial
    assert not replace(alone, alignment_discriminator=False).adversarial


def test_the_window_can_import_settings_and_run_folders_without_torch():
    loaded = modules_loaded_by("import training.config, training.presets, training.run.run_folder")
    assert not loaded & {"torch", "cv2", "av", "soundfile", "PySide6"}
