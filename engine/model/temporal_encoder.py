"""Temporal encoder: when and how strongly something sounds (paper, Temporal Encoder, Fig. 3b).

The output is the temporal code, so narrow (8 values per video frame) that only timing can pass.
Nothing shortens the sequence: the code has as many frames as the features.

The product's presets treat the features as maps, see `engine.model.plane_ranking` and
`engine.model.plane_convolutions`. A picture sounds like its mirror image, and its events stay the
same a little slower or faster. Outside training the code is the mean over all these variants;
docs/training.md reports the gain.

The paper gives no slope for the leaky ReLU and no dropout: 0.2 as in REGNET, and none; the
product's presets apply dropout at the input of the convolutions and of the LSTM.

Shapes: B batch, F video frames, D feature values, C filters, H hidden units, K code channels.
"""

from collections.abc import Callable
from typing import Final

import torch
from torch import Tensor, nn
from torch.nn import functional
from typing_extensions import override

from engine.features.planes import MIRROR_SIGNS, MIRRORED_ROWS
from engine.model.lstm import SteadyLSTM
from engine.model.plane_convolutions import PlaneConvolutions
from engine.model.plane_ranking import RANKED_VALUES, PlaneRanking
from engine.model.presets import GeneratorConfig

_SPEEDS: Final = (0.8, 1.25)  # used outside training; training draws any speed between them


class TemporalEncoder(nn.Module):
    """A stack of convolutions, a bidirectional LSTM and a linear bottleneck (Table 3)."""

    def __init__(self, config: GeneratorConfig) -> None:
        super().__init__()
        self.features = config.features
        self.readers = nn.ModuleList()
        read = 0
        if config.feature_ranking:
            self.readers.append(PlaneRanking())
            read += RANKED_VALUES
        if config.feature_filters:
            seen = PlaneConvolutions(config.feature_filters, config.leaky_slope)
            self.readers.append(seen)
            read += seen.values
        read = read or config.features
        width, hidden = config.temporal_width, config.temporal_lstm_hidden
        self.convolutions = nn.Sequential()
        for layer in range(config.temporal_layers):
            self.convolutions += nn.Sequential(
                nn.Conv1d(width if layer else read, width, config.temporal_kernel, padding="same"),
                nn.BatchNorm1d(width),
                nn.LeakyReLU(config.leaky_slope),
            )
        self.dropout = nn.Dropout(config.temporal_dropout)
        self.lstm = SteadyLSTM(
            width, hidden, config.lstm_layers, batch_first=True, bidirectional=True
        )
        self.bottleneck = nn.Linear(2 * hidden, config.code_channels)

    @override
    def forward(self, features: Tensor) -> Tensor:
        """Encode the features of a clip.

        Args:
            features: (B, D, F), any F.

        Returns:
            The temporal code, (B, K, F).

        Raises:
            ValueError: the features have a different width.
        """
        return self._looked_at(features, self.encode)

    def states(self, features: Tensor) -> Tensor:
        """What the bottleneck narrows to the code: (B, D, F) to (B, 2H, F).

        The code says when something sounds; the states also tell kinds of events apart, by which
        `engine.events.likeness` finds those that are alike.

        Raises:
            ValueError: the features have a different width.
        """
        return self._looked_at(features, self._states)

    def _looked_at(self, features: Tensor, encode: Callable[[Tensor], Tensor]) -> Tensor:
        """Encode a clip, outside training as the mean over its variants."""
        if features.ndim != 3 or features.shape[1] != self.features:
            raise ValueError(
                f"expected features (B, {self.features}, F), got {tuple(features.shape)}"
            )
        if self.training or not self.readers:
            return encode(features)
        looks = torch.cat([features, _mirrored(features)])
        codes = torch.stack([_encoded_at(speed, looks, encode) for speed in _SPEEDS])
        straight, mirrored = codes.mean(dim=0).chunk(2)
        return (straight + mirrored) / 2

    def encode(self, features: Tensor) -> Tensor:
        """The code of one look: (B, D, F) to (B, K, F)."""
        code: Tensor = self.bottleneck(self._states(features).transpose(1, 2))
        return code.transpose(1, 2)  # (B, F, K) -> (B, K, F)

    def _states(self, features: Tensor) -> Tensor:
        """The states of one look: (B, D, F) to (B, 2H, F)."""
        read = [reader(features) for reader in self.readers] or [features]
        x = self.dropout(torch.cat(read, dim=1))
        x = self.dropout(self.convolutions(x))  # (B, D, F) -> (B, C, F)
        states: Tensor = self.lstm(x.transpose(1, 2))[0]  # (B, C, F) -> (B, F, 2H)
        return states.transpose(1, 2)


def _encoded_at(speed: float, features: Tensor, encode: Callable[[Tensor], Tensor]) -> Tensor:
    """Encode a clip played at another speed, and resample the result to the clip's own speed."""
    frames = features.shape[2]
    played = _resampled(features, max(1, round(frames / speed)))
    return _resampled(encode(played), frames)


def _mirrored(features: Tensor) -> Tensor:
    """The `motion` features of the mirrored picture: (B, D, F)."""
    rows = torch.from_numpy(MIRRORED_ROWS).to(features.device)
    signs = torch.from_numpy(MIRROR_SIGNS).to(features)
    return features[:, rows] * signs[:, None]


def _resampled(sequence: Tensor, frames: int) -> Tensor:
    """Resample a sequence linearly: (B, *, F) -> (B, *, frames)."""
    return functional.interpolate(sequence, frames, mode="linear")
