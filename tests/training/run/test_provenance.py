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


def test_processes_divide_the_threads_of_a_processor(monkeypatch):
    monkeypatch.setattr(torch, "get_num_threads", lambda: 4)
    assert describe_device(torch.device("cpu"), 2).startswith("CPU, 2 threads")
    assert describe_device(torch.device("cpu"), 8).startswith("CPU, 1 thread ")
