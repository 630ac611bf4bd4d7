"""MIDI notes from every port, also of devices that are plugged in later.

The MIDI library calls back in a thread of its own, which only stamps the note and puts it into a
queue that the GUI thread empties.
"""

import queue
import time
from collections.abc import Callable
from typing import Any, Final, Protocol

from PySide6.QtCore import QObject, Signal

from engine.errors import EnvironmentUnusableError
from gui.kit.language import explained, tr
from gui.kit.timers import every
from gui.playback.input.strokes import Release, Stroke

_POLL_MS: Final = 10
_LOOK_MS: Final = 2000  # for devices that were plugged in or out
_LOUDEST: Final = 127
Heard = Callable[[Any], None]  # a message of mido


class Port(Protocol):
    """An open port."""

    def close(self) -> None:
        """Stop listening."""


class Ports(Protocol):
    """The MIDI library."""

    def names(self) -> list[str]:
        """The ports that can be opened now."""

    def open(self, name: str, heard: Heard) -> Port:
        """Open a port; `heard` is called in another thread."""


class MidoPorts:
    """The library in use: mido with python-rtmidi.

    Raises:
        EnvironmentUnusableError: it is not installed, or the system has no MIDI.
    """

    def __init__(self) -> None:
        try:
            import mido  # type: ignore[import-untyped]

            self._mido: Any = mido
            mido.get_input_names()
        except (ImportError, OSError, RuntimeError) as error:
            raise EnvironmentUnusableError(
                tr("This computer has no MIDI."),
                hint=tr("Play with keys or the microphone instead."),
            ) from error

    def names(self) -> list[str]:
        """The ports that can be opened now."""
        return list(dict.fromkeys(self._mido.get_input_names()))

    def open(self, name: str, heard: Heard) -> Port:
        """Open a port."""
        port: Port = self._mido.open_input(name, callback=heard)
        return port


class MidiInput(QObject):
    """Listens to all ports while it is on."""

    struck = Signal(object)  # Stroke
    released = Signal(object)  # Release
    ports_changed = Signal(object)  # list[str]: names of the open ports
    said = Signal(str)  # one sentence about a device that came, went or failed

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        library: Callable[[], Ports] = MidoPorts,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._clock = clock
        self._ports: Ports | None = None
        self._open: dict[str, Port] = {}
        self._refused: set[str] = set()  # ports that did not open, until they are plugged in again
        self._heard: queue.SimpleQueue[tuple[str, Any, float]] = queue.SimpleQueue()
        self._poll = every(self, _POLL_MS, self.poll)
        self._look = every(self, _LOOK_MS, self.look)

    @property
    def names(self) -> list[str]:
        """The open ports."""
        return sorted(self._open)

    def start(self) -> None:
        """Open every port, and every one that is plugged in from now on."""
        try:
            self._ports = self._library()
        except EnvironmentUnusableError as error:
            self.said.emit(explained(error))
            return
        self.look()
        if not self._open:
            self.said.emit(tr("No MIDI device is connected. Connect one at any time."))
        self._poll.start()
        self._look.start()

    def stop(self) -> None:
        """Close the ports."""
        self._poll.stop()
        self._look.stop()
        for port in self._open.values():
            port.close()
        self._open.clear()
        self._refused.clear()
        self._ports = None

    def look(self) -> None:
        """Open ports that have come, and let go of those that have gone."""
        if self._ports is None:
            return
        try:
            there = set(self._ports.names())
        except (OSError, RuntimeError):
            there = set()
        before = set(self._open)
        for name in before - there:
            self._open.pop(name).close()
            self.said.emit(tr("{name} was disconnected. What was played is kept.", name=name))
        self._refused &= there
        for name in sorted(there - before - self._refused):
            self._open_port(name)
        if set(self._open) != before:
            self.ports_changed.emit(self.names)

    def poll(self) -> None:
        """Tell what was heard since the last time."""
        while not self._heard.empty():
            port, message, at_s = self._heard.get()
            if message.type not in ("note_on", "note_off"):
                continue
            key = (port, message.channel, message.note)
            if message.type == "note_on" and message.velocity > 0:
                self.struck.emit(Stroke(key, at_s, message.velocity / _LOUDEST))
            else:
                self.released.emit(Release(key, at_s))

    def _open_port(self, name: str) -> None:
        assert self._ports is not None

        def heard(message: Any) -> None:
            self._heard.put((name, message, self._clock()))

        try:
            self._open[name] = self._ports.open(name, heard)
        except (OSError, RuntimeError):
            self._refused.add(name)
            self.said.emit(tr("{name} is in use by another program.", name=name))
