"""What is known about the engine's process: what it does, where it computes, how it died."""

from dataclasses import dataclass
from enum import Enum

from engine.host.messages import Installed
from engine.machine.hardware import Device
from engine.storage.values import Value
from gui.hosts.jobs import HostJob


class HostState(Enum):
    """What the process does."""

    OFF = "off"
    STARTING = "starting"
    READY = "ready"
    CRASHED = "crashed"


class HostInfo(Value, frozen=True):
    """What the process said about itself.

    Attributes:
        device: what jobs are computed on.
        installed: the models and vocoders of this machine.
    """

    device: Device = Device()
    installed: Installed = Installed()


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
