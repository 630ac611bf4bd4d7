"""Find the events that are like those a person set, in the rest of a clip or in other clips.

A person finishes a stretch of a clip: its events are examples, its silence counter-examples. Each
row of the picture, with the rows around it, is reduced to a few principal components; a logistic
regression tells the rows of the examples from the others; the peaks of its log-odds elsewhere are
the candidates. An event that was found and then deleted is one more counter-example.

The threshold lies halfway between the one that suits the examples best and the one that finds
events as densely as they are. With few examples the first alone is a matter of chance, and the
second alone knows nothing of how clear they are.

The constants were chosen on the 25 real clips whose sound matches the picture; the results are flat
around each of them. docs/finding-the-rest.md has the figures, also on clips that were not used.

Shapes: F feature rows at 21.5 per second, D values for each row, E examples.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.config import GRID
from engine.errors import InputError
from engine.events.candidates import Candidate
from engine.events.event import Event, audible
from engine.events.likeness.regression import fit_logistic
from engine.events.likeness.rows import PictureRows
from engine.events.peaks import peaks
from engine.phrases import Phrase

Floats = NDArray[np.floating[Any]]

LEAST_EXAMPLES: Final = 3
_THERE: Final = (Phrase("there are none"), Phrase("there is one"), Phrase("there are two"))
TAIL_S: Final = 0.1  # after the last example, which the finished stretch includes

_FIRST_COMPONENTS: Final = 64  # of a single row: keeps an hour of video at seconds
_COMPONENTS: Final = 64  # of a row with its surroundings
_REACH_ROWS: Final = 3  # 140 ms to each side
_SHARPNESS: Final = 0.5  # weak components count less: by the square root of their deviation
_RIDGE: Final = 0.5
_TARGET_S: Final = 0.045  # standard deviation of an example around its time
_DENSITY_SHARE: Final = 0.5  # of the density in the threshold
_REJECTED_WEIGHT: Final = 2.0  # of a rejected row, relative to the middle of an example
_NEAR_S: Final = 0.1  # closer than this, a candidate is the event itself
_CLEAR_ROWS: Final = 2  # to each side of an event outside the finished stretch
_WIDTH: Final = 1.0  # log-odds over which the certainty changes around the threshold
_FOUND: Final = 0.5  # certainty
_LEAST_CERTAINTY: Final = 0.05
_ALIKE: Final = 0.05  # of the cosine: how much alike examples must be to share their strength


class Examples(NamedTuple):
    """What a person has said about one clip.

    Attributes:
        rows: the clip.
        events: the examples; none if the clip is only searched. Muted ones are no examples.
        finished_s: start and end of the stretch in which silence means that there is no event.
        rejected_s: times at which there is none, anywhere in the clip.
    """

    rows: PictureRows
    events: Sequence[Event] = ()
    finished_s: tuple[float, float] = (0.0, 0.0)
    rejected_s: Sequence[float] = ()


class _Peak(NamedTuple):
    """A candidate before the threshold is known."""

    row: int
    time_s: float
    log_odds: float


def finished_stretch(
    events: Sequence[Event], rejected_s: Sequence[float] = ()
) -> tuple[float, float]:
    """The usual finished stretch: from the start of the clip to the last that a person decided."""
    ends_s = [*(event.end_s for event in events), *rejected_s]
    return 0.0, max(ends_s) + TAIL_S if ends_s else 0.0


def is_finished(stretch_s: tuple[float, float], length_s: float) -> bool:
    """Whether a finished stretch leaves nothing to search of a clip of this length."""
    start_s, end_s = stretch_s
    return start_s <= _NEAR_S and end_s >= length_s - _NEAR_S


def find_like(clip: Examples, others: Sequence[Examples] = ()) -> list[Candidate]:
    """Find the events of a clip that are like the examples in it and in other clips.

    Args:
        clip: the clip to search, outside its finished stretch.
        others: clips of the same features that add examples.

    Returns:
        Candidates sorted by time, without hopeless ones, and at least 0.1 s from every example and
        rejected time. Their strength and duration are those of the examples that they resemble;
        none lasts into the next event that is set or found.

    Raises:
        InputError: there are too few examples, they contradict the rejected times, or nothing of
            the clip is left to search.
    """
    clips = [clip, *others]
    _require_sense(clips)
    components = _components([each.rows for each in clips])
    labels = [_labels(each) for each in clips]
    log_odds = _log_odds(clips, components, labels)
    found = [_peaks(each) for each in log_odds]
    free = [peak for peak in found[0] if not _is_known(clip, peak.time_s)]
    threshold = _threshold(clips, found, free)
    certain = [
        (peak, certainty)
        for peak in free
        if (certainty := _certainty(peak.log_odds - threshold)) >= _LEAST_CERTAINTY
    ]
    return _candidates(certain, clips, components)


# What the person has said


def require_enough(examples: int) -> None:
    """Refuse to learn from almost nothing.

    Raises:
        InputError: there are fewer than three examples.
    """
    if examples < LEAST_EXAMPLES:
        raise InputError(
            "Finding the rest takes at least three events to learn from; {there}.",
            hint="Add more events by hand, and try again.",
            there=_THERE[examples],
        )


def _require_sense(clips: Sequence[Examples]) -> None:
    require_enough(sum(len(audible(each.events)) for each in clips))
    for each in clips:
        for event in audible(each.events):
            if _is_near(event.time_s, each.rejected_s):
                raise InputError(
                    "At {time_s:.2f} s there is an event, and none was said to be there.",
                    hint="Delete the event, or take it out of those that are none.",
                    time_s=event.time_s,
                )
    if is_finished(clips[0].finished_s, len(clips[0].rows.looks) / float(GRID.video_rate)):
        raise InputError(
            "Nothing of the clip is left to search.",
            hint="Learn from events of its beginning only.",
        )


def _is_known(clip: Examples, time_s: float) -> bool:
    """Whether the person has already said what is at a time."""
    start_s, end_s = clip.finished_s
    known_s = [*(event.time_s for event in clip.events), *clip.rejected_s]
    return start_s <= time_s < end_s or _is_near(time_s, known_s)


def _is_near(time_s: float, others_s: Sequence[float]) -> bool:
    return any(abs(time_s - each) < _NEAR_S for each in others_s)


class _Labels(NamedTuple):
    """The labelled rows of a clip: which, their targets 0 to 1, and which were rejected."""

    known: NDArray[np.bool_]
    targets: Floats
    rejected: NDArray[np.bool_]


def _labels(clip: Examples) -> _Labels:
    times_s = np.arange(len(clip.rows.looks)) / float(GRID.video_rate)
    start_s, end_s = clip.finished_s
    events_s = [event.time_s for event in audible(clip.events)]
    clear_s = (_CLEAR_ROWS + 0.5) / float(GRID.video_rate)
    rejected = _distance(times_s, clip.rejected_s) < clear_s
    near = _distance(times_s, events_s)
    known = ((times_s >= start_s) & (times_s < end_s)) | (near < clear_s) | rejected
    return _Labels(known, np.exp(-0.5 * np.square(near / _TARGET_S)), rejected)


def _distance(times_s: Floats, events_s: Sequence[float]) -> Floats:
    """The time from each of (F,) times to the nearest event."""
    if not len(events_s):
        return np.full(len(times_s), np.inf)
    return np.asarray(np.abs(times_s[:, None] - np.asarray(events_s)).min(axis=1))


# The regression


def _components(clips: Sequence[PictureRows]) -> list[Floats]:
    """The principal components of each clip's rows with their surroundings, (F, D)."""
    first = _principal([each.looks for each in clips], _FIRST_COMPONENTS, sharpness=1.0)
    wide = [_with_surroundings(each) for each in first]
    return _principal(wide, _COMPONENTS, sharpness=_SHARPNESS)


def _principal(clips: Sequence[Floats], count: int, *, sharpness: float) -> list[Floats]:
    """Project rows onto their principal components, the first scaled to a deviation of 1."""
    rows = sum(map(len, clips))
    scatter = sum(np.asarray(each.T @ each) for each in clips) / rows
    variances, axes = np.linalg.eigh(scatter)
    largest = slice(None, -1 - count, -1)
    deviations = np.sqrt(np.maximum(variances[largest], np.finfo(float).eps))
    scale = (deviations / deviations[0]) ** sharpness / deviations
    return [each @ (axes[:, largest] * scale) for each in clips]


def _with_surroundings(rows: Floats) -> Floats:
    """Each row with the rows before and after, minus the mean: (F, D) to (F, 7 D)."""
    place = np.arange(len(rows))
    steps = range(-_REACH_ROWS, _REACH_ROWS + 1)
    wide = np.concatenate([rows[np.clip(place + by, 0, len(rows) - 1)] for by in steps], axis=1)
    return np.asarray(wide - wide.mean(axis=0))


def _log_odds(
    clips: Sequence[Examples], components: Sequence[Floats], labels: Sequence[_Labels]
) -> list[Floats]:
    """Fit the labelled rows of all clips, and return the log-odds of every row of each."""
    values = [
        np.concatenate([rows, each.rows.evidence], axis=1)
        for each, rows in zip(clips, components, strict=True)
    ]
    known = np.concatenate([one[each.known] for one, each in zip(values, labels, strict=True)])
    targets = np.concatenate([each.targets[each.known] for each in labels])
    rejected = np.concatenate([each.rejected[each.known] for each in labels])
    rarity = np.sqrt(max(1.0, (len(targets) - targets.sum()) / max(targets.sum(), 1.0)))
    weights = np.where(rejected, _REJECTED_WEIGHT * rarity, 1.0 + targets * (rarity - 1.0))
    coefficients = fit_logistic(known, targets, weights, ridge=_RIDGE)
    return [each @ coefficients[:-1] + coefficients[-1] for each in values]


# The threshold


def _peaks(log_odds: Floats) -> list[_Peak]:
    lowest = float(log_odds.min())
    return [
        _Peak(row, time_s, float(log_odds[row])) for row, time_s in peaks(log_odds, floor=lowest)
    ]


def _threshold(clips: Sequence[Examples], found: Sequence[list[_Peak]], free: list[_Peak]) -> float:
    """The log-odds from which on a peak is an event."""
    fitting = _fitting_threshold(clips, found)
    start_s, end_s = clips[0].finished_s
    rows = len(clips[0].rows.looks)
    left_s = rows / float(GRID.video_rate) - (end_s - start_s)
    finished_s = sum(each.finished_s[1] - each.finished_s[0] for each in clips)
    inside = sum(len(_inside(each)) for each in clips)
    heights = sorted((peak.log_odds for peak in free), reverse=True)
    if finished_s <= 0.0 or not heights or not inside:
        return fitting
    wanted = min(max(1, round(inside * left_s / finished_s)), len(heights))
    dense = float(np.mean(heights[wanted - 1 : wanted + 1]))
    return (1.0 - _DENSITY_SHARE) * fitting + _DENSITY_SHARE * dense


def _fitting_threshold(clips: Sequence[Examples], found: Sequence[list[_Peak]]) -> float:
    """The threshold with the best F1 where the person has decided; of equal ones, the highest."""
    made: list[float] = []  # log-odds of every peak
    missed_below: list[float] = []  # for each example, those of the highest peak at it
    for each, peaks_of_clip in zip(clips, found, strict=True):
        start_s, end_s = each.finished_s
        within = [
            peak
            for peak in peaks_of_clip
            if start_s <= peak.time_s < end_s or _is_near(peak.time_s, each.rejected_s)
        ]
        made += [peak.log_odds for peak in within]
        for event in _inside(each):
            at = [peak.log_odds for peak in within if abs(peak.time_s - event.time_s) < _NEAR_S]
            missed_below.append(max(at, default=-np.inf))
    if not made:
        return 0.0
    heights = np.unique(made)
    thresholds = np.append(heights[0] - 1.0, (heights[1:] + heights[:-1]) / 2)
    matched = len(missed_below) - np.searchsorted(np.sort(missed_below), thresholds, side="right")
    left = len(made) - np.searchsorted(np.sort(made), thresholds, side="right")
    f1 = 2.0 * matched / (left + len(missed_below))
    return float(thresholds[np.flatnonzero(f1 == f1.max())[-1]])


def _inside(clip: Examples) -> list[Event]:
    start_s, end_s = clip.finished_s
    return [event for event in audible(clip.events) if start_s <= event.time_s < end_s]


def _certainty(margin: float) -> float:
    """From the log-odds above the threshold: 0.5 at the threshold."""
    return float(1.0 / (1.0 + np.exp(-np.clip(margin / _WIDTH, -30.0, 30.0))))


# The events


def _candidates(
    certain: Sequence[tuple[_Peak, float]], clips: Sequence[Examples], components: Sequence[Floats]
) -> list[Candidate]:
    """Give each candidate the strength and the duration of the examples that it resembles."""
    if not certain:
        return []
    spread = np.concatenate(components).std(axis=0)  # strong components tell kinds apart
    examples = [
        (_row(event, rows) * spread, event)
        for each, rows in zip(clips, components, strict=True)
        for event in audible(each.events)
    ]
    shown = _unit(np.stack([row for row, _ in examples]))  # (E, D)
    strengths = np.array([event.strength for _, event in examples])
    durations_s = np.array([event.duration_s for _, event in examples])
    found_s = [peak.time_s for peak, certainty in certain if certainty >= _FOUND]
    starts_s = np.sort([*found_s, *(event.time_s for event in clips[0].events), np.inf])
    candidates = []
    for peak, certainty in certain:
        end_s = float(starts_s[np.searchsorted(starts_s, peak.time_s, side="right")])
        likeness = shown @ _unit(components[0][peak.row] * spread)
        shares = np.exp((likeness - likeness.max()) / _ALIKE)
        shares /= shares.sum()
        event = Event(
            peak.time_s,
            strength=float(np.clip(shares @ strengths, 0.0, 1.0)),
            source="picture",
            duration_s=float(min(shares @ durations_s, end_s - peak.time_s)),
        )
        candidates.append(Candidate(event, certainty))
    return candidates


def _row(event: Event, rows: Floats) -> Floats:
    place = min(round(event.time_s * float(GRID.video_rate)), len(rows) - 1)
    return np.asarray(rows[place])


def _unit(rows: Floats) -> Floats:
    length = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(length, np.finfo(float).eps))
