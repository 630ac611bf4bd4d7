"""Random numbers that every part of a clip draws."""

import numpy as np


def log_uniform(rng: np.random.Generator, low: float, high: float) -> float:
    """A number whose logarithm is uniform: as likely within each factor."""
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))
