"""A run before its start: fields, presets, changes and errors."""

import argparse
import re
from pathlib import Path

import pytest

from engine.storage.settings import Setting, settings_of
from gui.train.new_run import fields
from gui.train.new_run.draft import RunDraft
from gui.train.new_run.fields import fields_of, label_of, text_of
from training.cli.train import add_commands, configured
from training.config import GeneratorTraining
from training.presets import PRESETS


@pytest.mark.parametrize("kind", ["generator", "vocoder"])
def test_every_setting_has_a_field_with_its_help(kind):
    shown = {field.key for field in fields_of(kind)}
    training = PRESETS[kind]["quick"].training
    wanted = {setting.name for setting in settings_of(type(training))} - {"model"}
    assert wanted <= shown
    assert ("model.decoder_width" in shown) == (kind == "generator")
    assert {"cadence.patience", "run.seed", "run.device"} <= shown
    for field in fields_of(kind):
        assert re.fullmatch(r"[A-Z].{10,}\.", field.setting.help), field.key
        assert field.group


@pytest.mark.parametrize("kind", ["generator", "vocoder"])
def test_every_preset_is_possible_as_it_stands(kind):
    for name, preset in PRESETS[kind].items():
        draft = RunDraft(kind, name)
        checked = draft.check(Path("set"))
        assert checked.errors == {}
        assert checked.config.training == preset.training
        assert checked.config.cadence == preset.cadence
        assert draft.changed() == []


def test_only_changes_from_the_published_training_differ():
    assert RunDraft("generator", "paper").differing() == set()
    assert RunDraft("vocoder", "v1").differing() == set()
    assert RunDraft("generator", "without_mel_discriminator").differing() == {"mel_discriminator"}
    assert {"batch", "model.decoder_width"} <= RunDraft("generator", "compact").differing()


def test_a_number_written_otherwise_is_the_same_number():
    draft = RunDraft("generator", "paper")
    draft.texts["learning_rate"] = "2e-4"
    draft.texts["model.sgau_input_kernels"] = "5,7"
    assert draft.differing() == set()
    assert draft.assignments() == []


@pytest.mark.parametrize(
    ("key", "text", "sentence"),
    [
        ("batch", "0", "Batch must be from 1 to 4096, not 0."),
        ("batch", "many", "Batch must be a whole number, not 'many'."),
        ("flat_epochs", "600", "Flat epochs must be from 0 to 500, not 600."),
        ("shift_min_s", "9", "Shift min must be from 0.05 to 4.9, not 9."),
        ("cadence.patience", "0", "Patience must be from 1 to 1000000, not 0."),
        ("model.decoder_width", "0", "Decoder width must be from 2 to 8192, not 0."),
        (
            "model.sgau_input_kernels",
            "5",
            "SGAU input kernels must be two whole numbers, such as 5,7, not '5'.",
        ),
        ("run.seed", "x", "Seed must be a whole number, not 'x'."),
    ],
)
def test_what_is_wrong_is_said_of_its_field(key, text, sentence):
    draft = RunDraft("generator", "paper")
    draft.texts[key] = text
    checked = draft.check(Path("set"))
    assert checked.config is None
    assert checked.errors == {key: sentence}


def test_settings_that_need_each_other_are_called_as_the_form_calls_them():
    draft = RunDraft("generator", "paper")
    draft.texts["steered_share"] = "0.5"
    (sentence,) = draft.check(Path("set")).errors.values()
    assert "“Share of codes from events” needs “Pretrain steps”" in sentence
    assert "_" not in sentence


def test_a_setting_that_no_group_names_is_shown_with_its_help_all_the_same(monkeypatch):
    new = Setting("new_weight", float, 0.0, "What a later version adds.")

    def with_a_new_one(cls: type) -> tuple[Setting, ...]:
        return (*settings_of(cls), *([new] if cls is GeneratorTraining else []))

    monkeypatch.setattr(fields, "settings_of", with_a_new_one)
    (field,) = [each for each in fields_of.__wrapped__("generator") if each.setting is new]
    assert (field.key, field.label, field.group) == ("new_weight", "New weight", "More")


def test_every_setting_that_a_group_names_is_there():
    named = {
        name for groups in fields._GROUPS.values() for each in groups.values() for name in each
    }
    there = {field.key for kind in ("generator", "vocoder") for field in fields_of(kind)}
    assert named | set(fields._NAMES) <= there


def test_the_command_line_makes_the_same_run(tmp_path):
    draft = RunDraft("generator", "compact")
    for key, text in {
        "batch": "7",
        "feature_flip": "false",
        "model.sgau_input_kernels": "3, 9",
        "cadence.sample_every": "44",
        "run.seed": "5",
        "run.device": "cpu",
    }.items():
        draft.texts[key] = text
    words = draft.arguments(tmp_path, tmp_path / "run", ("dog",))
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers())
    typed = configured(parser.parse_args(words), tmp_path)
    assert typed == draft.check(tmp_path.resolve(), ("dog",)).config


def test_another_preset_keeps_the_machine_and_the_seed():
    draft = RunDraft("generator", "paper")
    draft.texts |= {"run.seed": "5", "batch": "3"}
    draft.use_preset("quick")
    assert (draft.texts["run.seed"], draft.texts["batch"]) == ("5", "4")


def test_names_and_values_are_written_for_people():
    assert label_of("shift_min_s") == "Shift min (s)"
    assert label_of("ema_decay") == "EMA decay"
    assert [text_of(value) for value in (1e4, 2e-4, True, (5, 7), 1e-8)] == [
        *("10000", "0.0002", "true", "5, 7", "1e-08")
    ]


def test_the_usual_device_is_followed_until_the_form_names_another():
    draft = RunDraft()
    draft.replace_device("auto", "cuda:1")
    assert draft.texts["run.device"] == "cuda:1"
    draft.texts["run.device"] = "cpu"
    draft.replace_device("cuda:1", "auto")
    assert draft.texts["run.device"] == "cpu"
