"""Weights of the paper's features: checked layer by layer, then found by the program itself."""

import argparse
import json

import pytest
import torch
from safetensors.torch import save_file

from engine.cli.commands import add_commands
from engine.errors import InputError
from engine.features.bninception import BNInception
from engine.features.weight_files import installed_weights
from engine.features.weights import install_weights


def _weights(path, **changes):
    state = {
        name: torch.zeros(changes.get(name.replace(".", "_"), tensor.shape))
        for name, tensor in BNInception().state_dict().items()
        if not name.endswith("num_batches_tracked")
    }
    save_file(state, path) if path.suffix == ".safetensors" else torch.save(state, path)
    return path


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    return _weights(tmp_path_factory.mktemp("weights") / "some name.pth")


def test_good_weights_are_found_by_themselves_from_then_on(good, capsys):
    assert installed_weights() is None
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers())
    options = parser.parse_args(["models", "--add-weights", str(good), "--json"])
    assert options.run(options) == 0
    kept = installed_weights()
    assert json.loads(capsys.readouterr().out) == {"weights": str(kept)}
    assert kept.read_bytes() == good.read_bytes()


def test_weights_of_another_format_take_the_place_of_the_old_ones(good, tmp_path):
    install_weights(good)
    kept = install_weights(_weights(tmp_path / "w.safetensors"))
    assert installed_weights() == kept
    assert [file.name for file in kept.parent.iterdir()] == ["bn_inception.safetensors"]


def test_a_layer_of_another_shape_is_named_and_nothing_is_kept(tmp_path):
    wrong = _weights(tmp_path / "w.safetensors", inception_3a_1x1_weight=(64, 100, 1, 1))
    with pytest.raises(InputError, match=r"inception_3a_1x1\.weight is 64 x 100 x 1 x 1, not 64 x"):
        install_weights(wrong)
    assert installed_weights() is None
