"""What the files of a sample say of its clip: where it is from, and which events it has."""

from pathlib import Path
from typing import Final, Literal

from engine.config import GRID
from engine.errors import InputError
from engine.storage.regular_files import read_regular
from engine.storage.values import DamagedValueError, Seconds, Value, decode

FoundIn = Literal["picture", "sound"]
FRAME_CELLS: Final = 16  # pixels of a small picture, each way
FRAME_RATE: Final = float(GRID.video_rate)  # of the small pictures, a second


class SampledClip(Value, frozen=True, kw_only=True):
    """The content of `N_about.json` in the folder of a sample.

    Attributes:
        label: class of the clip.
        source: its name in the data set.
        file: where its picture is; None if that is not known.
        start_s: start of the sample in the file.
        content_s: duration of its content, which is looped up to ten seconds.
        offset_s: where in the sample its sound starts, as of the loudest part of it.
        true_s: its events, in seconds from the start of its sound.
        found_s: the events of the model, likewise; None if it has none to show.
        found_in: whether the model read them in the picture, or they are heard in its sound.
    """

    label: str
    source: str
    file: Path | None = None
    start_s: Seconds = 0.0
    content_s: Seconds = GRID.window_s
    offset_s: Seconds = 0.0
    true_s: tuple[float, ...] = ()
    found_s: tuple[float, ...] | None = None
    found_in: FoundIn = "picture"

    def file_time_s(self, sample_s: float) -> float:
        """The time in the file that is shown at a time of the sample's sound."""
        return self.start_s + (self.offset_s + sample_s) % max(self.content_s, 1e-3)


def about_file(folder: Path, clip: int) -> Path:
    """Where a sample says what its clip is."""
    return folder / f"{clip}_about.json"


def frames_file(folder: Path, clip: int) -> Path:
    """Where a sample has its small pictures, one below the other."""
    return folder / f"{clip}_frames.png"


def read_clip(folder: Path, clip: int) -> SampledClip | None:
    """What a sample says of its clip; None for samples of older versions.

    Raises:
        InputError: the file is damaged or cannot be read.
    """
    path = about_file(folder, clip)
    try:
        return decode(SampledClip, read_regular(path), path.stem)
    except FileNotFoundError:
        return None
    except (OSError, DamagedValueError) as error:
        raise InputError("{name} cannot be read ({error}).", name=path.name, error=error) from error
