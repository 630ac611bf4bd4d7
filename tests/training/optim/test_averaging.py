import pytest
import torch
from torch import nn

from training.optim.averaging import Average


def network() -> nn.Sequential:
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2))


def set_all(module: nn.Module, value: float) -> None:
    for tensor in [*module.parameters(), *module.buffers()]:
        tensor.data.fill_(value)


def test_without_a_decay_it_is_the_network_itself():
    made = network()
    average = Average(made, 0.0)
    average.update()
    assert average.network is made
    assert average.state() == {}


def test_it_follows_slowly_and_counters_are_copied():
    made = network()
    average = Average(made, 0.9)
    set_all(made, 0.0)
    for _ in range(200):
        average.update()
    set_all(made, 1.0)
    average.update()
    assert average.network[0].weight.mean().item() == pytest.approx(0.1, abs=1e-3)
    assert average.network[1].running_mean.mean().item() == pytest.approx(0.1, abs=1e-3)
    assert average.network[1].num_batches_tracked.item() == 1


def test_at_first_it_follows_fast():
    made = network()
    average = Average(made, 0.999)
    set_all(made, 0.0)
    average.update()  # the first one copies
    set_all(made, 1.0)
    for _ in range(30):
        average.update()
    assert average.network[0].weight.mean().item() > 0.97


def test_it_goes_on_from_its_state():
    made = network()
    first, second = Average(made, 0.9), Average(network(), 0.9)
    for value in (0.0, 1.0, 5.0):
        set_all(made, value)
        first.update()
    second.restore(first.state())
    assert torch.equal(first.network[0].weight, second.network[0].weight)
    assert first.state()["n_averaged"] == second.state()["n_averaged"]
