"""Performing: count in, play the clip, and record what is played as events of the active track."""

import time
from collections.abc import Callable, Sequence
from enum import Enum
from typing import Final, Literal

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal, Slot

from engine.errors import EngineError
from engine.events.event import Event
from engine.project import storage
from engine.project.guide import Guide
from engine.project.model import Clip, Track
from gui.document import event_edits
from gui.dub.perform.hearing import Hearing, attacks, hear
from gui.dub.timeline.armed import Armed
from gui.kit.language import counted, explained, mark, tr
from gui.kit.timers import once
from gui.kit.workers import Job
from gui.playback.input.clicks import Clicks
from gui.playback.input.clip_clock import ClipClock
from gui.playback.input.keys import KeyInput
from gui.playback.input.microphone import Microphone, Recording
from gui.playback.input.midi import MidiInput
from gui.playback.input.performance import Performance
from gui.playback.input.strokes import InputName, Release, Stroke
from gui.playback.player import Player
from gui.services import Services

Mode = Literal["overdub", "replace"]

_BEAT_S: Final = 0.5  # 120 beats a minute
_BEATS_A_BAR: Final = 4
COUNT_INS_S: Final = {
    mark("Off"): 0.0,
    mark("1 second"): 2 * _BEAT_S,
    mark("1 bar"): _BEATS_A_BAR * _BEAT_S,
    mark("2 bars"): 2 * _BEATS_A_BAR * _BEAT_S,
}
_CLICK_GAIN: Final = 0.5
_LEAD_S: Final = 1.0  # the picture runs before the punch range, so that one sees it coming
_LISTEN_MS: Final = 500  # after which what the microphone has heard is looked at
_TAIL_S: Final = 0.3  # and after it, for what arrives late


class State(Enum):
    """State of a performance."""

    IDLE = "idle"
    COUNTING = "counting in"
    RECORDING = "recording"


class Performing(QObject):
    """Records passes; each is one undo step."""

    state_changed = Signal(object)  # State
    struck = Signal(float)  # strength of a stroke that was recorded
    played = Signal(str, object)  # id of a track; Track: as played so far, None at the end
    said = Signal(str)  # one sentence

    def __init__(
        self,
        services: Services,
        player: Player,
        armed: Armed,
        parent: QObject,
        *,
        microphone: Microphone | None = None,
        midi: MidiInput | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._document = services.document
        self._player = player
        self._settings = services.settings
        self._runner = services.runner
        self._errors = services.errors
        self._clock = clock
        self._armed = armed
        self.microphone = microphone or Microphone()
        self.keys = KeyInput(self)
        self.keys.keys = services.settings.performing_keys
        self.midi = midi or MidiInput(self)
        self.state = State.IDLE
        self.input: InputName = "keys"
        self.mode: Mode = "overdub"
        self.count_in_s = COUNT_INS_S["1 second"]
        self.speed = 1.0
        self._pass: Performance | None = None
        self._track_id = ""
        self._hearing: list[Job] = []  # recordings in which events are being found
        self._volume: float | None = None  # to restore after a slow pass
        self._count_in = once(self, 0, self._run)
        self._listen = once(self, _LISTEN_MS, self._show_heard)
        for source in (self.keys, self.midi):
            source.struck.connect(self.strike)
            source.released.connect(self.release)
        self.midi.said.connect(self.said)
        services.document.tracks_changed.connect(self._on_tracks_changed)
        player.position_changed.connect(self._on_position_changed)
        player.state_changed.connect(self._on_player_changed)

    @property
    def latency_s(self) -> float:
        """How much later than the clip the chosen input arrives."""
        return self._settings.latencies_s.get(self.input, 0.0)

    @latency_s.setter
    def latency_s(self, value: float) -> None:
        self._settings.latencies_s = {**self._settings.latencies_s, self.input: value}

    @property
    def chosen_keys(self) -> tuple[int, int]:
        """The two keys to play on."""
        return self.keys.keys

    @chosen_keys.setter
    def chosen_keys(self, keys: tuple[int, int]) -> None:
        self.keys.keys = self._settings.performing_keys = keys

    def toggle(self) -> None:
        """Start recording, or end it."""
        if self.state is State.IDLE:
            self.start()
        else:
            self.stop()

    def start(self) -> None:
        """Open the input, count in, and record."""
        track = self._document.track_by_id(self._armed.track_id)
        if track is None:
            self.said.emit(tr("Open a clip to perform its events."))
            return
        try:
            self.open_inputs()
        except EngineError as error:
            self.said.emit(explained(error))
            return
        self._track_id = track.id
        self._player.pause()
        self._seek_to_start()
        self._set_state(State.COUNTING)
        if self.count_in_s:
            beats = [_BEAT_S * number for number in range(round(self.count_in_s / _BEAT_S))]
            clicks = Clicks(beats)
            self._player.audition.play(clicks, 0.0, clicks.duration_s, _CLICK_GAIN)
        self._count_in.start(round(1000 * self.count_in_s))

    def stop(self) -> None:
        """End the recording; what was played is kept."""
        self._count_in.stop()
        self._player.audition.stop()
        if self.state is State.COUNTING:
            self._end()
        else:
            self._player.pause()  # which ends the pass

    @Slot()
    def finish(self) -> None:
        """End a recording and keep what was played at once: the project may be left next."""
        if self.state is not State.IDLE:
            self.stop()
        while self._hearing:
            self._runner.finish(self._hearing[0])

    def close(self) -> None:
        """Let go of the inputs; the window is closing."""
        self._count_in.stop()
        self._pass = None
        self.close_inputs()

    def open_inputs(self) -> None:
        """Listen to the chosen input, and to the keys in any case.

        Raises:
            EnvironmentUnusableError: there is no microphone.
        """
        if self.input == "microphone":
            self.microphone.start()
        self.keys.start()
        if self.input == "midi":
            self.midi.start()

    def close_inputs(self) -> Recording | None:
        """Listen no more; return what the microphone recorded, if it was on."""
        self._listen.stop()
        self.keys.stop()
        self.midi.stop()
        return self.microphone.stop() if self.microphone.is_on else None

    @Slot(object)
    def strike(self, stroke: Stroke) -> None:
        """Record a stroke, also of the pad; ignored unless recording."""
        if self._pass is not None and self._pass.press(stroke.key, stroke.at_s, stroke.strength):
            self.struck.emit(stroke.strength)
            self._show_played(self._pass)

    @Slot(object)
    def release(self, release: Release) -> None:
        """Record the end of a stroke."""
        if self._pass is not None:
            self._pass.release(release.key, release.at_s)
            self._show_played(self._pass)

    # The pass

    def _show_played(self, pass_: Performance, heard: Sequence[Event] = ()) -> None:
        """Tell how the pass would leave the track if it ended now."""
        clip = self._document.clip_of(self._track_id)
        track = self._document.track_by_id(self._track_id)
        events = (*pass_.events, *heard)
        if clip is not None and track is not None and events:
            changed, _ = self._with_played(clip, track, pass_, events)
            self.played.emit(self._track_id, changed)

    def _show_heard(self) -> None:
        """Show what the microphone has heard so far; the whole is listened to at the end."""
        pass_, recording = self._pass, self.microphone.so_far()

        def done(heard: list[Event]) -> None:
            if pass_ is not None and pass_ is self._pass:
                self._show_played(pass_, pass_.in_clip(heard, recording.start_s))
                self._listen.start()

        self._runner.start(
            lambda context: attacks(recording, context), done=done, failed=self._errors.present
        )

    def _seek_to_start(self) -> None:
        punch_s = self._punch_s()
        if punch_s is not None:
            self._player.seek(max(0.0, punch_s[0] - _LEAD_S))
        elif self._player.position_s >= self._player.duration_s - _LEAD_S:
            self._player.seek(0.0)

    def _punch_s(self) -> tuple[float, float] | None:
        """The in/out range, if there is one."""
        clip = self._document.clip
        if clip is None or (clip.in_s is None and clip.out_s is None):
            return None
        return clip.range_s

    def _run(self) -> None:
        self._new_pass()
        self._set_state(State.RECORDING)
        if self.input == "microphone":
            self._listen.start()
        if self.speed != 1.0:
            self._volume, self._player.volume = self._player.volume, 0.0
        self._player.play(self.speed)
        if not self._player.is_playing:
            self._end()

    def _new_pass(self) -> None:
        self.played.emit(self._track_id, None)
        self._pass = Performance(ClipClock(self.latency_s), self._punch_s())

    @Slot(float)
    def _on_position_changed(self, position_s: float) -> None:
        if self._pass is None or not self._player.is_playing:
            return
        if self._pass.follow(self._clock(), position_s, self._player.speed):
            if self.input == "microphone":
                self._player.pause()
                return
            self._commit(self._pass)
            self._new_pass()
            self._pass.follow(self._clock(), position_s, self._player.speed)
        punch_s = self._punch_s()
        if punch_s is not None and position_s > punch_s[1] + _TAIL_S:
            self._player.pause()
        if self.input == "microphone" and self.microphone.has_vanished:
            self.said.emit(tr("The microphone is gone. What was played is kept."))
            self._player.pause()

    @Slot()
    def _on_tracks_changed(self) -> None:
        """A track that is deleted takes what is being played on it with it."""
        if self.state is not State.IDLE and not self._document.track_by_id(self._track_id):
            self.stop()
            self.said.emit(tr("The track was deleted, which ended the recording."))

    @Slot()
    def _on_player_changed(self) -> None:
        if self.state is State.RECORDING and not self._player.is_playing:
            self._end()

    def _end(self) -> None:
        pass_, self._pass = self._pass, None
        self.played.emit(self._track_id, None)
        recording, speed = self.close_inputs(), self.speed
        if self._volume is not None:
            self._player.volume, self._volume = self._volume, None
        self._set_state(State.IDLE)
        if pass_ is None:
            return
        if recording is None:
            self._commit(pass_)
            return
        folder = storage.current_folder(self._document.project, self._document.own_path)

        def done(heard: Hearing) -> None:
            self._hearing.remove(job)
            self._on_heard(pass_, heard)

        def failed(error: Exception) -> None:
            self._hearing.remove(job)
            self._errors.present(error)

        job = self._runner.start(
            lambda context: hear(recording, pass_, speed, folder, context),
            done=done,
            failed=failed,
        )
        self._hearing.append(job)

    def _on_heard(self, pass_: Performance, heard: Hearing) -> None:
        pass_.add(heard.events)
        self._commit(pass_, heard.guide)
        if heard.problem is not None:
            self._errors.present(heard.problem)

    def _commit(self, pass_: Performance, guide: Guide | None = None) -> None:
        """Store a finished pass, and the recording of it, in one undo step."""
        events = pass_.finish(self._clock())
        clip = self._document.clip_of(self._track_id)
        track = self._document.track_by_id(self._track_id)
        if clip is None or track is None:
            return
        if not events:
            self.said.emit(tr("Nothing was played."))
            return
        changed, ids = self._with_played(clip, track, pass_, events)
        if guide is not None:
            changed = replace(changed, guide=guide)
        self._document.edit_track(tr("Perform"), changed)
        self.said.emit(counted("{n} event performed", "{n} events performed", len(ids)))

    def _with_played(
        self, clip: Clip, track: Track, pass_: Performance, events: Sequence[Event]
    ) -> tuple[Track, tuple[str, ...]]:
        """The track with the events of a pass, and the ids of these."""
        if self.mode == "replace" and pass_.covered_s is not None:
            start_s, end_s = pass_.covered_s
            replaced = [x.id for x in track.events if start_s <= x.event.time_s <= end_s]
            track = event_edits.remove_events(track, replaced)
        return event_edits.add_events(track, events, clip.file.duration_s)

    def _set_state(self, state: State) -> None:
        if state is not self.state:
            self.state = state
            self.state_changed.emit(state)
