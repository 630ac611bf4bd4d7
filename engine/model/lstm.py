"""An LSTM that keeps its pace beside other programs."""

from typing import Any

import torch
from torch import nn
from typing_extensions import override


class SteadyLSTM(nn.LSTM):
    """Infers in one thread on a CPU.

    Torch's threads wait for each other at every time step. Where another program takes one of the
    cores, each wait lasts until that is interrupted, and two threads are many times slower than
    one; alone, they are hardly faster. Training, whose batches are larger, keeps its threads.
    """

    @override
    def forward(self, *inputs: Any) -> Any:
        if self.training or inputs[0].device.type != "cpu":
            return super().forward(*inputs)  # type: ignore[has-type] # overloaded by a decorator
        threads = torch.get_num_threads()
        torch.set_num_threads(1)
        try:
            return super().forward(*inputs)  # type: ignore[has-type] # overloaded by a decorator
        finally:
            torch.set_num_threads(threads)
