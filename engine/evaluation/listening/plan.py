"""Which sounds a listener judges, and in which order (paper, app. D, Sample Selection).

The paper draws 10 clips of each class for realism and alignment, and 15 pairs of video and
reference for timbre, and mixes the sounds of the systems with as many of the ground truth. All
systems are judged on the same clips, so that none is favoured by an easy one.

Two kinds of trials are not in the paper. A *practice* trial opens each scale and does not count. A
*check* is a number of beeps that the listener has to give as the score, as in crowd tests (ITU-T
P.808, trapping questions): who misses one was not listening.
"""

import math
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Final, Literal, NamedTuple

import numpy as np
from msgspec import Meta

from engine.evaluation.listening.material import Example
from engine.evaluation.listening.scales import BEST, SCALES, WORST, ScaleName
from engine.storage.values import Id, Value

PAPER_CLIPS: Final = 10
_PAIRS_PER_CLIP: Final = 1.5  # 15 pairs for timbre where there are 10 clips for the others
_TRIALS_PER_CHECK: Final = 15

Kind = Literal["sample", "practice", "check"]
MediaName = Annotated[str, Meta(pattern=r"\A[0-9a-f]{16}\.(flac|mp4)\Z")]


class Trial(Value, frozen=True, kw_only=True):
    """One sound to be judged.

    Attributes:
        id: of the trial; says nothing about the system.
        scale: on which it is judged.
        kind: whether it counts, is practice or checks attention.
        media: file in the sitting, a video for alignment.
        target: file of the reference, for timbre.
        system: that made it; empty for a check.
        is_truth: whether it is the clip's own sound.
        clip: what was dubbed; empty for a check.
        group: class of the clip.
        beeps: the only right score of a check; None otherwise.
    """

    id: Id
    scale: ScaleName
    kind: Kind
    media: MediaName
    target: MediaName | None = None
    system: str = ""
    is_truth: bool = False
    clip: str = ""
    group: str = ""
    beeps: Annotated[int, Meta(ge=WORST, le=BEST)] | None = None


class Draw(NamedTuple):
    """A trial before its files exist: the scale and kind, and the example or number of beeps."""

    scale: ScaleName
    kind: Kind
    subject: Example | int

    @property
    def target(self) -> Path | None:
        """The reference, if the timbre is judged."""
        if self.scale == "timbre" and isinstance(self.subject, Example):
            return self.subject.target
        return None


def draw_trials(
    examples: Sequence[Example], scales: Iterable[ScaleName], clips: int, *, seed: int
) -> list[Draw]:
    """Draw the trials of a test on some scales.

    `clips` of each class are drawn, and half as many again for timbre, as in the paper.
    """
    draws: list[Draw] = []
    for place, name in enumerate(each.name for each in SCALES if each.name in set(scales)):
        chance = np.random.default_rng([seed, place])
        usable = [example for example in examples if name in example.scales]
        wanted = math.ceil(clips * _PAIRS_PER_CLIP) if name == "timbre" else clips
        chosen = _chosen(usable, wanted, chance)
        if not chosen:
            continue
        spare = [example for example in usable if example not in chosen] or chosen
        practice = spare[int(chance.integers(len(spare)))]
        draws.append(Draw(name, "practice", practice))
        draws += [Draw(name, "sample", example) for example in chosen]
        checks = math.ceil(len(chosen) / _TRIALS_PER_CHECK)
        counts = chance.integers(WORST, BEST + 1, size=checks)
        draws += [Draw(name, "check", int(count)) for count in counts]
    return draws


def ordered(trials: Sequence[Trial], listener: str, seed: int) -> list[Trial]:
    """The order of the trials for one listener: one scale after another, shuffled within each.

    Practice comes first, then a sample, and two sounds of the same clip follow each other only
    where no other clip is left. The same listener always gets the same order.
    """
    chance = np.random.default_rng([seed, zlib.crc32(listener.encode())])
    result: list[Trial] = []
    for scale in SCALES:
        mine = [trial for trial in trials if trial.scale == scale.name]
        result += [trial for trial in mine if trial.kind == "practice"]
        samples = [trial for trial in mine if trial.kind == "sample"]
        line = _spread([samples[place] for place in chance.permutation(len(samples))])
        for check in (trial for trial in mine if trial.kind == "check"):
            line.insert(int(chance.integers(1, len(line) + 1)), check)
        result += line
    return result


def _chosen(examples: Sequence[Example], wanted: int, chance: np.random.Generator) -> list[Example]:
    """All systems' sounds for some clips of each class, and the same for pairs with references."""
    chosen: list[Example] = []
    for group in sorted({example.group for example in examples}):
        mine = [example for example in examples if example.group == group]
        units = sorted({_unit(example) for example in mine})
        kept = {units[place] for place in chance.permutation(len(units))[:wanted]}
        chosen += [example for example in mine if _unit(example) in kept]
    return chosen


def _unit(example: Example) -> tuple[str, str]:
    """What the systems have in common: the clip, and the reference if timbre is judged."""
    timbre_only = example.scales == ("timbre",)
    return example.clip, str(example.target) if timbre_only else ""


def _spread(trials: list[Trial]) -> list[Trial]:
    """Avoid neighbours of the same clip: always take the next trial of another one, if any."""
    waiting = list(trials)
    line: list[Trial] = []
    while waiting:
        last = line[-1].clip if line else ""
        place = next((n for n, trial in enumerate(waiting) if trial.clip != last), 0)
        line.append(waiting.pop(place))
    return line
