"""A strip of time with a playhead, and the row that plays what it shows."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QLineF, QSize, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from gui.kit import theme
from gui.kit.language import number, tr
from gui.kit.layouts import add, hbox
from gui.kit.widgets import faint, small_button
from gui.playback.file_player import FilePlayer

_BUTTON_PX: Final = 22
_END_S: Final = 0.05  # so close to the end, playing starts again


class TimeStrip(QWidget):
    """What lasts a number of seconds, from the left edge to the right; a click seeks.

    Attributes:
        duration_s: of all of it; 0 while there is nothing.
        at_s: where the playhead is.
    """

    sought = Signal(float)  # seconds

    def __init__(self) -> None:
        super().__init__()
        self.duration_s = self.at_s = 0.0

    def set_position(self, at_s: float) -> None:
        """Move the playhead."""
        self.at_s = at_s
        self.update()

    def x_of(self, time_s: float) -> float:
        """Where a time is, in pixels."""
        return time_s / self.duration_s * self.width() if self.duration_s else 0.0

    def paint_playhead(self, painter: QPainter) -> None:
        """Paint it over the rest; it is seen on any picture in both themes."""
        x = self.x_of(self.at_s)
        for role, width_px in (("base", 4), ("accent", 2)):
            painter.setPen(QPen(theme.colour(role), width_px))
            painter.drawLine(QLineF(x, 0, x, self.height()))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._seek(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._seek(event)

    def _seek(self, event: QMouseEvent) -> None:
        if self.duration_s:
            share = min(max(event.position().x() / max(self.width(), 1), 0.0), 1.0)
            self.sought.emit(share * self.duration_s)


class PlayRow(QWidget):
    """A button that plays the sound of a strip, and the time; the picture follows `moved`.

    Attributes:
        sound: the file that is played; None while there is none.
    """

    moved = Signal(float, bool)  # seconds, and whether it plays

    def __init__(self, player: FilePlayer, strip: TimeStrip, tip: str) -> None:
        super().__init__()
        self._player, self._strip = player, strip
        self.sound: Path | None = None
        self.button = small_button("play", tip, self.toggle)
        self.button.setIconSize(QSize(_BUTTON_PX, _BUTTON_PX))
        self.time = faint(wraps=False)
        add(hbox(self, margins=0, spacing=6), self.button, (self.time, 1))
        strip.sought.connect(self._on_sought)
        player.moved.connect(self._on_moved)
        player.changed.connect(self._show_state)

    @property
    def is_playing(self) -> bool:
        """Whether the sound is playing."""
        return self._player.plays(self.sound)

    def offer(self, sound: Path | None) -> None:
        """Play another sound from now on, from the start of the strip; stop the last."""
        if self.is_playing:
            self._player.stop()
        self.sound = sound
        self._strip.set_position(0.0)
        self._show_state()

    def play(self, from_s: float) -> None:
        """Play from a time."""
        if self.sound is not None:
            self._player.play(self.sound, from_s=from_s)
            self.moved.emit(from_s, True)

    @Slot()
    def toggle(self) -> None:
        """Play from the current position, or stop."""
        at_s = self._strip.at_s
        if self.is_playing:
            self._player.stop()
        else:
            self.play(0.0 if at_s >= self._strip.duration_s - _END_S else at_s)

    @Slot(float)
    def _on_sought(self, at_s: float) -> None:
        self._strip.set_position(at_s)
        self._show_time()
        if self.is_playing:
            self.play(at_s)
        else:
            self.moved.emit(at_s, False)

    @Slot(float)
    def _on_moved(self, at_s: float) -> None:
        if self.is_playing:
            self._strip.set_position(at_s)
            self._show_time()
            self.moved.emit(at_s, True)

    @Slot()
    def _show_state(self) -> None:
        self.button.setEnabled(self.sound is not None)
        self.button.setIcon(theme.icon("pause" if self.is_playing else "play"))
        self._show_time()

    def _show_time(self) -> None:
        at, length = number(self._strip.at_s, 1), number(self._strip.duration_s, 1)
        is_there = bool(self._strip.duration_s)
        self.time.setText(tr("{at} / {length} s", at=at, length=length) if is_there else "")
