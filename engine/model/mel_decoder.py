"""Mel decoder: turns the three kinds of information into a mel spectrogram (paper, Mel Decoder).

Two transposed convolutions upsample 21.5 frames per second by 4; sinusoidal positions are added;
four feed-forward Transformer blocks (FastSpeech 2) and a linear layer follow (Fig. 3e).

Choices where the paper is ambiguous: batch normalisation and a leaky ReLU between the two
transposed convolutions; the blocks normalise after the sum, as the text says, with a ReLU and a
second convolution of kernel 1; the output is linear.

The product's presets differ from it in two ways. A spectrum shapes the output: the linear layer
predicts, band by band, how much of the reference's mean spectrum sounds in each frame, and what to
add. So an unseen reference keeps its spectrum, which a narrow vector alone would have to describe.
And the dilation of the blocks' convolutions grows from block to block, to see how long ago a strike
was: half a second back instead of a fifth.

Shapes: B batch, F video frames, T = 4F mel frames, C hidden width, M mel bins, N attention heads.
"""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from typing_extensions import override

from engine.config import GRID

# The longest wavelength of the positions is 2 pi times this (Vaswani et al. 2017, sec. 3.5).
LONGEST_POSITION = 10_000.0


def sinusoids(frames: int, width: int, device: torch.device, first: int = 0) -> Tensor:
    """Positional encoding (frames, width): sines at even, cosines at odd indices."""
    rates = torch.arange(0, width, 2, device=device) * (-math.log(LONGEST_POSITION) / width)
    angles = torch.arange(first, first + frames, device=device)[:, None] * rates.exp()
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
        self,
        *,
        width: int,
        heads: int,
        kernel: int,
        filter_width: int,
        dropout: float,
        dilation: int = 1,
    ) -> None:
        super().__init__()
        self.attention = SelfAttention(width, heads)
        self.attention_norm = nn.LayerNorm(width)
        self.convolutions = nn.Sequential(
            nn.Conv1d(width, filter_width, kernel, padding="same", dilation=dilation),
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
    """Upsampling, positions, FFT blocks and a linear layer (Table 3)."""

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
        dilation: int = 1,
        shaped: bool = False,
    ) -> None:
        super().__init__()
        self.channels_in = channels_in
        self.mel_bins = mel_bins
        self.shaped = shaped
        padding = upsample_kernel // 2 - 1  # exactly doubles the length
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
                    dilation=dilation**block,
                )
                for block in range(blocks)
            )
        )
        self.to_mel = nn.Linear(width, 2 * mel_bins if shaped else mel_bins)

    @override
    def forward(self, joined: Tensor, spectrum: Tensor | None = None) -> Tensor:
        """Decode the concatenated information of a clip.

        Args:
            joined: (B, code + timbre + background channels, F), any F.
            spectrum: (B, M) of 0 to 1, required by a shaped decoder.

        Returns:
            The mel, (B, M, 4F), unbounded.

        Raises:
            ValueError: wrong number of channels, or a spectrum is missing or unexpected.
        """
        if joined.ndim != 3 or joined.shape[1] != self.channels_in:
            raise ValueError(f"expected (B, {self.channels_in}, F), got {tuple(joined.shape)}")
        if (spectrum is not None) != self.shaped:
            raise ValueError("a spectrum is required by a shaped decoder, and by no other")
        x = self.upsampling(joined).transpose(1, 2)  # (B, C_in, F) -> (B, T, C)
        frames, width = x.shape[1:]
        first = 0
        if self.training and frames < GRID.window_mel_frames:  # a crop: anywhere in its window
            first = int(torch.randint(GRID.window_mel_frames - frames + 1, ()))
        x = x + sinusoids(frames, width, x.device, first)
        mel: Tensor = self.to_mel(self.blocks(x)).transpose(1, 2)  # (B, T, C) -> (B, M or 2M, T)
        if spectrum is None:
            return mel
        share, rest = mel.chunk(2, dim=1)
        # Twice a sigmoid: initially the whole spectrum, up to double for a stronger strike.
        return 2.0 * share.sigmoid() * spectrum[:, :, None] + rest
