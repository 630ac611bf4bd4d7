"""Loads takes and references for playback and display, and caches a few."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

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
_MEASURED_S: Final = 120.0  # only the beginning of a long sound is checked for clipping
_LOW_RATE_HZ: Final = 16000  # lower rates lack the highs of most timbres
_CLIPPED: Final = 0.999
_LONG_S: Final = 60.0  # averaging a longer reference blurs its character


@dataclass(frozen=True, slots=True)
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
    """Decode a sound and check it.

    Raises:
        InputError: if it cannot be decoded.
    """
    info = probe(path)
    data = SoundData(info.duration_s)
    data.decode(path, context)
    data.analyse(path, context)
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
    """Loads sounds in background threads and caches them."""

    loaded = Signal(object)  # LoadedSound
    failed = Signal(object, object)  # Path, Exception

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._sounds: dict[Path, LoadedSound] = {}
        self._requested: set[Path] = set()  # loading or failed

    def get(self, path: Path) -> LoadedSound | None:
        """Return a sound if it is ready; otherwise load it and emit `loaded`."""
        sound = self._sounds.pop(path, None)
        if sound is not None:
            self._sounds[path] = sound  # most recently used last
        elif path not in self._requested:
            self._requested.add(path)
            self._runner.start(
                lambda context: load_sound(path, context),
                done=self._on_loaded,
                failed=lambda error: self.failed.emit(path, error),  # not tried again
            )
        return sound

    def close(self) -> None:
        """Drop all sounds."""
        for sound in self._sounds.values():
            sound.data.pcm.close()
        self._sounds.clear()
        self._requested.clear()

    def _on_loaded(self, sound: LoadedSound) -> None:
        self._requested.discard(sound.path)
        while len(self._sounds) >= _KEPT:
            self._sounds.pop(
                next(iter(self._sounds))
            )  # sounds in use are kept alive by their users
        self._sounds[sound.path] = sound
        self.loaded.emit(sound)
