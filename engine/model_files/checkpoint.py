"""Model files: safetensors with a JSON header that describes the weights and their requirements.

One file holds one model: its weights and, for a generator, its event calibration. The header holds
everything that determines whether it can be used here, so a file that is damaged, from a newer
version, or made for another mel is rejected with one sentence before anything is computed.
Pickles are never read.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

import torch
from safetensors import SafetensorError
from safetensors.torch import save_file
from torch import Tensor, nn

from engine.errors import EnvironmentUnusableError, TargetError
from engine.events.steering import Calibration
from engine.model.generator import Generator
from engine.model.presets import GeneratorConfig
from engine.model_files.model_file import (
    METADATA_KEY,
    Kind,
    ModelHeader,
    damaged,
    header_of,
    opened,
    require_kind,
)
from engine.storage.values import DamagedValueError, encode

Network = TypeVar("Network", bound=nn.Module)

_CALIBRATION: Final = "calibration."  # prefix of the names of its arrays


class StoredModel(NamedTuple):
    """The contents of a model file: weights by name, all float32, and a generator's calibration.

    The calibration may be missing, as in checkpoints of an unfinished training.
    """

    header: ModelHeader
    weights: dict[str, Tensor]
    calibration: Calibration | None


class StoredGenerator(NamedTuple):
    """A generator in evaluation mode on the CPU, and the rest of its file."""

    generator: Generator
    header: ModelHeader
    calibration: Calibration | None


def save_model(
    path: Path,
    header: ModelHeader,
    weights: Mapping[str, Tensor],
    calibration: Calibration | None = None,
) -> None:
    """Write a model file atomically, replacing an existing one.

    Raises:
        TargetError: it cannot be written.
    """
    tensors = {name: weight.detach().cpu().contiguous() for name, weight in weights.items()}
    if calibration is not None:
        for name, array in calibration.arrays().items():
            tensors[_CALIBRATION + name] = torch.tensor(array)
    metadata = {METADATA_KEY: encode(header).decode()}
    try:
        save_file(tensors, path, metadata)  # to a temporary file next to it, then renamed
    except (OSError, SafetensorError) as error:
        raise TargetError(
            "The model file {name} could not be written.",
            hint="Check that {folder} is a folder with free space that you may write to.",
            name=path.name,
            folder=path.parent,
        ) from error


def load_model(path: Path, kind: Kind) -> StoredModel:
    """Read a model file of one kind.

    Raises:
        EnvironmentUnusableError: as in `read_header`, or it holds a model of the other kind.
    """
    with opened(path, "pt") as file:
        header = header_of(path, file.metadata() or {})
        require_kind(path, header, kind)
        tensors = {name: _as_float32(file.get_tensor(name)) for name in file.keys()}  # noqa: SIM118
    names = [name for name in tensors if name.startswith(_CALIBRATION)]
    arrays = {name.removeprefix(_CALIBRATION): tensors.pop(name).numpy() for name in names}
    if not all(weight.sum().isfinite() for weight in tensors.values()):  # one NaN makes it NaN
        raise damaged(path)
    try:
        calibration = Calibration(**arrays) if arrays else None
    except (TypeError, ValueError) as error:
        raise damaged(path) from error
    return StoredModel(header, tensors, calibration)


def load_generator(path: Path) -> StoredGenerator:
    """Read a generator, ready for inference on the CPU.

    Raises:
        EnvironmentUnusableError: as in `load_model`, or its weights do not match its configuration.
    """
    header, weights, calibration = load_model(path, "generator")
    if header.is_cascade:
        raise EnvironmentUnusableError(
            "{name} is a cascade, which has neither a temporal code nor a timbre vector.",
            hint="A cascade can only be dubbed with and evaluated; choose another model for this.",
            name=path.name,
        )

    def build() -> Generator:
        return Generator(GeneratorConfig.from_json(header.configuration))

    return StoredGenerator(restored(path, build, weights), header, calibration)


def restored(path: Path, build: Callable[[], Network], weights: Mapping[str, Tensor]) -> Network:
    """A network of a model file with its weights, in evaluation mode on the CPU.

    Raises:
        EnvironmentUnusableError: it cannot be built, or the weights do not fit it.
    """
    try:
        with torch.device("meta"):  # neither allocate nor initialise weights that are replaced
            network = build()
        network.load_state_dict(weights, assign=True)
    except DamagedValueError as error:
        raise damaged(path, f"header.{error}") from error
    except (TypeError, ValueError, RuntimeError) as error:
        raise damaged(path) from error
    return network.eval()


def _as_float32(tensor: Tensor) -> Tensor:
    """Convert weights, which may be stored in half precision; counters are unchanged."""
    return tensor.float() if tensor.is_floating_point() else tensor
