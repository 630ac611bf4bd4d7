"""State of the engine process: what it is doing, its device and models, its crashes."""

from dataclasses import dataclass
from enum import Enum

from engine.host.messages import Installed
from engine.machine.hardware import Device
from engine.storage.values import Value
from gui.hosts.jobs import HostJob


class HostState(Enum):
    """State of the process."""

    OFF = "off"
    STARTING = "starting"
    READY = "ready"
    CRASHED = "crashed"


class HostInfo(Value, frozen=True):
    """What the process reported about itself.

    Attributes:
        device: where jobs are computed.
        installed: the models and vocoders on this machine.
    """

    device: Device = Device()
    installed: Installed = Installed()


@dataclass(frozen=True, slots=True)
class Crash:
    """A crash of the process.

    Attributes:
        log: the last lines of its log.
        job: the job that was running.
        goes_on: whether it was restarted automatically and retries that job.
    """

    log: str
    job: HostJob | None
    goes_on: bool
