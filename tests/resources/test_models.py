"""The models that come with the program: whole, small, and free to give away."""

import hashlib
from collections.abc import Iterator
from dataclasses import astuple

import numpy as np
import pytest
import torch

from engine.config import RESOURCES
from engine.machine.device import CPU
from engine.media.audio import read_mono
from engine.mel.contract import MEL
from engine.metrics.round_trip import round_trip, scaled_to_peak
from engine.model_files.checkpoint import load_generator
from engine.model_files.model_file import InstalledModel, find_model, installed, opened
from engine.vocoder.griffin_lim import GriffinLim
from engine.vocoder.vocoder import Vocoder, open_vocoder

MODELS = RESOURCES / "models"


@pytest.fixture(autouse=True)
def shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """The models of the program itself, which other tests do without."""
    monkeypatch.delenv("VARIETYSOUND_SHIPPED_MODELS")


def checksums() -> Iterator[tuple[str, str]]:
    for line in (MODELS / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, name = line.split()
        yield name, digest


def test_every_model_is_the_file_of_its_checksum() -> None:
    listed = dict(checksums())
    there = {path.name: path.read_bytes() for path in MODELS.glob("*.safetensors")}
    assert listed == {name: hashlib.sha256(data).hexdigest() for name, data in there.items()}
    assert 0 < sum(map(len, there.values())) < 60e6


def test_a_fresh_clone_has_a_generator_to_dub_with() -> None:
    model = find_model("generator", None)
    assert model is not None
    assert model.shipped
    stored = load_generator(model.path)
    assert stored.calibration is not None
    assert stored.header.feature_backend == "motion"


def test_a_fresh_clone_has_a_vocoder_that_beats_having_none() -> None:
    vocoder = open_vocoder(None, CPU)
    assert vocoder.name == "compact-vocoder"
    ways: tuple[Vocoder, ...] = (vocoder, GriffinLim())
    trips = []
    for path in (RESOURCES / "samples").glob("*.flac"):  # which its training did not hear
        sound = scaled_to_peak(read_mono(path)[: 3 * MEL.sample_rate_hz])
        trips.append([astuple(round_trip(sound, way)) for way in ways])
    (log_mel, full, below_8khz), (_, bare_full, bare_below_8khz) = np.mean(trips, axis=0)
    assert log_mel < 0.25
    assert full < bare_full
    assert below_8khz < 1.25 * bare_below_8khz


def all_models() -> list[InstalledModel]:
    return [*installed("generator"), *installed("vocoder")]


def test_the_weights_are_stored_in_half_precision() -> None:
    assert len(all_models()) == 2
    for model in all_models():
        with opened(model.path, "pt") as file:
            weights = [file.get_tensor(name) for name in file.keys() if "calibration" not in name]  # noqa: SIM118
        assert {each.dtype for each in weights} <= {torch.float16, torch.int64}


def test_what_they_were_trained_on_may_be_given_away() -> None:
    assert all_models()
    for model in all_models():
        assert "free of conditions" in model.header.provenance["data"]
        assert model.name in (MODELS / "MODEL_CARD.md").read_text(encoding="utf-8")
