"""Official HiFi-GAN checkpoints offered as vocoders."""

import json
import os
from pathlib import Path

import numpy as np
import pytest
import torch

import main
from engine.errors import EnvironmentUnusableError
from engine.model_files.model_file import find_model, install_model
from engine.vocoder.hifigan import PRESETS, HifiGanGenerator
from engine.vocoder.importing import import_hifigan
from engine.vocoder.vocoder import open_vocoder


def _weights(layout: str) -> dict[str, torch.Tensor]:
    with torch.device("meta"):
        shapes = HifiGanGenerator(PRESETS[layout]).state_dict()
    return {name: torch.full(value.shape, 0.01) for name, value in shapes.items()}


def _saved(path: Path, value: object) -> Path:
    torch.save(value, path)
    return path


@pytest.mark.parametrize("name", ["speech.pt", "g_02500000"])
def test_an_official_generator_becomes_a_vocoder(tmp_path, name):
    file = _saved(tmp_path / name, {"generator": _weights("v3")})
    model = import_hifigan(file)
    assert model.path == find_model("vocoder", file.stem).path
    wave = open_vocoder(file.stem, torch.device("cpu"))(np.zeros((80, 4), np.float32))
    assert wave.shape == (4 * 256,)
    assert import_hifigan(file).name == model.name  # a second time changes nothing


@pytest.mark.parametrize("layout", ["v1", "v2", "v3"])
def test_every_official_layout_is_recognised_under_weight_norm_and_in_half_precision(
    tmp_path, layout
):
    state = {}
    for name, value in _weights(layout).items():
        if name.endswith("weight"):
            state[f"{name}_g"] = torch.ones(len(value), 1, 1).half()
            state[f"{name}_v"] = value.half()
        else:
            state[name] = value.half()
    model = import_hifigan(_saved(tmp_path / "voice.pth", {"generator": state}))
    assert model.header.provenance["layout"] == f"HiFi-GAN {layout.upper()}"


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ({"mpd": {}, "msd": {}, "steps": 1}, "holds the discriminators of a HiFi-GAN"),
        ({"features.0.weight": torch.ones(2)}, r"another network .*features\.0\.weight"),
        ({"conv_pre.weight": torch.ones(512, 100, 7)}, "reads 100 mel bands, not 80"),
        ({"conv_pre.weight": torch.ones(32, 80, 7)}, "of 32 channels and 1 weights"),
        ({"epoch": 3}, "not one of weights by name"),
        ([1, 2], "not one of weights by name"),
    ],
)
def test_any_other_pytorch_file_is_refused_by_what_it_is(tmp_path, value, sentence):
    with pytest.raises(EnvironmentUnusableError, match=sentence) as error:
        import_hifigan(_saved(tmp_path / "file.pt", value))
    assert error.value.hint


OURS = {
    "sampling_rate": 22050,
    "n_fft": 1024,
    "win_size": 1024,
    "hop_size": 256,
    "num_mels": 80,
    "fmin": 125,
    "fmax": 7600,
    "segment_size": 8192,
}


def test_a_generator_whose_configuration_names_another_mel_is_refused(tmp_path, capsys):
    file = _saved(tmp_path / "speech.pt", _weights("v3"))
    (tmp_path / "config.json").write_text(json.dumps({**OURS, "fmin": 0, "fmax": 8000}))
    assert main.main(["models", "--import", str(file)]) == 4
    said = capsys.readouterr().err
    assert "different mel spectrogram (fmin: 0, not 125, fmax: 8000, not 7600)" in said


def test_a_configuration_of_an_impossible_number_is_refused(tmp_path, capsys):
    file = _saved(tmp_path / "speech.pt", _weights("v3"))
    text = json.dumps(OURS).replace("125", "9" * 5000)
    (tmp_path / "config.json").write_text(text)
    assert main.main(["models", "--import", str(file)]) == 4
    assert "(fmin: no number, not 125)" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("configuration", "is_known"),
    [
        (json.dumps(OURS), True),
        ('{"model_type": "bert"}', False),
        ("[1", False),
        ("[" * 200_000, False),
    ],
)
def test_only_a_configuration_that_names_this_mel_makes_it_known(
    tmp_path, capsys, configuration, is_known
):
    file = _saved(tmp_path / "speech.pt", _weights("v3"))
    (tmp_path / "config.json").write_text(configuration)
    assert main.main(["models", "--import", str(file)]) == 0
    assert ("is less exact" in capsys.readouterr().out) is not is_known


@pytest.mark.timeout(60)
def test_pipes_beside_a_generator_are_not_waited_for(tmp_path):
    file = _saved(tmp_path / "speech.pt", _weights("v3"))
    os.mkfifo(tmp_path / "config.json")
    model = import_hifigan(file)
    os.mkfifo(model.path.with_name("speech.safetensors.sha256"))
    assert install_model(model.path).name == model.name


@pytest.mark.parametrize("content", [b"", b"some text", b"PK\x03\x04 half a file"])
def test_a_file_that_is_no_pytorch_file_is_refused(tmp_path, content):
    path = tmp_path / "file.pt"
    path.write_bytes(content)
    with pytest.raises(EnvironmentUnusableError, match="neither a model of this program nor"):
        import_hifigan(path)
    with pytest.raises(EnvironmentUnusableError, match="There is no model file"):
        import_hifigan(tmp_path / "missing.pt")


def test_weights_that_are_not_finite_are_refused(tmp_path):
    weights = _weights("v3")
    weights["conv_post.bias"][0] = torch.nan
    with pytest.raises(EnvironmentUnusableError, match="damaged"):
        import_hifigan(_saved(tmp_path / "file.pt", weights))


def test_the_command_imports_a_generator_and_says_what_another_file_is(tmp_path, capsys):
    assert main.main(["models", "--import", str(_saved(tmp_path / "v.pt", _weights("v3")))]) == 0
    assert "Installed the vocoder v" in capsys.readouterr().out
    other = _saved(tmp_path / "other.pt", {"features.0.weight": torch.ones(2)})
    assert main.main(["models", "--import", str(other)]) == 4
    assert "another network than HiFi-GAN" in capsys.readouterr().err
