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

An aligned decoder goes further: it reads the reference's own hits, laid under the events
(`engine.dubbing.aligned`), and its output is what it adds to them. A mean spectrum makes the same
wedge of every event, in which a bark and a drum cannot be told apart. Its last layer starts at
zero, so an untrained decoder copies, and training adds what copies lack: joins, decays, the room
and the background.

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
        aligned: bool = False,
    ) -> None:
        """Build the decoder; an aligned one is not shaped."""
        super().__init__()
        self.channels_in = channels_in
        self.mel_bins = mel_bins
        self.aligned = aligned
        self.shaped = shaped and not aligned
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
        self.read_aligned = nn.Conv1d(mel_bins, width, kernel_size=1) if aligned else None
        self.to_mel = nn.Linear(width, 2 * mel_bins if self.shaped else mel_bins)
        if aligned:
            self.start_as_copy()

    def start_as_copy(self) -> None:
        """Make an aligned decoder add nothing, whatever its other weights are."""
        nn.init.zeros_(self.to_mel.weight)
        nn.init.zeros_(self.to_mel.bias)

    @override
    def forward(
        self, joined: Tensor, spectrum: Tensor | None = None, aligned: Tensor | None = None
    ) -> Tensor:
        """Decode the concatenated information of a clip.

        Args:
            joined: (B, code + timbre + background channels, F), any F.
            spectrum: (B, M) of 0 to 1, required by a shaped decoder.
            aligned: (B, M, 4F) of 0 to 1, required by an aligned decoder.

        Returns:
            The mel, (B, M, 4F), unbounded.

        Raises:
            ValueError: wrong number of channels, or a spectrum or an aligned mel is missing or
                unexpected.
        """
        if joined.ndim != 3 or joined.shape[1] != self.channels_in:
            raise ValueError(f"expected (B, {self.channels_in}, F), got {tuple(joined.shape)}")
        if (spectrum is not None) != self.shaped:
            raise ValueError("a spectrum is required by a shaped decoder, and by no other")
        if (aligned is not None) != self.aligned:
            raise ValueError("an aligned mel is required by an aligned decoder, and by no other")
        x = self.upsampling(joined)  # (B, C_in, F) -> (B, C, T)
        if self.read_aligned is not None and aligned is not None:
            x = x + self.read_aligned(aligned)
        x = x.transpose(1, 2)  # (B, C, T) -> (B, T, C)
        frames, width = x.shape[1:]
        first = 0
        if self.training and frames < GRID.window_mel_frames:  # a crop: anywhere in its window
            first = int(torch.randint(GRID.window_mel_frames - frames + 1, ()))
        x = x + sinusoids(frames, width, x.device, first)
        mel: Tensor = self.to_mel(self.blocks(x)).transpose(1, 2)  # (B, T, C) -> (B, M or 2M, T)
        if aligned is not None:
            return aligned + mel
        if spectrum is None:
            return mel
        share, rest = mel.chunk(2, dim=1)
        # Twice a sigmoid: initially the whole spectrum, up to double for a stronger strike.
        return 2.0 * share.sigmoid() * spectrum[:, :, None] + rest
