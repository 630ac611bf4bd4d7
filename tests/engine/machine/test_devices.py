"""The devices of a machine, with GPUs that torch is made to report."""

import json

import pytest
import torch

import main
from engine.machine.devices import compute_devices


@pytest.fixture
def two_gpus(monkeypatch):
    """The second one does not answer."""

    def memory(number):
        if number == 1:
            raise RuntimeError("CUDA error: all CUDA-capable devices are busy or unavailable")
        return 3_000_000_000, 8_000_000_000

    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    monkeypatch.setattr(torch.cuda, "mem_get_info", memory)
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda number: f"GPU of number {number}")


def test_the_cpu_comes_first_and_only_gpus_that_answer_follow(two_gpus):
    cpu, gpu = compute_devices()
    assert (cpu.name, cpu.cores > 0, 0 < cpu.free_bytes <= cpu.total_bytes) == ("cpu", True, True)
    assert (gpu.name, gpu.title, gpu.free_bytes) == ("cuda:0", "GPU of number 0", 3_000_000_000)
    assert gpu.cores == 0


def test_the_devices_are_listed_as_text_and_as_json(two_gpus, capsys):
    assert main.main(["devices"]) == 0
    cpu, gpu = capsys.readouterr().out.splitlines()
    assert cpu.startswith("cpu ")
    assert gpu == "cuda:0   GPU of number 0, 3.0 GB of 8.0 GB free"
    assert main.main(["devices", "--json"]) == 0
    devices = json.loads(capsys.readouterr().out)["devices"]
    assert [each["name"] for each in devices] == ["cpu", "cuda:0"]
