"""Model files: safetensors with a JSON header that says what the weights are and are made for.

One file holds one model: its weights, and for a generator its event calibration. Everything that
decides whether it can be used here stands in the header, so that a file from a newer version, a
damaged one, or one for another mel is refused in one sentence before anything is computed with it.
No pickle is ever read.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from engine.config import MEL, MelContract
from engine.errors import EnvironmentUnusableError, TargetError
from engine.events.steering import Calibration
from engine.model.generator import Generator, build_generator
from engine.model.presets import GeneratorConfig

Kind = Literal["generator", "vocoder"]

FORMAT_VERSION: Final = 1

_METADATA_KEY: Final = "varietysound"
_CALIBRATION: Final = "calibration."  # before the names of its arrays


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelHeader:
    """What a model file says of itself.

    Attributes:
        kind: generator or vocoder.
        configuration: the numbers that the model is built from.
        feature_backend: whose features a generator was trained on; empty for a vocoder.
        feature_version: the version of that backend.
        provenance: where the weights come from, for people: data, steps, measurements, licence.
        mel: the mel that the model reads or writes.
        format_version: the version of this format.
    """

    kind: Kind
    configuration: Mapping[str, Any]
    feature_backend: str = ""
    feature_version: int = 0
    provenance: Mapping[str, Any] = field(default_factory=dict)
    mel: MelContract = MEL
    format_version: int = FORMAT_VERSION


class StoredModel(NamedTuple):
    """A model file's contents: weights by name, all of them float32, and a generator's calibration.

    A calibration may be missing, as in the checkpoints of a training that is not finished.
    """

    header: ModelHeader
    weights: dict[str, Tensor]
    calibration: Calibration | None


class StoredGenerator(NamedTuple):
    """A generator in evaluation on the CPU, and what else its file holds."""

    generator: Generator
    header: ModelHeader
    calibration: Calibration | None


def save_model(
    path: Path,
    header: ModelHeader,
    weights: Mapping[str, Tensor],
    calibration: Calibration | None = None,
) -> None:
    """Write a model file, whole or not at all; one that is there already is replaced.

    Raises:
        TargetError: it cannot be written.
    """
    tensors = {name: weight.detach().cpu().contiguous() for name, weight in weights.items()}
    if calibration is not None:
        for part in fields(calibration):
            array = torch.tensor(getattr(calibration, part.name))
            tensors[_CALIBRATION + part.name] = array
    metadata = {_METADATA_KEY: json.dumps(asdict(header), sort_keys=True)}
    try:
        save_file(tensors, path, metadata)  # to a temporary file beside it, then renamed
    except (OSError, SafetensorError) as error:
        raise TargetError(
            f"The model file {path.name} could not be written.",
            hint=f"Check that {path.parent} is a folder with free space that you may write to.",
        ) from error


def read_header(path: Path) -> ModelHeader:
    """Read what a model file says of itself, and none of its weights.

    Raises:
        EnvironmentUnusableError: it is missing or damaged, another program's or a newer
            version's, or made for another mel.
    """
    with _opened(path) as file:
        return _header(path, file.metadata() or {})


def load_model(path: Path, kind: Kind) -> StoredModel:
    """Read a model file of one kind.

    Raises:
        EnvironmentUnusableError: as `read_header`, or it holds a model of the other kind.
    """
    with _opened(path) as file:
        header = _header(path, file.metadata() or {})
        if header.kind != kind:
            raise EnvironmentUnusableError(
                f"{path.name} is a {header.kind}, not a {kind}.",
                hint="`main.py models` lists which model is what.",
            )
        tensors = {name: _as_float32(file.get_tensor(name)) for name in file.keys()}  # noqa: SIM118
    names = [name for name in tensors if name.startswith(_CALIBRATION)]
    arrays = {name.removeprefix(_CALIBRATION): tensors.pop(name).numpy() for name in names}
    if not all(weight.sum().isfinite() for weight in tensors.values()):  # one NaN makes it NaN
        raise _damaged(path)
    try:
        calibration = Calibration(**arrays) if arrays else None
    except (TypeError, ValueError) as error:
        raise _damaged(path) from error
    return StoredModel(header, tensors, calibration)


def load_generator(path: Path) -> StoredGenerator:
    """Read a generator, ready for inference on the CPU.

    Raises:
        EnvironmentUnusableError: as `load_model`, or its weights do not fit its configuration.
    """
    header, weights, calibration = load_model(path, "generator")
    try:
        config = GeneratorConfig.from_json(header.configuration)
        with torch.device("meta"):  # nothing is allocated or drawn only to be replaced
            generator = build_generator(config)
        generator.load_state_dict(weights, assign=True)
    except (TypeError, ValueError, RuntimeError) as error:
        raise _damaged(path) from error
    return StoredGenerator(generator.eval(), header, calibration)


@contextmanager
def _opened(path: Path) -> Iterator[Any]:  # safe_open has no types of its own
    """The open file; what the library finds wrong with it becomes a sentence."""
    try:
        with safe_open(path, framework="pt") as file:
            yield file
    except FileNotFoundError as error:
        raise EnvironmentUnusableError(
            f"There is no model file {path.name}.",
            hint="`main.py models` lists the models that are installed.",
        ) from error
    except OSError as error:
        raise EnvironmentUnusableError(
            f"The model file {path.name} cannot be read.",
            hint="Check that it is a file that you may read.",
        ) from error
    except SafetensorError as error:
        raise _damaged(path) from error


def _header(path: Path, metadata: Mapping[str, str]) -> ModelHeader:
    """The header of a file that this version can use."""
    if _METADATA_KEY not in metadata:
        raise EnvironmentUnusableError(
            f"{path.name} is not a model of this program.",
            hint="Models are made by `main.py train`, or installed by `main.py models --import`.",
        )
    try:
        values = json.loads(metadata[_METADATA_KEY])
        version = int(values["format_version"])
        if version > FORMAT_VERSION:  # before all else: the rest may mean something new there
            raise EnvironmentUnusableError(
                f"{path.name} was made by a newer version of this program (model format "
                f"{version}, this version reads up to {FORMAT_VERSION}).",
                hint="Update the program, or use another model.",
            )
        header = ModelHeader(**{**values, "mel": MelContract(**values["mel"])})
    except (ValueError, TypeError, KeyError) as error:
        raise _damaged(path) from error
    if header.mel != MEL:
        raise EnvironmentUnusableError(
            f"{path.name} is made for another mel-spectrogram ({_difference(header.mel)}).",
            hint="Use a model that was trained with this program.",
        )
    return header


def _difference(mel: MelContract) -> str:
    """In what a mel differs from the one that this program makes."""
    pairs = [(part.name, getattr(mel, part.name), getattr(MEL, part.name)) for part in fields(MEL)]
    return ", ".join(f"{name} {its}, not {ours}" for name, its, ours in pairs if its != ours)


def _as_float32(tensor: Tensor) -> Tensor:
    """Weights may be stored in half precision; counters stay what they are."""
    return tensor.float() if tensor.is_floating_point() else tensor


def _damaged(path: Path) -> EnvironmentUnusableError:
    return EnvironmentUnusableError(
        f"The model file {path.name} is damaged or incomplete.",
        hint="Copy or download it again.",
    )
