"""The two halves of a cascade with a few random weights each."""

from pathlib import Path

import torch

from training.baselines.storage import build_part, save_part

WIDTH = 0.02


def cascade_files(folder: Path) -> tuple[Path, Path]:
    """The model files of REGNET and SPEECHSPLIT."""
    torch.manual_seed(0)
    files = folder / "regnet.safetensors", folder / "speechsplit.safetensors"
    for path, part, backend in zip(
        files, ("regnet", "speechsplit"), (("motion", 1), ("", 0)), strict=True
    ):
        save_part(path, part, WIDTH, build_part(part, WIDTH), backend=backend, about={})
    return files
