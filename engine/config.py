"""The numbers that every part shares, and the folders that the program uses.

Every rate and length of the paper has its one home here; a length that follows from others is a
property, so that no module repeats arithmetic on frames and samples.
"""

import os
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

import platformdirs

from engine.storage.values import Value

GRIFFIN_LIM: Final = "griffin-lim"  # the vocoder that needs no file
APP_NAME: Final = "varietysound"


class MelContract(Value, frozen=True, kw_only=True):
    """The mel-spectrogram that models and vocoders are made for (paper, Experimental Setup).

    A value v in 0..1 stands for a magnitude of 10**(5 v - 4): v = 0 is silence.
    Two models understand each other only if their contracts are equal.
    """

    sample_rate_hz: int = 22050
    fft_samples: int = 1024
    hop_samples: int = 256
    bins: int = 80
    low_hz: float = 125.0
    high_hz: float = 7600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeGrid:
    """The model's clock: video frames at 21.5 a second, four mel frames to each (paper, ibid.).

    Four mel frames last 46.44 ms and a video frame 46.51 ms, so the two drift apart by 15.4 ms in
    10 s; every window is therefore placed on the clip's clock anew (`engine.dubbing.windows`).
    """

    video_rate: Fraction = Fraction(43, 2)
    mel_frames_per_video_frame: int = 4
    window_video_frames: int = 215

    @property
    def window_mel_frames(self) -> int:
        """Mel frames of one window: 860."""
        return self.window_video_frames * self.mel_frames_per_video_frame

    @property
    def window_s(self) -> float:
        """Seconds of the clip that one window covers: 10."""
        return float(self.window_video_frames / self.video_rate)

    def frame_time_s(self, frame: int) -> float:
        """The clip time of a video frame, in seconds."""
        return float(frame / self.video_rate)

    def frame_count(self, duration_s: float) -> int:
        """Video frames that a duration holds, at least one."""
        return max(1, int(duration_s * self.video_rate + Fraction(1, 1000)))


MEL: Final = MelContract()
GRID: Final = TimeGrid()
FEATURES: Final = 2048  # numbers a video frame: 1024 of appearance and 1024 of motion


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the program keeps things, the same for the window and the command line."""

    cache: Path
    models: Path
    settings: Path
    logs: Path

    @classmethod
    def current(cls) -> "Folders":
        """The folders of this user, all under `VARIETYSOUND_HOME` where that is set."""
        home = os.environ.get("VARIETYSOUND_HOME")
        if home:
            root = Path(home).expanduser().resolve()
            return cls(root / "cache", root / "models", root / "settings", root / "logs")
        dirs = platformdirs.PlatformDirs(APP_NAME, appauthor=False)
        return cls(
            dirs.user_cache_path,
            dirs.user_data_path / "models",
            dirs.user_config_path,
            dirs.user_log_path,
        )


RESOURCES: Final = Path(__file__).resolve().parent.parent / "resources"
