"""HiFi-GAN, the vocoder of the paper (sec. Training and Inference; Kong, Kim and Bae 2020).

Shapes: B batch, T mel frames, M 80 mel bins, C channels.

Layers carry the official implementation's parameter names, so that official weights load; their
weight norm is folded into plain weights. Its input is the natural logarithm of mel magnitudes.
The official weights are made for another mel (0 to 8000 Hz, frames centred between the hops):
this project's vocoders are trained on this project's mel, whose frame t is centred on sample
256 t, and so answer frame t with samples 256 t to 256 t + 255.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn
from typing_extensions import override

from engine.config import MEL
from engine.mel import Floats, check_mel, mel_to_log

_SLOPE: Final = 0.1  # of the leaky ReLUs, but for the last
_LAST_SLOPE: Final = 0.01
_EDGE_KERNEL: Final = 7  # of the first and the last convolution
_INIT_STD: Final = 0.01  # of the weights, before training


@dataclass(frozen=True, slots=True, kw_only=True)
class HifiGanConfig:
    """The sizes of a generator (HiFi-GAN, appendix A.1)."""

    upsample_rates: tuple[int, ...]
    upsample_kernels: tuple[int, ...]
    channels: int
    """Channels after the first convolution; halved by every upsampling."""
    block: Literal[1, 2]
    """1: three pairs of convolutions in a residual block; 2: two single ones."""
    block_kernels: tuple[int, ...]
    block_dilations: tuple[tuple[int, ...], ...]

    def __post_init__(self) -> None:
        """Refuse sizes that do not fit each other, or the project's mel."""
        if self.hop_samples != MEL.hop_samples:
            raise ValueError(f"the rates must make {MEL.hop_samples}, not {self.hop_samples}")
        pairs = zip(self.upsample_rates, self.upsample_kernels, strict=True)
        if any(kernel < rate or (kernel - rate) % 2 for rate, kernel in pairs):
            raise ValueError("an upsampling kernel must be its rate and an even number more")
        if self.block not in (1, 2):
            raise ValueError(f"there are residual blocks 1 and 2, not {self.block}")
        if self.channels < 1 or self.channels % 2 ** len(self.upsample_rates):
            raise ValueError(f"{self.channels} channels cannot be halved by every upsampling")
        if len(self.block_kernels) != len(self.block_dilations):
            raise ValueError("every block kernel needs its dilations")

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "HifiGanConfig":
        """The configuration of a model file.

        Raises:
            TypeError: a name is unknown or missing, or a value is of the wrong kind.
            ValueError: a value is not possible.
        """
        lists = {key: tuple(value) for key, value in values.items() if isinstance(value, list)}
        if "block_dilations" in lists:
            lists["block_dilations"] = tuple(tuple(each) for each in lists["block_dilations"])
        return cls(**{**values, **lists})

    @property
    def hop_samples(self) -> int:
        """Samples that a mel frame becomes."""
        return math.prod(self.upsample_rates)

    @property
    def context_frames(self) -> int:
        """Mel frames to each side that a frame's sound depends on, exactly."""
        first, last = 0, self.hop_samples - 1  # a frame's samples, followed back to the mel
        first, last = first - _EDGE_KERNEL // 2, last + _EDGE_KERNEL // 2
        for rate, kernel in reversed(
            tuple(zip(self.upsample_rates, self.upsample_kernels, strict=True))
        ):
            first, last = first - self._block_reach(), last + self._block_reach()
            padding = (kernel - rate) // 2  # input i reaches i rate - padding + 0..kernel-1
            first = -((kernel - 1 - padding - first) // rate)
            last = (last + padding) // rate
        return max(-first, last) + _EDGE_KERNEL // 2

    def _block_reach(self) -> int:
        """Samples to each side that the widest residual block looks at."""
        second = 1 if self.block == 1 else 0  # a pair's second convolution is not dilated
        return max(
            sum((kernel - 1) // 2 * (dilation + second) for dilation in dilations)
            for kernel, dilations in zip(self.block_kernels, self.block_dilations, strict=True)
        )


PRESETS: Final[Mapping[str, HifiGanConfig]] = {
    "v1": HifiGanConfig(
        upsample_rates=(8, 8, 2, 2),
        upsample_kernels=(16, 16, 4, 4),
        channels=512,
        block=1,
        block_kernels=(3, 7, 11),
        block_dilations=((1, 3, 5), (1, 3, 5), (1, 3, 5)),
    ),
    "v2": HifiGanConfig(
        upsample_rates=(8, 8, 2, 2),
        upsample_kernels=(16, 16, 4, 4),
        channels=128,
        block=1,
        block_kernels=(3, 7, 11),
        block_dilations=((1, 3, 5), (1, 3, 5), (1, 3, 5)),
    ),
    "v3": HifiGanConfig(
        upsample_rates=(8, 8, 4),
        upsample_kernels=(16, 16, 8),
        channels=256,
        block=2,
        block_kernels=(3, 5, 7),
        block_dilations=((1, 2), (2, 6), (3, 12)),
    ),
}


def _same_conv(channels: int, kernel: int, dilation: int) -> nn.Conv1d:
    """A convolution that keeps channels and length."""
    padding = (kernel - 1) // 2 * dilation
    return nn.Conv1d(channels, channels, kernel, dilation=dilation, padding=padding)


class ResBlock1(nn.Module):
    """Residual pairs of a dilated and a plain convolution: (B, C, n) to (B, C, n)."""

    def __init__(self, channels: int, kernel: int, dilations: tuple[int, ...]) -> None:
        super().__init__()
        self.convs1 = nn.ModuleList(_same_conv(channels, kernel, step) for step in dilations)
        self.convs2 = nn.ModuleList(_same_conv(channels, kernel, 1) for _ in dilations)

    @override
    def forward(self, x: Tensor) -> Tensor:
        for dilated, plain in zip(self.convs1, self.convs2, strict=True):
            x = x + plain(F.leaky_relu(dilated(F.leaky_relu(x, _SLOPE)), _SLOPE))
        return x


class ResBlock2(nn.Module):
    """Residual dilated convolutions: (B, C, n) to (B, C, n)."""

    def __init__(self, channels: int, kernel: int, dilations: tuple[int, ...]) -> None:
        super().__init__()
        self.convs = nn.ModuleList(_same_conv(channels, kernel, step) for step in dilations)

    @override
    def forward(self, x: Tensor) -> Tensor:
        for dilated in self.convs:
            x = x + dilated(F.leaky_relu(x, _SLOPE))
        return x


class HifiGanGenerator(nn.Module):
    """Natural-log mel magnitudes to sound (HiFi-GAN, sec. 2.2)."""

    def __init__(self, config: HifiGanConfig) -> None:
        super().__init__()
        block = ResBlock1 if config.block == 1 else ResBlock2
        self.kernels = len(config.block_kernels)
        self.conv_pre = nn.Conv1d(
            MEL.bins, config.channels, _EDGE_KERNEL, padding=_EDGE_KERNEL // 2
        )
        self.ups = nn.ModuleList()
        self.resblocks = nn.ModuleList()
        channels = config.channels
        for rate, kernel in zip(config.upsample_rates, config.upsample_kernels, strict=True):
            padding = (kernel - rate) // 2
            self.ups.append(
                nn.ConvTranspose1d(channels, channels // 2, kernel, rate, padding=padding)
            )
            channels //= 2
            for size, dilations in zip(config.block_kernels, config.block_dilations, strict=True):
                self.resblocks.append(block(channels, size, dilations))
        self.conv_post = nn.Conv1d(channels, 1, _EDGE_KERNEL, padding=_EDGE_KERNEL // 2)

    @override
    def forward(self, log_mel: Tensor) -> Tensor:
        """Make the sound (B, 1, 256 T) of natural-log mel magnitudes (B, M, T).

        Raises:
            ValueError: another shape.
        """
        if log_mel.ndim != 3 or log_mel.shape[1] != MEL.bins:
            raise ValueError(f"expected (B, {MEL.bins}, T), got {tuple(log_mel.shape)}")
        x = self.conv_pre(log_mel)  # (B, M, T) -> (B, C, T)
        for stage, upsample in enumerate(self.ups):
            x = upsample(F.leaky_relu(x, _SLOPE))  # (B, C, n) -> (B, C / 2, n rate)
            blocks = self.resblocks[stage * self.kernels : (stage + 1) * self.kernels]
            x = torch.stack([block(x) for block in blocks]).mean(dim=0)
        return torch.tanh(self.conv_post(F.leaky_relu(x, _LAST_SLOPE)))  # (B, 1, 256 T)


def initialise(generator: HifiGanGenerator, source: torch.Generator) -> None:
    """Draw the weights that training begins with.

    Not part of construction: a stored model replaces them, and drawing them for a module without
    storage makes torch import its compiler, which takes 5 s.
    """
    for layer in (*generator.ups.modules(), *generator.resblocks.modules(), generator.conv_post):
        if isinstance(layer, nn.Conv1d | nn.ConvTranspose1d):
            nn.init.normal_(layer.weight, std=_INIT_STD, generator=source)


class HifiGan:
    """A trained generator as a `Vocoder`."""

    def __init__(
        self,
        generator: HifiGanGenerator,
        config: HifiGanConfig,
        *,
        name: str,
        device: torch.device | str = "cpu",
    ) -> None:
        self.name = name
        self.hop_samples = config.hop_samples
        self.context_frames = config.context_frames
        self._generator = generator.eval()
        self.move(torch.device(device))

    @property
    def device(self) -> torch.device:
        """Where it runs."""
        return self._device

    def move(self, device: torch.device) -> None:
        """Run there from now on."""
        self._device = device
        self._generator.to(device)

    @torch.inference_mode()
    def __call__(self, mel: Floats, first_frame: int = 0) -> Floats:
        """Make the sound (256 T,) of a mel (M, T), wherever in the whole it is.

        Raises:
            ValueError: the mel does not have the shape (80, T).
        """
        check_mel(mel)
        if mel.shape[1] == 0:
            return np.zeros(0, np.float32)
        log_mel = torch.from_numpy(mel_to_log(mel)).to(self._device)
        wave: Floats = self._generator(log_mel[None])[0, 0].float().cpu().numpy()
        return wave


def official_weights(checkpoint: Mapping[str, Any]) -> dict[str, Tensor]:
    """The parameters of `HifiGanGenerator` from a checkpoint in the official form.

    Takes the checkpoint's `generator` where it has one, and folds `weight_g` and `weight_v` (weight
    norm over all axes but the first) into weights; in float32.
    """
    state: Mapping[str, Tensor] = checkpoint.get("generator", checkpoint)
    weights = {}
    for key, value in state.items():
        stem, _, part = key.rpartition("_")
        if part == "v" and f"{stem}_g" in state:
            value = value.float()
            length = value.flatten(1).norm(dim=1).view(-1, 1, 1)
            weights[stem] = state[f"{stem}_g"].float() * value / length
        elif not (part == "g" and f"{stem}_v" in state):
            weights[key] = value.float()
    return weights
