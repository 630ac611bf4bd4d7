"""Media data of a clip for the lanes and the player, read in background threads."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from engine.errors import EngineError
from engine.media.audio import read_blocks
from engine.media.probe import MediaInfo, probe
from engine.mel.contract import MEL
from engine.mel.spectrogram import mel_blocks
from engine.progress import JobContext
from engine.project.model import Clip
from gui.kit.timers import every
from gui.kit.workers import Job, Runner
from gui.playback.loudness import integrated_lufs
from gui.playback.mel_picture import FRAME_S, MelPicture
from gui.playback.mixer import RATE_HZ
from gui.playback.pcm import Pcm, decode_into
from gui.playback.proxies import Proxies, fill
from gui.playback.video_reader import frame_times
from gui.playback.waveform import Peaks

T = TypeVar("T")
_MEASURED_S: Final = 120  # only the beginning of a long sound is measured
_GROWTH_MS: Final = 200  # redraw interval while data arrives
_SLOW_GROWTH_MS: Final = 1000  # for long clips, which grow slowly
_LONG_S: Final = 300.0


class SoundData:
    """A decoded sound with its waveform peaks and spectrogram."""

    def __init__(self, duration_s: float) -> None:
        self.pcm = Pcm(duration_s)
        self.peaks = Peaks(self.pcm.capacity, self.pcm.samples)
        self.mel = MelPicture(math.ceil(duration_s / FRAME_S) + 2)
        self.is_measured = False
        self.is_analysed = False
        self.lufs: float | None = None  # None for silence and until measured

    def decode(self, path: Path, context: JobContext) -> None:
        """Decode the samples, compute peaks and measure the loudness."""
        decode_into(self.pcm, path, context, each=self._take_block)
        self._measure()

    def _take_block(self, block: NDArray[np.float32]) -> None:
        self.peaks.append(block)
        if self.pcm.ready >= _MEASURED_S * RATE_HZ:
            self._measure()

    def _measure(self) -> None:
        if not self.is_measured:
            self.lufs = integrated_lufs(self.pcm.stereo(0, _MEASURED_S * RATE_HZ))
            self.is_measured = True

    def analyse(self, path: Path, context: JobContext) -> None:
        """Compute the spectrogram."""
        blocks = read_blocks(path, rate_hz=MEL.sample_rate_hz, mono=True, context=context)
        for mel in mel_blocks(np.ascontiguousarray(block[:, 0]) for block in blocks):
            self.mel.append(mel)
        self.is_analysed = True


class ClipMedia(QObject):
    """The media data of the active clip; opening another clip drops it."""

    opened = Signal(object)  # MediaInfo: the clip was probed
    grew = Signal()  # more of the thumbnails, peaks or spectrogram is available
    frames_known = Signal(object)  # list[float]
    failed = Signal(object)  # Exception

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Its own threads, so that a long clip does not block opening files.
        self._runner = Runner(self, threads=2)
        self._parts_left = 0
        self._jobs: list[Job] = []
        self._path: Path | None = None
        self.info: MediaInfo | None = None
        self.proxies = Proxies()
        self.sound: SoundData | None = None
        self._growth = every(self, _GROWTH_MS, self.grew.emit)

    def open(self, clip: Clip | None) -> None:
        """Start reading a clip; does nothing if it is already open."""
        path = None if clip is None else clip.file.path
        if path == self._path and self.info is not None:
            return
        self.close()
        self._path = path
        if path is not None:
            self._start(lambda _: probe(path), self._on_probed, self.failed.emit)

    @property
    def is_read(self) -> bool:
        """Whether everything of the open clip has been read, or has failed."""
        return self.info is not None and self._parts_left == 0

    def close(self) -> None:
        """Stop reading and drop all data."""
        for job in self._jobs:
            job.cancel()
        self._jobs.clear()
        self._parts_left = 0
        self._growth.stop()
        self._path = self.info = None
        self.proxies = Proxies()
        if self.sound is not None:
            self.sound.pcm.close()
            self.sound = None

    def _on_probed(self, info: MediaInfo) -> None:
        self.info = info
        proxies = self.proxies
        path = info.path
        try:
            sound = SoundData(info.duration_s) if info.audio else None
        except EngineError as error:
            sound = None
            self.failed.emit(error)
        self.sound = sound
        self.opened.emit(info)
        if info.video is not None:
            self._part(lambda _: frame_times(info), self.frames_known.emit)
        if sound is not None:  # before the thumbnails: it is fast, and playback needs it
            self._part(lambda context: sound.decode(path, context))
        if info.video is not None:
            self._part(lambda context: fill(proxies, info, context))
        if sound is not None:
            self._part(lambda context: sound.analyse(path, context))
        self._growth.start(_SLOW_GROWTH_MS if info.duration_s > _LONG_S else _GROWTH_MS)

    def shutdown(self) -> None:
        """End the threads."""
        self.close()
        self._runner.shutdown()

    def _start(
        self,
        work: Callable[[JobContext], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
    ) -> None:
        self._jobs.append(self._runner.start(work, done=done, failed=failed))

    def _part(
        self, work: Callable[[JobContext], T], done: Callable[[T], object] | None = None
    ) -> None:
        """Start a part that is drawn while it grows."""

        def finished(result: T) -> None:
            if done is not None:
                done(result)
            self._end_part()

        self._parts_left += 1
        self._start(work, finished, self._on_part_failed)

    def _on_part_failed(self, error: Exception) -> None:
        self.failed.emit(error)
        self._end_part()

    def _end_part(self) -> None:
        self._parts_left -= 1
        self.grew.emit()
        if self._parts_left == 0:
            self._growth.stop()
