"""The devices that a run can be trained on, and what is wrong with a choice of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from gui.kit.language import counted, tr
from gui.kit.widgets import bytes_text

ARGUMENTS: Final = ("devices", "--json")  # of the command that lists them
AUTO: Final = "auto"
CPU: Final = "cpu"
ANY_GPU: Final = "cuda"


@dataclass(frozen=True, slots=True)
class ListedDevice:
    """A device of this machine.

    Attributes:
        name: as `--device` takes it.
        title: its product name.
        free_bytes: of its memory, when it was asked.
        total_bytes: of its memory.
        cores: of a CPU; 0 for a GPU.
    """

    name: str
    title: str
    free_bytes: int
    total_bytes: int
    cores: int

    @property
    def text(self) -> str:
        """The device in a list."""
        return tr(
            "{device}: {title}, {free} of {total} free",
            device=tr("CPU") if self.name == CPU else gpu_name(self.name),
            title=self.title,
            free=bytes_text(self.free_bytes),
            total=bytes_text(self.total_bytes),
        )

    @property
    def short_text(self) -> str:
        """The device beside a box, where there is little room."""
        return tr(
            "{device}: {title}, {free} free",
            device=gpu_name(self.name),
            title=self.title,
            free=bytes_text(self.free_bytes),
        )


def read_devices(result: Mapping[str, Any]) -> list[ListedDevice]:
    """Read the result line of `devices --json`."""
    return [ListedDevice(**each) for each in result["devices"]]


def gpu_name(device: str) -> str:
    """The name of one GPU, such as `GPU 1`."""
    return tr("GPU {number}", number=device.partition(":")[2] or "0")


def device_problem(device: str, devices: Sequence[ListedDevice]) -> str:
    """Why a run cannot be trained on a device; empty if it can, or if it is not known yet.

    Args:
        device: as `--device` takes it.
        devices: of this machine; empty until known.
    """
    names = {each.name for each in devices}
    if not devices or device in (AUTO, CPU):
        return ""
    if len(names) == 1:
        return tr("There is no GPU that works on this machine.")
    missing = [name for name in device.split(",") if name != ANY_GPU and name not in names]
    return (
        tr("There is no {device} on this machine.", device=gpu_name(missing[0])) if missing else ""
    )


def places_text(device: str, processes: int) -> str:
    """Several devices or processes in words; empty for one."""
    gpus = len(device.split(","))
    if gpus > 1 or device == ANY_GPU:
        count = max(gpus, processes)
        return counted("{n} GPU", "{n} GPUs", count) if count > 1 else ""
    return counted("{n} process", "{n} processes", processes) if processes > 1 else ""
