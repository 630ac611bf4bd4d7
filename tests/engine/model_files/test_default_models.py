import json

import main
from engine.config import Folders
from engine.model_files.checkpoint import save_model
from engine.model_files.default_models import DefaultModels, choose_default, default_models
from engine.model_files.model_file import ModelHeader, find_model, install_model


def test_the_command_makes_a_model_the_default_and_says_which_is(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("VARIETYSOUND_SHIPPED_MODELS", str(tmp_path / "packed"))
    for folder, name in (("packed", "shipped"), ("own", "mine")):
        (tmp_path / folder).mkdir()
        save_model(
            tmp_path / folder / f"{name}.safetensors",
            ModelHeader(kind="generator", configuration={}, provenance={"data": folder}),
            {},
        )
    install_model(tmp_path / "own" / "mine.safetensors")
    assert find_model("generator", None).name == "shipped"
    assert main.main(["models", "--default", "mine"]) == 0
    assert "mine is now the default generator" in capsys.readouterr().out
    assert find_model("generator", None).name == "mine"
    assert main.main(["models", "--json"]) == 0
    models = json.loads(capsys.readouterr().out)["models"]
    assert [(each["name"], each["default"]) for each in models] == [
        ("mine", True),
        ("shipped", False),
    ]
    assert main.main(["models", "--default", "nobody"]) == 4
    assert "No model named nobody is installed" in capsys.readouterr().err
    assert find_model("generator", None).name == "mine"


def test_a_damaged_choice_is_kept_when_another_is_made():
    file = Folders.current().models / "default.json"
    file.parent.mkdir(parents=True)
    file.write_text('{"generator": 7}')
    choose_default("vocoder", "mine")
    assert default_models() == DefaultModels(vocoder="mine")
    choose_default("generator", "mine")
    assert file.with_name("default.damaged.json").read_text() == '{"generator": 7}'
    assert len(list(file.parent.iterdir())) == 2
