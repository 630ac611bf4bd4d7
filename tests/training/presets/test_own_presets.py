"""A user's presets: saved, renamed, imported and exported; usable on the command line."""

import argparse

import pytest
from msgspec.structs import replace

from engine.errors import InputError, OutputExistsError, UsageError
from training.cli.train import add_commands, configured
from training.own_presets import (
    OwnPreset,
    delete_preset,
    find_own_preset,
    import_preset,
    name_problem,
    own_presets,
    read_preset,
    rename_preset,
    save_preset,
    write_preset,
)

MINE = OwnPreset(
    kind="generator", name="mine", base="compact", settings=("batch=5", "validate_every=7")
)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("VARIETYSOUND_HOME", str(tmp_path / "home"))


def _configured(words):
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers())
    options = parser.parse_args(["train", "generator", "--run", "run", *words])
    return configured(options, options.folder)


def test_a_saved_preset_is_listed_for_its_kind_only():
    save_preset(MINE)
    assert own_presets("generator") == [MINE]
    assert own_presets("vocoder") == []


def test_a_preset_replaces_another_only_if_asked():
    save_preset(MINE)
    with pytest.raises(OutputExistsError, match="mine already"):
        save_preset(MINE)
    changed = OwnPreset(kind="generator", name="mine", base="quick")
    save_preset(changed, replaces=True)
    assert own_presets("generator") == [changed]


def test_a_preset_is_renamed_and_deleted():
    save_preset(MINE)
    renamed = rename_preset(MINE, "yours")
    assert own_presets("generator") == [renamed]
    assert renamed.settings == MINE.settings
    delete_preset(renamed)
    assert own_presets("generator") == []


def test_an_exported_preset_is_imported_beside_one_of_its_name(tmp_path):
    save_preset(MINE)
    file = tmp_path / "file.preset.json"
    write_preset(MINE, file)
    assert import_preset(file).name == "mine 2"
    assert [each.name for each in own_presets("generator")] == ["mine", "mine 2"]


@pytest.mark.parametrize("name", ["../../../escaped", "/.x", ". . .", "..", "a/b", ""])
def test_a_preset_with_the_name_of_a_path_is_imported_under_another(tmp_path, name):
    written = tmp_path / ".hidden.json"
    write_preset(replace(MINE, name=name), written)
    imported = import_preset(written)
    assert name_problem("generator", imported.name) is None
    assert own_presets("generator") == [imported]


def test_a_preset_whose_name_no_file_can_have_gets_a_shorter_one(tmp_path):
    written = tmp_path / "long.json"
    write_preset(replace(MINE, name="ü" * 300), written)
    names = [import_preset(written).name, import_preset(written).name]
    assert names[0].startswith("üüü")
    assert names[1] == f"{names[0]} 2"


@pytest.mark.parametrize("name", ["", " ", "a/b", ".hidden", "compact", "x" * 300])
def test_names_that_are_no_file_or_taken_by_the_program_are_refused(name):
    assert name_problem("generator", name)
    with pytest.raises(UsageError):
        save_preset(OwnPreset(kind="generator", name=name, base="quick"))


@pytest.mark.parametrize(
    ("preset", "said"),
    [
        (OwnPreset(kind="generator", name="a", base="gone"), "no preset 'gone'"),
        (OwnPreset(kind="generator", name="a", base="quick", settings=("batch=0",)), "batch"),
        (OwnPreset(kind="vocoder", name="a", base="quick", settings=("crop_s=1",)), "crop_s"),
    ],
)
def test_an_impossible_preset_says_why_and_hides_no_other(tmp_path, preset, said):
    save_preset(MINE)
    save_preset(preset)
    assert MINE in own_presets("generator")
    file = tmp_path / "a.preset.json"
    write_preset(preset, file)
    with pytest.raises(InputError, match=said) as impossible:
        read_preset(file)
    file.write_text("{}")
    with pytest.raises(InputError, match="not a preset") as damaged:
        read_preset(file)
    for raised in (impossible, damaged):  # so that the window can translate the sentence
        assert "is not a preset" in raised.value.phrase.template


def test_a_run_starts_from_a_users_preset_by_its_name():
    save_preset(MINE)
    config = _configured(["--preset", "mine", "--set", "steps=9"])
    assert (config.preset, config.training.batch, config.training.steps) == ("compact", 5, 9)
    assert config.cadence.validate_every == 7
    assert find_own_preset("generator", "mine") == MINE
