"""Which clips are dubbed with which references (paper, app. D, Sample Selection).

For each class, the paper draws from the test set 10 clips whose sounds are swapped at random (for
realism and alignment), 5 references with 3 videos each (for timbre), and 10 clips with their own
sound (for the ablations). A smaller class gives as many as it has.

The 3 videos are the same for all 5 references, which the paper leaves open: only then do the sounds
of one video with several references tell whether each resembles its own reference most.
"""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal, NamedTuple

import numpy as np

PlanName = Literal["swapped", "timbre", "original"]

_SWAPPED: Final = 10
_REFERENCES: Final = 5
_VIDEOS: Final = 3
_ORIGINAL: Final = 10
_EVERYTHING: Final = "all classes together"


class Pair(NamedTuple):
    """A clip to dub, and the clip whose sound is the reference, by their places in the set.

    `group` is the class that they were drawn from.
    """

    plan: PlanName
    video: int
    reference: int
    group: str


class Plan(NamedTuple):
    """All pairs, and sentences about where a class is smaller than the paper's plan."""

    pairs: list[Pair]
    notes: list[str]


def draw_plan(labels: Sequence[str], *, seed: int, across: bool = False) -> Plan:
    """Draw the pairs of an evaluation, given the class of each clip, independently for each class.

    `across` draws as from one class, for a set with few clips of each.
    """
    groups = {_EVERYTHING} if across else set(labels)
    pairs: list[Pair] = []
    sizes = {}
    for group in sorted(groups):
        members = [n for n, label in enumerate(labels) if across or label == group]
        chance = np.random.default_rng([seed, zlib.crc32(group.encode())])
        shuffled = [members[place] for place in chance.permutation(len(members))]
        pairs += _pairs(shuffled, group, chance)
        sizes[group] = len(members)
    return Plan(pairs, list(_notes(sizes)))


def _pairs(clips: list[int], group: str, chance: np.random.Generator) -> list[Pair]:
    swapped = clips[:_SWAPPED]
    # each gets the next one's sound: no clip keeps its own
    pairs = [
        Pair("swapped", video, swapped[(place + 1) % len(swapped)], group)
        for place, video in enumerate(swapped)
        if len(swapped) > 1
    ]
    references = [clips[n] for n in chance.permutation(len(clips))[:_REFERENCES]]
    others = [clip for clip in clips if clip not in references]
    videos = (others + references)[:_VIDEOS]
    pairs += [
        Pair("timbre", video, reference, group)
        for video in videos
        for reference in references
        if video != reference
    ]
    return pairs + [Pair("original", clip, clip, group) for clip in clips[:_ORIGINAL]]


def _notes(sizes: Mapping[str, int]) -> Iterator[str]:
    """Sentences about the groups with fewer clips than the paper's plan has."""
    enough = max(_REFERENCES + _VIDEOS, _SWAPPED, _ORIGINAL)
    small = [f"{group}: {clips} clips" for group, clips in sizes.items() if 1 < clips < enough]
    if small:
        yield (
            f"{', '.join(small)}, where the paper draws {_SWAPPED} swapped pairs, {_REFERENCES} "
            f"references with {_VIDEOS} videos each and {_ORIGINAL} clips with their own sound."
        )
    single = [group for group, clips in sizes.items() if clips == 1]
    if single == [_EVERYTHING]:
        yield "The only clip has no other to be dubbed with, so it is only rebuilt."
    elif single:
        yield (
            f"{', '.join(single)}: a class with one clip has no other sound to be dubbed with, so "
            "the clip is only rebuilt. --across-classes draws from all classes together."
        )
