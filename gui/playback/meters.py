"""Meters of what is heard: levels that fall slowly, held peaks and clip lights."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

FALL_DB_PER_S: Final = 24.0  # a peak programme meter: 20 dB in 1.7 s or less (IEC 60268-10)
HELD_S: Final = 1.5
LOWEST_DB: Final = -48.0  # of the scale
_NEAR_DB: Final = -3.0  # from here on the bar warns


@dataclass(frozen=True, slots=True)
class Level:
    """What a meter shows.

    Attributes:
        peak: highest sample since the last reading; 1 is full scale.
        level_db: the bar: rises at once and falls slowly.
        held_db: the highest level of the last 1.5 s.
        held_for_s: for how long that has been held.
        clipped: whether a sample exceeded full scale since `clear_clips`.
    """

    peak: float = 0.0
    level_db: float = -math.inf
    held_db: float = -math.inf
    held_for_s: float = 0.0
    clipped: bool = False

    @property
    def share(self) -> float:
        """The part of the scale that the bar fills, 0 to 1."""
        return _share(self.level_db)

    @property
    def held_share(self) -> float | None:
        """The place of the held level on the scale, 0 to 1; None if it is below it."""
        return _share(self.held_db) if self.held_db > LOWEST_DB else None

    @property
    def warns(self) -> bool:
        """Whether the bar is near full scale."""
        return self.level_db >= _NEAR_DB

    def after(self, peak: float, elapsed_s: float) -> "Level":
        """The level after some time in which a peak was heard."""
        now_db = 20.0 * math.log10(peak) if peak > 0.0 else -math.inf
        level_db = max(now_db, self.level_db - FALL_DB_PER_S * elapsed_s)
        held_db, held_for_s = self.held_db, self.held_for_s + elapsed_s
        if now_db >= held_db or held_for_s > HELD_S:
            held_db, held_for_s = level_db, 0.0
        return Level(peak, level_db, held_db, held_for_s, self.clipped or peak > 1.0)


def _share(level_db: float) -> float:
    return min(max(1.0 - level_db / LOWEST_DB, 0.0), 1.0)


SILENT: Final = Level()


class Meters:
    """The levels of all layers by name; `MIX` is their sum."""

    def __init__(self) -> None:
        self._levels: dict[str, Level] = {}

    def update(self, peaks: Mapping[str, float], elapsed_s: float) -> None:
        """Let time pass in which peaks were heard; what is not among them was silent."""
        for name in {*self._levels, *peaks}:
            level = self._levels.get(name, SILENT)
            self._levels[name] = level.after(peaks.get(name, 0.0), elapsed_s)

    def level(self, name: str) -> Level:
        """The level of a layer."""
        return self._levels.get(name, SILENT)

    def clear_clips(self) -> None:
        """Turn the clip lights off."""
        self._levels = {name: replace(level, clipped=False) for name, level in self._levels.items()}

    def silence(self) -> None:
        """Forget all levels but the clip lights."""
        self._levels = {
            name: Level(clipped=True) for name, level in self._levels.items() if level.clipped
        }
