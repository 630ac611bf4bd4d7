"""Plays the sounds and videos of a listening test, as loud as they were prepared."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage

from engine.errors import EngineError
from engine.media.probe import probe
from gui.kit.language import tr
from gui.kit.timers import every
from gui.playback.file_player import FilePlayer
from gui.playback.frame_server import FrameServer
from gui.playback.player import TICK_MS, Player
from gui.playback.sounds import Sounds
from gui.playback.video_reader import Picture

_PICTURES: Final = ".mp4"


class TrialPlayer(QObject):
    """Plays one file at a time; the picture follows the sound that is heard."""

    picture_changed = Signal(QImage)
    share_changed = Signal(float)  # position, 0 to 1
    ended = Signal(object, bool)  # Path: played to its end, and whether all of it was audible
    problem_changed = Signal()
    failed = Signal(object)  # Exception

    def __init__(self, player: Player, sounds: Sounds, parent: QObject) -> None:
        super().__init__(parent)
        self._files = FilePlayer(player, sounds, self)
        self._server: FrameServer | None = None
        self._playing: Path | None = None
        self._outputs = player.outputs
        self._was_audible = False  # all that was played of the current file
        self.set_volume(player.volume)
        self._timer = every(self, TICK_MS, self._tick)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._files.ended.connect(self._on_ended)
        self._files.failed.connect(self._on_failed)
        self._outputs.changed.connect(self._on_problem_changed)

    @property
    def volume(self) -> float:
        """The volume, 0 to 1."""
        return self._volume

    def set_volume(self, volume: float) -> None:
        """Set the volume, 0 to 1; applied squared, for perceptually even steps."""
        self._volume = volume
        self._files.fixed_gain = volume**2
        if self._playing is not None:
            self._files.change_to(self._playing)
        self._on_problem_changed()

    @property
    def problem(self) -> str:
        """Why nothing can be heard, as a short text; empty if sounds are heard."""
        if self._outputs.output.is_silent:
            return tr("No audio device")
        return "" if self._volume else tr("Turn up the volume first.")

    @property
    def playing(self) -> Path | None:
        """The file that is playing, or will be once decoded."""
        return self._playing

    def open(self, path: Path) -> None:
        """Show the first picture of a video; close that of the previous one."""
        self.stop()
        self._close_server()
        if path.suffix == _PICTURES:
            try:
                self._server = FrameServer(probe(path), self)
            except EngineError as error:
                self.failed.emit(error)
                return
            self._server.still_ready.connect(self._on_still_ready)
            self._server.failed.connect(self.failed)
            self._server.show(0.0)

    def play(self, path: Path) -> None:
        """Play a file from its start, instead of the current one."""
        self.stop()
        self._playing = path
        self._was_audible = not self.problem
        if path.suffix == _PICTURES and self._server is not None:
            self._server.play_from(0.0)
        self._files.play(path)
        self._timer.start()

    def prepare(self, path: Path) -> None:
        """Decode a file in advance."""
        self._files.prepare(path)

    def stop(self) -> None:
        """Stop without having reached the end."""
        self._playing = None
        self._timer.stop()
        if self._files.is_playing:
            self._files.stop()

    def close(self) -> None:
        """Stop, and end the decoding of pictures."""
        self.stop()
        self._close_server()

    @Slot()
    def _tick(self) -> None:
        if self._playing is None or self._files.wanted is not None:
            return
        self.share_changed.emit(min(max(self._files.share, 0.0), 1.0))
        if self._server is not None and self._playing.suffix == _PICTURES:
            picture = self._server.take(self._files.position_s)
            if picture is not None:
                self.picture_changed.emit(picture.image)

    @Slot()
    def _on_ended(self) -> None:
        if self._playing is None:
            return
        path, self._playing = self._playing, None
        self._timer.stop()
        self.share_changed.emit(1.0)
        self.ended.emit(path, self._was_audible)

    @Slot()
    def _on_problem_changed(self) -> None:
        self._was_audible = self._was_audible and not self.problem
        self.problem_changed.emit()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._playing = None
        self._timer.stop()
        self.failed.emit(error)

    @Slot(object)
    def _on_still_ready(self, picture: Picture) -> None:
        if self._playing is None and self.sender() is self._server:
            self.picture_changed.emit(picture.image)

    def _close_server(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None
