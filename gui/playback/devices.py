"""Finds audio devices in a thread, because PortAudio can hang.

The thread uses nothing of Qt, not even signals, since it may return after the window was closed. It
puts its answer into a queue that the GUI thread polls until the time-out. Closing waits as long for
it: a process that ends while PortAudio starts crashes in every second case.
"""

import queue
import threading
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from engine.errors import EngineError
from gui.kit.language import mark, tr
from gui.kit.timers import every, once
from gui.playback.mixer import Desk
from gui.playback.outputs import Output, PortAudioOutput, QtOutput, SilentOutput, WatchedOutput

PROBE_LIMIT_MS: Final = 3000
_WATCH_MS: Final = 1000
_FEED_MS: Final = 15
_LOOK_MS: Final = 20
DEFAULT_NAME: Final = mark("System default")


@dataclass(frozen=True, slots=True)
class Device:
    """A PortAudio device.

    Attributes:
        name: device and host interface; saved in the settings.
        index: PortAudio's index, valid until the next rescan; None is the system default.
    """

    name: str
    index: int | None


@dataclass(frozen=True, slots=True)
class Found:
    """The devices of PortAudio.

    Attributes:
        devices: those that play, the system default first.
        has_microphone: whether there is one that records.
    """

    devices: tuple[Device, ...] = ()
    has_microphone: bool = False


@dataclass(frozen=True, slots=True)
class Probe:
    """PortAudio's answer."""

    number: int
    found: "Found"


def ask_portaudio(*, again: bool = False) -> Found:
    """List the devices of PortAudio.

    Raises:
        OSError: if PortAudio is not installed.
        sounddevice.PortAudioError: if it does not start.
    """
    import sounddevice as sd  # type: ignore[import-untyped]

    if again:  # PortAudio lists devices only once
        sd._terminate()
        sd._initialize()
    hosts = sd.query_hostapis()
    listed = sd.query_devices()
    playing = [
        Device(f"{device['name']} ({hosts[device['hostapi']]['name']})", index)
        for index, device in enumerate(listed)
        if device["max_output_channels"] >= 2
    ]
    return Found(
        (Device(DEFAULT_NAME, None), *playing) if playing else (),
        has_microphone=any(device["max_input_channels"] for device in listed),
    )


class AudioOutputs(QObject):
    """Uses the best output that works, falling back to Qt and then to a silent clock."""

    changed = Signal(object)  # Output in use
    devices_changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._wanted = ""
        self._probe_number = 0
        self.devices: tuple[Device, ...] = ()
        self.has_microphone = True  # until it is known that there is none
        self.output: Output = SilentOutput()
        self._watched: WatchedOutput | None = None
        self.output.start(desk.fill)
        self._limit = once(self, PROBE_LIMIT_MS, self._on_no_answer)
        self._watch = every(self, _WATCH_MS, self.check)
        self._feed = every(self, _FEED_MS, self._on_feed_timer)  # for outputs without a thread
        self._answers: queue.SimpleQueue[Probe] = queue.SimpleQueue()
        self._asking: threading.Thread | None = None
        self._look = every(self, _LOOK_MS, self._on_look)

    @property
    def problem(self) -> str:
        """Why nothing is heard, as a sentence; empty while a device plays."""
        if not self.output.is_silent:
            return ""
        if self.devices:
            return tr("The audio device does not play. Playback is silent.")
        return tr("No audio device found. Playback is silent.")

    def probe(self, wanted: str = "", *, again: bool = False) -> None:
        """Look for devices and open the wanted one; `again` makes PortAudio rescan."""
        self._wanted = wanted
        self._probe_number += 1
        number, answers = self._probe_number, self._answers
        if again:
            self.use(SilentOutput())  # PortAudio must not restart while a stream is open

        def ask() -> None:
            try:
                answer = Probe(number, ask_portaudio(again=again))
            except Exception:  # noqa: BLE001 - any failure means: no PortAudio here
                answer = Probe(number, Found())
            answers.put(answer)

        self._limit.start(PROBE_LIMIT_MS)
        self._look.start()
        self._asking = threading.Thread(target=ask, name="audio devices", daemon=True)
        self._asking.start()

    def choose(self, name: str) -> None:
        """Use a device by name, or the system default if it is gone."""
        self._wanted = name
        for device in [d for d in self.devices if d.name == name] + list(self.devices[:1]):
            if self._try(PortAudioOutput(device.index, device.name)):
                return
        if not self._try(QtOutput()):
            self.use(SilentOutput())

    def use(self, output: Output) -> None:
        """Play through an output.

        Raises:
            EnvironmentUnusableError: if it does not open; the old one is already closed.
        """
        self._watched = None if output.is_silent else WatchedOutput(output)
        self.output.close()
        self._desk.forget()
        self.output = output
        if self._watched is not None:
            self._watched.start(self._desk.fill)
            self._watch.start()
        else:
            self._watch.stop()
            output.start(self._desk.fill)
        if isinstance(output, QtOutput):
            self._feed.start()
        else:
            self._feed.stop()
        self.changed.emit(output)

    def close(self) -> None:
        """Release the device."""
        self._probe_number += 1  # ignore a late answer
        self._limit.stop()
        self._look.stop()
        self._watch.stop()
        self._feed.stop()
        self.output.close()
        if self._asking is not None:
            self._asking.join(PROBE_LIMIT_MS / 1000)

    @Slot()
    def _on_feed_timer(self) -> None:
        self.output.poll()

    @Slot()
    def check(self) -> None:
        """Stop using a device whose clock is implausible."""
        if self._watched is not None and self._watched.is_implausible():
            self.use(SilentOutput())

    def _try(self, output: Output) -> bool:
        try:
            self.use(output)
        except EngineError:
            self.use(SilentOutput())
            return False
        return True

    @Slot()
    def _on_look(self) -> None:
        """Handle an answer, unless it belongs to an earlier probe."""
        try:
            probe = self._answers.get_nowait()
        except queue.Empty:
            return
        if probe.number != self._probe_number:
            return
        self._limit.stop()
        self._look.stop()
        self._show(probe.found)
        self.choose(self._wanted)

    @Slot()
    def _on_no_answer(self) -> None:
        """Give up on PortAudio, ignoring a late answer."""
        self._probe_number += 1
        self._look.stop()
        self._show(Found(has_microphone=True))  # which is unknown
        self.choose("")

    def _show(self, found: Found) -> None:
        self.devices, self.has_microphone = found.devices, found.has_microphone
        self.devices_changed.emit()
