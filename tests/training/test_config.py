import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from engine.errors import InputError, UsageError
from training.config import Cadence, GeneratorTraining, RunConfig, VocoderTraining
from training.presets import GENERATOR_PRESETS, VOCODER_PRESETS
from training.settings import settings_of, with_settings


def run_config(training: GeneratorTraining | VocoderTraining) -> RunConfig:
    return RunConfig(
        kind="generator" if isinstance(training, GeneratorTraining) else "vocoder",
        preset="test",
        dataset="/data/set",
        training=training,
        classes=("dog", "drum"),
    )


@pytest.mark.parametrize(
    "preset", [*GENERATOR_PRESETS.values(), *VOCODER_PRESETS.values()], ids=lambda p: p.help[:20]
)
def test_every_preset_survives_the_file(preset):
    config = run_config(preset.training)
    assert RunConfig.from_json(json.loads(json.dumps(config.to_json())), Path("run.json")) == config


@pytest.mark.parametrize("cls", [GeneratorTraining, VocoderTraining, Cadence, RunConfig])
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
    "damage",
    [
        {"kind": "dance"},
        {"training": {}},
        {"training": None},
        {"surplus": 1},
        {"cadence": {"keep_checkpoints": 0}},
    ],
)
def test_a_file_of_other_settings_is_refused_in_a_sentence(damage):
    values = {**run_config(GeneratorTraining()).to_json(), **damage}
    with pytest.raises(InputError, match=r"run\.json does not hold the settings of a run"):
        RunConfig.from_json(values, Path("run.json"))


def test_without_a_discriminator_or_its_weight_the_training_is_not_adversarial():
    assert GeneratorTraining().adversarial
    assert not GeneratorTraining(lambda_a=0).adversarial
    alone = replace(GeneratorTraining(), mel_discriminator=False)
    assert alone.adversarial
    assert not replace(alone, alignment_discriminator=False).adversarial


def test_the_window_can_import_settings_and_run_folders_without_torch():
    code = (
        "import sys, training.config, training.presets, training.run.run_folder;"
        "print({'torch', 'cv2', 'av', 'soundfile', 'PySide6'} & set(sys.modules))"
    )
    root = Path(__file__).resolve().parents[2]
    child = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert child.stdout.strip() == "set()"
