"""HiFi-GAN, the vocoder of the paper (sec. Training and Inference; Kong, Kim and Bae 2020).

Shapes: B batch, T mel frames, M 80 mel bins, C channels.

Layers have the parameter names of the official implementation, so official weights can be loaded;
their weight norm is folded into plain weights. The input is the natural log of mel magnitudes. The
official weights are trained on a different mel (0 to 8000 Hz, frames centred between the hops);
this project's vocoders are trained on its own mel, whose frame t is centred on sample 256 t, and
convert frame t to samples 256 t to 256 t + 255.

A generator may replace its last upsamplings by an inverse short-time Fourier transform (iSTFTNet;
Kaneko et al. 2022), which at V2's width takes less than half of the work on a CPU.
"""

import math
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

import numpy as np
import torch
import torch.nn.functional as F
from msgspec import Meta
from torch import Tensor, nn
from typing_extensions import override

from engine.mel.contract import MEL
from engine.mel.spectrogram import Floats, check_mel, mel_to_log, mel_to_magnitude
from engine.storage.values import FieldError, Value, convert
from engine.vocoder.griffin_lim import SHORTEST_FRAMES
from engine.vocoder.refinement import CONTEXT_FRAMES, refine

_SLOPE: Final = 0.1  # of all leaky ReLUs but the last
_LAST_SLOPE: Final = 0.01
_EDGE_KERNEL: Final = 7  # of the first and the last convolution
_NORM: Final = "parametrizations.weight.original"  # weight norm in newer versions of PyTorch
_LARGEST_LOG: Final = 8.0  # of a magnitude: keeps an untrained network finite


_MOST_WEIGHTS: Final = 1 << 28  # 1 GB, nearly twenty times V1's
_MOST_CONVOLUTIONS: Final = 512  # in residual blocks, of which V1 has 72
_WIDEST_CONTEXT_FRAMES: Final = 512  # 6 s, which are computed again with every piece of a sound

_Rates = Annotated[tuple[Annotated[int, Meta(ge=1, le=64)], ...], Meta(max_length=16)]
_Kernels = Annotated[tuple[Annotated[int, Meta(ge=1, le=255)], ...], Meta(max_length=16)]


class HifiGanConfig(Value, frozen=True, kw_only=True):
    """The hyperparameters of a generator (HiFi-GAN, appendix A.1).

    Attributes:
        upsample_rates: factor of each upsampling.
        upsample_kernels: kernel of each upsampling.
        channels: after the first convolution; halved by every upsampling.
        block: 1: three pairs of convolutions in a residual block; 2: two single ones.
        block_kernels: of the residual blocks after each upsampling.
        block_dilations: of the convolutions of each of these blocks.
        inverse_fft: FFT size and hop of the inverse Fourier transform after the upsamplings
            (iSTFTNet, sec. 2); None uses only the last convolution, as published for HiFi-GAN.
    """

    upsample_rates: _Rates
    upsample_kernels: _Kernels
    channels: Annotated[int, Meta(ge=1, le=8192)]
    block: Literal[1, 2]
    block_kernels: Annotated[_Kernels, Meta(min_length=1)]
    block_dilations: Annotated[tuple[_Kernels, ...], Meta(max_length=16)]
    inverse_fft: (
        tuple[Annotated[int, Meta(ge=2, le=4096)], Annotated[int, Meta(ge=1, le=1024)]] | None
    ) = None

    def __post_init__(self) -> None:
        """Reject sizes that do not match each other, or the project's mel.

        Raises:
            FieldError: they do not match.
        """
        if self.hop_samples != MEL.hop_samples:
            raise FieldError(
                "upsample_rates",
                "must multiply to {hop}, not {product}",
                hop=MEL.hop_samples,
                product=self.hop_samples,
            )
        if len(self.upsample_rates) != len(self.upsample_kernels):
            raise FieldError("upsample_kernels", "must have as many values as upsample_rates")
        pairs = zip(self.upsample_rates, self.upsample_kernels, strict=True)
        if any(kernel < rate or (kernel - rate) % 2 for rate, kernel in pairs):
            raise FieldError("upsample_kernels", "must exceed their rates by an even number")
        if self.channels % 2 ** len(self.upsample_rates):
            raise FieldError(
                "channels", "cannot be {count}: every upsampling halves them", count=self.channels
            )
        if len(self.block_kernels) != len(self.block_dilations):
            raise FieldError("block_dilations", "must have as many values as block_kernels")
        if not all(kernel % 2 for kernel in self.block_kernels):
            raise FieldError("block_kernels", "must be odd")
        size = self.inverse_fft[0] if self.inverse_fft else 2  # of one sample, without
        if size % 2 or size < 2 * self.last_hop:
            raise FieldError("inverse_fft", "must have an even size of at least two hops")
        self._check_cost()

    def _check_cost(self) -> None:
        """Reject what takes more memory or time than any vocoder for this mel needs.

        Raises:
            FieldError: it does.
        """
        in_pair = 2 if self.block == 1 else 1
        convolutions = in_pair * sum(map(len, self.block_dilations)) * len(self.upsample_rates)
        if convolutions > _MOST_CONVOLUTIONS:
            raise FieldError(
                "block_dilations",
                "must make at most {most} convolutions, not {count}",
                most=_MOST_CONVOLUTIONS,
                count=convolutions,
            )
        if self.context_frames > _WIDEST_CONTEXT_FRAMES:
            raise FieldError(
                "block_dilations",
                "must reach at most {most} mel frames",
                most=_WIDEST_CONTEXT_FRAMES,
            )
        taps = in_pair * sum(
            kernel * len(dilations)
            for kernel, dilations in zip(self.block_kernels, self.block_dilations, strict=True)
        )
        weights, width = 0, self.channels
        for kernel in self.upsample_kernels:
            weights += width * (width // 2) * kernel + (width // 2) ** 2 * taps
            width //= 2
        if weights > _MOST_WEIGHTS:
            raise FieldError(
                "channels", "makes a vocoder of more than {most} GB", most=_MOST_WEIGHTS * 4 >> 30
            )

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "HifiGanConfig":
        """Read the configuration of a model file.

        Raises:
            DamagedValueError: a name is unknown or missing, or a value is invalid.
        """
        return convert(cls, dict(values), "configuration")

    @property
    def hop_samples(self) -> int:
        """Samples per mel frame."""
        return math.prod(self.upsample_rates) * self.last_hop

    @property
    def last_hop(self) -> int:
        """Samples per frame of the inverse transform; 1 without one."""
        return self.inverse_fft[1] if self.inverse_fft else 1

    @property
    def context_frames(self) -> int:
        """Exact number of mel frames on each side that a frame's sound depends on."""
        first, last = 0, self.hop_samples - 1  # a frame's samples, traced back to the mel
        if self.inverse_fft:
            half, hop = self.inverse_fft[0] // 2, self.last_hop
            # a frame's window is 0 at its first sample; one frame is put before the generator's
            first, last = -((half - 1 - first) // hop) - 1, (last + half - 1) // hop - 1
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
        """Samples on each side within the receptive field of the widest residual block."""
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
    "c8c8i": HifiGanConfig(
        upsample_rates=(8, 8),
        upsample_kernels=(16, 16),
        channels=256,
        block=1,
        block_kernels=(3, 7, 11),
        block_dilations=((1, 3, 5), (1, 3, 5), (1, 3, 5)),
        inverse_fft=(16, 4),
    ),
}


def _same_conv(channels: int, kernel: int, dilation: int) -> nn.Conv1d:
    """A convolution that preserves channels and length."""
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


class InverseTransform(nn.Module):
    """Log magnitudes and angles, (B, fft + 2, n), to sound, (B, 1, hop n) (iSTFTNet, sec. 2)."""

    window: Tensor

    def __init__(self, fft_samples: int, hop_samples: int) -> None:
        super().__init__()
        self.size = fft_samples, hop_samples
        window = torch.hann_window(fft_samples, device="cpu")  # constant, even on the meta device
        self.register_buffer("window", window, persistent=False)

    @override
    def forward(self, x: Tensor) -> Tensor:
        x = F.pad(x.float(), (1, 0), mode="replicate")  # n + 1 frames span the hop n samples
        log_magnitude, angle = x.chunk(2, dim=1)  # (B, fft / 2 + 1, n + 1) each
        magnitude = log_magnitude.clamp(max=_LARGEST_LOG).exp()
        # as published: the sine limits the angle
        spectrum = torch.polar(magnitude, torch.sin(angle))
        return torch.istft(spectrum, *self.size, window=self.window)[:, None]


class HifiGanGenerator(nn.Module):
    """Synthesise sound from natural-log mel magnitudes (HiFi-GAN, sec. 2.2)."""

    def __init__(self, config: HifiGanConfig) -> None:
        super().__init__()
        self.config = config
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
        self.inverse = InverseTransform(*config.inverse_fft) if config.inverse_fft else None
        last = config.inverse_fft[0] + 2 if config.inverse_fft else 1
        self.conv_post = nn.Conv1d(channels, last, _EDGE_KERNEL, padding=_EDGE_KERNEL // 2)

    @override
    def forward(self, log_mel: Tensor) -> Tensor:
        """Synthesise sound (B, 1, 256 T) from natural-log mel magnitudes (B, M, T).

        Raises:
            ValueError: any other shape.
        """
        if log_mel.ndim != 3 or log_mel.shape[1] != MEL.bins:
            raise ValueError(f"expected (B, {MEL.bins}, T), got {tuple(log_mel.shape)}")
        x = self.conv_pre(log_mel)  # (B, M, T) -> (B, C, T)
        for stage, upsample in enumerate(self.ups):
            x = upsample(F.leaky_relu(x, _SLOPE))  # (B, C, n) -> (B, C / 2, n rate)
            blocks = self.resblocks[stage * self.kernels : (stage + 1) * self.kernels]
            x = torch.stack([block(x) for block in blocks]).mean(dim=0)
        x = self.conv_post(F.leaky_relu(x, _LAST_SLOPE))
        return self.inverse(x) if self.inverse else torch.tanh(x)  # (B, 1, 256 T)


class HifiGan:
    """A trained generator as a `Vocoder`, whose output is refined to match the mel if wanted."""

    def __init__(
        self,
        generator: HifiGanGenerator,
        *,
        name: str,
        device: torch.device | str = "cpu",
        refined: bool = True,
    ) -> None:
        self.name = name
        own_frames = generator.config.context_frames
        self.context_frames = own_frames + (CONTEXT_FRAMES if refined else 0)
        self._refined = refined
        self._generator = generator.eval()
        self.move(torch.device(device))

    def move(self, device: torch.device) -> None:
        """Move to another device."""
        self.device = device
        self._generator.to(device)

    @torch.inference_mode()
    def __call__(self, mel: Floats, first_frame: int = 0) -> Floats:
        """Synthesise a sound (256 T,) from a mel (M, T); its position does not matter.

        Raises:
            ValueError: the mel does not have the shape (80, T).
        """
        check_mel(mel)
        if mel.shape[1] == 0:
            return np.zeros(0, np.float32)
        frames = mel.shape[1]
        # T + 1 frames span the 256 T samples; the last one is repeated
        extra = max(1, SHORTEST_FRAMES - frames)
        padded = np.pad(mel, ((0, 0), (0, extra)), mode="edge")
        log_mel = torch.from_numpy(mel_to_log(padded[:, :-1])).to(self.device)
        bands = torch.from_numpy(mel_to_magnitude(padded)).to(self.device)
        wave = self._generator(log_mel[None])[0, 0].float()
        if self._refined:
            wave = refine(wave, bands)
        sound: Floats = wave[: frames * MEL.hop_samples].cpu().numpy()
        return sound


def official_weights(checkpoint: Mapping[str, Any]) -> dict[str, Tensor]:
    """Convert an official checkpoint to the parameters of `HifiGanGenerator`.

    Takes the checkpoint's `generator` entry if it has one, and folds `weight_g` and `weight_v`
    (weight norm over all axes but the first) into weights; in float32. Newer versions of PyTorch
    call these two `parametrizations.weight.original0` and `original1`.

    Returns:
        Convolution kernels (out, in, width) and biases (out,), by their names in the generator.
    """
    state: dict[str, Tensor] = {
        key.replace(f"{_NORM}0", "weight_g").replace(f"{_NORM}1", "weight_v"): value
        for key, value in checkpoint.get("generator", checkpoint).items()
    }
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
