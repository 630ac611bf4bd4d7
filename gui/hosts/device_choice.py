"""The device that a child process computes on, by what it sees of the GPUs."""

import os
from collections.abc import Mapping
from typing import Final

VISIBLE: Final = "CUDA_VISIBLE_DEVICES"


def device_environment(device: str, inherited: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The variables that limit a process to a device.

    Args:
        device: auto, cpu, cuda or one GPU such as cuda:1, as this process would number it.
        inherited: the variables of this process.
    """
    if device == "cpu":
        return {VISIBLE: "-1"}
    _, _, number = device.partition(":")
    if not number:
        return {}
    visible = [name.strip() for name in inherited.get(VISIBLE, "").split(",") if name.strip()]
    index = int(number)
    return {VISIBLE: visible[index] if index < len(visible) else number}
