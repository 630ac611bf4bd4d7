"""What the machine is called, and the memory in use."""

import sys
from types import SimpleNamespace

import pytest

from engine.machine import hardware


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("model name\t: Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz", "Intel Core i5-8250U"),
        ("model name\t: AMD Ryzen 7 5800X 8-Core Processor", "AMD Ryzen 7 5800X 8-Core"),
        ("Hardware\t: BCM2711", "BCM2711"),
    ],
)
def test_the_processor_has_the_name_that_a_person_knows(monkeypatch, tmp_path, line, name):
    file = tmp_path / "cpuinfo"
    file.write_text(f"processor\t: 0\n{line}\nflags\t: fpu\n")
    monkeypatch.setattr(hardware, "_CPU_FILE", file)
    hardware.cpu_name.cache_clear()
    assert hardware.cpu_name() == name
    hardware.cpu_name.cache_clear()


def test_a_processor_that_says_nothing_has_its_architecture(monkeypatch, tmp_path):
    monkeypatch.setattr(hardware, "_CPU_FILE", tmp_path / "none")
    hardware.cpu_name.cache_clear()
    assert hardware.cpu_name()
    hardware.cpu_name.cache_clear()


def test_without_a_gpu_it_is_the_processor_and_this_process(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    device = hardware.device_in_use()
    assert device.name == "cpu"
    assert 5e6 < device.used_bytes < device.total_bytes


def test_a_gpu_that_is_in_use_is_named_with_its_memory(monkeypatch):
    cuda = SimpleNamespace(
        is_initialized=lambda: True,
        mem_get_info=lambda: (5, 8),
        memory_reserved=lambda: 3,
        get_device_name=lambda: "RTX",
    )
    monkeypatch.setitem(sys.modules, "torch", SimpleNamespace(cuda=cuda))
    assert hardware.device_in_use() == hardware.Device("cuda", "RTX", 3, 8)


def test_a_torch_that_is_still_being_imported_is_no_gpu(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", SimpleNamespace())
    assert hardware.device_in_use().name == "cpu"
