"""The frame rate and time code of a clip as editing programs count them."""

from fractions import Fraction
from typing import Final, NamedTuple

from engine.media.probe import MediaInfo
from engine.media.source import open_media

# The rates that time code exists for.
_RATES: Final = (
    *(Fraction(rate) for rate in (24, 25, 30, 50, 60)),
    *(Fraction(1000 * rate, 1001) for rate in (24, 30, 60)),
)
_DROPPING: Final = (Fraction(30000, 1001), Fraction(60000, 1001))
_LIKENESS: Final = Fraction(5, 10000)  # halfway between 30 and 29.97 frames per second
_OTHERWISE: Final = Fraction(60)  # the finest: within 1/120 s of any frame


class FrameClock(NamedTuple):
    """Counts the frames of a clip.

    Attributes:
        rate: frames per second.
        start_frame: what the clip's time code says at clip time 0.
        numbers_all: whether the clip's own time code drops no numbers at any rate.
    """

    rate: Fraction
    start_frame: int = 0
    numbers_all: bool = False

    @property
    def drops(self) -> bool:
        """Whether its time code drops numbers to keep up with the clock (29.97 and 59.94)."""
        return not self.numbers_all and self.rate in _DROPPING

    @property
    def counted_rate(self) -> float:
        """Frames per second as its time code numbers them; OpenTimelineIO always drops at 29.97."""
        is_whole = self.rate in _DROPPING and not self.drops
        return float(round(self.rate) if is_whole else self.rate)

    @property
    def start_s(self) -> float:
        """The time code at clip time 0, in seconds since midnight."""
        return float(self.start_frame / self.rate)

    def frame(self, time_s: float) -> int:
        """The frame that starts nearest to a clip time, from 0."""
        return round(Fraction(time_s) * self.rate)


def frame_clock(info: MediaInfo) -> FrameClock:
    """The clock of a clip, from its average rate and the time code that its camera wrote.

    A clip of a rate without time code, such as one of a phone that varies, is counted in 60 frames
    per second.
    """
    own = info.video.average_rate if info.video else None
    near = [rate for rate in _RATES if own and abs(rate / own - 1) < _LIKENESS]
    rate = min(near, key=lambda each: abs(each - (own or 0))) if near else _OTHERWISE
    code = _time_code(info) if near else ""
    if not code:
        return FrameClock(rate)
    # A semicolon before the frames marks a code that drops numbers.
    return FrameClock(rate, _frame_of(code, rate), numbers_all=";" not in code)


def _frame_of(time_code: str, rate: Fraction) -> int:
    """The frame with a time code, from midnight; 0 if the code is damaged."""
    from opentimelineio import opentime  # a third of a second, which most dubs need not wait for

    try:
        frames: float = opentime.from_timecode(time_code, float(rate)).value
    except ValueError:
        return 0
    return round(frames)


def _time_code(info: MediaInfo) -> str:
    """The time code of the first frame as tagged in the file, or ""."""
    with open_media(info.path) as container:
        tags = [container.metadata, *(stream.metadata for stream in container.streams)]
    return next((tag["timecode"] for tag in tags if "timecode" in tag), "")
