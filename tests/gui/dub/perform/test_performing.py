"""Performing: passes, undo, count-in, and what happens when a device fails."""

from functools import partial
from types import SimpleNamespace

import numpy as np
import pytest
import soundfile
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from engine.errors import EnvironmentUnusableError, TargetError
from engine.events.event import Event
from engine.project.model import Track, new_id
from gui.document import event_edits, track_edits
from gui.dub.perform.performing import Performing, State
from gui.dub.timeline.armed import Armed
from gui.playback.input.microphone import RATE_HZ, Microphone
from gui.playback.input.strokes import Release, Stroke
from tests.media import clicks


class FakePlayer(QObject):
    """A player whose clip runs when the test says so."""

    position_changed = Signal(float)
    state_changed = Signal(object)

    def __init__(self):
        super().__init__()
        self.position_s, self.duration_s, self.volume = 0.0, 10.0, 0.5
        self.speed, self.is_playing = 1.0, False
        self.clicked = []
        self.audition = SimpleNamespace(
            play=lambda source, *_: self.clicked.append(source), stop=lambda: None
        )

    def play(self, speed=1.0):
        self.speed, self.is_playing = speed, True
        self.state_changed.emit("playing")

    def pause(self):
        if self.is_playing:
            self.is_playing = False
            self.state_changed.emit("paused")

    def seek(self, time_s):
        self.position_s = time_s

    def at(self, position_s):
        self.position_s = position_s
        self.position_changed.emit(position_s)


class Room:
    """A window's parts with a fake clock."""

    def __init__(self, services):
        self.document = services.document
        self.armed = Armed(self.document, services.banners)
        self.player = FakePlayer()
        self.now_s = 100.0
        self.settings = services.settings
        self.device = SimpleNamespace(active=True, close=lambda: None)
        self.performing = Performing(
            services,
            self.player,
            self.armed,
            services.banners,
            microphone=Microphone(self._open, clock=lambda: self.now_s),
            clock=lambda: self.now_s,
        )
        self.performing.count_in_s = 0.0
        self.said = []
        self.performing.said.connect(self.said.append)
        self.denied = False

    def _open(self, heard):
        if self.denied:
            raise EnvironmentUnusableError("No microphone could be opened.")
        self.heard = partial(heard, follows_loss=False)
        return self.device

    def begin(self, qtbot):
        self.performing.start()
        qtbot.waitUntil(lambda: self.performing.state is State.RECORDING)

    def run(self, from_s, to_s, speed=1.0):
        """Let the clip run; the clock follows."""
        start_s = self.now_s
        for position_s in np.arange(from_s, to_s, 0.02):
            self.now_s = start_s + (position_s - from_s) / speed
            self.player.at(float(position_s))

    def strike(self, at_s, *, key="f", strength=1.0):
        self.performing.strike(Stroke(key, at_s, strength))
        self.performing.release(Release(key, at_s + 0.05))

    def times_s(self):
        return [item.event.time_s for item in self.document.track.events]


@pytest.fixture
def room(services, clip):
    services.document.add_clip(replace(clip, file=replace(clip.file, duration_s=10.0)))
    room = Room(services)
    yield room
    room.performing.close()


def set_events(room, *times_s):
    events = [Event(time_s) for time_s in times_s]
    room.document.edit_track("Add", event_edits.add_events(room.document.track, events, 10.0)[0])


def test_a_pass_is_one_undo_step_and_the_latency_is_taken_off(room, qtbot):
    room.settings.latencies_s = {"keys": 0.08}
    set_events(room, 0.5)
    room.begin(qtbot)
    room.run(0.0, 4.0)
    room.strike(101.08)
    room.strike(102.58, strength=0.4)
    room.performing.stop()
    assert room.times_s() == pytest.approx([0.5, 1.0, 2.5], abs=0.005)
    assert [x.event.source for x in room.document.track.events] == [
        "hand",
        "performance",
        "performance",
    ]
    assert room.document.track.events[2].event.strength == 0.4
    assert room.said == ["2 events performed"]
    room.document.undo_stack.undo()
    assert room.times_s() == [0.5]


def test_what_is_played_is_told_as_it_is_played(room, qtbot):
    told = []
    room.performing.played.connect(lambda track_id, track: told.append((track_id, track)))
    set_events(room, 0.5, 3.0, 8.0)
    room.performing.mode = "replace"
    room.begin(qtbot)
    room.run(0.0, 4.0)
    room.strike(102.0)
    track_id, track = told[-1]
    assert track_id == room.document.track.id
    assert [x.event.time_s for x in track.events] == pytest.approx([2.0, 8.0], abs=0.005)
    assert room.times_s() == [0.5, 3.0, 8.0]  # nothing is recorded before the end
    room.performing.stop()
    assert told[-1] == (track_id, None)


def test_what_the_microphone_hears_is_told_while_it_records(room, qtbot):
    told = []
    room.performing.played.connect(lambda _id, track: told.append(track))
    room.performing.input = "microphone"
    room.begin(qtbot)
    sound = clicks([0.5, 1.3], 2.0, rate_hz=RATE_HZ)[:, 0]
    room.heard(sound[:RATE_HZ], 0.0)
    room.run(0.0, 1.0)
    qtbot.waitUntil(lambda: told[-1] is not None, timeout=10000)
    assert [x.event.time_s for x in told[-1].events] == pytest.approx([0.5], abs=0.005)
    room.heard(sound[RATE_HZ:], 0.0)
    room.run(0.98, 2.0)
    qtbot.waitUntil(lambda: len(told[-1].events) == 2, timeout=10000)
    assert room.times_s() == []  # nothing is recorded before the end
    room.performing.stop()
    qtbot.waitUntil(lambda: bool(room.said))
    assert told[-1] is None
    assert room.times_s() == pytest.approx([0.5, 1.3], abs=0.005)


def test_replacing_removes_the_events_where_the_pass_ran(room, qtbot):
    set_events(room, 0.5, 3.0, 8.0)
    room.performing.mode = "replace"
    room.begin(qtbot)
    room.run(0.0, 4.0)
    room.strike(102.0)
    room.performing.stop()
    assert room.times_s() == pytest.approx([2.0, 8.0], abs=0.005)


def test_an_empty_pass_changes_nothing(room, qtbot):
    set_events(room, 0.5, 3.0)
    room.performing.mode = "replace"
    room.begin(qtbot)
    room.run(0.0, 4.0)
    room.performing.stop()
    assert room.times_s() == [0.5, 3.0]
    assert room.said == ["Nothing was played."]


def test_each_turn_of_a_loop_is_a_pass_of_its_own(room, qtbot):
    room.begin(qtbot)
    room.run(0.0, 2.0)
    room.strike(101.0)
    room.run(0.0, 2.0)  # jumps back
    room.strike(room.now_s - 0.5)
    room.performing.stop()
    assert room.times_s() == pytest.approx([1.0, 1.48], abs=0.03)
    room.document.undo_stack.undo()
    assert room.times_s() == pytest.approx([1.0], abs=0.005)


def test_half_speed_is_silent_and_its_times_are_those_of_the_clip(room, qtbot):
    room.performing.speed = 0.5
    room.begin(qtbot)
    assert (room.player.speed, room.player.volume) == (0.5, 0.0)
    room.run(0.0, 2.0, speed=0.5)
    room.strike(102.0)
    room.performing.stop()
    assert room.times_s() == pytest.approx([1.0], abs=0.005)
    assert room.player.volume == 0.5


def test_the_count_in_clicks_before_the_clip_runs(room, qtbot):
    room.performing.count_in_s = 0.5
    room.performing.start()
    assert room.performing.state is State.COUNTING
    assert not room.player.is_playing
    assert len(room.player.clicked) == 1
    room.strike(100.1)  # too early
    qtbot.waitUntil(lambda: room.player.is_playing)
    room.performing.stop()
    assert room.times_s() == []


def test_stopping_the_count_in_records_nothing(room):
    room.performing.count_in_s = 5.0
    room.performing.start()
    room.performing.toggle()
    assert room.performing.state is State.IDLE
    assert room.said == []


def test_the_range_is_recorded_with_a_second_before_it(room, qtbot):
    clip = room.document.clip
    room.document.edit_clip("Range", replace(clip, in_s=3.0, out_s=4.0))
    room.begin(qtbot)
    assert room.player.position_s == 2.0
    room.run(2.0, 4.2)
    room.strike(100.5)
    room.strike(101.5)
    room.run(4.2, 4.5)
    assert room.performing.state is State.IDLE
    assert room.times_s() == pytest.approx([3.5], abs=0.005)


def test_claps_into_the_microphone_are_events_at_the_attacks(room, qtbot):
    room.performing.input = "microphone"
    room.settings.latencies_s = {"microphone": 0.05}
    room.begin(qtbot)
    sound = clicks([0.55, 1.35], 2.5, rate_hz=RATE_HZ)[:, 0]
    room.heard(sound[:RATE_HZ], 0.0)  # from clip time 0 on
    room.heard(sound[RATE_HZ:], 0.0)
    room.run(0.0, 2.4)
    room.performing.stop()
    qtbot.waitUntil(lambda: bool(room.said))
    assert room.times_s() == pytest.approx([0.5, 1.3], abs=0.005)


@pytest.mark.parametrize("speed", [1.0, 0.5])
def test_the_recording_of_the_microphone_is_kept_in_clip_time(room, qtbot, speed):
    room.performing.input, room.performing.speed = "microphone", speed
    room.settings.latencies_s = {"microphone": 0.05}
    room.begin(qtbot)
    sound = clicks([0.55, 1.35], 2.5, rate_hz=RATE_HZ)[:, 0]
    room.heard(sound, 0.0)
    room.run(0.0, 2.0 * speed, speed=speed)
    room.performing.stop()
    qtbot.waitUntil(lambda: bool(room.said))
    guide = room.document.track.guide
    samples, rate_hz = soundfile.read(guide.sound)
    assert rate_hz == RATE_HZ / speed
    assert len(samples) / rate_hz == pytest.approx(2.0 * speed, abs=0.03)
    loud_s = guide.start_s + np.flatnonzero(np.abs(samples) > 0.1) / rate_hz
    assert loud_s[0] == pytest.approx(0.5 * speed, abs=0.005)
    assert loud_s[np.searchsorted(loud_s, speed)] == pytest.approx(1.3 * speed, abs=0.005)
    room.document.undo_stack.undo()
    assert (room.document.track.guide, room.times_s()) == (None, [])


def test_the_events_are_kept_where_the_recording_cannot_be_stored(room, qtbot, monkeypatch):
    def fails(*_):
        raise TargetError("The recording could not be stored.")

    monkeypatch.setattr("gui.dub.perform.hearing.write_guide", fails)
    room.performing.input = "microphone"
    room.begin(qtbot)
    room.heard(clicks([0.5], 1.0, rate_hz=RATE_HZ)[:, 0], 0.0)
    room.run(0.0, 0.9)
    room.performing.stop()
    qtbot.waitUntil(lambda: bool(room.said))
    assert room.times_s() == pytest.approx([0.5], abs=0.005)
    assert room.document.track.guide is None


def test_a_denied_microphone_is_one_sentence_and_nothing_runs(room):
    room.denied = True
    room.performing.input = "microphone"
    room.performing.start()
    assert room.said == ["No microphone could be opened."]
    assert room.performing.state is State.IDLE


def test_what_was_clapped_before_the_microphone_vanished_is_kept(room, qtbot):
    room.performing.input = "microphone"
    room.begin(qtbot)
    room.heard(clicks([0.5], 1.0, rate_hz=RATE_HZ)[:, 0], 0.0)
    room.run(0.0, 0.9)
    room.device.active = False
    room.run(0.9, 1.0)
    qtbot.waitUntil(lambda: len(room.said) == 2)
    assert room.said == ["The microphone is gone. What was played is kept.", "1 event performed"]
    assert room.times_s() == pytest.approx([0.5], abs=0.005)


def test_a_pass_goes_to_the_armed_track(room, qtbot):
    first = room.document.track
    room.document.edit_clip("Add", track_edits.add_track(room.document.clip, Track(id=new_id()), 1))
    room.armed.toggle(first.id)
    assert room.document.track.id != first.id
    room.begin(qtbot)
    room.run(0.0, 2.0)
    room.strike(101.0)
    room.performing.stop()
    assert [len(track.events) for track in room.document.clip.tracks] == [1, 0]


def test_what_was_played_is_kept_at_once_when_the_project_is_left(room, qtbot):
    room.begin(qtbot)
    room.run(0.0, 1.0)
    room.strike(100.5)
    room.performing.finish()
    assert room.times_s() == pytest.approx([0.5], abs=0.005)
    room.performing.input = "microphone"
    room.begin(qtbot)
    room.heard(clicks([0.7], 1.0, rate_hz=RATE_HZ)[:, 0], 0.0)
    room.run(0.0, 0.9)
    room.performing.finish()
    assert room.times_s() == pytest.approx([0.5, 0.7], abs=0.005)
    assert room.document.track.guide is not None


def test_what_was_clapped_just_before_the_project_is_left_is_kept(room, qtbot):
    room.performing.input = "microphone"
    room.begin(qtbot)
    room.heard(clicks([0.7], 1.0, rate_hz=RATE_HZ)[:, 0], 0.0)
    room.run(0.0, 0.9)
    room.performing.stop()  # events are now looked for in a thread
    room.performing.finish()
    assert room.times_s() == pytest.approx([0.7], abs=0.005)
    assert room.said == ["1 event performed"]
    qtbot.wait(50)
    assert room.said == ["1 event performed"]


def test_a_track_that_is_deleted_ends_the_recording(room, qtbot):
    clip = room.document.clip
    room.document.edit_clip("Add", track_edits.add_track(clip, Track(id=new_id()), 1))
    room.begin(qtbot)
    room.run(0.0, 1.0)
    room.strike(100.5)
    room.document.undo_stack.undo()
    assert room.performing.state is State.IDLE
    assert room.said == ["The track was deleted, which ended the recording."]
    assert room.times_s() == []
