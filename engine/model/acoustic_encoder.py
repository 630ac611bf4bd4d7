"""Acoustic encoder: the timbre of a reference sound (paper, Acoustic Encoder, Fig. 3c, app. A).

Five self-gated acoustic units, of which the first reads the mel at both inputs, then a
bidirectional LSTM whose last hidden state is the timbre vector.

Settled where the paper leaves it open: two LSTM layers (its text says one, its table two); the
hidden state is the last layer's backward one, as in REGNET, so the timbre vector has 256 numbers;
the LSTM reads the last unit's feature output, and its condition output is not used.

Shapes: B batch, M mel bins, T mel frames, C channels, H hidden units.
"""

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn
from typing_extensions import override

from engine.model.random_resampling import RandomResampling


class Gated(NamedTuple):
    """The two outputs of a unit, both (B, C, T): the feature x and the condition c."""

    feature: Tensor
    condition: Tensor


class SelfGatedAcousticUnit(nn.Module):
    """One SGAU (paper, app. A, Eq. 8 and 9, Fig. 4).

    Normalisation stands where the figure has it: after every gate, before the sums. One draw of
    the random resampling serves both outputs, because the next unit adds them frame by frame.
    """

    def __init__(
        self,
        *,
        channels_in: int,
        width: int,
        input_kernels: Sequence[int],
        output_kernel: int,
        skip_kernel: int,
        group_channels: int,
    ) -> None:
        super().__init__()
        first, second = input_kernels
        self.input_gate = nn.Sequential(
            nn.Conv1d(channels_in, width, first, padding="same"),
            nn.Conv1d(width, width, second, padding="same"),
            nn.InstanceNorm1d(width),
        )
        self.output_gate = nn.Sequential(
            nn.Conv1d(channels_in, width, output_kernel, padding="same"),
            nn.GroupNorm(width // group_channels, width),
        )
        self.skip_gate = nn.Sequential(
            nn.Conv1d(channels_in, width, skip_kernel, padding="same"),
            nn.GroupNorm(width // group_channels, width),
        )
        self.random_resampling = RandomResampling()

    @override
    def forward(
        self, feature: Tensor, condition: Tensor, source: torch.Generator | None = None
    ) -> Gated:
        """Gate the feature by the condition: (B, C_in, T) twice -> (B, C, T) twice."""
        content = self.input_gate(feature)
        output = self.output_gate(condition)
        skip = self.skip_gate(condition)
        gated = torch.tanh(content + skip) * torch.sigmoid(content + output)  # Eq. 8
        both = torch.cat([gated, skip], dim=1)  # (B, 2C, T)
        return Gated(*self.random_resampling(both, source).chunk(2, dim=1))  # Eq. 8, 9


class AcousticEncoder(nn.Module):
    """A stack of SGAUs and the LSTM that reads it (Table 3)."""

    def __init__(
        self,
        *,
        mel_bins: int,
        units: int,
        width: int,
        input_kernels: Sequence[int],
        output_kernel: int,
        skip_kernel: int,
        group_channels: int,
        lstm_hidden: int,
        lstm_layers: int,
    ) -> None:
        super().__init__()
        self.mel_bins = mel_bins
        self.units = nn.ModuleList(
            SelfGatedAcousticUnit(
                channels_in=mel_bins if unit == 0 else width,
                width=width,
                input_kernels=input_kernels,
                output_kernel=output_kernel,
                skip_kernel=skip_kernel,
                group_channels=group_channels,
            )
            for unit in range(units)
        )
        self.lstm = nn.LSTM(width, lstm_hidden, lstm_layers, batch_first=True, bidirectional=True)

    @override
    def forward(self, mel: Tensor, source: torch.Generator | None = None) -> Tensor:
        """Encode the timbre of reference sounds.

        Args:
            mel: (B, M, T) of at least two frames, because every unit normalises over time.
            source: leaves the random resampling on outside training, drawn from this.

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
            feature, condition = unit(feature, condition, source)
        _, (hidden, _) = self.lstm(feature.transpose(1, 2))  # hidden: (layers * 2, B, H)
        timbre: Tensor = hidden[-1]  # the last layer, backward: (B, H)
        return timbre
