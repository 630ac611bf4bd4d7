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
from engine.model.presets import GeneratorConfig

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

    def __init__(self, config: GeneratorConfig, dilation: int) -> None:
        super().__init__()
        width, filters, kernel = config.decoder_width, config.decoder_filter, config.decoder_kernel
        self.attention = SelfAttention(width, config.decoder_heads)
        self.attention_norm = nn.LayerNorm(width)
        self.convolutions = nn.Sequential(
            nn.Conv1d(width, filters, kernel, padding="same", dilation=dilation),
            nn.ReLU(),
            nn.Conv1d(filters, width, kernel_size=1),
        )
        self.convolutions_norm = nn.LayerNorm(width)
        self.dropout = nn.Dropout(config.decoder_dropout)

    @override
    def forward(self, x: Tensor) -> Tensor:
        """(B, T, C) -> (B, T, C)."""
        x = self.attention_norm(x + self.dropout(self.attention(x)))
        convolved = self.convolutions(x.transpose(1, 2)).transpose(1, 2)  # over (B, C, T)
        normed: Tensor = self.convolutions_norm(x + self.dropout(convolved))
        return normed


class MelDecoder(nn.Module):
    """Upsampling, positions, FFT blocks and a linear layer (Table 3)."""

    def __init__(self, config: GeneratorConfig) -> None:
        """Build the decoder; an aligned one is not shaped."""
        super().__init__()
        self.channels_in = config.code_channels + config.timbre_numbers + config.background_width
        self.mel_bins = config.mel_bins
        self.aligned = config.aligned_mel
        self.shaped = config.timbre_spectrum and not self.aligned
        width, between, kernel = config.decoder_width, config.upsample_width, config.upsample_kernel
        padding = kernel // 2 - 1  # exactly doubles the length
        self.upsampling = nn.Sequential(
            nn.ConvTranspose1d(self.channels_in, between, kernel, 2, padding),
            nn.BatchNorm1d(between),
            nn.LeakyReLU(config.leaky_slope),
            nn.ConvTranspose1d(between, width, kernel, 2, padding),
        )
        dilations = (config.decoder_dilation**block for block in range(config.decoder_blocks))
        self.blocks = nn.Sequential(
            *(FeedForwardTransformerBlock(config, dilation) for dilation in dilations)
        )
        bins = self.mel_bins
        self.read_aligned = nn.Conv1d(bins, width, kernel_size=1) if self.aligned else None
        self.to_mel = nn.Linear(width, 2 * bins if self.shaped else bins)
        if self.aligned:
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
