"""What would be prepared of the checked clips: totals, and the split that would be drawn."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gui.train.data_set.check_result import CheckedClip, Total, total
from gui.train.data_set.choices import Choices
from gui.train.data_set_info import Split
from training.data.splits import assign_splits


@dataclass(frozen=True, slots=True)
class Plan:
    """What `prepare` would make with the present choices.

    Attributes:
        by_class: the totals of each class, ticked or not.
        classes: the ticked classes; None for all.
        choices: decisions about the clips.
        splits: the split of each clip that would be used, by source.
        counts: the number of these by class and split.
    """

    by_class: Mapping[str, Total]
    classes: Sequence[str] | None
    choices: Choices
    splits: Mapping[str, Split]
    counts: Counter[tuple[str, Split]]

    @property
    def total(self) -> Total:
        """Of the clips of the ticked classes."""
        return Total.of(each for label, each in self.by_class.items() if self.has(label))

    def has(self, label: str) -> bool:
        """Whether a class is ticked."""
        return self.classes is None or label in self.classes

    def count(self, split: Split, label: str = "") -> int:
        """Number of clips in a split, of a class or of all."""
        if label:
            return self.counts[label, split]
        return sum(count for (_, each), count in self.counts.items() if each == split)


def make_plan(
    clips: Iterable[CheckedClip], choices: Choices, classes: Sequence[str] | None, seed: int
) -> Plan:
    """The plan for clips with their present classes; the split is that of `prepare --seed`."""
    by_class: dict[str, list[CheckedClip]] = {}
    for clip in clips:
        by_class.setdefault(clip.label, []).append(clip)
    used = {
        clip.source: label
        for label, own in by_class.items()
        if classes is None or label in classes
        for clip in own
        if not clip.dropped and clip.source not in choices.excluded
    }
    splits = assign_splits(used, seed)
    return Plan(
        {label: total(own, choices.excluded) for label, own in by_class.items()},
        classes,
        choices,
        splits,
        Counter((used[source], split) for source, split in splits.items()),
    )
