"""The model files of this machine: their headers, and which file a name refers to.

Independent of torch: the window lists models with it. `engine.model_files.checkpoint` reads the
weights.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from msgspec import field
from msgspec.structs import fields
from safetensors import SafetensorError, safe_open

from engine.config import RESOURCES, Folders
from engine.errors import EnvironmentUnusableError, OutputExistsError, TargetError, os_errors_as
from engine.mel.contract import MEL, MelContract
from engine.model_files.default_models import default_models
from engine.phrases import Phrase, shortened
from engine.storage.file_names import check_model_name, is_too_long
from engine.storage.regular_files import open_regular, read_regular
from engine.storage.values import (
    DamagedValueError,
    NewerFormatError,
    Value,
    decode_numbered,
    has_invalid_number,
)

Kind = Literal["generator", "vocoder", "baseline"]
CascadePart = Literal["regnet", "speechsplit"]

FORMAT_VERSION: Final = 1
METADATA_KEY: Final = "varietysound"
EVENT_READING: Final = "calibration.reading"  # the array of a generator that detects events
SUFFIX: Final = ".safetensors"
SOUND_TRAINED: Final = "sound_trained"  # in the provenance: false while only events were trained
_SHOWN_NAME: Final = 100
ARCHITECTURE: Final = "architecture"  # in the configuration of a generator that is not the paper's
CASCADE: Final = "cascade"  # REGNET, then SPEECHSPLIT
IMPORT_LINE: Final = "uv run main.py models --import FILE"


class ModelHeader(Value, frozen=True, kw_only=True):
    """The header of a model file.

    Attributes:
        kind: generator, vocoder, or half of a cascade that they are compared with.
        configuration: the hyperparameters that the model is built from.
        feature_backend: the backend a generator was trained on; empty for a vocoder.
        feature_version: the version of that backend.
        provenance: origin of the weights, for people: data, steps, measurements, licence.
        mel: the mel that the model reads or writes.
        format_version: the version of this format.
    """

    kind: Kind
    configuration: dict[str, Any]
    feature_backend: str = ""
    feature_version: int = 0
    provenance: dict[str, Any] = field(default_factory=dict)
    mel: MelContract = MEL
    format_version: int = FORMAT_VERSION

    @property
    def is_cascade(self) -> bool:
        """Whether this generator is the paper's baseline instead of its model."""
        return self.configuration.get(ARCHITECTURE) == CASCADE


class InstalledModel(NamedTuple):
    """A model file, named like the file without its suffix, and whether it is a shipped one."""

    name: str
    path: Path
    header: ModelHeader
    shipped: bool


def installed(kind: Kind) -> list[InstalledModel]:
    """The usable models of one kind: the default, then the user's from newest, then shipped ones.

    The default is the one that the user chose (`engine.model_files.default_models`), else a shipped
    one, else the oldest: a model never becomes it by being new. Unusable files are left out;
    opening one by name gives the reason.
    """
    models: list[InstalledModel] = []
    for folder, shipped in ((Folders.current().models, False), (shipped_folder(), True)):
        files = (path for path in folder.glob(f"*{SUFFIX}") if path.is_file())
        for path in sorted(files, key=lambda file: (-file.stat().st_mtime, file.name)):
            try:
                header = read_header(path)
            except EnvironmentUnusableError:
                continue
            if header.kind == kind:
                models.append(InstalledModel(path.stem, path, header, shipped))
    if not models:
        return []
    chosen = getattr(default_models(), kind, None)
    named = [model for model in models if model.name == chosen]
    shipped_ones = [model for model in models if model.shipped]
    default = (named or shipped_ones or models[-1:])[0]
    return [default, *(model for model in models if model is not default)]


def shipped_folder() -> Path:
    """The folder of the models that come with the program.

    `VARIETYSOUND_SHIPPED_MODELS` overrides it, for packagers who install models separately.
    """
    return Path(os.environ.get("VARIETYSOUND_SHIPPED_MODELS", RESOURCES / "models"))


def find_model(kind: Kind, name: str | None) -> InstalledModel | None:
    """Find a model by name or file; without one, return the default, or None if there is none.

    Raises:
        EnvironmentUnusableError: no such model, the file is unusable, or it is of the other kind.
    """
    models = installed(kind)
    if name is None:
        return models[0] if models else None
    by_name = next((model for model in models if model.name == name), None)
    path = Path(name)
    is_file = os.path.isfile(name)  # noqa: PTH113 - also false for a name that no file can have
    if by_name is not None and not is_file:
        return by_name
    if not is_file and (not path.suffix or is_too_long(path.name)):
        raise EnvironmentUnusableError(
            "There is no {kind} named {name} (installed: {known}).",
            hint="Use the path of a model file, or import one.",
            kind=Phrase(kind),
            name=shortened(name, _SHOWN_NAME),
            known=", ".join(model.name for model in models) or "none",
        )
    header = read_header(path)
    require_kind(path, header, kind)
    return InstalledModel(path.stem, path, header, shipped=False)


def require_kind(path: Path, header: ModelHeader, kind: Kind) -> None:
    """Refuse a file that holds a model of the other kind.

    Raises:
        EnvironmentUnusableError: it does.
    """
    if header.kind != kind:
        raise EnvironmentUnusableError(
            "{name} is a {held}, not a {kind}.",
            hint="The list of models shows the kind of each.",
            name=path.name,
            held=Phrase(header.kind),
            kind=Phrase(kind),
        )


def find_event_model(name: str | None) -> InstalledModel | None:
    """Find a generator that was trained to detect events.

    Args:
        name: name or file of the only one to consider; None means all, in the usual order.

    Returns:
        The model, or None if there is none.

    Raises:
        EnvironmentUnusableError: as in `find_model`.
    """
    named = find_model("generator", name)
    models = installed("generator") if name is None or named is None else [named]
    return next((model for model in models if _detects_events(model.path)), None)


def _detects_events(path: Path) -> bool:
    with opened(path, "np") as file:
        return EVENT_READING in file.keys()  # noqa: SIM118 - the file is no dictionary


def install_model(file: Path, name: str | None = None) -> InstalledModel:
    """Check a model file and copy it to the user's models, unless the same model is installed.

    If there is a checksum file next to it, as `export_model` writes it, the file must match it.

    Args:
        file: the model file.
        name: name to install it under; None keeps the file's name.

    Returns:
        The installed model, whose name is another one if it was installed before.

    Raises:
        EnvironmentUnusableError: it is unusable, or does not match the checksum.
        UsageError: the name is not that of a file in a folder.
        OutputExistsError: another model is installed under that name.
        TargetError: it could not be copied.
    """
    from engine.media.target import replacing  # imports PyAV, which a training machine may lack

    if name is not None:
        check_model_name(name)
    header = read_header(file)
    digest = file_hash(file)
    _check_sum(file, digest)
    known = _same_model(header.kind, file, digest)
    if known is not None:
        return known
    target = Folders.current().models / f"{name or file.stem}{SUFFIX}"
    if target.exists():
        raise OutputExistsError(
            "Another model is installed as {name}.", hint="Rename the file first.", name=target.stem
        )
    with _copying(file, target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with replacing(target, overwrite=True) as part:
            shutil.copyfile(file, part)
            if file_hash(part) != digest:
                raise damaged(file)
    return InstalledModel(target.stem, target, header, shipped=False)


def _same_model(kind: Kind, file: Path, digest: str) -> InstalledModel | None:
    """The installed model with the same content, under whatever name."""
    size = file.stat().st_size
    same_size = (model for model in installed(kind) if model.path.stat().st_size == size)
    return next((model for model in same_size if file_hash(model.path) == digest), None)


def export_model(file: Path, target: Path) -> None:
    """Copy an installed model for distribution, with a checksum file; existing ones are replaced.

    Raises:
        EnvironmentUnusableError: the model is unusable.
        TargetError: it could not be copied.
    """
    from engine.media.target import replacing

    read_header(file)
    digest = file_hash(file)
    with _copying(file, target):
        with replacing(target, overwrite=True) as part:
            shutil.copyfile(file, part)
        line = f"{digest}  {target.name}\n"  # the format of `sha256sum --check`
        _checksum_of(target).write_text(line, encoding="utf-8")


def _checksum_of(file: Path) -> Path:
    return file.with_name(file.name + ".sha256")


def _check_sum(file: Path, digest: str) -> None:
    """Reject a file that does not match the checksum file next to it."""
    try:
        words = read_regular(_checksum_of(file)).decode().split()
    except (OSError, UnicodeDecodeError):
        return
    if words and words[0].lower() != digest:
        raise EnvironmentUnusableError(
            "{name} does not match its checksum file.", hint="Copy it again.", name=file.name
        )


def _copying(file: Path, target: Path) -> AbstractContextManager[None]:
    return os_errors_as(
        TargetError,
        "{name} could not be copied: {reason}.",
        hint="Check that {folder} has free space and that you may write to it.",
        name=file.name,
        folder=target.parent,
    )


def file_hash(path: Path) -> str:
    """SHA-256 of a model file, by which takes identify the model that made them."""
    with open_regular(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_header(path: Path) -> ModelHeader:
    """Read the header of a model file, but none of its weights.

    Raises:
        EnvironmentUnusableError: it is missing, damaged, from another program or a newer
            version, or made for another mel.
    """
    with opened(path, "np") as file:
        return header_of(path, file.metadata() or {})


@contextmanager
def opened(path: Path, framework: Literal["np", "pt"]) -> Iterator[Any]:
    """Open a model file with the untyped library; its errors become one sentence."""
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for without end
            raise OSError("not a file")
        with safe_open(path, framework=framework) as file:
            yield file
    except FileNotFoundError as error:
        raise EnvironmentUnusableError(
            "There is no model file {name}.",
            hint="The list of models shows those that are installed.",
            name=path.name,
        ) from error
    except OSError as error:
        raise EnvironmentUnusableError(
            "The model file {name} cannot be read.",
            hint="Check that it is a file that you may read.",
            name=path.name,
        ) from error
    except SafetensorError as error:
        raise damaged(path) from error


def header_of(path: Path, metadata: Mapping[str, str]) -> ModelHeader:
    """Parse and check the header of a model file."""
    if METADATA_KEY not in metadata:
        raise EnvironmentUnusableError(
            "{name} is not a model of this program.",
            hint="Train a model, or import another file.",
            name=path.name,
        )
    try:
        header = decode_numbered(
            ModelHeader,
            metadata[METADATA_KEY].encode(),
            "header",
            version=FORMAT_VERSION,
            field="format_version",
        )
    except NewerFormatError as error:
        raise EnvironmentUnusableError(
            "{name} was made by a newer version of this program (this version reads model format "
            "{format_version}).",
            hint="Update the program, or use another model.",
            name=path.name,
            format_version=FORMAT_VERSION,
        ) from error
    except DamagedValueError as error:
        raise damaged(path, str(error)) from error
    if has_invalid_number(header.provenance):  # it may hold anything else
        raise damaged(path, "header.provenance: a number that is not finite")
    if header.mel != MEL:
        raise EnvironmentUnusableError(
            "{name} is made for a different mel spectrogram ({difference}).",
            hint="Use a model that was trained with this program.",
            name=path.name,
            difference=", ".join(_differences(header.mel)),
        )
    return header


def _differences(mel: MelContract) -> Iterator[str]:
    """What of a mel is unlike the one that this program uses."""
    for name in (part.name for part in fields(MEL)):
        if getattr(mel, name) != getattr(MEL, name):
            yield f"{name}: {getattr(mel, name)} ≠ {getattr(MEL, name)}"


def damaged(path: Path, where: str = "") -> EnvironmentUnusableError:
    """The error for a damaged model file, with the position of the damage if known."""
    return EnvironmentUnusableError(
        "The model file {name} is damaged or incomplete ({where}).",
        hint="Copy or download it again.",
        name=path.name,
        where=where or Phrase("it cannot be read"),
    )
