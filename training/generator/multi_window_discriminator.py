"""Multi-window mel discriminator for the realism of mels (paper, Model Architecture, Fig. 3a).

As in SyntaSpeech, which the paper cites: three discriminators score windows of 32, 64 and 128
frames, each at one random position for the whole batch; their scores are added, without a sigmoid.

Unlike SyntaSpeech, positions are drawn over the whole length. Its count of non-zero frames, meant
for padded batches, would hide everything after a moment of digital silence; batches of this project
are never padded.

Shapes: B batch, M mel bins, T mel frames, C channels, K frames per window.
"""

import torch
from torch import Tensor, nn
from typing_extensions import override

# SyntaSpeech passes 0.8 as the second parameter of BatchNorm2d, which is eps: kept as published.
_NORM_EPS = 0.8
_DROPOUT = 0.25
_WINDOWS = (32, 64, 128)  # frames
_LAYERS = 3
_LEAKY_SLOPE = 0.2


class WindowDiscriminator(nn.Module):
    """Three 2-D convolutions and a linear layer that score one window."""

    def __init__(self, *, frames: int, mel_bins: int, width: int) -> None:
        super().__init__()
        self.convolutions = nn.Sequential()
        channels = 1
        for layer in range(_LAYERS):
            self.convolutions += nn.Sequential(
                nn.Conv2d(channels, width, kernel_size=3, stride=2, padding=1),
                nn.LeakyReLU(_LEAKY_SLOPE),
                nn.Dropout2d(_DROPOUT),
            )
            if layer < _LAYERS - 1:
                self.convolutions.append(nn.BatchNorm2d(width, eps=_NORM_EPS))
            channels = width
        factor = 2**_LAYERS
        self.score = nn.Linear(width * -(-frames // factor) * -(-mel_bins // factor), 1)

    @override
    def forward(self, window: Tensor) -> Tensor:
        """(B, 1, K, M) windows -> (B, 1) scores."""
        maps = self.convolutions(window)  # (B, C, K/8, M/8)
        score: Tensor = self.score(maps.flatten(1))
        return score


class MultiWindowDiscriminator(nn.Module):
    """The discriminators of all windows; the defaults are SyntaSpeech's values."""

    def __init__(self, *, mel_bins: int, width: int = 128) -> None:
        super().__init__()
        self.mel_bins = mel_bins
        self.discriminators = nn.ModuleList(
            WindowDiscriminator(frames=frames, mel_bins=mel_bins, width=width)
            for frames in _WINDOWS
        )

    @override
    def forward(self, mel: Tensor, source: torch.Generator | None = None) -> Tensor:
        """Score mels at random positions.

        Args:
            mel: (B, M, T), T at least the shortest window; windows longer than T are skipped.
            source: a random generator on the CPU, or None for torch's default.

        Returns:
            Scores (B, 1), higher for more realistic mels.

        Raises:
            ValueError: the mel has a different number of bins, or is too short.
        """
        batch, bins, frames = mel.shape
        if bins != self.mel_bins or frames < min(_WINDOWS):
            raise ValueError(
                f"expected a mel (B, {self.mel_bins}, {min(_WINDOWS)} or more), "
                f"got {tuple(mel.shape)}"
            )
        image = mel.transpose(1, 2).unsqueeze(1)  # (B, M, T) -> (B, 1, T, M)
        total = mel.new_zeros(batch, 1)
        for window, discriminator in zip(_WINDOWS, self.discriminators, strict=True):
            if window <= frames:
                start = int(torch.randint(frames - window + 1, (), generator=source))
                total = total + discriminator(image[:, :, start : start + window])
        return total
