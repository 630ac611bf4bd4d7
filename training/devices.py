"""The devices of a training, by name; importing this does not load torch."""

from typing import Annotated

from msgspec import Meta
from typing_extensions import override

from engine.errors import UsageError
from engine.storage.settings import Range, Settings
from engine.storage.values import FieldError

DeviceNames = Annotated[str, Meta(pattern=r"^(auto|cpu|cuda|cuda:\d{1,3}(,cuda:\d{1,3})*)$")]


def check_division(batch: int, processes: int) -> None:
    """Refuse more processes than samples in a batch: one would have nothing to do.

    Raises:
        UsageError: there are.
    """
    if batch < processes:
        raise UsageError(
            "A batch of {batch} cannot be divided among {count} processes.",
            hint="Use fewer processes or devices, or a larger batch.",
            batch=batch,
            count=processes,
        )


class Devices(Settings, frozen=True, kw_only=True):
    """Where a run is trained, and by how many processes."""

    device: Annotated[
        DeviceNames,
        "Device to train on: auto (the GPU if it works), cpu, cuda, cuda:1, or several such as "
        "cuda:0,cuda:1.",
    ] = "auto"
    processes: Annotated[
        int,
        Range(1, 1024),
        "Processes on this machine that divide each batch, one for each device.",
    ] = 1

    @override
    def __post_init__(self) -> None:
        """Check numbers, and that there is a device for each process.

        Raises:
            FieldError: a number is out of range, or devices and processes do not match.
        """
        super().__post_init__()
        named = len(self.device.split(","))
        if named > 1 and self.processes not in (1, named):
            raise FieldError(
                "processes",
                "must be {count}, one for each device, not {number}",
                count=named,
                number=self.processes,
            )
        if named == 1 and self.device.startswith("cuda:") and self.processes > 1:
            raise FieldError("device", "must name {count} GPUs, or be cuda", count=self.processes)

    @property
    def devices(self) -> tuple[str, ...]:
        """The device of each process on this machine."""
        named = tuple(self.device.split(","))
        return named if len(named) > 1 else named * self.processes
