"""The networks that are trained, with random weights or those of another model."""

from collections.abc import Mapping
from typing import Final

import torch
from torch import nn

from engine.errors import UsageError
from engine.model.generator import Generator, initialise
from engine.model.presets import GeneratorConfig
from engine.model_files.checkpoint import StoredGenerator, load_generator
from engine.phrases import Phrase
from engine.storage.values import text_path
from training.config import GeneratorTraining, Parts
from training.data.dataset import Dataset
from training.generator.event_head import EventHead

# What to load from the other model: in words, and the names of the generator's parts; "" is all.
_PARTS: Final[Mapping[Parts, tuple[Phrase, tuple[str, ...]]]] = {
    "encoder": (Phrase("temporal encoder"), ("temporal_encoder",)),
    "encoders": (
        Phrase("encoders"),
        ("temporal_encoder", "acoustic_encoder", "background_encoder"),
    ),
    "everything": (Phrase("model"), ("",)),
}


class Networks(nn.Module):
    """The networks trained besides the discriminators: the generator and the event head."""

    def __init__(self, training: GeneratorTraining) -> None:
        super().__init__()
        self.generator = Generator(training.model)
        self.head = EventHead(training.model.code_channels)
        if training.normal_start and not training.start_from:
            initialise(self.generator)


def load_start(networks: Networks, training: GeneratorTraining) -> StoredGenerator | None:
    """Load the model that a training starts from into its networks, event head included.

    Returns:
        That model; None if the training starts from random weights.

    Raises:
        EnvironmentUnusableError: its file cannot be used.
        UsageError: it has a different size, or lacks the calibration that a training without
            pictures needs.
    """
    if not training.start_from:
        return None
    path = text_path(training.start_from)
    stored = load_generator(path)
    what, parts = _PARTS[training.start_parts]
    try:
        for part in parts:
            weights = stored.generator.get_submodule(part).state_dict()
            networks.generator.get_submodule(part).load_state_dict(weights)
    except RuntimeError as error:
        raise UsageError(
            "{name} is of another size than this run ({what}).",
            hint="Use a model that was trained with the same preset.",
            what=what,
            name=path.name,
        ) from error
    calibration = stored.calibration
    if calibration is None and not training.reads_pictures:
        raise UsageError(
            "{name} has no event calibration, so nothing can be trained with it without pictures.",
            hint="Start from a model whose training was completed.",
            name=path.name,
        )
    if calibration is not None and calibration.reading is not None:
        reading = torch.from_numpy(calibration.reading)
        head = {"weight": reading[None, :-1], "bias": reading[-1:]}
        networks.head.linear.load_state_dict(head)
    return stored


def check_features(model: GeneratorConfig, dataset: Dataset) -> None:
    """Check that a model that reads maps of the picture is given such features.

    Raises:
        UsageError: the features of the data set are no maps.
    """
    if model.reads_maps and (backend := dataset.contents.feature_backend) != "motion":
        raise UsageError(
            "The features of {name} ({backend}) are no maps of the picture.",
            hint="Set model.feature_ranking to false and model.feature_filters to 0, or prepare it "
            "with the features `motion`.",
            name=dataset.folder.name,
            backend=backend,
        )
