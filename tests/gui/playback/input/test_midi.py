from types import SimpleNamespace

import pytest

from engine.errors import EnvironmentUnusableError
from gui.playback.input.midi import MidiInput


class FakePorts:
    """A MIDI library whose devices the test plugs in and plays."""

    def __init__(self, *names):
        self.there = list(names)
        self.heard = {}
        self.refuses = set()

    def names(self):
        return list(self.there)

    def open(self, name, heard):
        if name in self.refuses:
            raise OSError("busy")
        self.heard[name] = heard
        return SimpleNamespace(close=lambda: self.heard.pop(name))

    def play(self, name, kind, note=60, velocity=64):
        self.heard[name](SimpleNamespace(type=kind, note=note, velocity=velocity, channel=0))


@pytest.fixture
def now():
    return [100.0]


@pytest.fixture
def played():
    return []


@pytest.fixture
def listen(qapp, now, played):
    made = []

    def start(library):
        midi = MidiInput(library=library, clock=lambda: now[0])
        midi.struck.connect(played.append)
        midi.released.connect(played.append)
        midi.said.connect(played.append)
        midi.start()
        made.append(midi)
        return midi

    yield start
    for midi in made:
        midi.stop()


def test_a_note_is_stamped_when_it_arrives_and_its_velocity_is_the_strength(listen, now, played):
    ports = FakePorts("pad")
    midi = listen(lambda: ports)
    ports.play("pad", "note_on", velocity=127)
    now[0] = 100.4
    ports.play("pad", "note_off")
    now[0] = 101.0
    midi.poll()
    stroke, release = played
    assert (stroke.at_s, stroke.strength) == (100.0, 1.0)
    assert (release.at_s, release.key) == (100.4, stroke.key)


def test_a_note_of_velocity_0_is_a_release(listen, played):
    ports = FakePorts("pad")
    midi = listen(lambda: ports)
    ports.play("pad", "note_on", velocity=0)
    midi.poll()
    assert not hasattr(played[0], "strength")


def test_other_messages_are_ignored(listen, played):
    ports = FakePorts("pad")
    midi = listen(lambda: ports)
    ports.heard["pad"](SimpleNamespace(type="clock"))
    midi.poll()
    assert played == []


def test_a_device_that_is_plugged_in_later_is_heard(listen, played):
    ports = FakePorts()
    midi = listen(lambda: ports)
    assert played == ["No MIDI device is connected. Connect one at any time."]
    ports.there.append("pad")
    midi.look()
    assert midi.names == ["pad"]
    ports.play("pad", "note_on")
    midi.poll()
    assert played[1].strength == pytest.approx(64 / 127)


def test_a_device_that_vanishes_is_told_and_heard_again_when_it_is_back(listen, played):
    ports = FakePorts("pad")
    midi = listen(lambda: ports)
    ports.there.clear()
    midi.look()
    assert played == ["pad was disconnected. What was played is kept."]
    ports.there.append("pad")
    midi.look()
    assert midi.names == ["pad"]


def test_a_port_in_use_is_told_once_and_the_others_are_heard(listen, played):
    ports = FakePorts("busy", "pad")
    ports.refuses.add("busy")
    midi = listen(lambda: ports)
    midi.look()
    assert played == ["busy is in use by another program."]
    assert midi.names == ["pad"]


def test_a_computer_without_midi_is_told(listen, played):
    def missing():
        raise EnvironmentUnusableError("This computer has no MIDI.", hint="Play with keys.")

    listen(missing)
    assert played == ["This computer has no MIDI. Play with keys."]
