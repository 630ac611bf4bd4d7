"""Convolutions over the motion planes: what happens at one place, wherever in the picture that is.

Not the paper's Temporal Encoder, which knows no places, see `engine.model.plane_ranking`. Ranks are
the same for a strike on the left and on the right too, but no longer tell that what stopped is what
had just come down. Convolutions over places and time see what comes together at one place, and
share what they learn among all places. docs/training.md says what they brought.

Shapes: B batch, F video frames, P planes of R rows and C columns.
"""

from typing import Final

import torch
from torch import Tensor, nn
from typing_extensions import override

from engine.features.planes import CELLS, PLANES

_KERNEL: Final = 3  # frames, rows and columns
_STRIDE: Final = (1, 2, 2)  # no frame is passed over


class PlaneConvolutions(nn.Module):
    """Two convolutions over time and places, and the largest and the mean of each filter."""

    def __init__(self, filters: int, leaky_slope: float) -> None:
        """Build them; the second has twice the filters of the first."""
        super().__init__()
        self.values = 4 * filters
        self.convolutions = nn.Sequential()
        for read, made in ((len(PLANES), filters), (filters, 2 * filters)):
            self.convolutions += nn.Sequential(
                nn.Conv3d(read, made, _KERNEL, _STRIDE, padding=_KERNEL // 2, bias=False),
                nn.BatchNorm3d(made),
                nn.LeakyReLU(leaky_slope),
            )

    @override
    def forward(self, features: Tensor) -> Tensor:
        """Look for things that happen in `motion` features: (B, 2048, F) -> (B, values, F)."""
        batch, _, frames = features.shape
        planes = features.reshape(batch, len(PLANES), CELLS, CELLS, frames)
        x = self.convolutions(planes.permute(0, 1, 4, 2, 3))  # (B, P, F, R, C) -> (B, *, F, 4, 4)
        return torch.cat([x.amax(dim=(3, 4)), x.mean(dim=(3, 4))], dim=1)
