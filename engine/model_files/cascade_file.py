"""Model files of the paper's cascade: of each half as it is trained, and of both as one model.

Joined they are a generator of another architecture, which is listed, named, exported and dubbed
with like any other.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, cast

from torch import Tensor, nn

from engine.errors import EnvironmentUnusableError
from engine.model.cascade.regnet import Regnet
from engine.model.cascade.speechsplit import SpeechSplit
from engine.model_files.checkpoint import load_model, restored, save_model
from engine.model_files.model_file import (
    ARCHITECTURE,
    CASCADE,
    CascadePart,
    ModelHeader,
)

_MEASUREMENTS = "measurements"


class StoredCascade(NamedTuple):
    """Both halves in evaluation mode on the CPU, and the header of their file."""

    regnet: Regnet
    speechsplit: SpeechSplit
    header: ModelHeader


def build_part(part: CascadePart, width: float) -> nn.Module:
    """An untrained half; a `width` of 1 is the published one."""
    return Regnet(width=width) if part == "regnet" else SpeechSplit(width=width)


def save_part(
    path: Path,
    part: CascadePart,
    width: float,
    network: nn.Module,
    *,
    backend: tuple[str, int],
    about: dict[str, Any],
) -> None:
    """Write a half's model file.

    `backend` is the name and version of the features that REGNET was trained on, and `about` the
    provenance.

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


def load_part(path: Path, part: CascadePart) -> tuple[ModelHeader, nn.Module]:
    """Read a half, ready for inference on the CPU.

    Raises:
        EnvironmentUnusableError: the file cannot be used, or holds something else.
    """
    header, weights, _ = load_model(path, "baseline")
    held = header.configuration.get("part")
    if held != part:
        raise EnvironmentUnusableError(
            "{name} is a {held}, not a {part}.",
            hint="Name the model files of REGNET and SPEECHSPLIT in this order.",
            name=path.name,
            held=held,
            part=part,
        )
    return header, _restored(path, part, header.configuration.get("width"), weights)


def join_cascade(regnet: Path, speechsplit: Path, target: Path) -> None:
    """Write the model file of a cascade from those of its halves.

    Raises:
        EnvironmentUnusableError: a half cannot be used, or is something else.
        TargetError: the file cannot be written.
    """
    halves = {
        "regnet": load_part(regnet, "regnet"),
        "speechsplit": load_part(speechsplit, "speechsplit"),
    }
    headers = {part: header for part, (header, _) in halves.items()}
    header = ModelHeader(
        kind="generator",
        configuration={
            ARCHITECTURE: CASCADE,
            "widths": {part: each.configuration["width"] for part, each in headers.items()},
        },
        feature_backend=headers["regnet"].feature_backend,
        feature_version=headers["regnet"].feature_version,
        provenance=_joined({part: each.provenance for part, each in headers.items()}),
    )
    weights = {
        f"{part}.{name}": weight
        for part, (_, network) in halves.items()
        for name, weight in network.state_dict().items()
    }
    save_model(target, header, weights)


def load_cascade(path: Path) -> StoredCascade:
    """Read a cascade, ready for inference on the CPU.

    Raises:
        EnvironmentUnusableError: the file cannot be used, or holds something else.
    """
    header, weights, _ = load_model(path, "generator")
    widths = header.configuration.get("widths")
    if not header.is_cascade or not isinstance(widths, Mapping):
        raise EnvironmentUnusableError(
            "{name} is no cascade of REGNET and SPEECHSPLIT.", name=path.name
        )

    def half(part: CascadePart) -> nn.Module:
        own = {
            name.removeprefix(f"{part}."): weight
            for name, weight in weights.items()
            if name.startswith(f"{part}.")
        }
        return _restored(path, part, widths.get(part), own)

    regnet, speechsplit = half("regnet"), half("speechsplit")
    return StoredCascade(cast(Regnet, regnet), cast(SpeechSplit, speechsplit), header)


def _restored(path: Path, part: CascadePart, width: Any, weights: dict[str, Tensor]) -> nn.Module:
    """A half with its weights, in evaluation mode."""
    return restored(path, lambda: build_part(part, float(width)), weights)


def _joined(about: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The provenance of both halves: what they share as it is, the rest by their names."""
    keys = list(dict.fromkeys(key for each in about.values() for key in each))
    joined: dict[str, Any] = {}
    for key in keys:
        values = {part: each[key] for part, each in about.items() if key in each}
        if key == _MEASUREMENTS:
            joined[key] = {
                f"{part}_{name}": value
                for part, measured in values.items()
                for name, value in measured.items()
            }
        elif len(set(map(str, values.values()))) == 1:
            joined[key] = next(iter(values.values()))
        else:
            joined[key] = ", ".join(f"{part} {value}" for part, value in values.items())
    return joined
