"""What a training will take, as far as its settings alone say: parameters, bytes, and the device.

Networks are built without their weights, so that it takes a moment whatever their size. How fast
the steps are, and what the activations of a batch take, only steps can tell.
"""

from dataclasses import asdict, dataclass
from typing import Any

import psutil
import torch
from torch import nn

from engine.machine.device import choose_device
from engine.progress import JobContext
from engine.storage.model_files import read_header
from engine.storage.values import text_path
from engine.vocoder.hifigan import PRESETS, HifiGanConfig, HifiGanGenerator
from training.config import GeneratorTraining, RunConfig, VocoderTraining
from training.generator.discriminators import Discriminators
from training.generator.trainer import Networks
from training.run.provenance import describe_device
from training.vocoder.discriminators import WaveDiscriminator

_FLOAT_BYTES = 4  # weights, gradients and moments are float32 in every precision
_MOMENTS = 2  # that AdamW keeps of every weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What is known before the first step.

    Attributes:
        device: where it would compute, in words.
        on_gpu: whether that is a GPU.
        device_memory_bytes: what the device has.
        parameters: of each network that is trained.
        memory_bytes: weights, gradients, moments and averages; the batch comes on top.
        state_bytes: of a checkpoint to continue from.
        model_bytes: of a model file.
    """

    device: str
    on_gpu: bool
    device_memory_bytes: int
    parameters: dict[str, int]
    memory_bytes: int
    state_bytes: int
    model_bytes: int

    def to_json(self) -> dict[str, Any]:
        """The estimate in the types of JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Sizes:
    """Numbers of weights.

    Attributes:
        model: of what becomes the model file.
        head: of what is trained beside it and thrown away.
        discriminators: of each.
        pretrained: of what a first stage has moments of its own for.
    """

    model: int
    head: int
    discriminators: dict[str, int]
    pretrained: int = 0


def estimate(config: RunConfig) -> Estimate:
    """What a run would take.

    Raises:
        EnvironmentUnusableError: its device cannot be used, or a file it starts from.
    """
    training = config.training
    if isinstance(training, GeneratorTraining):
        sizes, name = _generator_sizes(training), "generator"
    else:
        sizes, name = _vocoder_sizes(training), "vocoder"
    learnt = sizes.model + sizes.head
    averaged = learnt if training.ema_decay > 0 else 0
    against = sum(sizes.discriminators.values())
    state = averaged + (1 + _MOMENTS) * (learnt + against) + _MOMENTS * sizes.pretrained
    device = choose_device(config.device, JobContext())
    return Estimate(
        device=describe_device(device),
        on_gpu=device.type == "cuda",
        device_memory_bytes=_memory_of(device),
        parameters={name: sizes.model, **sizes.discriminators},
        memory_bytes=_FLOAT_BYTES * (state + learnt + against),
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


def _count(network: nn.Module) -> int:
    return sum(parameter.numel() for parameter in network.parameters())


def _memory_of(device: torch.device) -> int:
    if device.type == "cuda":
        return int(torch.cuda.get_device_properties(device).total_memory)
    return int(psutil.virtual_memory().total)
