"""Checks a folder of clips before preparation: which are usable, and statistics per class."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, get_args

from engine.machine.workers.workers import Workers
from engine.phrases import phrase
from engine.progress import JobContext
from training.data.check_cache import CheckCache
from training.data.clip_check import DROPPING, ClipCheck, Finding, check_clip
from training.data.sample import Array, Split, stored_bytes
from training.data.sources import ClipFile
from training.data.splits import assign_splits
from training.data.windows import windows_of

_SECONDS_A_MINUTE: Final = 60.0
_ARRAYS: Final[tuple[Array, ...]] = ("features", "mel", "aligned", "wave")  # of a clip's samples


@dataclass(frozen=True, slots=True)
class ClassSummary:
    """Statistics of a class.

    Attributes:
        clips: number of clips found.
        duration_s: their total duration, without unreadable clips.
        used: number of clips that go into the data set.
        used_s: total duration of these.
        splits: how many of these go into each split.
    """

    clips: int
    duration_s: float
    used: int
    used_s: float
    splits: dict[Split, int]


@dataclass(frozen=True, slots=True)
class FolderCheck:
    """The checks of all clips, sorted by name, and the seed of the split."""

    checks: tuple[ClipCheck, ...]
    seed: int = 0

    @property
    def used(self) -> list[ClipCheck]:
        """The checks of the clips that go into the data set."""
        return [each for each in self.checks if not each.dropped]

    def splits(self) -> dict[str, Split]:
        """The split of each clip that goes into the data set, by source."""
        return assign_splits({each.clip.source: each.clip.label for each in self.used}, self.seed)

    def classes(self) -> dict[str, ClassSummary]:
        """The statistics of each class, by name."""
        splits = self.splits()
        by_label: dict[str, list[ClipCheck]] = {}
        for each in self.checks:
            by_label.setdefault(each.clip.label, []).append(each)
        return {label: _summary(by_label[label], splits) for label in sorted(by_label)}

    def formats(self) -> dict[tuple[int, int], int]:
        """Number of clips per (sample rate, channels), most frequent first."""
        counts = Counter((each.rate_hz, each.channels) for each in self.checks if each.rate_hz)
        return dict(counts.most_common())

    def counts(self) -> dict[str, int]:
        """Number of clips with a finding of each kind."""
        kinds = {(each.clip.source, found.kind) for each in self.checks for found in each.findings}
        return dict(sorted(Counter(kind for _, kind in kinds).items()))

    def to_json(self) -> dict[str, Any]:
        """The check as JSON types."""
        splits = self.splits()
        return {
            "clips": len(self.checks),
            "used": len(self.used),
            "classes": {
                label: {
                    "clips": summary.clips,
                    "duration_s": round(summary.duration_s, 3),
                    "used": summary.used,
                    "used_s": round(summary.used_s, 3),
                    "splits": summary.splits,
                }
                for label, summary in self.classes().items()
            },
            "formats": [
                {"rate_hz": rate_hz, "channels": channels, "clips": clips}
                for (rate_hz, channels), clips in self.formats().items()
            ],
            "findings": self.counts(),
            "sample_bytes": stored_bytes(_ARRAYS),
            "files": [
                {
                    **each.to_json(),
                    "samples": 0 if each.dropped else len(windows_of(each)),
                    "split": splits.get(each.clip.source),
                }
                for each in self.checks
            ],
        }

    def text(self) -> str:
        """The check as text for the terminal."""
        return "\n".join([*self._class_lines(), *self._format_lines(), *self._finding_lines()])

    def _class_lines(self) -> Iterator[str]:
        summaries = {**self.classes(), "all": _summary(self.checks, self.splits())}
        width = max(len(label) for label in summaries)
        yield f"{'class':{width}}  clips  minutes   used  minutes  train  validation  test"
        for label, each in summaries.items():
            minutes, used = each.duration_s / _SECONDS_A_MINUTE, each.used_s / _SECONDS_A_MINUTE
            train, validation, test = each.splits.values()
            yield (
                f"{label:{width}}  {each.clips:5}  {minutes:7.1f}  {each.used:5}  {used:7.1f}"
                f"  {train:5}  {validation:10}  {test:4}"
            )

    def _format_lines(self) -> Iterator[str]:
        formats = self.formats()
        if formats:
            parts = (
                f"{clips} of {rate_hz} Hz with {_channels(channels)}"
                for (rate_hz, channels), clips in formats.items()
            )
            mixed = " (mixed; all become 22050 Hz mono)" if len(formats) > 1 else ""
            yield f"Sound: {', '.join(parts)}{mixed}."

    def _finding_lines(self) -> Iterator[str]:
        dropped = [each for each in self.checks if each.dropped]
        if dropped:
            yield f"Left out ({len(dropped)}):"
            for each in dropped:
                reasons = [str(found) for found in each.findings if found.kind in DROPPING]
                yield f"  {each.clip.source}: {', '.join(reasons)}"
        noted = [each for each in self.used if each.findings]
        if noted:
            yield f"Used, but worth a look ({len(noted)}):"
            for each in noted:
                yield f"  {each.clip.source}: {', '.join(map(str, each.findings))}"


def check_folder(
    clips: Sequence[ClipFile],
    workers: Workers,
    context: JobContext,
    *,
    ready: bool = False,
    cache: CheckCache | None = None,
    seed: int = 0,
) -> FolderCheck:
    """Check clips in parallel processes, unless a cache knows them from before.

    `ready` uses ready features instead of extracting them; the seed is that of the split.

    Raises:
        CancelledError: the job was cancelled.
        DeviceMemoryError: a process was killed.
    """
    done = cache.recall(clips) if cache else {}
    new = [clip for clip in clips if clip not in done]
    for each in workers.results(check_clip, new):
        done[each.clip] = each
        if cache:
            cache.remember(each)
        context.advance(len(done) / len(clips))
    if cache and new:
        cache.keep()
    checks = [_with_source(done[clip], ready=ready) for clip in clips]
    return FolderCheck(tuple(without_copies(checks)), seed)


def _with_source(check: ClipCheck, *, ready: bool) -> ClipCheck:
    """Drop the clip if it lacks the source of the features."""
    if ready and check.clip.ready is None:
        why = phrase("there are no ready ones, and no weights to extract them")
        missing = Finding("no features", why)
    elif not ready and check.clip.video is None:
        missing = Finding("no picture", phrase("there are only ready features"))
    else:
        return check
    return replace(check, findings=(*check.findings, missing))


def without_copies(checks: Sequence[ClipCheck]) -> Iterator[ClipCheck]:
    """Drop duplicates: of clips with the same content, only the first usable one is kept."""
    first: dict[str, str] = {}
    for each in checks:
        if each.dropped or not each.digest:
            yield each
            continue
        original = first.setdefault(each.digest, each.clip.source)
        if original == each.clip.source:
            yield each
        else:
            copy = Finding("duplicate", phrase("of {clip}", clip=original))
            yield replace(each, findings=(*each.findings, copy))


def _summary(checks: Sequence[ClipCheck], splits: Mapping[str, Split]) -> ClassSummary:
    used = [each for each in checks if not each.dropped]
    counts = Counter(splits[each.clip.source] for each in used)
    return ClassSummary(
        clips=len(checks),
        duration_s=sum(max(each.picture_s, each.sound_s) for each in checks),
        used=len(used),
        used_s=sum(each.content_s for each in used),
        splits={split: counts[split] for split in get_args(Split)},
    )


def _channels(channels: int) -> str:
    return "1 channel" if channels == 1 else f"{channels} channels"
