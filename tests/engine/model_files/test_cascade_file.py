import numpy as np
import pytest
import torch

from engine.errors import EnvironmentUnusableError
from engine.model.cascade.cascade import Cascade
from engine.model_files.cascade_file import join_cascade, load_cascade, load_part
from engine.model_files.checkpoint import load_generator
from engine.model_files.model_file import find_model, installed
from tests.tiny_cascade import cascade_halves, install_cascade
from tests.tiny_models import install_generator

CPU = torch.device("cpu")


def test_a_joined_cascade_sounds_as_its_halves(tmp_path):
    stored = load_cascade(install_cascade(tmp_path / "halves"))
    files = cascade_halves(tmp_path / "halves")
    parts = [load_part(path, path.stem)[1] for path in files]
    features = np.random.default_rng(0).random((2048, 30), np.float32)
    mels = [
        np.concatenate(list(Cascade(*pair, CPU).mel(features, features[:80], 120)), axis=1)
        for pair in ((stored.regnet, stored.speechsplit), parts)
    ]
    np.testing.assert_array_equal(*mels)


def test_a_cascade_is_a_model_with_the_provenance_of_both_halves(tmp_path, monkeypatch):
    monkeypatch.setenv("VARIETYSOUND_SHIPPED_MODELS", str(tmp_path / "none"))
    install_generator("tiny")
    install_cascade(tmp_path / "halves", "pair")
    assert [model.name for model in installed("generator")] == ["tiny", "pair"]
    header = find_model("generator", "pair").header
    assert header.is_cascade
    assert (header.feature_backend, header.feature_version) == ("motion", 1)
    assert header.provenance == {
        "data": "random",
        "steps": "regnet 6, speechsplit 11",
        "measurements": {"regnet_mel_l1": 0.5, "speechsplit_mel_l1": 0.5},
    }


def test_halves_in_the_wrong_order_are_refused(tmp_path):
    regnet, speechsplit = cascade_halves(tmp_path)
    with pytest.raises(EnvironmentUnusableError, match=r"speechsplit\.safetensors is a speechspl"):
        join_cascade(speechsplit, regnet, tmp_path / "whole.safetensors")
    assert not (tmp_path / "whole.safetensors").exists()


def test_a_cascade_and_a_generator_are_not_mistaken_for_each_other(tmp_path):
    with pytest.raises(EnvironmentUnusableError, match="is a cascade, which has neither"):
        load_generator(install_cascade(tmp_path / "halves"))
    with pytest.raises(EnvironmentUnusableError, match="is no cascade"):
        load_cascade(install_generator())
