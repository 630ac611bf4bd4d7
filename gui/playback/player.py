"""The transport: plays sound and video of a clip, synchronised to the output's clock."""

from bisect import bisect_left, bisect_right
from dataclasses import replace
from enum import Enum
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from engine.media.probe import MediaInfo
from gui.playback.audition import Audition
from gui.playback.devices import AudioOutputs
from gui.playback.frame_server import FrameServer
from gui.playback.meters import Meters
from gui.playback.mixer import RATE_HZ, Desk, Layer, Mixer
from gui.playback.proxies import Proxies
from gui.playback.video_reader import Picture

TICK_MS: Final = 16  # 60 Hz
FALLBACK_STEP_S: Final = 1 / 25  # frame duration until the frame times are known
_SPEEDS: Final = (1.0, 2.0, 4.0, 8.0)
_BEHIND_S: Final = 0.25  # lag of decoding from which proxies are shown
_LONGEST_READING_S: Final = 0.25  # of the meters, after a pause
_EDGE_S: Final = 0.5 / RATE_HZ


class PlayState(Enum):
    """State of the transport."""

    PAUSED = "paused"
    PLAYING = "playing"


class Player(QObject):
    """Plays, seeks, steps and loops; independent of widgets."""

    position_changed = Signal(float)  # clip time in seconds
    picture_changed = Signal(QImage)
    state_changed = Signal(object)  # PlayState
    metered = Signal()  # the meters have new levels

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.mixer = Mixer()
        self.audition = Audition()
        self.meters = Meters()
        self._metered_at_s = 0.0  # on the output's clock
        self.outputs = AudioOutputs(Desk(self.mixer, self.audition.mixer), self)
        self.proxies = Proxies()
        self.duration_s = 0.0
        self.position_s = 0.0
        self.state = PlayState.PAUSED
        self.shown_time_s: float | None = None  # time of the visible frame
        self._frame_times: list[float] = []
        self._server: FrameServer | None = None
        self._volume = 1.0
        self._layers: tuple[Layer, ...] = ()
        self._loop_s: tuple[float, float] | None = None
        self._stop_at_s: float | None = None
        self._return_to_s: float | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)

    # The clip

    def open(self, info: MediaInfo | None, proxies: Proxies) -> None:
        """Open a clip at its start; None closes the current one."""
        self.pause()
        self._close_server()
        self.proxies = proxies
        self._frame_times = []
        self._loop_s = None
        self.duration_s = 0.0 if info is None else info.duration_s
        self.shown_time_s = None
        if info is not None and info.video is not None:
            self._server = FrameServer(info, self)
            self._server.still_ready.connect(self._on_still_ready)
        self._plan(end=round(self.duration_s * RATE_HZ), loop=None)
        self.seek(0.0)

    def set_frame_times(self, times_s: list[float]) -> None:
        """Set the exact times of the clip's frames."""
        self._frame_times = times_s

    @property
    def frame_times(self) -> list[float]:
        """The times of the clip's frames; empty until known."""
        return self._frame_times

    def close(self) -> None:
        """Stop the threads and release the device."""
        self._timer.stop()
        self._close_server()
        self.outputs.close()

    # Sound

    def set_layers(self, layers: tuple[Layer, ...]) -> None:
        """Set the sources to play; changes during playback are cross-faded."""
        self._layers = layers
        self._send_layers()

    @property
    def volume(self) -> float:
        """The volume, 0 to 1; applied squared, for perceptually even steps."""
        return self._volume

    @volume.setter
    def volume(self, value: float) -> None:
        self._volume = min(max(value, 0.0), 1.0)
        self._send_layers()

    def _send_layers(self) -> None:
        self._plan(layers=self._layers, volume=self._volume**2)

    # Transport

    @property
    def is_playing(self) -> bool:
        """Whether it is playing, at any speed."""
        return self.state is PlayState.PLAYING

    @property
    def speed(self) -> float:
        """The playback speed; 1 is normal, negative is backwards."""
        return self.mixer.plan.rate

    def toggle(self) -> None:
        """Play or pause."""
        if self.is_playing:
            self.pause()
        else:
            self.play()

    def play(self, speed: float = 1.0) -> None:
        """Play from the playhead, or from the start if it is at the end."""
        self.audition.stop()
        if self.duration_s <= 0.0:
            return
        self._stop_at_s = self._return_to_s = None
        if speed > 0 and self.position_s >= self.duration_s - _EDGE_S:
            self.position_s = 0.0
        if self._loop_s is not None and not self._loop_s[0] <= self.position_s < self._loop_s[1]:
            self.position_s = self._loop_s[0]
        self._start(speed)

    def play_span(self, start_s: float, end_s: float, *, come_back: bool = False) -> None:
        """Play a range once; with `come_back`, the playhead returns to where it was."""
        back_to_s = self.position_s if come_back else None
        self.position_s = min(max(start_s, 0.0), self.duration_s)
        self._start(1.0)
        self._stop_at_s, self._return_to_s = min(end_s, self.duration_s), back_to_s

    def pause(self) -> None:
        """Pause at the position being heard."""
        if not self.is_playing:
            return
        self._timer.stop()
        self._plan(playing=False)
        self.meters.silence()
        self.metered.emit()
        self._set_state(PlayState.PAUSED)
        self.seek(self.position_s)

    def shuttle(self, direction: int) -> None:
        """Play in a direction, faster with each call (J and L)."""
        if not self.is_playing or self.speed * direction < 0:
            self.play(direction * _SPEEDS[0])
            return
        faster = [speed for speed in _SPEEDS if speed > abs(self.speed)]
        if faster:
            self._start(direction * faster[0])

    def seek(self, time_s: float) -> None:
        """Go to a time; playback continues from there."""
        self.position_s = min(max(time_s, 0.0), self.duration_s)
        self._jump()
        if self.is_playing:
            self._restart_pictures()
        else:
            self._show_still()
        self.position_changed.emit(self.position_s)

    def step(self, frames: int) -> None:
        """Step by a number of frames, exactly."""
        self.pause()
        self.seek(self.stepped(self.position_s, frames))

    def stepped(self, time_s: float, frames: int) -> float:
        """The time of the frame a number of frames after the one shown at `time_s`."""
        times = self._frame_times
        if not times:
            return min(max(time_s + frames * FALLBACK_STEP_S, 0.0), self.duration_s)
        if frames < 0:
            # Between two frames, a step back goes to the start of the visible frame.
            index = bisect_left(times, time_s - 1e-5) + frames
        else:
            index = bisect_right(times, time_s + 1e-5) - 1 + frames
        return max(0.0, times[min(max(index, 0), len(times) - 1)])

    def set_loop(self, range_s: tuple[float, float] | None) -> None:
        """Loop a range; None stops looping."""
        self._loop_s = range_s
        loop = None
        if range_s is not None:
            loop = (round(range_s[0] * RATE_HZ), round(range_s[1] * RATE_HZ))
        self._plan(loop=loop)

    # The clock

    @Slot()
    def tick(self) -> None:
        """Follow the clock; called by a timer while playing."""
        self.outputs.output.poll()
        now_s = self.outputs.output.now_s()
        self._read_meters(now_s)
        at_s = self.mixer.heard_s(now_s)
        if at_s is None:
            return
        went_back = at_s < self.position_s - _EDGE_S and self.speed > 0
        self.position_s = min(max(at_s, 0.0), self.duration_s)
        if went_back and self.mixer.plan.loop is not None:
            self._restart_pictures()
        if self._has_arrived():
            return
        self._show_moving()
        self.position_changed.emit(self.position_s)

    def _read_meters(self, now_s: float) -> None:
        elapsed_s = min(max(now_s - self._metered_at_s, 0.0), _LONGEST_READING_S)
        peaks = self.mixer.peaks(now_s - elapsed_s, now_s)
        self.meters.update(peaks, elapsed_s)
        self._metered_at_s = now_s
        self.metered.emit()

    def _has_arrived(self) -> bool:
        """Pause at the end of the clip or of the range; return whether it was reached."""
        stop_s = self._stop_at_s
        if stop_s is not None and self.position_s >= stop_s - _EDGE_S:
            self.position_s = stop_s if self._return_to_s is None else self._return_to_s
            self._stop_at_s = self._return_to_s = None
            self.pause()
            return True
        at_end = self.speed > 0 and self.position_s >= self.duration_s - _EDGE_S
        at_start = self.speed < 0 and self.position_s <= _EDGE_S
        if at_end or at_start:
            self.pause()
            return True
        return False

    def _start(self, speed: float) -> None:
        self._plan(rate=speed, playing=True)
        self._jump()
        self._restart_pictures()
        self._timer.start()
        self._set_state(PlayState.PLAYING)

    def _jump(self) -> None:
        plan = self.mixer.plan
        self._plan(position=self.position_s * RATE_HZ, generation=plan.generation + 1)

    def _plan(self, **changes: object) -> None:
        self.mixer.plan = replace(self.mixer.plan, **changes)  # type: ignore[arg-type]

    def _set_state(self, state: PlayState) -> None:
        if state is not self.state:
            self.state = state
            self.state_changed.emit(state)

    # Pictures

    def _restart_pictures(self) -> None:
        if self._server is not None and self.speed > 0:
            self._server.play_from(self.position_s)

    def _show_moving(self) -> None:
        """Show the newest frame that is due, or a proxy if decoding lags."""
        picture = None
        if self._server is not None and self.speed > 0:
            picture = self._server.take(self.position_s)
        if picture is not None:
            self._show(picture)
        elif self.shown_time_s is None or self._lags():
            self._show_proxy()

    def _lags(self) -> bool:
        """Whether the visible frame is far from the one that is due."""
        if self.shown_time_s is None or self.speed < 0:
            return True
        due_s = self.position_s
        if self._frame_times:
            due_s = self._frame_times[max(bisect_right(self._frame_times, due_s) - 1, 0)]
        return due_s - self.shown_time_s > _BEHIND_S or self.shown_time_s > due_s + _BEHIND_S

    def _show_still(self) -> None:
        """Show a proxy at once and request the full frame."""
        if self._server is None:
            return
        self._show_proxy()
        self._server.show(self.position_s)

    def _show_proxy(self) -> None:
        picture = self.proxies.at(self.position_s)
        if picture is not None and picture.time_s != self.shown_time_s:
            self._show(picture)

    def _show(self, picture: Picture) -> None:
        self.shown_time_s = picture.time_s
        self.picture_changed.emit(picture.image)

    @Slot(object)
    def _on_still_ready(self, picture: Picture) -> None:
        if not self.is_playing and self.sender() is self._server:
            self._show(picture)

    def _close_server(self) -> None:
        if self._server is not None:
            self._server.still_ready.disconnect(self._on_still_ready)
            self._server.close()
            self._server.deleteLater()
            self._server = None
