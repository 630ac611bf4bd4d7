import os
from pathlib import Path

import pytest
import torch

from engine.config import Folders
from engine.errors import EnvironmentUnusableError, OutputExistsError, UsageError
from engine.model_files.checkpoint import save_model
from engine.model_files.default_models import choose_default
from engine.model_files.model_file import (
    EVENT_READING,
    ModelHeader,
    find_event_model,
    find_model,
    install_model,
    installed,
)
from tests.tiny_models import in_models, write_model


@pytest.fixture
def shipped(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("VARIETYSOUND_SHIPPED_MODELS", str(tmp_path / "packed"))
    return tmp_path / "packed"


def test_nothing_is_installed_at_first():
    assert installed("generator") == []
    assert find_model("generator", None) is None


def write_two_models() -> None:
    for number, name in enumerate(("new", "old")):
        os.utime(write_model(in_models(name)), (1e9 - number, 1e9 - number))


def names() -> list[str]:
    return [model.name for model in installed("vocoder")]


def test_a_new_model_never_becomes_the_default_by_itself(shipped):
    write_model(shipped / "shipped.safetensors")
    write_two_models()
    assert names() == ["shipped", "new", "old"]
    assert [model.shipped for model in installed("vocoder")] == [True, False, False]
    assert find_model("vocoder", None).name == "shipped"


def test_without_a_shipped_model_the_first_one_stays_the_default():
    write_two_models()
    assert names() == ["old", "new"]


def test_a_person_chooses_the_default_of_each_kind(shipped):
    for kind in ("generator", "vocoder"):
        write_model(shipped / f"shipped {kind}.safetensors", kind=kind)
    write_two_models()
    choose_default("vocoder", "new")
    assert names() == ["new", "old", "shipped vocoder"]
    assert find_model("generator", None).name == "shipped generator"
    choose_default("generator", "shipped generator")
    choose_default("vocoder", "shipped vocoder")
    assert names() == ["shipped vocoder", "new", "old"]


def test_a_chosen_model_that_is_gone_or_a_damaged_choice_leaves_the_shipped_one(shipped):
    write_model(shipped / "shipped.safetensors")
    write_two_models()
    choose_default("vocoder", "gone")
    assert names()[0] == "shipped"
    (Folders.current().models / "default.json").write_bytes(b"{")
    assert names()[0] == "shipped"
    choose_default("vocoder", "old")
    assert names()[0] == "old"


def test_only_usable_files_of_the_kind_are_listed():
    write_model(in_models("vocoder"))
    write_model(in_models("generator"), kind="generator")
    in_models("broken").write_bytes(b"not a model")
    assert [model.name for model in installed("vocoder")] == ["vocoder"]


def test_a_name_and_a_file_both_mean_a_model(tmp_path):
    write_model(in_models("mine"))
    file = write_model(tmp_path / "elsewhere" / "другой.safetensors")
    assert find_model("vocoder", "mine").path == in_models("mine")
    assert find_model("vocoder", str(file)).path == file


def test_the_first_model_that_detects_events_is_found():
    header = ModelHeader(kind="generator", configuration={})
    assert find_event_model(None) is None
    write_model(in_models("deaf"), kind="generator")  # makes the folder
    for number, name in enumerate(("seeing", "older", "deaf")):  # the last is the default
        weights = {} if name == "deaf" else {EVENT_READING: torch.zeros(4)}
        save_model(in_models(name), header, {"w": torch.zeros(2), **weights})
        os.utime(in_models(name), (1e9 - number, 1e9 - number))
    assert find_event_model(None).name == "seeing"
    assert find_event_model("older").name == "older"
    assert find_event_model("deaf") is None


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("nobody", "There is no vocoder named nobody (installed: mine)"), ("no.safetensors", "file")],
)
def test_a_name_that_means_nothing_says_what_there_is(name, sentence):
    write_model(in_models("mine"))
    with pytest.raises(EnvironmentUnusableError) as error:
        find_model("vocoder", name)
    assert sentence in error.value.message


def test_a_vocoder_is_no_generator(tmp_path):
    file = write_model(tmp_path / "voc.safetensors")
    with pytest.raises(EnvironmentUnusableError, match="is a vocoder, not a generator"):
        find_model("generator", str(file))


def test_installing_copies_the_file_and_takes_it_twice(tmp_path):
    file = write_model(tmp_path / "bell.safetensors")
    for _ in range(2):
        model = install_model(file)
    assert model.path.read_bytes() == file.read_bytes()
    assert find_model("vocoder", "bell").path == model.path
    assert [path.name for path in Folders.current().models.iterdir()] == ["bell.safetensors"]


@pytest.mark.parametrize("name", ["../x", "a/b", "/x", "..", ".removed", "a\\b", "c:x", "a\0b"])
def test_no_model_is_installed_outside_the_folder_of_models(tmp_path, name):
    file = write_model(tmp_path / "mine.safetensors")
    with pytest.raises(UsageError, match="cannot be named"):
        install_model(file, name)
    assert installed("vocoder") == []


def test_installing_another_model_of_the_same_name_loses_neither(tmp_path):
    first = install_model(write_model(tmp_path / "a" / "bell.safetensors"))
    before = first.path.read_bytes()
    other = write_model(tmp_path / "b" / "bell.safetensors", value=2.0)
    with pytest.raises(OutputExistsError, match="Another model is installed as bell"):
        install_model(other)
    assert first.path.read_bytes() == before


def test_a_model_is_installed_under_another_name(tmp_path):
    file = write_model(tmp_path / "step_00000040.safetensors")
    assert install_model(file, "my hammer").path == in_models("my hammer")
    assert find_model("vocoder", "my hammer").name == "my hammer"


def test_a_damaged_file_is_not_installed(tmp_path):
    file = write_model(tmp_path / "bell.safetensors")
    file.write_bytes(file.read_bytes()[:-4])
    with pytest.raises(EnvironmentUnusableError, match="damaged"):
        install_model(file)
    assert list(Folders.current().models.glob("*")) == []
