"""Order statistics of the motion planes: detect what happens anywhere in the picture.

Not in the paper. Its temporal encoder reads 2048 values without spatial meaning; the `motion`
features are maps, and an encoder that must learn a strike separately for every cell of a map needs
many times as many clips. Sorting a plane's values makes them the same for a strike on the left and
on the right. docs/training.md reports the gain.

Shapes: B batch, F video frames, P planes of N cells, R ranks kept of each.
"""

from typing import Final

import numpy as np
import torch
from torch import Tensor, nn
from typing_extensions import override

from engine.features.planes import PLANE_VALUES, PLANES

# The ranks kept of a plane's 256 values, from the largest: a strike moves few cells, so most ranks
# are at the upper end; signed planes also need the lower end.
_RANKS: Final = (*range(16), *range(32, 241, 30), *range(248, 256))

RANKED_VALUES: Final = len(PLANES) * len(_RANKS)


class PlaneRanking(nn.Module):
    """Sorts every plane of every frame and keeps some of the ranks; has no weights."""

    ranks: Tensor

    def __init__(self) -> None:
        super().__init__()
        # Moved to the device once: a copy in every step would wait for it. On the CPU, because no
        # file holds it, so that it would stay empty where a model is built without weights.
        self.register_buffer("ranks", torch.tensor(_RANKS, device="cpu"), persistent=False)

    @override
    def forward(self, features: Tensor) -> Tensor:
        """Rank `motion` features: (B, 2048, F) -> (B, P R, F), plane by plane."""
        batch, _, frames = features.shape
        planes = features.reshape(batch, len(PLANES), PLANE_VALUES, frames)  # (B, P, N, F)
        ordered = _ordered(planes.transpose(2, 3))  # (B, P, F, N)
        kept: Tensor = ordered.index_select(3, self.ranks).transpose(2, 3)  # (B, P, R, F)
        return kept.reshape(batch, RANKED_VALUES, frames)


def _ordered(values: Tensor) -> Tensor:
    if values.device.type != "cpu" or values.requires_grad:
        return values.sort(dim=-1, descending=True).values
    # NumPy's vectorised sort takes a tenth of the time of torch's.
    ascending = torch.from_numpy(np.sort(values.contiguous().numpy(), axis=-1))
    return ascending.flip(-1)
