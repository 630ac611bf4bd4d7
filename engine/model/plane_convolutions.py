"""Convolutions over the motion planes: detect local patterns anywhere in the picture.

Not in the paper's Temporal Encoder, which has no spatial structure, see
`engine.model.plane_ranking`. Ranks are the same for a strike on the left and on the right too, but
lose the fact that what stopped had just come down. Convolutions over space and time see what
coincides at one place, and share weights among all places. docs/training.md reports the gain.

Shapes: B batch, F video frames, P planes of R rows and C columns.
"""

import itertools
from typing import Final

import torch
from torch import Tensor, nn
from typing_extensions import override

from engine.features.planes import CELLS, PLANES

_KERNEL: Final = 3  # frames, rows and columns
_POOLED: Final = (1, 2, 2)  # no pooling over frames
_GROWTH: Final = (1, 2, 4)  # filters of each convolution, as multiples of the first's


class PlaneConvolutions(nn.Module):
    """Three convolutions over time and space; outputs the maximum and mean of each filter.

    Max pooling over four neighbours between them lets the first see every cell of the maps, and
    the last a quarter of the picture, over seven frames.
    """

    def __init__(self, filters: int, leaky_slope: float) -> None:
        """Build them; the second has twice the filters of the first, the third four times."""
        super().__init__()
        widths = [filters * times for times in _GROWTH]
        self.values = 2 * widths[-1]
        self.convolutions = nn.Sequential()
        for read, made in itertools.pairwise([len(PLANES), *widths]):
            self.convolutions += nn.Sequential(
                nn.Conv3d(read, made, _KERNEL, padding=_KERNEL // 2, bias=False),
                nn.MaxPool3d(_POOLED) if made < widths[-1] else nn.Identity(),
                nn.BatchNorm3d(made),
                nn.LeakyReLU(leaky_slope),
            )

    @override
    def forward(self, features: Tensor) -> Tensor:
        """Detect patterns in `motion` features: (B, 2048, F) -> (B, values, F)."""
        batch, _, frames = features.shape
        planes = features.reshape(batch, len(PLANES), CELLS, CELLS, frames)
        # A cell's planes are contiguous (channels last), as convolutions on a CPU prefer.
        x = planes.permute(0, 1, 4, 2, 3).contiguous(memory_format=torch.channels_last_3d)
        x = self.convolutions(x)  # (B, P, F, R, C) -> (B, *, F, 4, 4)
        return torch.cat([x.amax(dim=(3, 4)), x.mean(dim=(3, 4))], dim=1)
