"""HiFi-GAN's waveform discriminators: multi-period and multi-scale (its sec. 2.3).

Structure and hyperparameters are those of the published code; the widths can be scaled down for
machines without a GPU.

Shapes: B batch, n samples, C channels, P samples per period.
"""

from collections.abc import Callable
from typing import NamedTuple

from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils.parametrizations import spectral_norm, weight_norm
from typing_extensions import override

_PERIODS = (2, 3, 5, 7, 11)  # primes, so that the discriminators share few samples
_SCALES = 3
_LEAKY_SLOPE = 0.1
_PERIOD_CHANNELS = (32, 128, 512, 1024, 1024)
_PERIOD_STRIDES = (3, 3, 3, 3, 1)


class _Layer(NamedTuple):
    channels: int
    kernel: int
    stride: int
    groups: int


_SCALE_LAYERS = (
    _Layer(128, 15, 1, 1),
    _Layer(128, 41, 2, 4),
    _Layer(256, 41, 2, 16),
    _Layer(512, 41, 4, 16),
    _Layer(1024, 41, 4, 16),
    _Layer(1024, 41, 1, 16),
    _Layer(1024, 5, 1, 1),
)


class Scores(NamedTuple):
    """One discriminator's scores of a wave.

    Attributes:
        scores: (B, any), 1 for real and 0 for generated.
        maps: feature map of each layer, for feature matching; of any shapes.
    """

    scores: Tensor
    maps: list[Tensor]


class PeriodDiscriminator(nn.Module):
    """Scores every P-th sample: the wave reshaped to (n / P, P), convolved along the first axis."""

    def __init__(self, period: int, *, width: float = 1.0) -> None:
        super().__init__()
        self.period = period
        self.convs = nn.ModuleList()
        channels_in = 1
        for full, stride in zip(_PERIOD_CHANNELS, _PERIOD_STRIDES, strict=True):
            channels = max(1, round(full * width))
            conv = nn.Conv2d(channels_in, channels, (5, 1), (stride, 1), padding=(2, 0))
            self.convs.append(weight_norm(conv))
            channels_in = channels
        self.conv_post = weight_norm(nn.Conv2d(channels_in, 1, (3, 1), padding=(1, 0)))

    @override
    def forward(self, wave: Tensor) -> Scores:
        """Score waves (B, 1, n)."""
        missing = -wave.shape[2] % self.period
        x = F.pad(wave, (0, missing), mode="reflect")
        x = x.view(len(x), 1, -1, self.period)  # (B, 1, n) -> (B, 1, n / P, P)
        return _score(x, self.convs, self.conv_post)


class ScaleDiscriminator(nn.Module):
    """Scores consecutive samples with grouped convolutions."""

    def __init__(
        self, *, width: float = 1.0, norm: Callable[[nn.Module], nn.Module] = weight_norm
    ) -> None:
        super().__init__()
        self.convs = nn.ModuleList()
        channels_in = 1
        for layer in _SCALE_LAYERS:
            # a multiple of the groups of this layer and the next
            channels = max(16, round(layer.channels * width / 16) * 16)
            conv = nn.Conv1d(
                channels_in,
                channels,
                layer.kernel,
                layer.stride,
                padding=layer.kernel // 2,
                groups=layer.groups,
            )
            self.convs.append(norm(conv))
            channels_in = channels
        self.conv_post = norm(nn.Conv1d(channels_in, 1, 3, padding=1))

    @override
    def forward(self, wave: Tensor) -> Scores:
        """Score waves (B, 1, n)."""
        return _score(wave, self.convs, self.conv_post)


class WaveDiscriminator(nn.Module):
    """Five period discriminators, and three scale discriminators of the downsampled wave."""

    def __init__(self, *, width: float = 1.0) -> None:
        super().__init__()
        self.periods = nn.ModuleList(
            PeriodDiscriminator(period, width=width) for period in _PERIODS
        )
        self.scales = nn.ModuleList(
            # as published, the discriminator of the raw wave has spectral norm
            ScaleDiscriminator(width=width, norm=spectral_norm if scale == 0 else weight_norm)
            for scale in range(_SCALES)
        )
        self.halving = nn.AvgPool1d(4, 2, padding=2)

    @override
    def forward(self, wave: Tensor) -> list[Scores]:
        """Score waves (B, 1, n) with each of the eight discriminators."""
        scores = [period(wave) for period in self.periods]
        for number, scale in enumerate(self.scales):
            wave = wave if number == 0 else self.halving(wave)
            scores.append(scale(wave))
        return scores


def _score(x: Tensor, layers: nn.ModuleList, last: nn.Module) -> Scores:
    maps = []
    for layer in layers:
        x = F.leaky_relu(layer(x), _LEAKY_SLOPE)
        maps.append(x)
    x = last(x)
    return Scores(x.flatten(1), [*maps, x])
