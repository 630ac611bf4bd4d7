"""A tiny generator with weights and inputs that no random source decides."""

import math

import numpy as np
import torch
from msgspec.structs import replace
from torch import nn

from engine.model.generator import Generator
from engine.model.presets import GeneratorConfig

SMALL = GeneratorConfig(
    features=12,
    mel_bins=10,
    code_channels=3,
    temporal_layers=2,
    temporal_width=8,
    temporal_lstm_hidden=5,
    sgau_units=2,
    sgau_width=8,
    sgau_group_channels=4,
    timbre_width=6,
    background_width=4,
    upsample_width=7,
    decoder_width=8,
    decoder_blocks=2,
    decoder_filter=9,
)
SMALL_WITH_STATISTICS = replace(SMALL, timbre_pooling="attentive_statistics")


def wave(*shape: int, phase: float = 0.0) -> np.ndarray:
    """Numbers in -1..1 that depend on their place only."""
    places = np.arange(math.prod(shape), dtype=np.float64)
    return np.sin(0.7 * places + 0.0003 * places**2 + phase).reshape(shape)


def fix_weights(module: nn.Module) -> None:
    """Give every weight and running statistic a value made of its place."""
    for index, (name, tensor) in enumerate(module.state_dict().items()):
        values = torch.from_numpy(wave(*tensor.shape, phase=index)) if tensor.ndim else None
        if values is None:  # the batch counter of a normalisation
            continue
        if name.endswith("running_var"):
            values = 1.0 + 0.5 * values
        elif tensor.ndim == 1:
            values = 0.2 * values + (1.0 if name.endswith("weight") else 0.0)
        else:
            values = values * (2.0 / math.sqrt(values[0].numel()))
        tensor.copy_(values)


def small_generator(config: GeneratorConfig = SMALL) -> Generator:
    generator = Generator(config).eval()
    fix_weights(generator)
    return generator


def small_features(frames: int, batch: int = 2) -> torch.Tensor:
    return torch.from_numpy(wave(batch, SMALL.features, frames)).float()


def small_mel(frames: int, batch: int = 2, phase: float = 0.0) -> torch.Tensor:
    return torch.from_numpy(0.5 + 0.5 * wave(batch, SMALL.mel_bins, frames, phase=phase)).float()


def source(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)
