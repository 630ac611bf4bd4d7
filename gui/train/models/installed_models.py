"""The contents of the models folder, read outside the GUI thread, and their texts."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from engine.config import GRIFFIN_LIM
from engine.features.weight_files import installed_weights
from engine.model_files.library import UnusableFile, all_models, unusable_files
from engine.model_files.model_file import SOUND_TRAINED, SUFFIX, InstalledModel, file_hash
from engine.progress import JobContext
from engine.project.model import ModelChoice
from gui.kit.durations import length_text
from gui.kit.language import mark, number, tr
from gui.kit.widgets import bytes_text
from gui.train.models.by_class import MEASURED_ON
from gui.train.numbers import number_text
from gui.train.stored_texts import backend_text, device_text, origin_text
from training.run.results.verdict import NETWORK_LOG_MEL

_NAMES: Final = {
    "data": mark("Training data"),
    "classes": mark("Classes"),
    "samples": mark("Samples"),
    "preset": mark("Preset"),
    "steps": mark("Steps"),
    "hours": mark("Training time"),
    "hardware": mark("Hardware"),
    "created": mark("Created"),
    "seed": mark("Seed"),
    "torch": mark("PyTorch"),
    "licence": mark("Licence"),
}
# Name and meaning of measurements; others are shown by their own name.
_MEASURES: Final = {
    "event_f1": (
        mark("Event F1"),
        mark("How well the events that it reads in the picture match those that are to be seen"),
    ),
    "event_null": (mark("Event F1, chance"), mark("Event F1 with the events of another clip")),
    "onset_f1": (
        mark("Onset F1"),
        mark("How well the onsets in the sound match the events in the video"),
    ),
    "onset_null": (mark("Onset F1, chance"), mark("Onset F1 with the sound of another clip")),
    "identification": (
        mark("Timbre identification"),
        mark("How often the right one of eight references is identified"),
    ),
    "centred_margin": (
        mark("Timbre margin"),
        mark("How much closer the sound is to its own reference than to others"),
    ),
    "mel": (mark("Mel L1"), mark("Mean absolute error of the mel spectrogram, 0 to 1")),
    "log_mel_l1": (mark("Log-mel L1"), mark("Mean absolute error of the log-mel spectrogram")),
    NETWORK_LOG_MEL: (
        mark("Log-mel L1, network alone"),
        mark("The same before the refinement, which hides how well the network was trained"),
    ),
}
_STORED: Final = {"data": origin_text, "hardware": device_text}
_DOT: Final = "  ·  "
_SHARES: Final = frozenset(("event_f1", "event_null", "onset_f1", "onset_null", "identification"))


@dataclass(frozen=True, slots=True)
class InstalledFiles:
    """All files in the models folder and the shipped models.

    Attributes:
        models: usable models, generators first.
        unusable: files that are not usable models.
        weights: weight file of BN-Inception; None if not added.
        sizes: bytes of each file.
    """

    models: tuple[InstalledModel, ...] = ()
    unusable: tuple[UnusableFile, ...] = ()
    weights: Path | None = None
    sizes: Mapping[Path, int] | None = None

    def size(self, path: Path) -> int:
        """Size of a file in bytes."""
        return (self.sizes or {}).get(path, 0)

    def is_default(self, model: InstalledModel) -> bool:
        """Whether it is used where no model of its kind is named: the first one of its kind."""
        kind = model.header.kind
        return model.path == next(each.path for each in self.models if each.header.kind == kind)

    def model(self, path: Path | None) -> InstalledModel | None:
        """The usable model in a file."""
        return next((model for model in self.models if model.path == path), None)


def choice_of(model: InstalledModel) -> ModelChoice:
    """A model as a choice of the editor."""
    is_vocoder = model.header.kind == "vocoder"
    return ModelChoice("vocoder" if is_vocoder else "generator", model.name)


def about_text(model: InstalledModel, installed: InstalledFiles) -> str:
    """Kind, size and origin of a model, and whether it is the default, in one line."""
    parts = [
        tr("Generator") if model.header.kind == "generator" else tr("Vocoder"),
        bytes_text(installed.size(model.path)),
        tr("included") if model.shipped else tr("installed by you"),
    ]
    if installed.is_default(model):
        parts.append(tr("default"))
    return _DOT.join(parts)


def short_text(model: InstalledModel, installed: InstalledFiles) -> str:
    """The same for a list: that it is the default in place of its origin."""
    kind, size, origin, *default = about_text(model, installed).split(_DOT)
    return _DOT.join((kind, size, *(default or [origin])))


def sound_has_begun(model: InstalledModel) -> bool:
    """Whether its sounds were trained, too; models of older versions do not say, and count."""
    return model.header.provenance.get(SOUND_TRAINED, True) is not False


def has_begun(model: InstalledModel) -> bool:
    """Whether it was trained at all; what does not say so counts."""
    return model.header.provenance.get("steps") != 0


def alternatives_to(model: InstalledModel, installed: InstalledFiles) -> list[ModelChoice]:
    """The models it can be compared with; for a vocoder also Griffin-Lim."""
    kind = model.header.kind
    others = [other for other in installed.models if other.path != model.path]
    found = [choice_of(other) for other in others if other.header.kind == kind]
    return [*found, *([ModelChoice("vocoder", GRIFFIN_LIM)] if kind == "vocoder" else [])]


def models_pattern() -> str:
    """The pattern of model files for a file dialog."""
    return tr("Models ({patterns})", patterns=f"*{SUFFIX}")


def look(_context: JobContext) -> InstalledFiles:
    """Read the models folder."""
    models, unusable, weights = all_models(), unusable_files(), installed_weights()
    paths = [*(model.path for model in models), *(each.path for each in unusable)]
    if weights is not None:
        paths.append(weights)
    sizes = {path: path.stat().st_size for path in paths if path.exists()}
    return InstalledFiles(tuple(models), tuple(unusable), weights, sizes)


def checksum(path: Path) -> tuple[Path, str]:
    """A file and its SHA-256."""
    return path, file_hash(path)


def facts_of(model: InstalledModel) -> list[tuple[str, str]]:
    """A model's provenance as pairs of name and text."""
    about = dict(model.header.provenance)
    for shown_elsewhere in ("measurements", MEASURED_ON, SOUND_TRAINED):
        about.pop(shown_elsewhere, None)
    lines = [(tr(name), _text(key, about.pop(key))) for key, name in _NAMES.items() if key in about]
    lines += [(key.replace("_", " ").capitalize(), _text(key, about[key])) for key in about]
    if model.header.feature_backend:
        backend = tr(
            "{backend}, version {version}",
            backend=backend_text(model.header.feature_backend),
            version=model.header.feature_version,
        )
        lines.append((tr("Features"), backend))
    return lines


def measures_of(model: InstalledModel) -> list[tuple[str, str, str]]:
    """A model's measurements as name, number and meaning."""
    measured = model.header.provenance.get("measurements")
    if not isinstance(measured, Mapping):
        return []
    found = []
    for key in [
        *(key for key in _MEASURES if key in measured),
        *sorted(set(measured) - set(_MEASURES)),
    ]:
        name, meaning = _MEASURES.get(key, (key.replace("_", " ").capitalize(), ""))
        found.append((tr(name), _number(key, measured[key]), tr(meaning) if meaning else ""))
    return found


def _number(key: str, value: Any) -> str:
    if not isinstance(value, int | float):
        return str(value)
    return f"{value * 100:.0f} %" if key in _SHARES else number_text(float(f"{value:.3g}"))


def _text(key: str, value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if key == "hours" and isinstance(value, int | float):
        return length_text(value * 3600)
    if key in ("steps", "samples") and isinstance(value, int):
        return number(value)
    if key in _STORED:
        return _STORED[key](str(value))
    return str(value)
