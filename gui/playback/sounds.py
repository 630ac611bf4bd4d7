"""Loads takes and references for playback and display, and caches a few."""

import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from engine.dubbing.reference import SILENT_PEAK
from engine.media.probe import probe
from engine.progress import JobContext
from gui.kit.language import number, tr
from gui.kit.workers import Runner
from gui.playback.clip_media import SoundData
from gui.playback.mixer import RATE_HZ

_KEPT: Final = 24
_AT_ONCE: Final = 2  # cores of the smallest supported machine
_RETRY_S: Final = 5.0
_MEASURED_S: Final = 120.0  # only the beginning of a long sound is checked for clipping
_LOW_RATE_HZ: Final = 16000  # lower rates lack the highs of most timbres
_CLIPPED: Final = 0.999
_LONG_S: Final = 60.0  # averaging a longer reference blurs its character


@dataclass(frozen=True, slots=True, weakref_slot=True)
class LoadedSound:
    """A sound ready for playback and display.

    Attributes:
        path: its file.
        data: samples, peaks and spectrogram.
        duration_s: its duration.
        lufs: its loudness; None for silence.
        warnings: problems with using it as a reference.
        channels: of its file.
    """

    path: Path
    data: SoundData
    duration_s: float
    lufs: float | None
    warnings: tuple[str, ...]
    channels: int = 2


def load_sound(path: Path, context: JobContext) -> LoadedSound:
    """Decode a sound, check it, and compute its spectrogram.

    Raises:
        InputError: if it cannot be decoded.
    """
    sound = decode_sound(path, context)
    sound.data.analyse(path, context)
    return sound


def decode_sound(path: Path, context: JobContext) -> LoadedSound:
    """Decode a sound and check it; its spectrogram is still missing.

    Raises:
        InputError: if it cannot be decoded.
    """
    info = probe(path)
    data = SoundData(info.duration_s)
    data.decode(path, context)
    samples = data.pcm.samples(0, round(_MEASURED_S * RATE_HZ))
    warnings: list[str] = []
    if data.peaks.loudest < SILENT_PEAK:
        warnings.append(tr("This sound is silent."))
    elif data.peaks.loudest >= _CLIPPED and _share_at_full_scale(samples) > 1e-4:
        warnings.append(tr("This sound is clipped."))
    if info.audio and info.audio[0].sample_rate_hz < _LOW_RATE_HZ:
        rate_hz = info.audio[0].sample_rate_hz
        rate_khz = number(rate_hz / 1000, 1 if rate_hz % 1000 else 0)
        warnings.append(tr("Recorded at {rate} kHz; may sound dull.", rate=rate_khz))
    channels = info.audio[0].channels if info.audio else 2
    return LoadedSound(path, data, info.duration_s, data.lufs, tuple(warnings), channels)


def region_warnings(sound: LoadedSound, region_s: tuple[float, float]) -> tuple[str, ...]:
    """Problems with a region of a sound."""
    start_s, end_s = region_s
    if end_s - start_s > _LONG_S:
        return (tr("Longer than a minute. Select the part that sounds best."),)
    low, high = sound.data.peaks.columns(start_s * RATE_HZ, end_s * RATE_HZ, 1)
    is_silent = max(abs(float(low[0])), abs(float(high[0]))) < SILENT_PEAK
    if is_silent and sound.data.peaks.loudest >= SILENT_PEAK:
        return (tr("This region is silent."),)
    return ()


def _share_at_full_scale(samples: NDArray[np.float32]) -> float:
    return float(np.mean(np.abs(samples) >= _CLIPPED)) if len(samples) else 0.0


class Sounds(QObject):
    """Loads sounds in background threads and caches them; what was asked for last comes first.

    Those that are held elsewhere, as by the lanes of the tracks, are found again however many they
    are. Otherwise the tracks of a large clip would push one another out and be decoded for ever.
    """

    decoded = Signal(object)  # LoadedSound: it can be played; its spectrogram follows
    loaded = Signal(object)  # LoadedSound: it is complete
    failed = Signal(object, object)  # Path, Exception

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._sounds: dict[Path, LoadedSound] = {}  # most recently used last
        self._held = WeakValueDictionary[Path, LoadedSound]()  # by anyone
        self._wanted: list[Path] = []  # most recently asked for last
        self._under_way: set[Path] = set()
        self._failed_at_s: dict[Path, float] = {}

    def get(self, path: Path) -> LoadedSound | None:
        """Return a sound if it is complete; otherwise load it and emit `loaded`."""
        sound = self.playable(path)
        return sound if sound is not None and sound.data.is_analysed else None

    def playable(self, path: Path, *, again: bool = False) -> LoadedSound | None:
        """Return a sound if it can be played; otherwise load it and emit `decoded`.

        A file that failed is tried again after a few seconds, as the disk or the network may be
        back, or at once with `again`.
        """
        sound = self._sounds.pop(path, None) or self._held.get(path)
        if sound is not None:
            self._keep(sound)
            return sound
        if path in self._under_way:
            return None
        failed_s = time.monotonic() - self._failed_at_s.get(path, -_RETRY_S)
        if again or failed_s >= _RETRY_S:
            if path in self._wanted:
                self._wanted.remove(path)
            self._wanted.append(path)
            self._load_next()
        return None

    def has_failed(self, path: Path) -> bool:
        """Whether a sound could not be read when it was last tried."""
        return path in self._failed_at_s

    def close(self) -> None:
        """Drop all sounds."""
        for sound in self._sounds.values():
            sound.data.pcm.close()
        self._sounds.clear()
        self._held.clear()
        self._wanted.clear()

    def _load_next(self) -> None:
        while self._wanted and len(self._under_way) < _AT_ONCE:
            path = self._wanted.pop()
            self._under_way.add(path)
            self._runner.start(
                partial(decode_sound, path),
                done=self._on_decoded,
                failed=partial(self._on_failed, path),
            )

    def _on_decoded(self, sound: LoadedSound) -> None:
        self._keep(sound)
        self._failed_at_s.pop(sound.path, None)
        self.decoded.emit(sound)
        self._runner.start(
            lambda context: sound.data.analyse(sound.path, context),
            done=lambda _: self._on_analysed(sound),
            failed=partial(self._on_failed, sound.path),
        )

    def _keep(self, sound: LoadedSound) -> None:
        self._sounds[sound.path] = self._held[sound.path] = sound
        while len(self._sounds) > _KEPT:
            del self._sounds[next(iter(self._sounds))]

    def _on_analysed(self, sound: LoadedSound) -> None:
        self._end(sound.path)
        self.loaded.emit(sound)

    def _on_failed(self, path: Path, error: Exception) -> None:
        self._failed_at_s[path] = time.monotonic()
        self._end(path)
        self.failed.emit(path, error)

    def _end(self, path: Path) -> None:
        self._under_way.discard(path)
        self._load_next()
