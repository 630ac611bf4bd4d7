"""Mel decoder: the three kinds of information become a mel-spectrogram (paper, Mel Decoder).

Two transposed convolutions bring 21.5 frames a second to four times as many; sinusoidal positions
are added; four feed-forward Transformer blocks (FastSpeech 2) and a linear layer follow (Fig. 3e).

Settled where the paper leaves it open: batch normalisation and a leaky ReLU between the two
transposed convolutions; the blocks normalise after the sum, as the text says, with a ReLU and a
second convolution of kernel 1; the output is linear.

Shapes: B batch, F video frames, T = 4F mel frames, C hidden width, M mel bins, N attention heads.
"""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from typing_extensions import override

# The longest wavelength of the positions is 2 pi times this (Vaswani et al. 2017, sec. 3.5).
LONGEST_POSITION = 10_000.0


def sinusoids(frames: int, width: int, device: torch.device) -> Tensor:
    """Positions of any number of frames, (frames, width): sines at even, cosines at odd places."""
    rates = torch.arange(0, width, 2, device=device) * (-math.log(LONGEST_POSITION) / width)
    angles = torch.arange(frames, device=device)[:, None] * rates.exp()
    return torch.stack([angles.sin(), angles.cos()], dim=2).flatten(1)  # (T, C/2, 2) -> (T, C)


class SelfAttention(nn.Module):
    """Multi-head self-attention over time."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query_key_value = nn.Linear(width, 3 * width)
        self.output = nn.Linear(width, width)

    @override
    def forward(self, x: Tensor) -> Tensor:
        """Attend: (B, T, C) -> (B, T, C)."""
        split = self.query_key_value(x).unflatten(2, (3, self.heads, -1))  # (B, T, 3, N, C/N)
        query, key, value = split.permute(2, 0, 3, 1, 4)  # each (B, N, T, C/N)
        attended = F.scaled_dot_product_attention(query, key, value)
        output: Tensor = self.output(attended.transpose(1, 2).flatten(2))  # -> (B, T, C)
        return output


class FeedForwardTransformerBlock(nn.Module):
    """Self-attention and a convolutional network, each with dropout, residual and norm."""

    def __init__(
        self, *, width: int, heads: int, kernel: int, filter_width: int, dropout: float
    ) -> None:
        super().__init__()
        self.attention = SelfAttention(width, heads)
        self.attention_norm = nn.LayerNorm(width)
        self.convolutions = nn.Sequential(
            nn.Conv1d(width, filter_width, kernel, padding="same"),
            nn.ReLU(),
            nn.Conv1d(filter_width, width, kernel_size=1),
        )
        self.convolutions_norm = nn.LayerNorm(width)
        self.dropout = nn.Dropout(dropout)

    @override
    def forward(self, x: Tensor) -> Tensor:
        """(B, T, C) -> (B, T, C)."""
        x = self.attention_norm(x + self.dropout(self.attention(x)))
        convolved = self.convolutions(x.transpose(1, 2)).transpose(1, 2)  # over (B, C, T)
        normed: Tensor = self.convolutions_norm(x + self.dropout(convolved))
        return normed


class MelDecoder(nn.Module):
    """Up-sampling, positions, FFT blocks and a linear layer (Table 3)."""

    def __init__(
        self,
        *,
        channels_in: int,
        upsample_width: int,
        upsample_kernel: int,
        width: int,
        blocks: int,
        heads: int,
        kernel: int,
        filter_width: int,
        dropout: float,
        leaky_slope: float,
        mel_bins: int,
    ) -> None:
        super().__init__()
        self.channels_in = channels_in
        padding = upsample_kernel // 2 - 1  # the length exactly doubles
        self.upsampling = nn.Sequential(
            nn.ConvTranspose1d(channels_in, upsample_width, upsample_kernel, 2, padding),
            nn.BatchNorm1d(upsample_width),
            nn.LeakyReLU(leaky_slope),
            nn.ConvTranspose1d(upsample_width, width, upsample_kernel, 2, padding),
        )
        self.blocks = nn.Sequential(
            *(
                FeedForwardTransformerBlock(
                    width=width,
                    heads=heads,
                    kernel=kernel,
                    filter_width=filter_width,
                    dropout=dropout,
                )
                for _ in range(blocks)
            )
        )
        self.to_mel = nn.Linear(width, mel_bins)

    @override
    def forward(self, joined: Tensor) -> Tensor:
        """Decode the joined information of a clip.

        Args:
            joined: (B, code + timbre + background channels, F), any F.

        Returns:
            The mel, (B, M, 4F), unbounded.

        Raises:
            ValueError: another number of channels.
        """
        if joined.ndim != 3 or joined.shape[1] != self.channels_in:
            raise ValueError(f"expected (B, {self.channels_in}, F), got {tuple(joined.shape)}")
        x = self.upsampling(joined).transpose(1, 2)  # (B, C_in, F) -> (B, T, C)
        x = x + sinusoids(x.shape[1], x.shape[2], x.device)
        mel: Tensor = self.to_mel(self.blocks(x))  # (B, T, C) -> (B, T, M)
        return mel.transpose(1, 2)
