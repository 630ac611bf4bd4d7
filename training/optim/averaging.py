"""Optional exponential moving average of a network's weights."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final, Generic, TypeVar, cast

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel

Network = TypeVar("Network", bound=nn.Module)

# While weights and normalisation statistics still change fast, a slow average of them is useless:
# it starts by following a tenth per step, then slows down to the configured decay.
_WARM_UP_STEPS: Final = 10


class Average(Generic[Network]):
    """An averaged copy of a network; with a decay of 0, the network itself."""

    def __init__(self, network: Network, decay: float) -> None:
        self._network = network
        self._averaged: AveragedModel | None = None
        if decay > 0:
            follow = cast(Callable[..., None], partial(_follow, decay))
            self._averaged = AveragedModel(network, multi_avg_fn=follow, use_buffers=True)
            for module in self._averaged.modules():
                if isinstance(module, nn.LSTM):
                    module.flatten_parameters()  # undone by copying

    @property
    def network(self) -> Network:
        """The network for inference: the average if there is one."""
        return self._network if self._averaged is None else cast(Network, self._averaged.module)

    def update(self) -> None:
        """Update the average after a step."""
        if self._averaged is not None:
            self._averaged.update_parameters(self._network)

    def state(self) -> dict[str, Any]:
        """The state to resume from; empty without an average."""
        return {} if self._averaged is None else self._averaged.state_dict()

    def restore(self, state: dict[str, Any]) -> None:
        """Resume from a `state`; an average that is new to the run starts from the network."""
        if self._averaged is not None and state:
            self._averaged.load_state_dict(state)


@torch.no_grad()
def _follow(
    decay: float, averaged: Sequence[Tensor], current: Sequence[Tensor], count: Tensor | int
) -> None:
    """Move averaged tensors towards the current ones, after `count` previous updates."""
    updates = float(count)
    weight = 1.0 - min(decay, (1.0 + updates) / (_WARM_UP_STEPS + updates))
    if averaged[0].is_floating_point():
        torch._foreach_lerp_(list(averaged), list(current), weight)
    else:  # counters
        torch._foreach_copy_(list(averaged), list(current))
