"""The hardware in use, by the names that users know, and its memory use.

Importing this loads neither torch nor psutil: messages that name a device are read in processes
that ask for none.
"""

import platform
import sys
from functools import cache
from pathlib import Path
from typing import Any, Final

from engine.storage.values import Value

_CPU_FILE: Final = Path("/proc/cpuinfo")
_CPU_KEYS: Final = ("model name", "Hardware", "cpu model")  # x86, older ARM, MIPS
_NOISE: Final = ("(R)", "(TM)", "(r)", "(tm)", " CPU", " Processor")


class Device(Value, frozen=True):
    """The device that jobs are computed on.

    Attributes:
        name: "cpu" or "cuda".
        title: its product name.
        used_bytes: of its memory, by this process.
        total_bytes: of its memory; 0 if unknown.
    """

    name: str = "cpu"
    title: str = ""
    used_bytes: int = 0
    total_bytes: int = 0


def device_in_use() -> Device:
    """The GPU if this process has computed on one, else the CPU."""
    import psutil

    torch: Any = sys.modules.get("torch")
    cuda = getattr(torch, "cuda", None)  # also None while another thread is still importing torch
    if cuda is not None and getattr(cuda, "is_initialized", bool)():
        _, total = cuda.mem_get_info()
        return Device("cuda", cuda.get_device_name(), cuda.memory_reserved(), total)
    used = psutil.Process().memory_info().rss
    return Device("cpu", cpu_name(), used, psutil.virtual_memory().total)


@cache
def cpu_name() -> str:
    """The processor's model, such as "Intel Core i5-8250U"; its architecture if unknown."""
    name = _from_cpu_file() or platform.processor() or platform.machine() or "CPU"
    for word in _NOISE:
        name = name.replace(word, "")
    return " ".join(name.partition(" @ ")[0].split())


def _from_cpu_file() -> str:
    """The model as reported by Linux; empty elsewhere."""
    try:
        text = _CPU_FILE.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    for line in text.splitlines():
        key, _, value = line.partition(":")
        if key.strip() in _CPU_KEYS:
            return value.strip()
    return ""
