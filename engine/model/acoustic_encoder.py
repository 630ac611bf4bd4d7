"""Acoustic encoder: the timbre of a reference sound (paper, Acoustic Encoder, Fig. 3c, app. A).

Five self-gated acoustic units, the first of which reads the mel at both inputs, followed by a
bidirectional LSTM whose last hidden state is the timbre vector.

Choices where the paper is ambiguous: two LSTM layers (its text says one, its table two); the hidden
state is the backward one of the last layer, as in REGNET, so the timbre vector has 256 elements;
the LSTM reads the last unit's feature output, and its condition output is not used.

The product's presets replace the LSTM with attentive statistics, in an encoder with the same
units, for the reasons given in `engine.model.attentive_statistics`.

Shapes: B batch, M mel bins, T mel frames, C channels, H hidden units.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn
from typing_extensions import override

from engine.model.attentive_statistics import AttentiveStatistics, normalise, sounding
from engine.model.lstm import SteadyLSTM
from engine.model.presets import GeneratorConfig
from engine.model.random_resampling import RandomResampling

# Width of the small network between the pooled statistics and the timbre vector, as a multiple of
# the vector's length: it has to select from several hundred statistics.
NETWORK_FACTOR = 4


class Gated(NamedTuple):
    """The outputs of a unit: the feature x and the condition c, both (B, C, T).

    The third is the weight of each frame, (B, 1, T), if the unit was given one.
    """

    feature: Tensor
    condition: Tensor
    weight: Tensor | None


class SelfGatedAcousticUnit(nn.Module):
    """One SGAU (paper, app. A, Eq. 8 and 9, Fig. 4).

    Normalisation is placed as in the figure: after every gate, before the sums. Both outputs share
    one draw of the random resampling, because the next unit adds them frame by frame.
    """

    def __init__(self, config: GeneratorConfig, channels_in: int) -> None:
        super().__init__()
        width, groups = config.sgau_width, config.sgau_width // config.sgau_group_channels
        first, second = config.sgau_input_kernels
        self.input_gate = nn.Sequential(
            nn.Conv1d(channels_in, width, first, padding="same"),
            nn.Conv1d(width, width, second, padding="same"),
            nn.InstanceNorm1d(width),
        )
        self.output_gate = nn.Sequential(
            nn.Conv1d(channels_in, width, config.sgau_output_kernel, padding="same"),
            nn.GroupNorm(groups, width),
        )
        self.skip_gate = nn.Sequential(
            nn.Conv1d(channels_in, width, config.sgau_skip_kernel, padding="same"),
            nn.GroupNorm(groups, width),
        )
        self.random_resampling = RandomResampling()

    @override
    def forward(
        self,
        feature: Tensor,
        condition: Tensor,
        source: torch.Generator | None = None,
        weight: Tensor | None = None,
    ) -> Gated:
        """Gate the feature by the condition: (B, C_in, T) twice -> (B, C, T) twice.

        The weights (B, 1, T), not in the paper, say how much each frame sounds; they are resampled
        together with the frames.
        """
        content = _through(self.input_gate, feature, weight)
        output = _through(self.output_gate, condition, weight)
        skip = _through(self.skip_gate, condition, weight)
        gated = torch.tanh(content + skip) * torch.sigmoid(content + output)  # Eq. 8
        channels = [gated.shape[1], skip.shape[1]]
        if weight is None:
            both = torch.cat([gated, skip], dim=1)  # (B, 2C, T)
            gated, skip = self.random_resampling(both, source).split(channels, dim=1)
            return Gated(gated, skip, None)  # Eq. 8, 9
        weight = weight.to(gated.dtype)
        three = torch.cat([gated * weight, skip * weight, weight], dim=1)  # (B, 2C + 1, T)
        resampled = self.random_resampling(three, source).split([*channels, 1], dim=1)
        gated, skip, weight = resampled
        return Gated(gated, skip, weight)


def _through(gate: nn.Sequential, x: Tensor, weight: Tensor | None) -> Tensor:
    """Apply a gate; normalise over the sounding frames if their weights are given."""
    if weight is None:
        passed: Tensor = gate(x)
        return passed
    *convolutions, norm = gate
    for convolution in convolutions:  # make silence look like the padding beyond the ends
        x = convolution(x).masked_fill(weight == 0, 0.0)
    if isinstance(norm, nn.GroupNorm):
        normed = normalise(x, weight, norm.num_groups)
        return normed * norm.weight[:, None] + norm.bias[:, None]
    return normalise(x, weight, x.shape[1])  # one channel per group: instance normalisation


def _units(config: GeneratorConfig) -> nn.ModuleList:
    """The stack of units, of which the first reads the mel."""
    return nn.ModuleList(
        SelfGatedAcousticUnit(config, config.sgau_width if unit else config.mel_bins)
        for unit in range(config.sgau_units)
    )


class AcousticEncoder(nn.Module):
    """A stack of SGAUs followed by an LSTM (Table 3)."""

    def __init__(self, config: GeneratorConfig) -> None:
        super().__init__()
        self.mel_bins = config.mel_bins
        self.units = _units(config)
        self.lstm = SteadyLSTM(
            config.sgau_width,
            config.timbre_width,
            config.lstm_layers,
            batch_first=True,
            bidirectional=True,
        )

    @override
    def forward(self, mel: Tensor, source: torch.Generator | None = None) -> Tensor:
        """Encode the timbre of reference sounds.

        Args:
            mel: (B, M, T) with at least two frames, because every unit normalises over time.
            source: keeps the random resampling active outside training, drawing from this.

        Returns:
            The timbre vectors, (B, H).

        Raises:
            ValueError: the mel has another number of bins, or fewer than two frames.
        """
        if mel.ndim != 3 or mel.shape[1] != self.mel_bins or mel.shape[2] < 2:
            raise ValueError(
                f"expected a mel (B, {self.mel_bins}, 2 or more), got {tuple(mel.shape)}"
            )
        feature = condition = mel
        for unit in self.units:
            feature, condition, _ = unit(feature, condition, source)
        _, (hidden, _) = self.lstm(feature.transpose(1, 2))  # hidden: (layers * 2, B, H)
        timbre: Tensor = hidden[-1]  # the last layer, backward: (B, H)
        return timbre


class StatisticsEncoder(nn.Module):
    """A stack of SGAUs, with attentive statistics of its features and of the mel.

    Not in the paper; see `engine.model.attentive_statistics`.
    """

    def __init__(self, config: GeneratorConfig) -> None:
        super().__init__()
        self.mel_bins = config.mel_bins
        self.spectrum = config.timbre_spectrum
        self.units = _units(config)
        timbre = config.timbre_width
        self.feature_statistics = AttentiveStatistics(config.sgau_width, timbre)
        self.mel_statistics = AttentiveStatistics(config.mel_bins, timbre)
        self.network = nn.Sequential(
            nn.Linear(2 * (config.sgau_width + config.mel_bins), NETWORK_FACTOR * timbre),
            nn.LayerNorm(NETWORK_FACTOR * timbre),  # the statistics and initial weights are small
            nn.ReLU(),
            nn.Linear(NETWORK_FACTOR * timbre, timbre),
        )

    @override
    def forward(self, mel: Tensor, source: torch.Generator | None = None) -> Tensor:
        """Encode the timbre of reference sounds.

        Args:
            mel: (B, M, T), any T; zeros are silence.
            source: keeps the random resampling active outside training, drawing from this.

        Returns:
            The timbre vectors, (B, H), or (B, H + M) with the mean spectrum appended.

        Raises:
            ValueError: the mel has another number of bins.
        """
        if mel.ndim != 3 or mel.shape[1] != self.mel_bins or mel.shape[2] < 1:
            raise ValueError(f"expected a mel (B, {self.mel_bins}, T), got {tuple(mel.shape)}")
        weight = sounding(mel)  # (B, 1, T)
        feature = condition = mel * weight.to(mel.dtype)
        feature_weight = weight
        for unit in self.units:
            feature, condition, feature_weight = unit(feature, condition, source, feature_weight)
        of_mel = self.mel_statistics(mel, weight)  # means, then deviations: (B, 2M)
        statistics = torch.cat([self.feature_statistics(feature, feature_weight), of_mel], dim=1)
        timbre: Tensor = self.network(statistics.to(mel.dtype))  # (B, 2C + 2M) -> (B, H)
        if not self.spectrum:
            return timbre
        return torch.cat([timbre, of_mel[:, : self.mel_bins].to(timbre.dtype)], dim=1)
