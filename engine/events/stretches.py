"""Find stretches of the picture in which something goes on: it begins, and comes to rest again.

A saw, water that pours, a mouth that cries: such things sound for as long as they go on. Neither
the model nor the detector of impacts knows where they begin, and both see impacts in them.

Shapes: F feature rows at 21.5 per second.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.config import GRID
from engine.events.liveliness import Liveliness
from engine.events.peaks import peaks

Floats = NDArray[np.floating[Any]]

_BESIDE_ROWS: Final = 6  # 280 ms before and after a beginning, which are compared
_LEAST_RISE: Final = 0.5  # nepers between them
_LEAST_LEVEL: Final = -5.3  # nepers after a beginning: a change of 0.005, less is noise
_LARGEST_BEFORE: Final = 0.6  # of the level above rest after a beginning: more is no rest
_UP_SHARE: Final = 0.5  # of that level: below, it is over
_LEAST_ROWS: Final = 11  # 510 ms
_CUT_ROWS: Final = 4  # 190 ms: so near a cut, a livelier scene is no beginning


class Stretch(NamedTuple):
    """Something that goes on.

    Attributes:
        start_s: from the first row.
        row: of the start.
        stop: the first row after its end.
        rise: by how much the picture changes more than before, nepers.
    """

    start_s: float
    row: int
    stop: int
    rise: float


def find_stretches(lively: Liveliness, cuts_s: Sequence[float] = ()) -> list[Stretch]:
    """Find what goes on for at least half a second.

    Args:
        lively: how lively the picture is.
        cuts_s: ascending times at which another scene begins, in seconds from the first row:
            nothing begins because the new scene is livelier, and a stretch ends with its scene.

    Returns:
        Sorted by time; each begins from near the quietest level within 5 s.
    """
    level, rest, soon = lively
    before, after = _means_beside(level)
    cuts = [round(cut_s * float(GRID.video_rate)) for cut_s in cuts_s]  # rows
    found = []
    for row, start_s in peaks(after - before, floor=-np.inf, least=_LEAST_RISE):
        above = float(after[row] - rest[row])
        is_noise = after[row] < _LEAST_LEVEL
        if is_noise or before[row] - rest[row] > _LARGEST_BEFORE * above:
            continue
        first, following = bisect_left(cuts, row - _CUT_ROWS), bisect_right(cuts, row + _CUT_ROWS)
        if first < following:
            continue
        end = cuts[following] if following < len(cuts) else len(level)
        over = np.flatnonzero(soon[row:end] < rest[row] + _UP_SHARE * above)
        stop = row + int(over[0]) if len(over) else end
        if stop - row >= _LEAST_ROWS:
            found.append(Stretch(start_s, row, stop, float(after[row] - before[row])))
    return found


def _means_beside(level: NDArray[np.float32]) -> tuple[Floats, Floats]:
    """The means of the rows before each row (F,), and of those from it on."""
    padded = np.pad(level, _BESIDE_ROWS, mode="edge")
    means = np.convolve(padded, np.full(_BESIDE_ROWS, 1.0 / _BESIDE_ROWS), mode="valid")
    return means[: len(level)], means[_BESIDE_ROWS : _BESIDE_ROWS + len(level)]
