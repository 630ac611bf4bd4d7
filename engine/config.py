"""Constants shared by every package, and the folders that the program uses.

Each rate and length from the paper is defined here once. Lengths that follow from others are
properties, so no other module repeats arithmetic on frames and samples.
"""

import os
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

GRIFFIN_LIM: Final = "griffin-lim"  # the only vocoder without a file
UNREFINED: Final = ":unrefined"  # after a vocoder's name: its sound as the network makes it
APP_NAME: Final = "varietysound"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeGrid:
    """The model's time base: 21.5 video frames per second, 4 mel frames each (paper, ibid.).

    Four mel frames last 46.44 ms and a video frame 46.51 ms, so the two drift by 15.4 ms every
    10 s; each window is therefore realigned with the clip's clock (`engine.dubbing.windows`).
    """

    video_rate: Fraction = Fraction(43, 2)
    mel_frames_per_video_frame: int = 4
    window_video_frames: int = 215

    @property
    def window_mel_frames(self) -> int:
        """Mel frames per window: 860."""
        return self.window_video_frames * self.mel_frames_per_video_frame

    @property
    def window_s(self) -> float:
        """Length of a window in seconds: 10."""
        return float(self.window_video_frames / self.video_rate)

    def frame_count(self, duration_s: float) -> int:
        """Number of whole video frames in a duration, at least one."""
        return max(1, int(duration_s * self.video_rate + Fraction(1, 1000)))


GRID: Final = TimeGrid()
FEATURES: Final = 2048  # values per video frame: 1024 for appearance, 1024 for motion


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the program stores its files; the window and the command line share them."""

    cache: Path
    models: Path
    settings: Path
    logs: Path

    @property
    def recordings(self) -> Path:
        """References that were recorded from the microphone."""
        return self.models.parent / "recordings"

    @classmethod
    def current(cls) -> "Folders":
        """Return this user's folders, all below `VARIETYSOUND_HOME` if that is set."""
        home = os.environ.get("VARIETYSOUND_HOME")
        if home:
            root = Path(os.path.realpath(Path(home).expanduser()))
            return cls(root / "cache", root / "models", root / "settings", root / "logs")
        import platformdirs  # not needed to print the help or the version

        dirs = platformdirs.PlatformDirs(APP_NAME, appauthor=False)
        return cls(
            dirs.user_cache_path,
            dirs.user_data_path / "models",
            dirs.user_config_path,
            dirs.user_log_path,
        )


RESOURCES: Final = Path(__file__).resolve().parent.parent / "resources"
