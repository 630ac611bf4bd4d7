"""How many threads an LSTM computes in."""

import pytest
import torch
from torch import nn

from engine.model.lstm import SteadyLSTM


@pytest.fixture
def threads(monkeypatch) -> list[int]:
    """The number of threads at each run of an LSTM, with two outside it."""
    seen: list[int] = []
    plain = nn.LSTM.forward

    def forward(self, *inputs):
        seen.append(torch.get_num_threads())
        return plain(self, *inputs)

    before = torch.get_num_threads()
    torch.set_num_threads(2)
    monkeypatch.setattr(nn.LSTM, "forward", forward)
    yield seen
    torch.set_num_threads(before)


def test_it_infers_in_one_thread_and_leaves_the_others_two(threads):
    lstm = SteadyLSTM(4, 3, 2, batch_first=True, bidirectional=True).eval()
    out, _ = lstm(torch.randn(1, 6, 4))
    assert out.shape == (1, 6, 6)
    assert threads == [1]
    assert torch.get_num_threads() == 2


def test_it_trains_in_all_threads(threads):
    SteadyLSTM(4, 3, batch_first=True).train()(torch.randn(2, 6, 4))
    assert threads == [2]


def test_a_failure_gives_the_threads_back(threads):
    with pytest.raises(RuntimeError):
        SteadyLSTM(4, 3, batch_first=True).eval()(torch.randn(1, 6, 5))
    assert torch.get_num_threads() == 2


def test_it_has_the_weights_and_the_result_of_torchs_own():
    own, torchs = SteadyLSTM(4, 3, 2, bidirectional=True), nn.LSTM(4, 3, 2, bidirectional=True)
    torchs.load_state_dict(own.state_dict())
    sound = torch.randn(6, 1, 4)
    assert torch.equal(own.eval()(sound)[0], torchs.eval()(sound)[0])
