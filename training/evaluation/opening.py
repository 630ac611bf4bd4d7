"""What an evaluation needs: its clips, models and vocoder, opened from what was asked for."""

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from engine.errors import EngineError, EnvironmentUnusableError, UsageError
from engine.machine.device import choose_device
from engine.metrics.voice_embedding import VoiceEncoder
from engine.model_files.model_file import InstalledModel, find_model
from engine.progress import JobContext
from engine.vocoder.vocoder import Vocoder, open_vocoder
from training.evaluation.cascade_system import CascadeSystem
from training.evaluation.material import DatasetMaterial, FolderMaterial, Material
from training.evaluation.measuring import Embed
from training.evaluation.model_systems import Model, Replacement, model_systems
from training.evaluation.records import Settings
from training.evaluation.systems import (
    Grains,
    GroundTruth,
    Looped,
    System,
    VocodedReference,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to evaluate.

    Attributes:
        output: folder of the report.
        clips: folder of clips, or None.
        dataset: a prepared data set, or None.
        models: names or files; empty for the default model.
        vocoder: name or file; None for the default one.
        ablations: what replaces a removed component; None for no ablations.
        across: whether to draw pairs over all classes.
        examples: pairs of each class and plan that can be heard in the report.
        seed: of the draw.
        device: where models run.
    """

    output: Path
    clips: Path | None = None
    dataset: Path | None = None
    models: tuple[str, ...] = ()
    vocoder: str | None = None
    ablations: Replacement | None = None
    across: bool = False
    examples: int = 2
    seed: int = 0
    device: str = "auto"


class Opened(NamedTuple):
    """Everything that an evaluation uses.

    Attributes:
        material: the clips.
        systems: all of them, in the order of the tables.
        models: those that are no cascade.
        embed: Resemblyzer, if it is installed.
        settings: what the evaluation depends on.
        notes: about what cannot be used, and is left out.
    """

    material: Material
    systems: list[System]
    models: list[Model]
    embed: Embed | None
    settings: Settings
    notes: list[str]


def open_all(request: Request, context: JobContext) -> Opened:
    """Open what is requested; what does not fit the clips is noted.

    A model that was named and is not there, or is unusable, is no note: the report of an hour would
    lack it.

    Raises:
        InputError: there is no usable clip.
        EnvironmentUnusableError: the vocoder cannot be used, or a model that was named.
    """
    named = [find_model("generator", name) for name in request.models or (None,)]
    vocoder = open_vocoder(request.vocoder, choose_device(request.device, context))
    material = _material(request, vocoder, context)
    notes = list(material.notes)
    opened = _models(named, request.device, material, vocoder, notes)
    embed = _embedding(notes)
    models = [each for each in opened if isinstance(each, Model)]
    systems: list[System] = [GroundTruth(vocoder), VocodedReference(vocoder), Looped(), Grains()]
    systems += [each for each in opened if isinstance(each, CascadeSystem)]
    systems += [each for model in models for each in model_systems(model, request.ablations)]
    settings = Settings(
        material=material.identity,
        clips=tuple(clip.name for clip in material.clips),
        models=tuple((each.name, each.digest) for each in opened),
        vocoder=vocoder.name,
        ablations=request.ablations,
        across=request.across,
        seed=request.seed,
        embedding=embed is not None,
    )
    return Opened(material, systems, models, embed, settings, notes)


def open_the_same(request: Request, settings: Settings) -> Opened:
    """Open what another process has opened, for a worker of it.

    Raises:
        EnvironmentUnusableError: something is different here.
    """
    opened = open_all(request, JobContext())
    if opened.settings != settings:
        raise EnvironmentUnusableError(
            "The worker at {host} has other clips, models or packages.",
            hint="All workers need the same folders, models and packages.",
            host=platform.node(),
        )
    return opened


def _material(request: Request, vocoder: Vocoder, context: JobContext) -> Material:
    if (request.clips is None) == (request.dataset is None):
        raise UsageError("Name either a folder with --clips or a data set with --dataset.")
    if request.clips is not None:
        return FolderMaterial(request.clips, context)
    assert request.dataset is not None
    return DatasetMaterial(request.dataset, vocoder)


def _models(
    named: Sequence[InstalledModel | None],
    device: str,
    material: Material,
    vocoder: Vocoder,
    notes: list[str],
) -> list[Model | CascadeSystem]:
    """Open the models; those that do not fit become notes."""
    models: list[Model | CascadeSystem] = []
    for found in named:
        if found is None:
            notes.append("No model is installed: only the systems without one are evaluated.")
            continue
        try:
            backend = found.header.feature_backend
            if not material.offers(backend):
                notes.append(
                    f"{found.path.name} reads features by {backend}, and the data set has others. "
                    "It is left out."
                )
                continue
            opened = CascadeSystem if found.header.is_cascade else Model
            model = opened(found.path, vocoder, device)
        except EngineError as error:
            notes.append(f"{error.message} It is left out.")
            continue
        if any(model.name == other.name for other in models):
            notes.append(f"A second model named {model.name} is left out.")
        else:
            models.append(model)
    return models


def _embedding(notes: list[str]) -> Embed | None:
    try:
        return VoiceEncoder()
    except EnvironmentUnusableError as error:
        notes.append(str(error))
        return None
