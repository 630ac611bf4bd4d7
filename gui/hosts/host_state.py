"""What is known about the engine's process: what it does, where it computes, how it died."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from gui.hosts.jobs import HostJob


class HostState(Enum):
    """What the process does."""

    OFF = "off"
    STARTING = "starting"
    READY = "ready"
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class HostInfo:
    """What the process said about itself.

    Attributes:
        device: "cpu" or "cuda".
        device_name: as a person knows it.
        models: names of the models that are installed.
        used_bytes: memory of the device in use; 0 where it is not known.
        total_bytes: memory of the device; 0 where it is not known.
        vocoders: names of the vocoders that are installed.
    """

    device: str = "cpu"
    device_name: str = ""
    models: tuple[str, ...] = ()
    used_bytes: int = 0
    total_bytes: int = 0
    vocoders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Crash:
    """The process died.

    Attributes:
        log: the end of what it said.
        job: what it worked on.
        goes_on: whether it was started again by itself, and works on that job again.
    """

    log: str
    job: HostJob | None
    goes_on: bool


def device_of(message: Mapping[str, Any]) -> dict[str, Any]:
    """What a line says of the device, as fields of `HostInfo`; what it does not say is left out."""
    values = {
        "device": message.get("device"),
        "device_name": message.get("device_name"),
        "used_bytes": message.get("device_used_bytes"),
        "total_bytes": message.get("device_total_bytes"),
    }
    return {name: value for name, value in values.items() if value is not None}


def installed_of(message: Mapping[str, Any]) -> dict[str, Any]:
    """What a line says of the installed models, as fields of `HostInfo`."""
    return {kind: tuple(message.get(kind) or ()) for kind in ("models", "vocoders")}
