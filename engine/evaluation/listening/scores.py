"""Mean opinion scores with 95 % intervals, and the answers as CSV (paper, Table 1 and 2).

The interval is that of Student's t distribution over all scores of a system, as listening tests are
usually reported (ITU-T P.800). It takes all scores as independent; those of one listener are not
quite, so with few listeners the true uncertainty is larger.
"""

import csv
import io
import math
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from engine.evaluation.listening.answers import Answers
from engine.evaluation.listening.plan import Trial
from engine.evaluation.listening.scales import SCALES, ScaleName
from engine.evaluation.listening.sitting import Sitting

ALL: Final = ""  # in place of a class: all of them
_QUANTILE: Final = 0.975  # two-sided 95 %


class Opinion(NamedTuple):
    """The opinion of several listeners.

    Attributes:
        mean: of the scores.
        half: half the width of the 95 % interval; None for a single score.
        scores: their number.
    """

    mean: float
    half: float | None
    scores: int


class Row(NamedTuple):
    """The opinion of a system on a scale, for a class or `ALL`; None before the first score."""

    scale: ScaleName
    group: str
    system: str
    opinion: Opinion | None


def opinion(scores: Sequence[int]) -> Opinion:
    """The mean of at least one score and its interval.

    Raises:
        ValueError: there are no scores.
    """
    count = len(scores)
    if count == 0:
        raise ValueError("an opinion needs at least one score")
    mean = sum(scores) / count
    if count == 1:
        return Opinion(mean, None, 1)
    from scipy.special import stdtrit  # takes longer to import than the window takes to open

    deviation = math.sqrt(sum((score - mean) ** 2 for score in scores) / (count - 1))
    quantile = float(stdtrit(count - 1, _QUANTILE))
    return Opinion(mean, quantile * deviation / math.sqrt(count), count)


def counted(sitting: Sitting, answers: Iterable[Answers]) -> list[Answers]:
    """The answers of the listeners who missed no check."""
    return [each for each in answers if each.missed(sitting) == 0]


def results(sitting: Sitting, answers: Sequence[Answers]) -> list[Row]:
    """The opinions of each system on each scale, for all classes together and for each.

    A system that has no scores yet has a row, too. The answers are those that count.
    """
    rows = []
    samples = [trial for trial in sitting.trials if trial.kind == "sample"]
    for name in (scale.name for scale in SCALES):
        mine = [trial for trial in samples if trial.scale == name]
        groups = sorted({trial.group for trial in mine if trial.group})
        for group in (ALL, *groups):
            inside = [trial for trial in mine if group in (ALL, trial.group)]
            for system in _systems(inside):
                scores = _scores([each for each in inside if each.system == system], answers)
                rows.append(Row(name, group, system, opinion(scores) if scores else None))
    return rows


def results_csv(rows: Iterable[Row]) -> str:
    """The results as CSV."""
    lines = [(row.scale, row.group or "all", row.system, *_figures(row.opinion)) for row in rows]
    return _csv(("scale", "class", "system", "mean", "half interval 95 %", "scores"), lines)


def answers_csv(sitting: Sitting, answers: Iterable[Answers]) -> str:
    """Every score as CSV, also those of practice, of checks and of listeners who do not count."""
    lines = []
    for each in answers:
        waits = each.passed(sitting) < sitting.checks
        passed = "no" if each.missed(sitting) else "not yet" if waits else "yes"
        lines += [
            (
                each.listener,
                passed,
                trial.scale,
                trial.kind,
                trial.system,
                trial.clip,
                trial.group,
                "" if trial.beeps is None else trial.beeps,
                each.scores[trial.id],
            )
            for trial in sitting.trials
            if trial.id in each.scores
        ]
    header = ("listener", "passed checks", "scale", "kind", "system", "clip", "class")
    return _csv((*header, "beeps", "score"), lines)


def _figures(found: Opinion | None) -> tuple[str, str, int]:
    """The mean, half the interval and the number of scores, as in the CSV."""
    if found is None:
        return "", "", 0
    half = "" if found.half is None else f"{found.half:.4f}"
    return f"{found.mean:.4f}", half, found.scores


def _systems(trials: Iterable[Trial]) -> list[str]:
    """The systems of trials, the ground truth first."""
    ranked = sorted(trials, key=lambda trial: not trial.is_truth)
    return list(dict.fromkeys(trial.system for trial in ranked))


def _scores(trials: Sequence[Trial], answers: Sequence[Answers]) -> list[int]:
    return [
        each.scores[trial.id] for each in answers for trial in trials if trial.id in each.scores
    ]


def _csv(header: Iterable[object], lines: Iterable[Iterable[object]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(lines)
    return text.getvalue()
