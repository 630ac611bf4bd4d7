"""Takes and references made ready to be heard and drawn, a few of them kept."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from engine.media.probe import probe
from engine.progress import JobContext
from gui.kit.workers import Runner
from gui.playback.clip_media import SoundData
from gui.playback.mixer import RATE_HZ

_KEPT: Final = 24
_MEASURED_S: Final = 120.0  # of a long sound: its beginning says whether it is clipped
_LOW_RATE_HZ: Final = 16000  # below it there is nothing of what makes most timbres
_CLIPPED: Final = 0.999
_SILENT: Final = 0.001  # -60 dB
_LONG_S: Final = 60.0  # a longer reference is averaged, and its character with it


@dataclass(frozen=True, slots=True)
class LoadedSound:
    """A sound that can be played and drawn.

    Attributes:
        path: its file.
        data: samples, outline, spectrogram.
        duration_s: how long it is.
        lufs: how loud it is; None for silence.
        warnings: what a person should know before using it as a reference.
    """

    path: Path
    data: SoundData
    duration_s: float
    lufs: float | None
    warnings: tuple[str, ...]


def load_sound(path: Path, context: JobContext) -> LoadedSound:
    """Decode a sound and look at it.

    Raises:
        InputError: if it cannot be decoded.
    """
    info = probe(path)
    data = SoundData(info.duration_s)
    data.decode(path, context)
    data.analyse(path, context)
    samples = data.pcm.samples(0, round(_MEASURED_S * RATE_HZ))
    warnings: list[str] = []
    if data.peaks.loudest < _SILENT:
        warnings.append("This sound is silent.")
    elif data.peaks.loudest >= _CLIPPED and _share_at_full_scale(samples) > 1e-4:
        warnings.append("This sound is clipped: its loudest parts are cut off.")
    if info.audio and info.audio[0].sample_rate_hz < _LOW_RATE_HZ:
        warnings.append(f"Recorded at {info.audio[0].sample_rate_hz / 1000:g} kHz: it sounds dull.")
    return LoadedSound(path, data, info.duration_s, data.lufs, tuple(warnings))


def region_warnings(sound: LoadedSound, region_s: tuple[float, float]) -> tuple[str, ...]:
    """What speaks against the chosen part of a sound."""
    start_s, end_s = region_s
    if end_s - start_s > _LONG_S:
        return ("Over a minute: choose the part that sounds best.",)
    low, high = sound.data.peaks.columns(start_s * RATE_HZ, end_s * RATE_HZ, 1)
    is_silent = max(abs(float(low[0])), abs(float(high[0]))) < _SILENT
    if is_silent and sound.data.peaks.loudest >= _SILENT:
        return ("This part is silent.",)
    return ()


def _share_at_full_scale(samples: NDArray[np.float32]) -> float:
    return float(np.mean(np.abs(samples) >= _CLIPPED)) if len(samples) else 0.0


class Sounds(QObject):
    """Loads sounds beside the GUI thread, each once."""

    loaded = Signal(object)  # LoadedSound
    failed = Signal(object, object)  # Path, Exception

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._sounds: dict[Path, LoadedSound] = {}
        self._asked: set[Path] = set()

    def get(self, path: Path) -> LoadedSound | None:
        """The sound if it is ready; otherwise it is loaded, and `loaded` tells."""
        sound = self._sounds.pop(path, None)
        if sound is not None:
            self._sounds[path] = sound  # used last: forgotten last
        elif path not in self._asked:
            self._asked.add(path)
            self._runner.start(
                lambda context: load_sound(path, context),
                done=self._on_loaded,
                failed=self._failure_of(path),
            )
        return sound

    def close(self) -> None:
        """Forget all."""
        for sound in self._sounds.values():
            sound.data.pcm.close()
        self._sounds.clear()
        self._asked.clear()

    def _on_loaded(self, sound: LoadedSound) -> None:
        self._asked.discard(sound.path)
        while len(self._sounds) >= _KEPT:
            self._sounds.pop(next(iter(self._sounds)))  # what is still heard stays alive by itself
        self._sounds[sound.path] = sound
        self.loaded.emit(sound)

    def _failure_of(self, path: Path) -> Callable[[Exception], None]:
        def failed(error: Exception) -> None:
            self.failed.emit(path, error)  # stays among the asked: not tried at every look

        return failed
