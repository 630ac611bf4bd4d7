"""The Try again button for the error banner of a job."""

from collections.abc import Callable

from engine.errors import DeviceMemoryError, EngineError
from gui.hosts.engine_host import EngineHost
from gui.hosts.jobs import HostError
from gui.kit.banners import Button
from gui.kit.language import tr


def try_again(error: EngineError, host: EngineHost, again: Callable[[], object]) -> Button:
    """A button that runs the job again, freeing memory first if it ran out of memory."""
    if not (isinstance(error, HostError) and error.code == DeviceMemoryError.exit_code):
        return Button(tr("Try again"), again)

    def free_and_try_again() -> None:
        host.restart()
        again()

    return Button(tr("Free memory and try again"), free_and_try_again)
