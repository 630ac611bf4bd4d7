"""Events steer the model: they are written into its temporal code (paper, Temporal Information).

The paper's model decides alone when something sounds. Here a person may add, move, mute or scale
events, and each model file brings a calibration: what its temporal code looks like around an
event, on average, and at rest. What nobody touched stays what the picture said.

Shapes: K code channels, F video frames, S calibrated strengths, W template frames.
"""

import bisect
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.config import GRID
from engine.events.event import Event, audible

Array = NDArray[np.float32]

# An event read back from a list that rounds to milliseconds and hundredths is still the same.
SAME_TIME_S: Final = 0.002
SAME_STRENGTH: Final = 0.0051

EDGE_FRAMES: Final = 2  # over which a template fades into the code at both of its ends


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """What one model's temporal code looks like around an event.

    Attributes:
        strengths: (S,) the strengths measured, ascending, above 0 and up to 1.
        templates: (S, K, W) the mean code around an event of each; the event is at frame W // 2.
        rest: (K,) the mean code far from any event, which is what strength 0 means.

    Raises:
        ValueError: the arrays do not fit each other, or hold what is not a number.
    """

    strengths: Array
    templates: Array
    rest: Array

    def __post_init__(self) -> None:
        """Refuse arrays that mean nothing."""
        shapes = f"{self.strengths.shape}, {self.templates.shape} and {self.rest.shape}"
        if self.strengths.ndim != 1 or self.templates.ndim != 3 or self.rest.ndim != 1:
            raise ValueError(f"expected (S,), (S, K, W) and (K,), got {shapes}")
        if self.templates.shape[:2] != self.strengths.shape + self.rest.shape:
            raise ValueError(f"expected (S,), (S, K, W) and (K,), got {shapes}")
        if not self.templates.size or self.templates.shape[2] % 2 == 0:
            raise ValueError(f"expected strengths, and templates of odd length, got {shapes}")
        if not all(np.isfinite(each).all() for each in (self.templates, self.rest)):
            raise ValueError("the calibration holds what is not a number")
        steps = np.diff(self.strengths, prepend=np.float32(0))
        if not (np.all(steps > 0) and self.strengths[-1] <= 1):
            raise ValueError(f"expected strengths ascending within 0..1, got {self.strengths}")

    def template(self, strength: float) -> Array:
        """The code around an event of any strength, (K, W).

        Between two calibrated strengths, and between rest and the weakest, it is interpolated;
        above the strongest it is the strongest's.
        """
        rest = np.broadcast_to(self.rest[:, None], self.templates.shape[1:])
        known = np.concatenate([rest[None], self.templates])  # (S + 1, K, W)
        strengths = np.concatenate([np.zeros(1), self.strengths])
        place = float(np.interp(strength, strengths, np.arange(len(strengths))))
        lower = min(int(place), len(strengths) - 2)
        fraction = np.float32(place - lower)
        between: Array = (1 - fraction) * known[lower] + fraction * known[lower + 1]
        return between


def apply_events(
    code: Array,
    calibration: Calibration,
    *,
    found: Iterable[Event],
    wanted: Iterable[Event],
    start_s: float = 0.0,
) -> Array:
    """Make a temporal code sound at the events that are wanted.

    An event that was found and is wanted as it was leaves the code as the picture made it, and
    the frames nearer to it than to a changed event as well. Where an event was found and is not
    wanted there any more, the code goes to rest; where one is wanted that was not found there,
    or was found with another strength, its template is written.

    Args:
        code: (K, F), what the temporal encoder said of the picture.
        calibration: of the model that made the code.
        found: the events of the picture that the code holds.
        wanted: the events that are to sound; muted ones do not.
        start_s: the clip time of the code's first frame.

    Returns:
        The new code, (K, F); `code` is left alone.

    Raises:
        ValueError: the code has another number of channels than the calibration.
    """
    if code.ndim != 2 or code.shape[0] != len(calibration.rest):
        raise ValueError(f"expected a code ({len(calibration.rest)}, F), got {code.shape}")
    changes = _compare(audible(found), audible(wanted))
    kept = {_frame(event, start_s) for event in changes.kept}
    at_rest = calibration.template(0.0)
    steered = code.astype(np.float32)  # a copy
    _write(steered, {_frame(event, start_s): at_rest for event in changes.removed}, kept)
    # Of several events at one place, the strongest comes last and stays.
    templates = {
        _frame(event, start_s): calibration.template(event.strength) for event in changes.written
    }
    _write(steered, templates, kept)
    return steered


def code_from_events(
    calibration: Calibration, events: Iterable[Event], frames: int, *, start_s: float = 0.0
) -> Array:
    """A temporal code that owes nothing to the picture: rest, and the events (K, frames).

    For events that come from elsewhere than the picture, such as the clip's own sound.
    """
    rest = np.repeat(calibration.rest[:, None], frames, axis=1)
    return apply_events(rest, calibration, found=(), wanted=events, start_s=start_s)


class _Changes(NamedTuple):
    """What became of the events found: three lists in order of time."""

    kept: list[Event]
    removed: list[Event]
    written: list[Event]


def _compare(found: Sequence[Event], wanted: Sequence[Event]) -> _Changes:
    """Pair every event found with one that is wanted as it was, each at most once."""
    times = [event.time_s for event in wanted]
    unpaired = set(range(len(wanted)))
    kept, removed = [], []
    for event in found:
        first = bisect.bisect_left(times, event.time_s - SAME_TIME_S)
        last = bisect.bisect_right(times, event.time_s + SAME_TIME_S)
        same = (
            index
            for index in range(first, last)
            if index in unpaired and abs(wanted[index].strength - event.strength) <= SAME_STRENGTH
        )
        pair = next(same, None)
        if pair is None:
            removed.append(event)
        else:
            kept.append(event)
            unpaired.discard(pair)
    return _Changes(kept, removed, [wanted[index] for index in sorted(unpaired)])


def _frame(event: Event, start_s: float) -> float:
    """The place of an event in frames of the code."""
    return (event.time_s - start_s) * float(GRID.video_rate)


def _write(code: Array, templates: Mapping[float, Array], kept: Set[float]) -> None:
    """Write templates into a code, each no further than half-way to the next event.

    Args:
        code: (K, F), changed in place.
        templates: (K, W) each, by the place of its middle in frames, which may be between two.
        kept: places of events that are to be left alone, up to their own half-ways.
    """
    places = sorted(templates.keys() | kept)
    for place, template in templates.items():
        if place in kept:
            continue
        index = bisect.bisect_left(places, place)
        before = places[index - 1] if index > 0 else -np.inf
        after = places[index + 1] if index + 1 < len(places) else np.inf
        reach = template.shape[1] // 2
        lower = max(place - reach, (before + place) / 2, 0.0)
        upper = min(place + reach, (place + after) / 2, code.shape[1] - 1.0)
        frames = np.arange(int(np.ceil(lower)), int(np.floor(upper)) + 1)
        offsets = frames - place
        weight = np.minimum(1.0, (reach + 1 - np.abs(offsets)) / (EDGE_FRAMES + 1))
        written = _between_frames(template, offsets + reach)
        code[:, frames] += weight.astype(np.float32) * (written - code[:, frames])


def _between_frames(template: Array, places: NDArray[np.float64]) -> Array:
    """A template (K, W) read at places between its frames, (K, n)."""
    lower = np.floor(places).astype(int)
    upper = np.minimum(lower + 1, template.shape[1] - 1)
    fraction = (places - lower).astype(np.float32)
    between: Array = (1 - fraction) * template[:, lower] + fraction * template[:, upper]
    return between
