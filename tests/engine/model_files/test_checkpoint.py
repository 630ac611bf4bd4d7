import json
import math
from dataclasses import replace

import numpy as np
import pytest
import torch
from msgspec import structs, to_builtins
from safetensors.torch import save_file

from engine.config import FEATURES
from engine.errors import EnvironmentUnusableError, TargetError
from engine.events.steering import Calibration
from engine.mel.contract import MEL
from engine.model.generator import Generator
from engine.model_files.checkpoint import load_generator, load_model, save_model
from engine.model_files.model_file import FORMAT_VERSION, ModelHeader, read_header
from tests.engine.model.small import SMALL, small_features, small_generator, small_mel

HEADER = ModelHeader(
    kind="generator",
    configuration=SMALL.to_json(),
    feature_backend="motion",
    feature_version=3,
    provenance={"steps": 1200, "data": "twelve clips", "mcd": 4.5},
)
CALIBRATION = Calibration(
    strengths=np.array([0.5, 1.0], dtype=np.float32),
    templates=np.arange(30, dtype=np.float32).reshape(2, 3, 5),
    rest=np.array([0.1, 0.2, 0.3], dtype=np.float32),
)


@pytest.fixture
def model_file(tmp_path):
    path = tmp_path / "модель 日本.safetensors"
    save_model(path, HEADER, small_generator().state_dict(), CALIBRATION)
    return path


def write_raw(path, header, tensors=None):
    """A file whose header says anything."""
    save_file(tensors or {"x": torch.zeros(1)}, path, {"varietysound": json.dumps(header)})
    return path


def refusal(call, *arguments):
    """The one sentence and the hint with which a call is refused."""
    with pytest.raises(EnvironmentUnusableError) as refused:
        call(*arguments)
    assert refused.value.exit_code == 4
    assert refused.value.hint
    assert "\n" not in refused.value.message
    return refused.value.message


def test_a_generator_comes_back_as_it_was_saved(model_file):
    generator, header, calibration = load_generator(model_file)
    assert header == structs.replace(HEADER, configuration=header.configuration)
    for name in ("strengths", "templates", "rest"):
        assert np.array_equal(getattr(calibration, name), getattr(CALIBRATION, name))
    assert not generator.training
    features, mel = small_features(5), small_mel(20)
    with torch.inference_mode():
        expected = small_generator()(features, mel, mel)
        torch.testing.assert_close(generator(features, mel, mel), expected)


def test_what_events_are_read_by_comes_back_where_there_is_any(tmp_path, model_file):
    assert load_generator(model_file).calibration.reading is None
    reading = np.array([0.5, -1.0, 2.0, -0.25], np.float32)
    path = tmp_path / "reader.safetensors"
    generator = small_generator().state_dict()
    save_model(path, HEADER, generator, replace(CALIBRATION, reading=reading))
    assert np.array_equal(load_generator(path).calibration.reading, reading)


def test_a_generator_that_ranks_its_features_comes_back_too(tmp_path):
    config = structs.replace(SMALL, features=FEATURES, feature_ranking=True)
    torch.manual_seed(0)
    generator, path = Generator(config).eval(), tmp_path / "ranking.safetensors"
    save_model(
        path, structs.replace(HEADER, configuration=config.to_json()), generator.state_dict()
    )
    features = torch.randn(1, FEATURES, 3)
    with torch.inference_mode():
        code = load_generator(path).generator.temporal_code(features)
        torch.testing.assert_close(code, generator.temporal_code(features))


def test_a_loaded_generator_can_be_trained_on(model_file):
    generator = load_generator(model_file).generator.train()
    mel = small_mel(20)
    generator(small_features(5), mel, mel).mel.mean().backward()
    assert generator.mel_decoder.to_mel.weight.grad.abs().sum() > 0


def test_the_header_is_read_alone(model_file):
    header = read_header(model_file)
    assert (header.kind, header.feature_backend, header.feature_version) == (
        "generator",
        "motion",
        3,
    )
    assert header.provenance["data"] == "twelve clips"


def test_a_model_without_calibration_has_none(tmp_path):
    path = tmp_path / "checkpoint.safetensors"
    save_model(path, HEADER, small_generator().state_dict())
    assert load_generator(path).calibration is None


def test_a_vocoder_is_stored_the_same_way(tmp_path):
    path = tmp_path / "vocoder.safetensors"
    weights = {"conv_pre.weight": torch.randn(3, 4)}
    save_model(path, ModelHeader(kind="vocoder", configuration={"resblock": "1"}), weights)
    stored = load_model(path, "vocoder")
    assert stored.header.configuration == {"resblock": "1"}
    assert torch.equal(stored.weights["conv_pre.weight"], weights["conv_pre.weight"])
    assert stored.calibration is None


def test_weights_stored_in_half_precision_are_read_as_whole(tmp_path):
    path = tmp_path / "half.safetensors"
    weights = {
        name: weight.half() if weight.is_floating_point() else weight
        for name, weight in small_generator().state_dict().items()
    }
    save_model(path, HEADER, weights)
    generator = load_generator(path).generator
    assert {weight.dtype for weight in generator.parameters()} == {torch.float32}
    mel = small_mel(20)
    assert torch.isfinite(generator(small_features(5), mel, mel).mel).all()


def test_a_saved_model_replaces_the_old_one_and_leaves_nothing_else(model_file):
    save_model(model_file, structs.replace(HEADER, feature_version=4), {"x": torch.zeros(1)})
    assert read_header(model_file).feature_version == 4
    assert list(model_file.parent.iterdir()) == [model_file]


def test_a_model_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(TargetError, match=r"model\.safetensors could not be written"):
        save_model(tmp_path / "no" / "model.safetensors", HEADER, {"x": torch.zeros(1)})


def test_a_file_from_a_newer_version_is_refused(tmp_path):
    header = {"format_version": FORMAT_VERSION + 1, "whatever": "it then means"}
    path = write_raw(tmp_path / "new.safetensors", header)
    message = refusal(load_generator, path)
    assert "newer version" in message
    assert "new.safetensors" in message


def test_a_file_for_another_mel_is_refused_with_the_difference(tmp_path):
    header = to_builtins(structs.replace(HEADER, mel=structs.replace(MEL, high_hz=8000.0)))
    path = write_raw(tmp_path / "other.safetensors", header)
    assert "high_hz: 8000.0 ≠ 7600.0" in refusal(read_header, path)


def test_a_model_of_the_other_kind_is_refused(model_file):
    assert "is a generator, not a vocoder" in refusal(load_model, model_file, "vocoder")


def test_another_program_s_file_is_refused(tmp_path):
    path = tmp_path / "foreign.safetensors"
    save_file({"x": torch.zeros(1)}, path)
    assert "is not a model of this program" in refusal(read_header, path)


def test_a_missing_file_is_told(tmp_path):
    assert "There is no model file gone.safetensors" in refusal(
        read_header, tmp_path / "gone.safetensors"
    )


def test_a_folder_is_refused(tmp_path):
    assert "cannot be read" in refusal(read_header, tmp_path)


def test_an_empty_file_is_damaged(tmp_path):
    path = tmp_path / "empty.safetensors"
    path.touch()
    assert "damaged" in refusal(load_generator, path)


@pytest.mark.parametrize("share", [0.0001, 0.01, 0.1, 0.5, 0.9, 0.9999])
def test_a_truncated_file_is_damaged(model_file, share):
    whole = model_file.read_bytes()
    model_file.write_bytes(whole[: int(len(whole) * share)])
    assert "damaged or incomplete" in refusal(load_generator, model_file)


def test_no_flipped_bit_in_the_header_is_more_than_a_refusal(model_file):
    whole = model_file.read_bytes()
    end = 8 + int.from_bytes(whole[:8], "little")
    source = np.random.default_rng(0)
    refused = 0
    for place in source.integers(0, end, 200):
        flipped = bytearray(whole)
        flipped[place] ^= 1 << int(source.integers(8))
        model_file.write_bytes(flipped)
        try:
            load_generator(model_file)
        except EnvironmentUnusableError:
            refused += 1
    assert refused > 100


@pytest.mark.parametrize(
    "change",
    [
        {"configuration": {**SMALL.to_json(), "temporal_width": 16}},
        {"configuration": {**SMALL.to_json(), "temporal_width": 0}},
        {"configuration": {**SMALL.to_json(), "temporal_width": 10**9}},
        {"configuration": {}},
        {"configuration": 5},
        {"format_version": "one"},
        {"surprise": 1},
        {"mel": {"bins": 80, "surprise": 1}},
        {"mel": None},
    ],
)
def test_a_header_that_does_not_fit_its_weights_is_damaged(tmp_path, change):
    header = {**to_builtins(HEADER), **change}
    path = write_raw(tmp_path / "odd.safetensors", header, small_generator().state_dict())
    assert "damaged" in refusal(load_generator, path)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"kind": "dancer"}, "header.kind: "),
        ({"feature_version": "3"}, "header.feature_version: expected `int`, got `str`"),
        ({"mel": {"bins": None}}, "header.mel.bins: expected `int`, got `null`"),
        ({"surprise": 1}, "header: object contains unknown field `surprise`"),
        ({"provenance": {"hours": math.nan}}, "header.provenance: a number that is not finite"),
        (
            {"configuration": {**SMALL.to_json(), "temporal_layers": 10**9}},
            "header.configuration.temporal_layers: must be from 1 to 64, not 1000000000",
        ),
    ],
)
def test_what_is_wrong_in_a_header_is_named_by_its_place(tmp_path, change, place):
    path = write_raw(tmp_path / "odd.safetensors", {**to_builtins(HEADER), **change})
    assert place in refusal(load_generator, path)


@pytest.mark.parametrize("header", [[], 5, None, "text"])
def test_a_header_that_is_no_header_is_damaged(tmp_path, header):
    path = write_raw(tmp_path / "odd.safetensors", header)
    assert "damaged" in refusal(read_header, path)


def test_weights_that_are_not_numbers_are_damaged(tmp_path):
    weights = small_generator().state_dict()
    weights["mel_decoder.to_mel.bias"][2] = torch.nan
    path = tmp_path / "nan.safetensors"
    save_model(path, HEADER, weights)
    assert "damaged" in refusal(load_generator, path)


@pytest.mark.parametrize(
    "calibration",
    [
        {"calibration.rest": torch.zeros(3)},
        {
            "calibration.strengths": torch.ones(1),
            "calibration.templates": torch.zeros(2, 3, 5),
            "calibration.rest": torch.zeros(3),
        },
    ],
)
def test_half_a_calibration_is_damaged(tmp_path, calibration):
    tensors = {**small_generator().state_dict(), **calibration}
    path = write_raw(tmp_path / "odd.safetensors", to_builtins(HEADER), tensors)
    assert "damaged" in refusal(load_generator, path)
