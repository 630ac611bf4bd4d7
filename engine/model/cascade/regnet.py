"""REGNET, the first half of the paper's cascade: a sound for a silent picture (paper, app. C).

Chen et al. 2020, "Generating Visually Aligned Sound from Videos", sec. III. A visual encoder reads
the features; an audio forwarding regulariser passes on, through a narrow vector, what of the real
sound cannot be seen, so that the encoder need not invent it. In inference that vector is zero.
The decoder's mel is refined by a residual network like Tacotron 2's, and both are compared with the
real one. The discriminator is the one that the paper's TDAD is derived from.

Free, because no publication states it: 32 values of the regulariser; the refinement starts as
nothing. With the usual start its normalised output, of a deviation of 1, exceeds any mel and takes
most of a short training to shrink.

Shapes: B batch, D feature size, F video frames, M mel bins, T = 4F mel frames, W = 512 filters.
"""

from typing import Final, NamedTuple

import torch
from torch import Tensor, nn
from typing_extensions import override

from engine.config import FEATURES
from engine.mel.contract import MEL
from engine.model.lstm import SteadyLSTM

_WIDTH: Final = 512
_ENCODER_LAYERS: Final = 3
_KERNEL: Final = 5
_DROPOUT: Final = 0.5
_REGULARISER_HIDDEN: Final = 128
_REGULARISER_VALUES: Final = 32
_UPSAMPLE_WIDTH: Final = 1024
_REFINING_LAYERS: Final = 5
_MULTIPLE: Final = 4  # of every narrowed width


class Drawn(NamedTuple):
    """Mels (B, M, T): as the decoder makes it, and refined, which is the result."""

    first: Tensor
    refined: Tensor


class Regnet(nn.Module):
    """REGNET's generator; a `width` of 1 is the published one."""

    def __init__(self, *, features: int = FEATURES, width: float = 1.0) -> None:
        super().__init__()
        self.features = features
        channels = narrowed(_WIDTH, width)
        self.convolutions = nn.Sequential()
        for layer in range(_ENCODER_LAYERS):
            self.convolutions += nn.Sequential(
                nn.Conv1d(channels if layer else features, channels, _KERNEL, padding="same"),
                nn.BatchNorm1d(channels),
                nn.ReLU(),
                nn.Dropout(_DROPOUT),
            )
        self.lstm = SteadyLSTM(channels, channels // 2, 2, batch_first=True, bidirectional=True)
        hidden = narrowed(_REGULARISER_HIDDEN, width)
        self.regulariser = SteadyLSTM(MEL.bins, hidden, 2, batch_first=True, bidirectional=True)
        self.forwarded = nn.Linear(hidden, _REGULARISER_VALUES)
        middle = narrowed(_UPSAMPLE_WIDTH, width)
        self.decoder = nn.Sequential(
            nn.ConvTranspose1d(channels + _REGULARISER_VALUES, middle, 4, stride=2, padding=1),
            nn.BatchNorm1d(middle),
            nn.ReLU(),
            nn.ConvTranspose1d(middle, channels, 4, stride=2, padding=1),
            nn.BatchNorm1d(channels),
            nn.ReLU(),
            nn.Conv1d(channels, MEL.bins, _KERNEL, padding="same"),
        )
        self.refinement = nn.Sequential()
        for layer in range(_REFINING_LAYERS):
            last = layer == _REFINING_LAYERS - 1
            outputs = MEL.bins if last else channels
            norm = nn.BatchNorm1d(outputs)
            if last:
                nn.init.zeros_(norm.weight)
            self.refinement += nn.Sequential(
                nn.Conv1d(channels if layer else MEL.bins, outputs, _KERNEL, padding="same"),
                norm,
                nn.Identity() if last else nn.Tanh(),
                nn.Dropout(_DROPOUT),
            )

    @override
    def forward(self, features: Tensor, mel: Tensor | None = None) -> Drawn:
        """Make the sound of a picture.

        Args:
            features: (B, D, F).
            mel: (B, M, T) the real sound, which only training knows.

        Returns:
            Two mels (B, M, 4F).

        Raises:
            ValueError: the features have another size.
        """
        if features.ndim != 3 or features.shape[1] != self.features:
            expected = f"(B, {self.features}, F)"
            raise ValueError(f"expected features {expected}, got {tuple(features.shape)}")
        seen, _ = self.lstm(self.convolutions(features).transpose(1, 2))  # (B, F, W)
        seen = seen.transpose(1, 2)
        batch, _, frames = seen.shape
        vector = seen.new_zeros(batch, _REGULARISER_VALUES)
        if mel is not None:
            _, (states, _) = self.regulariser(mel.transpose(1, 2))
            vector = self.forwarded(states[-1])  # the last layer's backward state, as REGNET's
        unseen = vector[:, :, None].expand(-1, -1, frames)
        first = self.decoder(torch.cat([seen, unseen], dim=1))  # (B, M, 4F)
        return Drawn(first, first + self.refinement(first))


def narrowed(channels: int, width: float) -> int:
    """A layer's channels at a share of the published width, a multiple of 4."""
    return max(_MULTIPLE, round(channels * width / _MULTIPLE) * _MULTIPLE)
