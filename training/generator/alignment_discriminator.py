"""Time-domain alignment discriminator, TDAD (paper, Model Architecture, Fig. 3f).

Does this sound belong to this picture, and at this time?

The picture's features are up-sampled to the mel's rate, joined with a projection of the mel, and
scored in overlapping patches of 0.4 s: 860 frames get 213 scores, not one.

Settled where the paper leaves it open, as in REGNET: paddings, strides 2, 2, 1, 1, the 64 channels
of either side before they are joined, and the patches. The paper's batch normalisation also after
the first convolution is kept, although REGNET has none there.

Shapes: B batch, D feature numbers, F video frames, M mel bins, T = 4F mel frames, P patches.
"""

import torch
from torch import Tensor, nn
from typing_extensions import override

_STRIDES = (2, 2, 1, 1)
_KERNEL = 4  # of all convolutions over time (Table 3)


class AlignmentDiscriminator(nn.Module):
    """The time-domain alignment discriminator (Table 3); the defaults are the paper's numbers."""

    def __init__(
        self,
        *,
        features: int,
        mel_bins: int,
        upsample_width: int = 1024,
        joined_width: int = 64,
        width: int = 512,
        leaky_slope: float = 0.2,
    ) -> None:
        super().__init__()
        self.features = features
        self.mel_bins = mel_bins
        self.upsampling = nn.Sequential(
            nn.ConvTranspose1d(features, upsample_width, _KERNEL, stride=2, padding=1),
            nn.BatchNorm1d(upsample_width),
            nn.LeakyReLU(leaky_slope),
            nn.ConvTranspose1d(upsample_width, joined_width, _KERNEL, stride=2, padding=1),
            nn.BatchNorm1d(joined_width),
            nn.LeakyReLU(leaky_slope),
        )
        self.mel_projection = nn.Conv1d(mel_bins, joined_width, kernel_size=1)
        self.convolutions = nn.Sequential()
        channels = 2 * joined_width
        for stride in _STRIDES[:-1]:
            self.convolutions += nn.Sequential(
                nn.Conv1d(channels, width, _KERNEL, stride, padding=1),
                nn.BatchNorm1d(width),
                nn.LeakyReLU(leaky_slope),
            )
            channels = width
        self.convolutions.append(nn.Conv1d(channels, 1, _KERNEL, _STRIDES[-1], padding=1))
        self.convolutions.append(nn.Sigmoid())

    def condition(self, features: Tensor) -> Tensor:
        """What the picture contributes, once for several mels: (B, D, F) -> (B, 64, 4F)."""
        if features.ndim != 3 or features.shape[1] != self.features:
            raise ValueError(
                f"expected features (B, {self.features}, F), got {tuple(features.shape)}"
            )
        condition: Tensor = self.upsampling(features)
        return condition

    @override
    def forward(self, mel: Tensor, condition: Tensor) -> Tensor:
        """Score mels beside their pictures.

        Args:
            mel: (B, M, T), T = 4F.
            condition: (B, 64, T) from `condition`.

        Returns:
            Scores (B, P) of 0 (foreign) to 1 (belongs), P = T // 4 - 2.

        Raises:
            ValueError: the mel has another number of bins, or not four frames a video frame.
        """
        expected = (condition.shape[0], self.mel_bins, condition.shape[2])
        if tuple(mel.shape) != expected:
            raise ValueError(f"expected a mel {expected}, got {tuple(mel.shape)}")
        joined = torch.cat([self.mel_projection(mel), condition], dim=1)  # (B, 128, T)
        scores: Tensor = self.convolutions(joined).squeeze(1)  # (B, 1, P) -> (B, P)
        return scores
