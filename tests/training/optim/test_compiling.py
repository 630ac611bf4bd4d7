import shutil

import pytest
import torch
from torch import nn

from training.optim.compiling import Compilation

pytestmark = [
    pytest.mark.timeout(600),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:torch"),  # of its own modules
]

compiler = pytest.mark.skipif(
    shutil.which("g++") is None and shutil.which("clang++") is None,
    reason="there is no C++ compiler here",
)


class Network(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.convolution = nn.Conv1d(2, 3, 3)
        self.norm = nn.BatchNorm1d(3)

    def forward(self, x):
        return self.norm(self.convolution(x)).tanh()


def network() -> Network:
    torch.manual_seed(0)
    return Network()


def trained(made: Network, steps: int = 2) -> dict[str, torch.Tensor]:
    """The state of a network after some steps."""
    torch.manual_seed(1)
    optimizer = torch.optim.SGD(made.parameters(), 0.1)
    for _ in range(steps):
        optimizer.zero_grad()
        made(torch.randn(4, 2, 20)).square().sum().backward()
        optimizer.step()
    return made.state_dict()


@pytest.mark.slow
@compiler
def test_a_compiled_network_learns_what_it_learns_otherwise():
    made, compilation = network(), Compilation()
    compilation.add([made])
    compiled = trained(made)
    assert compilation.take_note() is None
    for name, value in trained(network()).items():
        torch.testing.assert_close(compiled[name], value)


@pytest.mark.parametrize("direction", ["forward", "backward"])
def test_what_cannot_be_compiled_is_said_once_and_trained_as_it_is(monkeypatch, caplog, direction):
    # torch's compiler, which takes a second to import, is not imported to collect the tests
    from functorch.compile import make_boxed_func
    from torch._dynamo.backends.common import aot_autograd

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no compiler")

    def work(graph, _):
        return make_boxed_func(graph.forward)

    makers = (fail, work) if direction == "forward" else (work, fail)
    backend = aot_autograd(fw_compiler=makers[0], bw_compiler=makers[1])
    compile_by = torch.compile
    monkeypatch.setattr(torch, "compile", lambda function: compile_by(function, backend=backend))
    first, second, compilation = network(), network(), Compilation()
    compilation.add([first, second])
    expected = trained(network())
    for made in (first, second):
        state = trained(made)
        assert all(torch.equal(state[name], value) for name, value in expected.items())
    assert "cannot be compiled here" in str(compilation.take_note())
    assert compilation.take_note() is None
    assert sum("cannot be compiled" in each.getMessage() for each in caplog.records) == 1


def test_what_is_computed_without_gradients_is_not_compiled(monkeypatch):
    called = []
    monkeypatch.setattr(torch, "compile", lambda _function: called.append)
    made, compilation = network(), Compilation()
    compilation.add([made])
    with torch.inference_mode():
        made(torch.zeros(2, 2, 9))
    made.eval()(torch.zeros(2, 2, 9))
    assert not called
