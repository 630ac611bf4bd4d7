"""The event head, which predicts events from the temporal code; used in training only.

Shapes: B batch, K code channels, F video frames.
"""

from torch import Tensor, nn
from typing_extensions import override


class EventHead(nn.Module):
    """A single linear layer, so that the code itself must encode when a sound occurs."""

    def __init__(self, code_channels: int) -> None:
        super().__init__()
        self.linear = nn.Linear(code_channels, 1)

    @override
    def forward(self, code: Tensor) -> Tensor:
        """Event logits (B, F) for each frame of a code (B, K, F)."""
        logits: Tensor = self.linear(code.transpose(1, 2))  # (B, F, K) -> (B, F, 1)
        return logits.squeeze(2)
