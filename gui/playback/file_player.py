"""Plays one sound file at a time, independent of the clip."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from gui.kit.timers import every
from gui.playback.loudness import listening_gain
from gui.playback.mixer import RATE_HZ, Layer
from gui.playback.player import Player
from gui.playback.sounds import LoadedSound, Sounds

_TICK_MS: Final = 30


class FilePlayer(QObject):
    """Plays sound files at equal loudness; `change_to` switches gaplessly at the same position.

    Attributes:
        fixed_gain: used instead of equal loudness and the player's volume; None for these.
        path: the current file.
        wanted: the file that will be played once decoded.
    """

    changed = Signal()  # another file, start or end
    moved = Signal(float)  # position in seconds
    ended = Signal()  # the file was played to its end
    failed = Signal(object)  # Exception: the file cannot be played

    def __init__(self, player: Player, sounds: Sounds, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.fixed_gain: float | None = None
        self._player = player
        self._sounds = sounds
        self.wanted: Path | None = None
        self._from_s: float | None = 0.0  # None continues at the current position
        self.path: Path | None = None
        self._timer = every(self, _TICK_MS, self._tick)
        sounds.decoded.connect(self._on_decoded)
        sounds.failed.connect(self._on_failed)

    @property
    def is_playing(self) -> bool:
        """Whether a file is playing, or will be once decoded."""
        return self.wanted is not None or self._timer.isActive()

    def plays(self, path: Path | None) -> bool:
        """Whether this file is playing, or will be; None is no file."""
        return path is not None and path == self.path and self.is_playing

    @property
    def position_s(self) -> float:
        """The position in seconds."""
        heard_s = self._player.audition.mixer.heard_s(self._player.outputs.output.now_s())
        return (self._from_s or 0.0) if heard_s is None else heard_s

    @property
    def share(self) -> float:
        """The position as a share of the file, 0 to 1."""
        end_s = self._player.audition.mixer.plan.end / RATE_HZ
        return self.position_s / end_s if end_s > 0 else 0.0

    def play(self, path: Path, *, from_s: float = 0.0) -> None:
        """Play a file from a position, replacing the current one."""
        self._player.pause()
        self._from_s = from_s
        self._want(path)

    def toggle(self, path: Path) -> None:
        """Play a file from its start, or stop it."""
        if self.plays(path):
            self.stop()
        else:
            self.play(path)

    def change_to(self, path: Path) -> None:
        """Switch to another file at the same position, without starting playback."""
        if not self.is_playing:
            self.path = path
            self.changed.emit()
            return
        self._from_s = None if self._timer.isActive() else 0.0
        self._want(path)

    @Slot()
    def stop(self) -> None:
        """Stop playing."""
        self._player.audition.stop()
        self._timer.stop()
        self.wanted = None
        self.changed.emit()

    def prepare(self, path: Path) -> None:
        """Decode a file in advance."""
        self._sounds.playable(path)

    def _want(self, path: Path) -> None:
        self.path = self.wanted = path
        sound = self._sounds.playable(path, again=True)
        if sound is not None:
            self._begin(sound)
        self.changed.emit()

    def _begin(self, sound: LoadedSound) -> None:
        self.wanted = None
        gain = self.fixed_gain
        if gain is None:
            gain = listening_gain(sound.lufs) * self._player.volume**2
        if self._from_s is None:
            mixer = self._player.audition.mixer
            end = round(sound.duration_s * RATE_HZ)
            mixer.plan = replace(mixer.plan, layers=(Layer(sound.data.pcm, gain),), end=end)
            return
        self._player.audition.play(sound.data.pcm, self._from_s, sound.duration_s, gain)
        self._timer.start()

    @Slot(object)
    def _on_decoded(self, sound: LoadedSound) -> None:
        if sound.path == self.wanted:
            self._begin(sound)

    @Slot(object, object)
    def _on_failed(self, path: Path, error: Exception) -> None:
        if path == self.wanted:
            self.stop()
            self.failed.emit(error)

    @Slot()
    def _tick(self) -> None:
        self._player.outputs.output.poll()
        at_s = self.position_s
        plan = self._player.audition.mixer.plan
        if not plan.playing or at_s >= (plan.end - 0.5) / RATE_HZ:
            self.stop()
            if plan.playing:  # not stopped from elsewhere
                self.ended.emit()
        else:
            self.moved.emit(at_s)
