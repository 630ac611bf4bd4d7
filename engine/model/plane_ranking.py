"""Order statistics of the motion planes: what happens somewhere in the picture, wherever that is.

Not the paper's. Its temporal encoder reads 2048 numbers whose meaning does not depend on a place;
the `motion` features are maps, and an encoder that must learn a strike for every cell of a map by
itself needs many times the clips. A plane's values in order, instead of in their places, are the
same for a strike on the left and on the right. docs/training.md says what it brought.

Shapes: B batch, F video frames, P planes of N cells, R ranks kept of each.
"""

from typing import Final

import numpy as np
import torch
from torch import Tensor, nn
from typing_extensions import override

from engine.features.planes import PLANE_VALUES, PLANES

# The ranks kept of a plane's 256 values, from the largest: a strike moves few cells, so most are
# at the upper end; the planes that have a sign have a lower end too.
_RANKS: Final = (*range(16), *range(32, 241, 30), *range(248, 256))

RANKED_VALUES: Final = len(PLANES) * len(_RANKS)


class PlaneRanking(nn.Module):
    """Sorts every plane of every frame, and keeps some of the ranks; it has no weights."""

    @override
    def forward(self, features: Tensor) -> Tensor:
        """Rank `motion` features: (B, 2048, F) -> (B, P R, F), plane by plane."""
        batch, _, frames = features.shape
        planes = features.reshape(batch, len(PLANES), PLANE_VALUES, frames)  # (B, P, N, F)
        ordered = _ordered(planes.transpose(2, 3))  # (B, P, F, N)
        ranks = torch.tensor(_RANKS, device=ordered.device)
        kept: Tensor = ordered.index_select(3, ranks).transpose(2, 3)  # (B, P, R, F)
        return kept.reshape(batch, RANKED_VALUES, frames)


def _ordered(values: Tensor) -> Tensor:
    """The values along the last dimension, the largest first."""
    if values.device.type != "cpu" or values.requires_grad:
        return values.sort(dim=-1, descending=True).values
    # NumPy's sort uses the vector units: a tenth of the time of torch's.
    ascending = torch.from_numpy(np.sort(values.contiguous().numpy(), axis=-1))
    return ascending.flip(-1)
