"""Random resampling: destroys temporal order and keeps the timbre (paper, Timbre Information).

The paper's "segmenting, expand-shrink transforming and random swapping": the sequence is cut into
segments of 19 to 31 frames, each is stretched by a factor of 0.5 to 1.5 with linear interpolation,
and the stretched segments are joined in random order and cut or zero-padded to the old length.

The paper gives no numbers. Segment lengths and factors are those of SpeechSplit, the source of the
idea; SpeechSplit does not swap, so "random swapping" is taken to be a uniform permutation.

Shapes: B batch, C channels, T frames, S segments.
"""

from typing import Final, NamedTuple

import torch
from torch import Tensor, nn
from typing_extensions import override

CPU: Final = torch.device("cpu")
MIN_SEGMENT_FRAMES: Final = 19
MAX_SEGMENT_FRAMES: Final = 31
MIN_STRETCH: Final = 0.5
MAX_STRETCH: Final = 1.5


class RandomResampling(nn.Module):
    """Random resampling of a sequence; the identity outside training.

    If a random source is passed in, it is active in either mode: this is how a trained model,
    which has no other noise, makes variations of a sound.
    """

    def __init__(self, *, swapping: bool = True) -> None:
        """Choose whether the segments change their order; in SpeechSplit they do not."""
        super().__init__()
        self._swapping = swapping

    @override
    def forward(self, x: Tensor, source: torch.Generator | None = None) -> Tensor:
        """Resample every item of a batch with its own draw, shared by all its channels.

        Args:
            x: (B, C, T), any T.
            source: a random source, or None for torch's own of the device of `x`.

        Returns:
            (B, C, T); in evaluation without a source, `x` itself.
        """
        if source is None and not self.training:
            return x
        batch, channels, frames = x.shape
        device = x.device if source is None else source.device
        drawn = draw(batch, frames, source, device, swapping=self._swapping)
        positions = drawn.positions.to(x.device, non_blocking=True)
        lower = positions.floor().long()
        fraction = (positions - lower).to(x)  # (B, T)
        upper = (lower + 1).clamp(max=frames - 1)
        below, above = (
            x.gather(2, index[:, None, :].expand(batch, channels, frames))
            for index in (lower, upper)
        )
        mixed = torch.lerp(below, above, fraction[:, None, :])
        return mixed * drawn.filled.to(x, non_blocking=True)[:, None, :]


class Draw(NamedTuple):
    """The source of every output frame.

    Attributes:
        positions: (B, T) fractional frames of the input, within it.
        filled: (B, T) false beyond the end of the concatenated segments.
    """

    positions: Tensor
    filled: Tensor


def draw(
    batch: int,
    frames: int,
    source: torch.Generator | None,
    device: torch.device = CPU,
    *,
    swapping: bool = True,
) -> Draw:
    """Draw segments, stretch factors and an order for sequences of `frames` frames, on a device."""
    shape = (batch, frames // MIN_SEGMENT_FRAMES + 1)  # enough of the shortest segments: (B, S)
    lengths = torch.randint(
        MIN_SEGMENT_FRAMES, MAX_SEGMENT_FRAMES + 1, shape, generator=source, device=device
    )
    stretches = torch.empty(shape, device=device)
    stretches.uniform_(MIN_STRETCH, MAX_STRETCH, generator=source)
    if swapping:
        order = torch.rand(shape, generator=source, device=device).argsort(dim=1)
    else:
        order = torch.arange(shape[1], device=device).expand(shape)

    ends = lengths.cumsum(dim=1)
    starts = ends - lengths
    # The last frame of a segment only serves as an end point for interpolation, as in SpeechSplit.
    spans = (ends.clamp(max=frames) - starts - 1).clamp(min=0)
    counts = (spans * stretches).ceil().long()  # output frames of each segment

    starts, stretches, counts = (each.gather(1, order) for each in (starts, stretches, counts))
    output_ends = counts.cumsum(dim=1)
    output_frames = torch.arange(frames, device=device).expand(batch, frames).contiguous()
    segment = torch.searchsorted(output_ends, output_frames, right=True)  # (B, T)
    filled = segment < shape[1]
    segment = segment.clamp(max=shape[1] - 1)
    since = output_frames - (output_ends - counts).gather(1, segment)
    positions = starts.gather(1, segment) + since / stretches.gather(1, segment)
    return Draw(positions.clamp(0, frames - 1) * filled, filled)
