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
        total: of the clips of the ticked classes.
        classes: the ticked classes; None for all.
        choices: decisions about the clips.
        splits: the split of each clip that would be used, by source.
    """

    total: Total
    classes: Sequence[str] | None
    choices: Choices
    splits: Mapping[str, Split]

    def count(self, split: Split) -> int:
        """Number of clips in a split."""
        return Counter(self.splits.values())[split]


def make_plan(
    clips: Iterable[CheckedClip], choices: Choices, classes: Sequence[str] | None, seed: int
) -> Plan:
    """The plan for clips with their present classes; the split is that of `prepare --seed`."""
    wanted = [clip for clip in clips if classes is None or clip.label in classes]
    used = {
        clip.source: clip.label
        for clip in wanted
        if not clip.dropped and clip.source not in choices.excluded
    }
    return Plan(total(wanted, choices.excluded), classes, choices, assign_splits(used, seed))
