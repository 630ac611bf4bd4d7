"""An exponential moving average of a network's weights, where one is wanted."""

from typing import Any, Generic, TypeVar, cast

from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

Network = TypeVar("Network", bound=nn.Module)


class Average(Generic[Network]):
    """A slow copy of a network; with a decay of 0, the network itself."""

    def __init__(self, network: Network, decay: float) -> None:
        self._network = network
        self._averaged: AveragedModel | None = None
        if decay > 0:
            average = get_ema_multi_avg_fn(decay)  # type: ignore[no-untyped-call]
            self._averaged = AveragedModel(network, multi_avg_fn=average, use_buffers=True)
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
        """What going on needs; empty without a copy."""
        return {} if self._averaged is None else self._averaged.state_dict()

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a `state`; a copy that is new to the run begins as the network is."""
        if self._averaged is not None and state:
            self._averaged.load_state_dict(state)
