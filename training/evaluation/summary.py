"""Figures of an evaluation over clips: means, pooled scores, their intervals and their nulls.

Timbre Similarity is the paper's Table 2.

Every figure is of one system, over all clips or those of one class. Onset scores are pooled over
the clips, so that a clip with many onsets counts more. A *null* is the score of chance: onsets of
other clips, references of other sounds.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.metrics.bootstrap import Interval, bootstrap_mean, bootstrap_ratio
from engine.metrics.disentanglement import (
    OnsetStability,
    Probe,
    onset_stability,
    picture_share,
    probe_clips,
)
from engine.metrics.onsets import match_onsets, score_onsets
from engine.metrics.timbre import score_timbre
from engine.metrics.voice_embedding import cosine_similarity
from training.evaluation.plan import PlanName
from training.evaluation.records import Measures, Numbers, Records

Vectors = NDArray[np.float64]


class Figure(NamedTuple):
    """A figure of a system, and what chance gives, if that is known."""

    interval: Interval
    null: float | None = None


class OnsetFigures(NamedTuple):
    """Onset scores, pooled over the swapped pairs: F1, precision, recall, and the signed offset.

    Attributes:
        f1: with its null.
        precision: share of the made onsets that are true; None if none was made.
        recall: share of the true onsets that were made; None if there are none.
        offset_s: mean time of a made onset after its true one; None without any pair.
    """

    f1: Figure
    precision: Figure | None
    recall: Figure | None
    offset_s: Figure | None


def _pooled_mean(values: Sequence[Sequence[float]]) -> Interval:
    """The mean of all values of all clips, each of which has at least one."""
    return bootstrap_ratio([sum(each) for each in values], [len(each) for each in values])


class Summary:
    """Computes figures from the measurements of an evaluation."""

    def __init__(self, records: Records, labels: Sequence[str]) -> None:
        """Summarise measurements; `labels` are the classes of the clips."""
        self._records = records
        self._labels = labels

    def count(self, label: str | None) -> int:
        """Number of clips of a class, or of all."""
        return sum(label in (None, each) for each in self._labels)

    def mean(
        self, system: str, plan: PlanName, measure: str, label: str | None = None
    ) -> Figure | None:
        """The mean of one of the measures; None where there is no value."""
        values = [getattr(each, measure) for each in self._sounds(system, plan, label)]
        known = [float(value) for value in values if value is not None]
        return Figure(bootstrap_mean(known)) if known else None

    def onsets(self, system: str, label: str | None = None) -> OnsetFigures | None:
        """The onset scores of the swapped pairs; None where neither side has any onset."""
        sounds = self._sounds(system, "swapped", label)
        true_s = [self._records.clips[each.video].onsets_s for each in sounds]
        made_s = [each.onsets_s for each in sounds]
        pairs = [match_onsets(*both) for both in zip(true_s, made_s, strict=True)]
        true = np.array([len(each) for each in true_s], np.float64)
        made = np.array([len(each) for each in made_s], np.float64)
        matched = np.array([len(each) for each in pairs])
        if not len(sounds) or not true.sum() + made.sum():
            return None
        offsets = [
            [made_s[clip][j] - true_s[clip][i] for i, j in each]
            for clip, each in enumerate(pairs)
            if each
        ]

        def share(of: NDArray[np.float64], null: float | None = None) -> Figure | None:
            if not of.sum():
                return None
            return Figure(bootstrap_ratio(matched, of), null)

        null = score_onsets(true_s, made_s).null if len(sounds) > 1 else None
        f1 = share((true + made) / 2, null)
        assert f1 is not None  # as there are onsets
        return OnsetFigures(
            f1,
            share(made),
            share(true),
            Figure(_pooled_mean(offsets)) if offsets else None,
        )

    def timbre_cosine(self, system: str, label: str | None = None) -> Figure | None:
        """Resemblyzer's cosine with the own reference, and with the group's other references.

        None without Resemblyzer. The class is that of the reference.
        """
        own, others = [], []
        sounds = self._sounds(system, "timbre", None)
        references = defaultdict(set)
        for each in sounds:
            references[each.group].add(each.reference)
        for each in sounds:
            if label not in (None, self._labels[each.reference]) or not each.embedding:
                continue
            made = np.array(each.embedding)
            own.append(cosine_similarity(made, self._embedding(each.reference)))
            others += [
                cosine_similarity(made, self._embedding(other))
                for other in references[each.group] - {each.reference}
            ]
        if not own:
            return None
        return Figure(bootstrap_mean(own), float(np.mean(others)) if others else None)

    def patches(self, system: str) -> Figure | None:
        """Likeness of patches to those of the own reference, and of the other references."""
        sounds = self._sounds(system, "timbre", None)
        own = [each.patches for each in sounds if each.patches is not None]
        others = [each.patches_null for each in sounds if each.patches_null is not None]
        if not own:
            return None
        return Figure(bootstrap_mean(own), float(np.mean(others)) if others else None)

    def identification(self, system: str) -> tuple[Figure, Figure] | None:
        """Share of sounds whose nearest reference is their own, and the centred margin.

        Over the videos that were dubbed with at least two references; the null of the first is
        that of guessing. None if there is no such video.
        """
        shares, margins, chances = [], [], []
        for sounds in self._by_video(system).values():
            if len(sounds) > 1:
                references = self._timbres(each.reference for each in sounds)
                score = score_timbre(references, np.array([each.timbre for each in sounds]))
                shares.append(score.identification)
                margins.append(score.centred_margin)
                chances.append(1 / len(sounds))
        if not shares:
            return None
        return (
            Figure(bootstrap_mean(shares), float(np.mean(chances))),
            Figure(bootstrap_mean(margins), 0.0),
        )

    def stability(self, system: str) -> OnsetStability | None:
        """How much the onsets depend on the reference, the mean over the videos."""
        found = [
            onset_stability([each.onsets_s for each in sounds])
            for sounds in self._by_video(system).values()
        ]
        known = [each for each in found if each is not None]
        if not known:
            return None
        moved_s = [each.moved_s for each in known if each.moved_s is not None]
        return OnsetStability(
            float(np.mean([each.kept for each in known])),
            float(np.mean(moved_s)) if moved_s else None,
        )

    def picture_share(self, system: str) -> float | None:
        """Share of the timbres' variance that is due to the picture, the mean over the groups."""
        groups: dict[str, dict[int, list[Numbers]]] = defaultdict(lambda: defaultdict(list))
        for each in self._sounds(system, "timbre", None):
            groups[each.group][each.reference].append(each.timbre)
        shares = [
            picture_share([np.array(timbres) for timbres in references.values()])
            for references in groups.values()
        ]
        known = [share for share in shares if share is not None]
        return float(np.mean(known)) if known else None

    def probe(self, model: str) -> Probe | None:
        """How well single frames of a model's temporal code tell their clip."""
        codes = [code for (name, _), code in self._records.codes.items() if name == model]
        return probe_clips([np.reshape(each.values, (each.channels, -1)) for each in codes])

    def _sounds(self, system: str, plan: PlanName, label: str | None) -> list[Measures]:
        return [
            each
            for each in self._records.of(system, plan)
            if label in (None, self._labels[each.video])
        ]

    def _by_video(self, system: str) -> dict[int, list[Measures]]:
        """The made sounds of the timbre plan, by video."""
        videos: dict[int, list[Measures]] = defaultdict(list)
        for each in self._sounds(system, "timbre", None):
            videos[each.video].append(each)
        return videos

    def _embedding(self, clip: int) -> Vectors:
        return np.array(self._records.clips[clip].embedding)

    def _timbres(self, clips: Iterable[int]) -> Vectors:
        return np.array([self._records.clips[clip].timbre for clip in clips])
