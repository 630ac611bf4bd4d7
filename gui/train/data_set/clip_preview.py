"""Preview of a clip: picture and sound."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QLineF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from engine.errors import EngineError
from engine.media.probe import MediaInfo, probe
from gui.kit import theme
from gui.kit.language import number, said, tr
from gui.kit.layouts import put, vbox
from gui.kit.picture_view import PictureView
from gui.kit.widgets import faint, small_button
from gui.kit.workers import Job
from gui.playback.sound_painting import paint_sound
from gui.playback.sounds import LoadedSound, load_sound
from gui.train.clip_frames import ClipFrames
from gui.train.data_set.check_result import CheckedClip
from gui.train.data_set.time_strip import TimeStrip
from gui.train.services import TrainServices


class Waveform(TimeStrip):
    """Waveform over spectrogram."""

    def __init__(self) -> None:
        super().__init__()
        self._sound: LoadedSound | None = None
        self._words = ""
        self.setFixedHeight(76)
        self.setAccessibleName(tr("Audio of the clip"))
        self.setToolTip(tr("Click to seek"))

    def show_sound(self, sound: LoadedSound | None, duration_s: float, words: str = "") -> None:
        """Show a sound, or a message without one."""
        self._sound, self.duration_s, self._words = sound, max(duration_s, 1e-3), words
        self.set_position(0.0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("base"))
        sound = self._sound
        if sound is None:
            painter.setPen(theme.colour("faint"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)
        else:
            half = self.height() // 2
            paint_sound(painter, QRectF(self.rect()), sound, (0.0, self.duration_s), wave_px=half)
        x = self.x_of(self.at_s)
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.drawLine(QLineF(x, 0, x, self.height()))


_BUTTON_PX: Final = 22


class ClipPreview(QWidget):
    """Picture, waveform and play button. The picture follows the audio clock."""

    def __init__(self, services: TrainServices) -> None:
        super().__init__()
        self._services = services
        self._player = services.player
        self._job: Job | None = None
        self._frames = ClipFrames(services.runner, self)
        self._path: Path | None = None
        self._has_sound = False
        self._at_s = 0.0
        self._duration_s = 0.0
        column = vbox(self, margins=0, spacing=4)
        self.screen_ = PictureView(tr("Select a clip"), QSize(320, 200))
        self.screen_.setAccessibleName(tr("Picture of the clip"))
        column.addWidget(self.screen_, 1)
        self.waveform = put(column, Waveform())
        row = QHBoxLayout()
        self.play = small_button("play", tr("Play the clip (Space)"))
        self.play.setIconSize(QSize(_BUTTON_PX, _BUTTON_PX))
        row.addWidget(self.play)
        self.time = put(row, faint(wraps=False), 1)
        column.addLayout(row)
        self.play.clicked.connect(self.toggle)
        self.screen_.clicked.connect(self.toggle)
        self.waveform.sought.connect(self._on_sought)
        self._player.moved.connect(self._on_moved)
        self._player.changed.connect(self._on_player_changed)
        self._frames.still_ready.connect(self._on_still_ready)
        self.show_clip(None)

    def show_clip(self, clip: CheckedClip | None) -> None:
        """Show another clip from its start."""
        self.close_clip()
        self._path = None if clip is None else clip.path
        self.play.setEnabled(False)
        self._has_sound = False
        self._at_s = self._duration_s = 0.0
        self.time.clear()
        if clip is None:
            self.screen_.clear(tr("Select a clip"))
            self.waveform.show_sound(None, 1.0)
            return
        if clip.path is None:
            self.screen_.clear(tr("This clip has only precomputed features."))
            self.waveform.show_sound(None, 1.0)
            return
        path = clip.path
        self.screen_.clear(tr("Opening…"))
        self.waveform.show_sound(None, 1.0)
        self._job = self._services.runner.start(
            lambda _context: probe(path), done=self._on_probed, failed=self._on_failed
        )

    def close_clip(self) -> None:
        """Stop and close the file."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if self.is_playing:
            self._player.stop()
        self._frames.close()

    @property
    def is_playing(self) -> bool:
        """Whether this clip is playing."""
        return self._player.plays(self._path)

    @Slot()
    def toggle(self) -> None:
        """Play from the current position, or stop."""
        if self._path is None or not self._has_sound:
            return
        if self.is_playing:
            self._player.stop()
            return
        from_s = 0.0 if self._at_s >= self._duration_s - 0.05 else self._at_s
        self._player.play(self._path, from_s=from_s)
        self._frames.play_from(from_s)

    def _on_probed(self, info: MediaInfo) -> None:
        """Show the picture now and the sound once it is decoded."""
        self._job = None
        self._duration_s = info.duration_s
        path = info.path
        if info.video is None:
            self.screen_.clear(tr("This clip has no video"))
        else:
            self._frames.open_probed(info)
            self._frames.show(0.0)
        self._show_time()
        if not info.audio:
            self._on_no_sound(None)
            return
        self._job = self._services.runner.start(
            lambda context: load_sound(path, context),
            done=self._on_sound_loaded,
            failed=self._on_no_sound,
        )

    def _on_sound_loaded(self, sound: LoadedSound) -> None:
        self._job = None
        self._has_sound = True
        self.play.setEnabled(True)
        self.waveform.show_sound(sound, self._duration_s)

    def _on_no_sound(self, _error: Exception | None) -> None:
        self._job = None
        self.waveform.show_sound(None, self._duration_s, tr("No playable audio"))

    def _on_failed(self, error: Exception) -> None:
        self._job = None
        words = tr("The clip cannot be opened.")
        self.screen_.clear(said(error.phrase) if isinstance(error, EngineError) else words)

    @Slot(QImage)
    def _on_still_ready(self, picture: QImage) -> None:
        if not self.is_playing:
            self.screen_.show_image(picture)

    @Slot(float)
    def _on_sought(self, at_s: float) -> None:
        if self._duration_s == 0.0:
            return
        self._at_s = min(at_s, self._duration_s)
        if self.is_playing and self._path is not None:
            self._player.play(self._path, from_s=self._at_s)
            self._frames.play_from(self._at_s)
        else:
            self._frames.show(self._at_s)
        self._show_time()

    @Slot(float)
    def _on_moved(self, at_s: float) -> None:
        if not self.is_playing:
            return
        self._at_s = at_s
        picture = self._frames.take(at_s)
        if picture is not None:
            self.screen_.show_image(picture)
        self._show_time()

    @Slot()
    def _on_player_changed(self) -> None:
        self.play.setIcon(theme.icon("pause" if self.is_playing else "play"))

    def _show_time(self) -> None:
        self.waveform.set_position(self._at_s)
        self.time.setText(
            tr("{at} / {length} s", at=number(self._at_s, 1), length=number(self._duration_s, 1))
        )
