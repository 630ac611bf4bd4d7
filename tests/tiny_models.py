"""Models of a few weights, installed as a person's: they make noise, but always the same."""

from pathlib import Path

import numpy as np
import torch
from msgspec.structs import asdict, replace

from engine.config import FEATURES, Folders
from engine.events.steering import Calibration
from engine.features.backend import create_backend
from engine.model.generator import Generator, initialise
from engine.model_files.checkpoint import save_model
from engine.model_files.model_file import Kind, ModelHeader
from tests.engine.model.small import SMALL
from tests.engine.vocoder import reference


def install_generator(
    name: str = "tiny", *, aligned: bool = False, classes: tuple[str, ...] = ()
) -> Path:
    config = replace(SMALL, features=FEATURES, mel_bins=80, aligned_mel=aligned)
    generator = Generator(config)
    initialise(generator, torch.Generator().manual_seed(1))
    chance = np.random.default_rng(0)
    calibration = Calibration(
        strengths=np.array([0.5, 1.0], np.float32),
        templates=chance.normal(size=(2, 3, 5)).astype(np.float32),
        rest=np.zeros(3, np.float32),
    )
    backend = create_backend("motion")
    header = ModelHeader(
        kind="generator",
        configuration=config.to_json(),
        feature_backend=backend.name,
        feature_version=backend.version,
        provenance={"classes": list(classes)},
    )
    path = _place(name)
    save_model(path, header, generator.state_dict(), calibration)
    return path


def install_vocoder(
    name: str, block: int = 1, weights: dict[str, torch.Tensor] | None = None
) -> Path:
    header = ModelHeader(kind="vocoder", configuration=asdict(reference.SMALL[block]))
    path = _place(name)
    save_model(path, header, weights or reference.small_generator(block).state_dict())
    return path


def write_model(path: Path, kind: Kind = "vocoder", value: float = 1.0) -> Path:
    """A file of two numbers and a header, from which no model can be built."""
    path.parent.mkdir(parents=True, exist_ok=True)
    save_model(path, ModelHeader(kind=kind, configuration={}), {"w": torch.full((2,), value)})
    return path


def in_models(name: str) -> Path:
    return Folders.current().models / f"{name}.safetensors"


def _place(name: str) -> Path:
    path = in_models(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
