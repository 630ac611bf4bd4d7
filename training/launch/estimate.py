"""Estimates parameters, memory and disk space of a training from its settings alone.

Networks are built on the meta device, without weights, which is fast for any size. The speed of the
steps and the memory of the activations can only be measured (`training.launch.step_benchmark`).
"""

from dataclasses import dataclass

import psutil
import torch
from torch import nn

from engine.machine.device import choose_device
from engine.model.cascade.regnet import Regnet
from engine.model_files.cascade_file import build_part
from engine.model_files.model_file import read_header
from engine.progress import JobContext
from engine.storage.values import text_path
from engine.vocoder.hifigan import PRESETS, HifiGanConfig, HifiGanGenerator
from training.baseline_config import BaselineTraining
from training.baselines.steps import regnet_discriminator
from training.config import GeneratorTraining, RunConfig, VocoderTraining
from training.generator.discriminators import Discriminators
from training.generator.networks import Networks
from training.run.provenance import describe_device
from training.vocoder.discriminators import WaveDiscriminator

_FLOAT_BYTES = 4  # weights, gradients and moments are float32 in every precision
_MOMENTS = 2  # kept by AdamW for every weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """An estimate before the first step.

    Attributes:
        device: description of the device.
        on_gpu: whether it is a GPU.
        device_memory_bytes: total memory of the device.
        parameters: of each trained network.
        memory_bytes: of weights, gradients, moments and averages, without activations.
        state_bytes: size of a checkpoint's state.
        model_bytes: size of a model file.
    """

    device: str
    on_gpu: bool
    device_memory_bytes: int
    parameters: dict[str, int]
    memory_bytes: int
    state_bytes: int
    model_bytes: int


@dataclass(frozen=True, slots=True)
class _Sizes:
    """Numbers of weights.

    Attributes:
        model: in the model file.
        head: of the event head, which is discarded after training.
        discriminators: of each.
        pretrained: with separate optimiser moments for the first stage.
    """

    model: int
    head: int
    discriminators: dict[str, int]
    pretrained: int = 0


def estimate(config: RunConfig) -> Estimate:
    """Estimate a run's requirements.

    Raises:
        EnvironmentUnusableError: its device or a model file to start from cannot be used.
    """
    training = config.training
    if isinstance(training, GeneratorTraining):
        sizes, name = _generator_sizes(training), "generator"
    elif isinstance(training, BaselineTraining):
        sizes, name = _baseline_sizes(training), training.part
    else:
        sizes, name = _vocoder_sizes(training), "vocoder"
    generator = sizes.model + sizes.head
    averaged = generator if training.ema_decay > 0 else 0
    trained = generator + sum(sizes.discriminators.values())
    state = averaged + (1 + _MOMENTS) * trained + _MOMENTS * sizes.pretrained
    device = choose_device(config.devices[0], JobContext())
    return Estimate(
        device=describe_device(device, len(config.devices)),
        on_gpu=device.type == "cuda",
        device_memory_bytes=_memory_of(device),
        parameters={name: sizes.model, **sizes.discriminators},
        memory_bytes=_FLOAT_BYTES * (state + trained),
        state_bytes=_FLOAT_BYTES * state,
        model_bytes=_FLOAT_BYTES * sizes.model,
    )


def _generator_sizes(training: GeneratorTraining) -> _Sizes:
    with torch.device("meta"):
        networks, both = Networks(training), Discriminators(training)
    found = {"alignment discriminator": both.alignment, "mel discriminator": both.mel}
    head = _count(networks.head)
    return _Sizes(
        model=_count(networks.generator),
        head=head,
        discriminators={name: _count(each) for name, each in found.items() if each is not None},
        pretrained=_count(networks.generator.temporal_encoder) + head
        if training.pretrain_steps
        else 0,
    )


def _vocoder_sizes(training: VocoderTraining) -> _Sizes:
    architecture = PRESETS[training.version]
    if training.start_from:
        header = read_header(text_path(training.start_from))
        architecture = HifiGanConfig.from_json(header.configuration)
    with torch.device("meta"):
        generator = HifiGanGenerator(architecture)
        discriminator = WaveDiscriminator(width=training.discriminator_width)
    return _Sizes(
        model=_count(generator), head=0, discriminators={"discriminators": _count(discriminator)}
    )


def _baseline_sizes(training: BaselineTraining) -> _Sizes:
    discriminators = {}
    with torch.device("meta"):
        network = build_part(training.part, training.width)
        if isinstance(network, Regnet):
            discriminator = regnet_discriminator(training.discriminator_width)
            discriminators["discriminator"] = _count(discriminator)
    return _Sizes(model=_count(network), head=0, discriminators=discriminators)


def _count(network: nn.Module) -> int:
    return sum(parameter.numel() for parameter in network.parameters())


def _memory_of(device: torch.device) -> int:
    if device.type == "cuda":
        return int(torch.cuda.get_device_properties(device).total_memory)
    return int(psutil.virtual_memory().total)
