"""Cameras of a simulated scene."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class View:
    """A camera that slowly orbits a point.

    Angles are in degrees; rates are per second.
    """

    at: tuple[float, float, float]
    distance_m: float
    azimuth: float
    elevation: float
    azimuth_rate: float = 0.0
    approach: float = 0.0
    follow_m_per_s: float = 0.0

    def looks_at(self, time_s: float) -> NDArray[np.float64]:
        """The point at its centre; it may track something that moves along x."""
        x, y, z = self.at
        return np.array([x + self.follow_m_per_s * time_s, y, z])

    def distance_at(self, time_s: float) -> float:
        """The distance to that point."""
        return self.distance_m * float(np.exp(self.approach * time_s))

    def pose(self, time_s: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Its position (3,) and axes (3, 3): right, up, ahead."""
        around = np.radians(self.azimuth + self.azimuth_rate * time_s)
        above = np.radians(self.elevation)
        ahead = np.array(
            [np.cos(above) * np.cos(around), np.cos(above) * np.sin(around), np.sin(above)]
        )
        right = np.array([np.sin(around), -np.cos(around), 0.0])
        eye = self.looks_at(time_s) - self.distance_at(time_s) * ahead
        return eye, np.stack([right, np.cross(right, ahead), ahead])


def draw_views(
    rng: np.random.Generator,
    at: tuple[float, float, float],
    distance_m: float,
    *,
    count: int = 4,
    azimuth: tuple[float, float] = (-60, 60),
    elevation: tuple[float, float] = (2, 45),
    spread_m: float = 0.1,
) -> list[View]:
    """Draw cameras.

    Args:
        rng: source of randomness.
        at: centre of the action.
        distance_m: typical distance; a drawn one is 0.6 to 1.6 times that.
        count: number of cameras.
        azimuth: degrees from the front.
        elevation: degrees above the horizon.
        spread_m: how far off the action it may point.
    """
    views = []
    for _ in range(count):
        x, y, z = (centre + float(rng.normal(0, spread_m)) for centre in at)
        moving = rng.random() < 0.3
        views.append(
            View(
                at=(x, y, z),
                distance_m=distance_m * float(np.exp(rng.uniform(-0.5, 0.45))),
                azimuth=90 + float(rng.uniform(*azimuth)),
                elevation=-float(rng.uniform(*elevation)),
                azimuth_rate=float(rng.normal(0, 4)) if moving else 0.0,
                approach=float(rng.normal(0, 0.03)) if moving else 0.0,
            )
        )
    return views
