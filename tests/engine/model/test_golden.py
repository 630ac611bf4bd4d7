"""Every part against the golden file, which plain NumPy made in float64 (`reference.py`)."""

import numpy as np
import pytest
import torch

from tests.engine.model.reference import GOLDEN, MEL_FRAMES, VIDEO_FRAMES, make_golden
from tests.engine.model.small import (
    SMALL_WITH_STATISTICS,
    small_features,
    small_generator,
    small_mel,
)

TOLERANCE = 2e-5  # float32 against float64; the largest difference seen is below 2e-6


@pytest.fixture(scope="module")
def golden():
    with np.load(GOLDEN) as file:
        return dict(file)


@pytest.fixture(scope="module")
def generator():
    return small_generator()


def assert_close(actual, expected):
    np.testing.assert_allclose(actual.detach().numpy(), expected, rtol=0, atol=TOLERANCE)


def test_the_temporal_encoder_gives_the_golden_code(generator, golden):
    assert_close(generator.temporal_code(small_features(VIDEO_FRAMES)), golden["code"])


def test_a_self_gated_acoustic_unit_gives_the_golden_feature_and_condition(generator, golden):
    mel = small_mel(MEL_FRAMES)
    gated = generator.acoustic_encoder.units[0](mel, mel)
    assert_close(gated.feature, golden["sgau_feature"])
    assert_close(gated.condition, golden["sgau_condition"])


def test_the_acoustic_encoder_gives_the_golden_timbre(generator, golden):
    assert_close(generator.timbre(small_mel(MEL_FRAMES)), golden["timbre"])


def test_attentive_statistics_give_the_golden_timbre(golden):
    generator = small_generator(SMALL_WITH_STATISTICS)
    assert_close(generator.timbre(small_mel(MEL_FRAMES)), golden["timbre_statistics"])


def test_the_background_encoder_gives_the_golden_background(generator, golden):
    assert_close(generator.background(small_mel(MEL_FRAMES, phase=2.0)), golden["background"])


def test_the_mel_decoder_gives_the_golden_mel(generator, golden):
    parts = [torch.from_numpy(golden[name]).float() for name in ("timbre", "background")]
    repeated = [part[:, :, None].expand(-1, -1, VIDEO_FRAMES) for part in parts]
    joined = torch.cat([torch.from_numpy(golden["code"]).float(), *repeated], dim=1)
    assert_close(generator.mel_decoder(joined), golden["decoded"])


def test_the_whole_generator_gives_the_golden_mel_within_the_range_of_a_mel(generator, golden):
    output = generator(
        small_features(VIDEO_FRAMES), small_mel(MEL_FRAMES), small_mel(MEL_FRAMES, phase=2.0)
    )
    assert golden["decoded"].min() < 0.0 < 1.0 < golden["decoded"].max()
    assert_close(output.mel, golden["decoded"].clip(0.0, 1.0))
    assert_close(output.code, golden["code"])
    assert_close(output.timbre, golden["timbre"])
    assert_close(output.background, golden["background"])


def test_the_reference_still_makes_the_golden_file(golden):
    made = make_golden()
    assert made.keys() == golden.keys()
    for name, values in made.items():
        np.testing.assert_allclose(values, golden[name], rtol=0, atol=1e-6)  # another processor
