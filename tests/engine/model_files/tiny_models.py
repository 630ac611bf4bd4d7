"""Model files of a few numbers."""

from pathlib import Path

import torch

from engine.config import Folders
from engine.model_files.checkpoint import save_model
from engine.model_files.model_file import ModelHeader


def write_model(path: Path, kind: str = "vocoder", value: float = 1.0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    save_model(path, ModelHeader(kind=kind, configuration={}), {"w": torch.full((2,), value)})
    return path


def in_models(name: str) -> Path:
    return Folders.current().models / f"{name}.safetensors"
