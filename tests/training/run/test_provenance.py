"""What a model's file says about its training."""

import platform

import pytest
import torch

from training.run.provenance import describe_device


@pytest.mark.parametrize(("count", "words"), [(1, "1 thread"), (2, "2 threads")])
def test_a_processor_is_described_with_its_threads(monkeypatch, count, words):
    monkeypatch.setattr(torch, "get_num_threads", lambda: count)
    described = describe_device(torch.device("cpu"))
    assert described == f"CPU, {words} ({platform.machine()})"
