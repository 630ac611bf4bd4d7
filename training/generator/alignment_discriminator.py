"""Time-domain alignment discriminator, TDAD (paper, Model Architecture, Fig. 3f).

Judges whether a sound matches the video, and is in sync with it.

The video features are upsampled to the mel's frame rate, concatenated with a projection of the mel,
and scored in overlapping patches of 0.4 s: 860 frames get 213 scores instead of one.

Where the paper leaves details open, they follow REGNET: padding, strides 2, 2, 1, 1, 64 channels
per modality before concatenation, and the patches. Batch normalisation after the first convolution
follows the paper, although REGNET has none there.

Shapes: B batch, D feature size, F video frames, M mel bins, T = 4F mel frames, P patches.
"""

import torch
from torch import Tensor, nn
from typing_extensions import override

_STRIDES = (2, 2, 1, 1)
_LEAKY_SLOPE = 0.2
_KERNEL = 4  # of all temporal convolutions (Table 3)


class AlignmentDiscriminator(nn.Module):
    """The time-domain alignment discriminator (Table 3); the defaults are the paper's values."""

    def __init__(
        self,
        *,
        features: int,
        mel_bins: int,
        upsample_width: int = 1024,
        joined_width: int = 64,
        width: int = 512,
    ) -> None:
        super().__init__()
        self.features = features
        self.mel_bins = mel_bins
        self.upsampling = nn.Sequential(
            nn.ConvTranspose1d(features, upsample_width, _KERNEL, stride=2, padding=1),
            nn.BatchNorm1d(upsample_width),
            nn.LeakyReLU(_LEAKY_SLOPE),
            nn.ConvTranspose1d(upsample_width, joined_width, _KERNEL, stride=2, padding=1),
            nn.BatchNorm1d(joined_width),
            nn.LeakyReLU(_LEAKY_SLOPE),
        )
        self.mel_projection = nn.Conv1d(mel_bins, joined_width, kernel_size=1)
        self.convolutions = nn.Sequential()
        channels = 2 * joined_width
        for stride in _STRIDES[:-1]:
            self.convolutions += nn.Sequential(
                nn.Conv1d(channels, width, _KERNEL, stride, padding=1),
                nn.BatchNorm1d(width),
                nn.LeakyReLU(_LEAKY_SLOPE),
            )
            channels = width
        self.convolutions.append(nn.Conv1d(channels, 1, _KERNEL, _STRIDES[-1], padding=1))
        self.convolutions.append(nn.Sigmoid())

    def condition(self, features: Tensor) -> Tensor:
        """Embed the video features, to be reused for several mels: (B, D, F) -> (B, 64, 4F).

        Raises:
            ValueError: the features have another shape.
        """
        if features.ndim != 3 or features.shape[1] != self.features:
            raise ValueError(
                f"expected features (B, {self.features}, F), got {tuple(features.shape)}"
            )
        condition: Tensor = self.upsampling(features)
        return condition

    @override
    def forward(self, mel: Tensor, condition: Tensor) -> Tensor:
        """Score mels against video features.

        Args:
            mel: (B, M, T), T = 4F.
            condition: (B, 64, T) from `condition`.

        Returns:
            Scores (B, P) from 0 (mismatched) to 1 (matching), P = T // 4 - 2.

        Raises:
            ValueError: the mel has a different number of bins, or not four frames per video frame.
        """
        expected = (condition.shape[0], self.mel_bins, condition.shape[2])
        if tuple(mel.shape) != expected:
            raise ValueError(f"expected a mel {expected}, got {tuple(mel.shape)}")
        joined = torch.cat([self.mel_projection(mel), condition], dim=1)  # (B, 128, T)
        scores: Tensor = self.convolutions(joined).squeeze(1)  # (B, 1, P) -> (B, P)
        return scores
