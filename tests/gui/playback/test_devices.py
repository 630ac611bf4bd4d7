"""Three tiers of output, and what happens when a device hangs, lies or goes."""

import sys
import threading
import time
import types
from typing import ClassVar

import numpy as np
import pytest

from engine.errors import EnvironmentUnusableError
from gui.playback import devices
from gui.playback.devices import AudioOutputs
from gui.playback.mixer import RATE_HZ, Desk, Mixer
from gui.playback.outputs import SilentOutput, WatchedOutput
from tests.gui.fakes import FakeSink


class FakeStream:
    """The stream of a fake sounddevice."""

    opened: ClassVar[list["FakeStream"]] = []

    def __init__(self, **options) -> None:
        self.options = options
        self.time = 0.0
        self.latency = 0.1
        self.is_open = False
        FakeStream.opened.append(self)

    def start(self) -> None:
        self.is_open = True

    def close(self, ignore_errors: bool = True) -> None:
        self.is_open = False


def a_device(name: str, *, inputs: int = 0, outputs: int = 0) -> dict[str, object]:
    channels = {"max_input_channels": inputs, "max_output_channels": outputs}
    return {"name": name, "hostapi": 0, **channels}


@pytest.fixture
def sounddevice(monkeypatch) -> types.ModuleType:
    module = types.ModuleType("sounddevice")
    module.PortAudioError = type("PortAudioError", (Exception,), {})
    module.query_hostapis = lambda: [{"name": "ALSA"}]
    module.found = [
        a_device("Speakers", outputs=2),
        a_device("Microphone", inputs=1),
        a_device("Headphones", outputs=2),
    ]
    module.query_devices = lambda: module.found
    module.OutputStream = FakeStream
    module.restarts = 0

    def restart() -> None:
        module.restarts += 1

    module._terminate = lambda: None
    module._initialize = restart
    FakeStream.opened = []
    monkeypatch.setitem(sys.modules, "sounddevice", module)
    return module


@pytest.fixture
def no_qt_sound(monkeypatch) -> None:
    class NoSound:
        name = "Qt"
        is_silent = False

        def start(self, fill) -> None:
            raise EnvironmentUnusableError("Qt finds no sound device.")

        def close(self) -> None:
            pass

    monkeypatch.setattr(devices, "QtOutput", NoSound)


@pytest.fixture
def outputs(qapp):
    outputs = AudioOutputs(Desk(Mixer()))
    yield outputs
    outputs.close()


def test_the_systems_choice_is_opened_first(outputs, sounddevice, qtbot):
    with qtbot.waitSignal(outputs.changed):
        outputs.probe()
    assert outputs.output.name == "System default"
    assert [d.name for d in outputs.devices] == [
        "System default",
        "Speakers (ALSA)",
        "Headphones (ALSA)",
    ]
    assert FakeStream.opened[-1].is_open


def test_a_microphone_that_was_unplugged_is_missed_at_the_next_look(outputs, sounddevice, qtbot):
    with qtbot.waitSignal(outputs.devices_changed):
        outputs.probe()
    assert outputs.has_microphone
    del sounddevice.found[1]
    with qtbot.waitSignal(outputs.devices_changed):
        outputs.probe(again=True)
    assert not outputs.has_microphone


def test_a_remembered_device_is_found_by_name_when_its_number_has_changed(
    outputs, sounddevice, qtbot
):
    sounddevice.found.reverse()
    with qtbot.waitSignal(outputs.changed):
        outputs.probe("Headphones (ALSA)")
    assert FakeStream.opened[-1].options["device"] == 0


def test_a_device_that_is_gone_gives_way_to_the_systems_choice(outputs, sounddevice, qtbot):
    with qtbot.waitSignal(outputs.changed):
        outputs.probe("Unplugged (ALSA)")
    assert outputs.output.name == "System default"


def test_without_portaudio_and_qt_the_clock_is_silent(outputs, no_qt_sound, monkeypatch, qtbot):
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    with qtbot.waitSignal(outputs.changed):
        outputs.probe()
    assert outputs.output.is_silent


def test_a_portaudio_that_hangs_is_left_alone(
    outputs, sounddevice, no_qt_sound, monkeypatch, qtbot
):
    release = threading.Event()
    monkeypatch.setattr(devices, "PROBE_LIMIT_MS", 50)
    sounddevice.query_devices = lambda: (release.wait(5), [])[1]
    with qtbot.waitSignal(outputs.devices_changed):
        outputs.probe()
    assert outputs.output.is_silent
    assert outputs.has_microphone  # for all that is known
    release.set()


def test_closing_waits_until_portaudio_has_started(qapp, sounddevice):
    """A process that ends in between crashes."""
    has_started = threading.Event()
    sounddevice.query_devices = lambda: (time.sleep(0.2), has_started.set(), [])[-1]
    outputs = AudioOutputs(Desk(Mixer()))
    outputs.probe()
    outputs.close()
    assert has_started.is_set()


def test_closing_does_not_wait_for_a_portaudio_that_hangs(qapp, sounddevice, monkeypatch):
    release = threading.Event()
    monkeypatch.setattr(devices, "PROBE_LIMIT_MS", 50)
    sounddevice.query_devices = lambda: (release.wait(5), [])[1]
    outputs = AudioOutputs(Desk(Mixer()))
    outputs.probe()
    outputs.close()
    assert not release.is_set()
    release.set()


def test_a_rescan_closes_the_stream_and_restarts_portaudio(outputs, sounddevice, qtbot):
    with qtbot.waitSignal(outputs.devices_changed):
        outputs.probe()
    first = FakeStream.opened[-1]
    sounddevice.found.append(a_device("New", outputs=2))
    with qtbot.waitSignal(outputs.devices_changed):
        outputs.probe(again=True)
    assert not first.is_open
    assert sounddevice.restarts == 1
    assert outputs.devices[-1].name == "New (ALSA)"


def test_a_device_that_does_not_open_is_passed_over(outputs, sounddevice, no_qt_sound, qtbot):
    def refuse(**_options):
        raise sounddevice.PortAudioError("Device unavailable")

    sounddevice.OutputStream = refuse
    with qtbot.waitSignal(outputs.devices_changed):
        outputs.probe()
    qtbot.waitUntil(lambda: outputs.output.is_silent)


@pytest.mark.parametrize(("speed", "nonsense"), [(1.0, False), (40.0, True), (0.0, True)])
def test_a_device_that_runs_away_or_stands_still_is_no_clock(speed, nonsense):
    now = [0.0]
    sink = FakeSink()
    watched = WatchedOutput(sink, clock=lambda: now[0])
    watched.start(lambda out, at: None)
    assert not watched.is_implausible()
    sink.run(2.5 * speed)
    now[0] = 2.5
    assert watched.is_implausible() is nonsense


def test_the_silent_clock_runs_in_real_time_and_not_while_the_machine_sleeps():
    now = [100.0]
    filled: list[float] = []
    output = SilentOutput(clock=lambda: now[0])
    output.start(lambda out, at: filled.append(at))
    now[0] += 1.0
    output.poll()
    assert len(filled) * 1024 / RATE_HZ == pytest.approx(1.0, abs=0.05)
    count = len(filled)
    now[0] += 3600.0
    output.poll()
    assert len(filled) - count <= 2
    assert np.all(np.diff(filled[:count]) > 0)
