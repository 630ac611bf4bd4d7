"""A cascade with a few random weights: its two halves, and both as one installed model."""

from pathlib import Path

import torch

from engine.model_files.cascade_file import build_part, join_cascade, save_part
from tests.tiny_models import in_models

WIDTH = 0.02


def cascade_halves(folder: Path) -> tuple[Path, Path]:
    """The model files of REGNET and SPEECHSPLIT."""
    torch.manual_seed(0)
    folder.mkdir(parents=True, exist_ok=True)
    files = folder / "regnet.safetensors", folder / "speechsplit.safetensors"
    for path, part, backend in zip(
        files, ("regnet", "speechsplit"), (("motion", 1), ("", 0)), strict=True
    ):
        about = {"data": "random", "steps": len(part), "measurements": {"mel_l1": 0.5}}
        save_part(path, part, WIDTH, build_part(part, WIDTH), backend=backend, about=about)
    return files


def install_cascade(folder: Path, name: str = "pair") -> Path:
    """Join the halves in a folder, as a model of the user's."""
    path = in_models(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    join_cascade(*cascade_halves(folder), path)
    return path
