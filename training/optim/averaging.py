"""An exponential moving average of a network's weights, where one is wanted."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final, Generic, TypeVar, cast

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel

Network = TypeVar("Network", bound=nn.Module)

# While the weights still run, a slow copy of them and of their normalisations' statistics is no
# network: at first it follows by a tenth a step, then ever more slowly down to the wanted decay.
_WARM_UP_STEPS: Final = 10


class Average(Generic[Network]):
    """A slow copy of a network; with a decay of 0, the network itself."""

    def __init__(self, network: Network, decay: float) -> None:
        self._network = network
        self._averaged: AveragedModel | None = None
        if decay > 0:
            follow = cast(Callable[..., None], partial(_follow, decay))
            self._averaged = AveragedModel(network, multi_avg_fn=follow, use_buffers=True)
            for module in self._averaged.modules():
                if isinstance(module, nn.LSTM):
                    module.flatten_parameters()  # which copying has undone

    @property
    def network(self) -> Network:
        """The network to be used: the slow copy where there is one."""
        return self._network if self._averaged is None else cast(Network, self._averaged.module)

    def update(self) -> None:
        """Follow the network by one step."""
        if self._averaged is not None:
            self._averaged.update_parameters(self._network)

    def state(self) -> dict[str, Any]:
        """What continuing needs; empty without a copy."""
        return {} if self._averaged is None else self._averaged.state_dict()

    def restore(self, state: dict[str, Any]) -> None:
        """Continue from a `state`; a copy that is new to the run begins as the network is."""
        if self._averaged is not None and state:
            self._averaged.load_state_dict(state)


@torch.no_grad()
def _follow(
    decay: float, averaged: Sequence[Tensor], current: Sequence[Tensor], count: Tensor | int
) -> None:
    """Move averaged tensors towards the current ones, after `count` updates before."""
    updates = float(count)
    weight = 1.0 - min(decay, (1.0 + updates) / (_WARM_UP_STEPS + updates))
    if averaged[0].is_floating_point():
        torch._foreach_lerp_(list(averaged), list(current), weight)
    else:  # counters
        torch._foreach_copy_(list(averaged), list(current))
