"""What `prepare --check` found, as the page keeps it; and what a person leaves out besides."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

# What to make of a finding, by the kind that `prepare --check` gives it.
MEANINGS: Final[Mapping[str, str]] = {
    "unreadable": "The file is damaged, or is no video.",
    "no picture": "There is a sound but nothing to look at.",
    "no sound": "There is nothing to learn to make.",
    "no features": "It has no video, and no ready features either.",
    "too short": "There is less than half a second with picture and sound.",
    "silent": "The sound is there, but nothing can be heard in it.",
    "slideshow": "The picture stands still, so it says nothing about the sound.",
    "duplicate": "The same file is here under another name.",
    "clipped": "The loudest parts are cut off; the model would learn that.",
    "lengths differ": "Picture and sound end at different times; they may not belong together.",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One remark on a clip."""

    kind: str
    detail: str

    @property
    def text(self) -> str:
        """The remark in a few words."""
        return f"{self.kind} ({self.detail})" if self.detail else self.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedClip:
    """A clip as the check saw it.

    Attributes:
        source: its name in the data set.
        label: its class.
        path: its file; None where there are only ready features.
        ready: there are ready features, besides the file or without one.
        picture_s: when the picture ends.
        sound_s: when the sound ends.
        rate_hz: of the sound; 0 without one.
        channels: of the sound.
        problems: what is wrong or remarkable.
        dropped: it cannot be used.
        samples: what it adds to a data set.
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
        """How long the file is."""
        return max(self.picture_s, self.sound_s)

    @property
    def content_s(self) -> float:
        """How long there is both picture and sound."""
        return min(self.picture_s, self.sound_s)

    @property
    def format_text(self) -> str:
        """Its sound's format: `44.1 kHz stereo`."""
        if not self.rate_hz:
            return "none"
        names = {1: "mono", 2: "stereo"}
        return f"{self.rate_hz / 1000:g} kHz {names.get(self.channels, f'{self.channels} ch')}"

    @property
    def problem_text(self) -> str:
        """All its problems in a line."""
        return ", ".join(problem.text for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Total:
    """Some clips in numbers: those that are there, and those of them that are used."""

    clips: int
    duration_s: float
    used: int
    used_s: float
    samples: int


_COUNTED: Final = (
    *("classes", "worst_first", "formats", "problems"),
    *("has_no_video", "has_ready_features"),
)


@dataclass(frozen=True)
class Check:
    """The clips of a folder; what is counted in them is counted once.

    Attributes:
        folder: where they lie.
        clips: in the order of their names.
        sample_bytes: what one sample takes on disk.
    """

    folder: Path
    clips: tuple[CheckedClip, ...]
    sample_bytes: int

    @cached_property
    def classes(self) -> list[str]:
        """The classes that there are."""
        return sorted({clip.label for clip in self.clips})

    @cached_property
    def worst_first(self) -> tuple[CheckedClip, ...]:
        """The clips with those first that have problems."""
        return tuple(sorted(self.clips, key=severity, reverse=True))

    def count(self) -> None:
        """Count everything now: of ten thousand clips, in a thread."""
        for name in _COUNTED:
            getattr(self, name)

    @cached_property
    def formats(self) -> list[tuple[str, int]]:
        """The sound formats and how many clips have each, the most frequent first."""
        counts = Counter(clip.format_text for clip in self.clips if clip.rate_hz)
        return counts.most_common()

    @cached_property
    def problems(self) -> dict[str, list[CheckedClip]]:
        """The clips with a problem of each kind; those that drop a clip come first."""
        found: dict[str, list[CheckedClip]] = {}
        for clip in sorted(self.clips, key=lambda clip: not clip.dropped):
            for kind in dict.fromkeys(problem.kind for problem in clip.problems):
                found.setdefault(kind, []).append(clip)
        return found

    @cached_property
    def has_no_video(self) -> bool:
        """Whether there is not one: all features were extracted elsewhere."""
        return all(clip.path is None for clip in self.clips)

    @cached_property
    def has_ready_features(self) -> bool:
        """Whether some clips have features that were extracted elsewhere."""
        return any(clip.ready for clip in self.clips)


def severity(clip: CheckedClip) -> str:
    """What clips are ordered by to have the worst together."""
    worst = 2 if clip.dropped else int(bool(clip.problems))
    return f"{worst} {clip.problem_text}"


def total(clips: Iterable[CheckedClip], excluded: frozenset[str]) -> Total:
    """Clips in numbers, when some are left out."""
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


def read_check(folder: Path, result: Mapping[str, Any]) -> Check:
    """The result line of `prepare --check --json`."""
    clips = tuple(
        CheckedClip(
            source=each["source"],
            label=each["class"],
            path=Path(each["path"]) if each["path"] else None,
            ready=each["ready"],
            picture_s=each["picture_s"],
            sound_s=each["sound_s"],
            rate_hz=each["rate_hz"],
            channels=each["channels"],
            problems=tuple(Problem(one["kind"], one["detail"]) for one in each["findings"]),
            dropped=each["dropped"],
            samples=each["samples"],
        )
        for each in result["files"]
    )
    check = Check(folder, clips, result["sample_bytes"])
    check.count()
    return check
