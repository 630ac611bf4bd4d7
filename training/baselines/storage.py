"""Model files of the two halves of the cascade."""

from pathlib import Path
from typing import Any

import torch
from torch import nn

from engine.errors import EnvironmentUnusableError
from engine.storage.checkpoint import load_model, save_model
from engine.storage.model_files import ModelHeader, damaged
from training.baseline_config import Part
from training.baselines.regnet import Regnet
from training.baselines.speechsplit import SpeechSplit


def build_part(part: Part, width: float) -> nn.Module:
    """An untrained half."""
    return Regnet(width=width) if part == "regnet" else SpeechSplit(width=width)


def save_part(
    path: Path,
    part: Part,
    width: float,
    network: nn.Module,
    *,
    backend: tuple[str, int],
    about: dict[str, Any],
) -> None:
    """Write a half's model file.

    Args:
        path: of the file.
        part: which half.
        width: of its network.
        network: its weights.
        backend: name and version of the features that REGNET was trained on.
        about: provenance.

    Raises:
        TargetError: it cannot be written.
    """
    header = ModelHeader(
        kind="baseline",
        configuration={"part": part, "width": width},
        feature_backend=backend[0],
        feature_version=backend[1],
        provenance=about,
    )
    save_model(path, header, network.state_dict())


def load_part(path: Path, part: Part) -> tuple[ModelHeader, nn.Module]:
    """Read a half, ready for inference on the CPU.

    Raises:
        EnvironmentUnusableError: the file cannot be used, or holds something else.
    """
    header, weights, _ = load_model(path, "baseline")
    held = header.configuration.get("part")
    if held != part:
        raise EnvironmentUnusableError(
            f"{path.name} is a {held}, not a {part}.",
            hint="Name the model files of REGNET and SPEECHSPLIT in this order.",
        )
    try:
        with torch.device("meta"):
            network = build_part(part, float(header.configuration["width"]))
        network.load_state_dict(weights, assign=True)
    except (KeyError, TypeError, ValueError, RuntimeError) as error:
        raise damaged(path) from error
    return header, network.eval()
