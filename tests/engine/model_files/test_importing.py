"""What `models --import` recognises."""

import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

import main
from engine.config import Folders
from engine.features.bninception import BNInception
from engine.host.messages import JobFailed
from engine.model_files.model_file import find_model
from engine.storage.values import decode
from engine.vocoder.hifigan import PRESETS, HifiGanGenerator
from tests.tiny_models import install_generator


def imported(path: Path, capsys) -> dict[str, str]:
    assert main.main(["models", "--import", str(path), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_finished_model_of_a_run_is_installed_under_its_name(tmp_path, capsys):
    run = tmp_path / "hammers"
    run.mkdir()
    (run / "run.json").write_text("{}")
    model = install_generator("tiny")
    model.replace(run / "model.safetensors")
    assert imported(run, capsys)["name"] == "hammers"
    assert find_model("generator", "hammers") is not None


@pytest.mark.parametrize("name", ["some.pth", "some.safetensors"])
def test_the_weights_of_bn_inception_are_recognised_and_then_found(tmp_path, capsys, name):
    with torch.device("meta"):
        network = BNInception()
    weights = {each: torch.zeros(value.shape) for each, value in network.state_dict().items()}
    save = save_file if name.endswith("safetensors") else torch.save
    save(weights, tmp_path / name)
    kept = Path(imported(tmp_path / name, capsys)["weights"])
    assert kept.parent == Folders.current().models
    clip, output = tmp_path / "missing.mp4", tmp_path / "features.npy"
    command = ["features", str(clip), "--backend", "bninception", "--output", str(output)]
    assert main.main(command) == 3  # the clip is missed, not the weights
    assert "missing.mp4" in capsys.readouterr().err


def test_an_official_vocoder_is_recognised(tmp_path, capsys):
    with torch.device("meta"):
        network = HifiGanGenerator(PRESETS["v3"])
    weights = {name: torch.zeros(value.shape) for name, value in network.state_dict().items()}
    torch.save({"generator": weights}, tmp_path / "speech.pt")
    assert imported(tmp_path / "speech.pt", capsys)["kind"] == "vocoder"


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: path.mkdir(), "is a folder, but not that of a run"),
        (lambda path: None, "There is no model file"),
        (lambda path: save_file({"w": torch.zeros(1)}, path), "is not a model of this program"),
        (lambda path: path.write_bytes(b"x"), "damaged or incomplete"),
    ],
    ids=["folder", "missing", "another network", "noise"],
)
def test_anything_else_is_named_in_one_sentence(tmp_path, capsys, make, says):
    path = tmp_path / "x.safetensors"
    make(path)
    assert main.main(["models", "--import", str(path)]) == 4
    assert says in capsys.readouterr().err


def test_with_json_the_error_is_a_line_too_that_can_be_translated(tmp_path, capsys):
    (tmp_path / "run.json").write_text("{}")
    code = main.main(["models", "--import", str(tmp_path), "--json"])
    out, err = capsys.readouterr()
    told = decode(JobFailed, out.encode(), "line")
    assert told.exit_code == code != 0
    assert err.strip() == f"{told.message} {told.hint}".strip()
    assert told.message.values  # not yet in English alone
    assert main.main(["models", "--import", str(tmp_path)]) == code
    assert capsys.readouterr() == ("", err)


def test_a_run_without_a_finished_model_is_named(tmp_path, capsys):
    (tmp_path / "run.json").write_text("{}")
    assert main.main(["models", "--import", str(tmp_path)]) == 4
    assert "has no finished model" in capsys.readouterr().err
