"""Preview of a clip: picture and sound."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from engine.errors import EngineError
from engine.media.probe import MediaInfo, probe
from gui.kit import theme
from gui.kit.language import said, tr
from gui.kit.layouts import put, vbox
from gui.kit.picture_view import PictureView
from gui.kit.workers import Job
from gui.playback.sound_painting import paint_sound
from gui.playback.sounds import LoadedSound, load_sound
from gui.train.clip_frames import ClipFrames
from gui.train.data_set.check_result import CheckedClip
from gui.train.data_set.time_strip import PlayRow, TimeStrip
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
        self._sound, self.duration_s, self._words = sound, duration_s, words
        self.update()

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
        self.paint_playhead(painter)


class ClipPreview(QWidget):
    """Picture, waveform and play button. The picture follows the audio clock."""

    def __init__(self, services: TrainServices) -> None:
        super().__init__()
        self._services = services
        self._job: Job | None = None
        self._frames = ClipFrames(services.runner, self)
        column = vbox(self, margins=0, spacing=4)
        self.screen_ = PictureView(tr("Select a clip"), QSize(320, 200))
        self.screen_.setAccessibleName(tr("Picture of the clip"))
        column.addWidget(self.screen_, 1)
        self.waveform = put(column, Waveform())
        self.row = put(column, PlayRow(services.player, self.waveform, tr("Play the clip (Space)")))
        self.screen_.clicked.connect(self.row.toggle)
        self.row.moved.connect(lambda at_s, playing: self._frames.follow(at_s, playing=playing))
        self._frames.picture_ready.connect(self.screen_.show_image)
        self.show_clip(None)

    def show_clip(self, clip: CheckedClip | None) -> None:
        """Show another clip from its start."""
        self.close_clip()
        if clip is None:
            self.screen_.clear(tr("Select a clip"))
            return
        if clip.path is None:
            self.screen_.clear(tr("This clip has only precomputed features."))
            return
        path = clip.path
        self.screen_.clear(tr("Opening…"))
        self._job = self._services.runner.start(
            lambda _context: probe(path), done=self._on_probed, failed=self._on_failed
        )

    def close_clip(self) -> None:
        """Stop and close the file."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._frames.close()
        self._show_sound(None, 0.0)

    def _on_probed(self, info: MediaInfo) -> None:
        """Show the picture now and the sound once it is decoded."""
        self._job = None
        path, duration_s = info.path, info.duration_s
        if info.video is None:
            self.screen_.clear(tr("This clip has no video"))
        else:
            self._frames.open_probed(info)
            self._frames.follow(0.0, playing=False)
        self._show_sound(None, duration_s, "" if info.audio else tr("No playable audio"))
        if info.audio:
            self._job = self._services.runner.start(
                lambda context: load_sound(path, context),
                done=self._on_sound_loaded,
                failed=self._on_no_sound,
            )

    def _on_sound_loaded(self, sound: LoadedSound) -> None:
        self._job = None
        self._show_sound(sound, self.waveform.duration_s)
        self._frames.follow(0.0, playing=False)

    def _on_no_sound(self, _error: Exception) -> None:
        self._job = None
        self._show_sound(None, self.waveform.duration_s, tr("No playable audio"))

    def _show_sound(self, sound: LoadedSound | None, duration_s: float, words: str = "") -> None:
        self.waveform.show_sound(sound, duration_s, words)
        self.row.offer(None if sound is None else sound.path)

    def _on_failed(self, error: Exception) -> None:
        self._job = None
        words = tr("The clip cannot be opened.")
        self.screen_.clear(said(error.phrase) if isinstance(error, EngineError) else words)
