"""Temporal encoder: when and how strongly something sounds (paper, Temporal Encoder, Fig. 3b).

The output is the temporal code, so narrow (8 numbers a video frame) that nothing but time can
pass. Nothing in it shortens the sequence: the code has as many frames as the features.

The product's presets read the features as the maps that they are, see `engine.model.plane_ranking`
and `engine.model.plane_convolutions`. As a picture sounds like its mirror image, they look at both
outside training, and the code is the mean of the two; docs/training.md says what that brought.

The paper names no slope for the leaky ReLU and no dropout: 0.2 as in REGNET, and none; the
product's presets have one of what the convolutions and the LSTM read.

Shapes: B batch, F video frames, D feature numbers, C filters, H hidden units, K code channels.
"""

import torch
from torch import Tensor, nn
from typing_extensions import override

from engine.features.planes import MIRROR_SIGNS, MIRRORED_ROWS
from engine.model.plane_convolutions import PlaneConvolutions
from engine.model.plane_ranking import RANKED_VALUES, PlaneRanking


class TemporalEncoder(nn.Module):
    """A stack of convolutions, a bidirectional LSTM and a linear bottleneck (Table 3)."""

    def __init__(
        self,
        *,
        features: int,
        width: int,
        layers: int,
        kernel: int,
        lstm_hidden: int,
        lstm_layers: int,
        code_channels: int,
        leaky_slope: float,
        ranked: bool = False,
        plane_filters: int = 0,
        dropout: float = 0.0,
    ) -> None:
        super().__init__()
        self.features = features
        self.readers = nn.ModuleList()
        read = 0
        if ranked:
            self.readers.append(PlaneRanking())
            read += RANKED_VALUES
        if plane_filters:
            seen = PlaneConvolutions(plane_filters, leaky_slope)
            self.readers.append(seen)
            read += seen.values
        self.convolutions = nn.Sequential()
        for layer in range(layers):
            self.convolutions += nn.Sequential(
                nn.Conv1d(width if layer else read or features, width, kernel, padding="same"),
                nn.BatchNorm1d(width),
                nn.LeakyReLU(leaky_slope),
            )
        self.dropout = nn.Dropout(dropout)
        self.lstm = nn.LSTM(width, lstm_hidden, lstm_layers, batch_first=True, bidirectional=True)
        self.bottleneck = nn.Linear(2 * lstm_hidden, code_channels)

    @override
    def forward(self, features: Tensor) -> Tensor:
        """Encode the features of a clip.

        Args:
            features: (B, D, F), any F.

        Returns:
            The temporal code, (B, K, F).

        Raises:
            ValueError: the features have another width.
        """
        if features.ndim != 3 or features.shape[1] != self.features:
            raise ValueError(
                f"expected features (B, {self.features}, F), got {tuple(features.shape)}"
            )
        if self.training or not self.readers:
            return self._encode(features)
        rows = torch.from_numpy(MIRRORED_ROWS).to(features.device)
        signs = torch.from_numpy(MIRROR_SIGNS).to(features)
        mirrored = features[:, rows] * signs[:, None]
        return (self._encode(features) + self._encode(mirrored)) / 2

    def _encode(self, features: Tensor) -> Tensor:
        read = [reader(features) for reader in self.readers] or [features]
        x = self.dropout(torch.cat(read, dim=1))
        x = self.dropout(self.convolutions(x))  # (B, D, F) -> (B, C, F)
        x, _ = self.lstm(x.transpose(1, 2))  # (B, C, F) -> (B, F, 2H)
        code: Tensor = self.bottleneck(x)  # (B, F, 2H) -> (B, F, K)
        return code.transpose(1, 2)
