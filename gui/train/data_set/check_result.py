"""The result of `prepare --check`, and totals without the excluded clips."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from engine.phrases import Phrase
from engine.storage.values import convert
from gui.kit.language import mark, number, said, tr

# The kinds of findings of `prepare --check`, with their explanations.
MEANINGS: Final[Mapping[str, str]] = {
    mark("unreadable"): mark("It is left out; replace or remove the file."),
    mark("no picture"): mark("The file has no video stream."),
    mark("no sound"): mark("The file has no audio stream."),
    mark("no features"): mark("There is neither a video nor a feature file."),
    mark("too short"): mark("Less than half a second has both video and audio."),
    mark("silent"): mark("The audio contains no audible sound."),
    mark("slideshow"): mark("The picture does not move, so it says nothing about the sound."),
    mark("duplicate"): mark("The same file exists under another name."),
    mark("clipped"): mark("The loudest parts are clipped; the model would learn the distortion."),
    mark("lengths differ"): mark("Video and audio differ in length; they may not belong together."),
}


class Problem(Struct, frozen=True, rename={"detail": "said"}):
    """One finding about a clip."""

    kind: str
    detail: Phrase

    @property
    def text(self) -> str:
        """The finding in a few words."""
        kind, detail = tr(self.kind), said(self.detail).rstrip(".")
        return f"{kind} ({detail})" if detail else kind


class CheckedClip(
    Struct, frozen=True, kw_only=True, rename={"label": "class", "problems": "findings"}
):
    """A clip as checked.

    Attributes:
        source: its name in the data set.
        label: its class.
        path: its file; None if there are only precomputed features.
        ready: whether there are precomputed features.
        picture_s: end of the video in seconds.
        sound_s: end of the audio in seconds.
        rate_hz: sample rate of the audio; 0 without audio.
        channels: audio channels.
        problems: what was found.
        dropped: whether it cannot be used.
        samples: number of samples it adds to a data set.
    """

    source: str
    label: str
    path: Path | None
    ready: bool
    picture_s: float
    sound_s: float
    rate_hz: int
    channels: int
    problems: tuple[Problem, ...]
    dropped: bool
    samples: int

    @property
    def duration_s(self) -> float:
        """Length of the file in seconds."""
        return max(self.picture_s, self.sound_s)

    @property
    def content_s(self) -> float:
        """Seconds with both video and audio."""
        return min(self.picture_s, self.sound_s)

    @property
    def format_text(self) -> str:
        """Its audio format, such as `44.1 kHz stereo`."""
        if not self.rate_hz:
            return tr("none")
        digits = len(f"{self.rate_hz / 1000:g}".partition(".")[2])
        rate = number(self.rate_hz / 1000, digits)
        match self.channels:
            case 1:
                return tr("{rate} kHz mono", rate=rate)
            case 2:
                return tr("{rate} kHz stereo", rate=rate)
            case channels:
                return tr("{rate} kHz {channels} ch", rate=rate, channels=channels)

    @property
    def problem_text(self) -> str:
        """All its problems in one line."""
        return ", ".join(problem.text for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Total:
    """Totals of some clips: all of them, and the used ones."""

    clips: int
    duration_s: float
    used: int
    used_s: float
    samples: int

    @classmethod
    def of(cls, parts: Iterable["Total"]) -> "Total":
        """The totals of several groups together."""
        rows = [(0, 0.0, 0, 0.0, 0), *map(astuple, parts)]
        return cls(*map(sum, zip(*rows, strict=True)))


_COUNTED: Final = (
    *("classes", "worst_first", "formats", "problems"),
    *("has_no_video", "has_ready_features"),
)


@dataclass(frozen=True)
class Check:
    """The checked clips of a folder; derived values are cached.

    Attributes:
        folder: their folder.
        clips: sorted by name.
        sample_bytes: size of one sample on disk.
    """

    folder: Path
    clips: tuple[CheckedClip, ...]
    sample_bytes: int

    @cached_property
    def classes(self) -> list[str]:
        """All classes."""
        return sorted({clip.label for clip in self.clips})

    @cached_property
    def worst_first(self) -> tuple[CheckedClip, ...]:
        """The clips, those with problems first."""
        return tuple(sorted(self.clips, key=severity, reverse=True))

    def count(self) -> None:
        """Compute all cached values; called in a thread, as there may be ten thousand clips."""
        for name in _COUNTED:
            getattr(self, name)

    @cached_property
    def formats(self) -> list[tuple[str, int]]:
        """The audio formats with their number of clips, most frequent first."""
        counts = Counter(clip.format_text for clip in self.clips if clip.rate_hz)
        return counts.most_common()

    @cached_property
    def problems(self) -> dict[str, list[CheckedClip]]:
        """The clips by kind of problem; kinds that make a clip unusable come first."""
        found: dict[str, list[CheckedClip]] = {}
        for clip in sorted(self.clips, key=lambda clip: not clip.dropped):
            for kind in dict.fromkeys(problem.kind for problem in clip.problems):
                found.setdefault(kind, []).append(clip)
        return found

    @cached_property
    def has_no_video(self) -> bool:
        """Whether there are only precomputed features."""
        return all(clip.path is None for clip in self.clips)

    @cached_property
    def has_ready_features(self) -> bool:
        """Whether some clips have precomputed features."""
        return any(clip.ready for clip in self.clips)


def severity(clip: CheckedClip) -> str:
    """Sort key that groups clips by how bad their problems are."""
    worst = 2 if clip.dropped else int(bool(clip.problems))
    return f"{worst} {clip.problem_text}"


def total(clips: Iterable[CheckedClip], excluded: frozenset[str]) -> Total:
    """Totals of clips, some of which are excluded."""
    count = used = samples = 0
    duration_s = used_s = 0.0
    for clip in clips:
        count += 1
        duration_s += clip.duration_s
        if not clip.dropped and clip.source not in excluded:
            used += 1
            used_s += clip.content_s
            samples += clip.samples
    return Total(count, duration_s, used, used_s, samples)


class _Result(Struct, frozen=True):
    """The result line of `prepare --check --json`, as far as it is used here."""

    files: tuple[CheckedClip, ...]
    sample_bytes: int


def read_check(folder: Path, line: Mapping[str, Any]) -> Check:
    """Read the result line of `prepare --check --json`."""
    result = convert(_Result, line, "check")
    check = Check(folder, result.files, result.sample_bytes)
    check.count()
    return check
