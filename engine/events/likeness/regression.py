"""Logistic regression on few labels: soft targets, a weight for each row, a ridge penalty.

Shapes: n labelled rows, D values for each row.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]

_STEPS: Final = 50  # Newton's method needs about ten
_LONGEST_STEP: Final = 5.0  # log-odds per unit: nearly separable labels must not overshoot
_CONVERGED: Final = 1e-6
_LEAST_CURVATURE: Final = 1e-6
_LARGEST_LOG_ODDS: Final = 30.0


def fit_logistic(values: Floats, targets: Floats, weights: Floats, *, ridge: float) -> Floats:
    """Fit the log-odds of the targets as a linear function of the values.

    Args:
        values: (n, D).
        targets: (n,), 0 to 1.
        weights: (n,), positive.
        ridge: penalty on the squared coefficients, for each row; the constant is free.

    Returns:
        (D + 1,) coefficients, the constant last.
    """
    rows = np.column_stack([values, np.ones(len(values))])
    penalty = np.full(rows.shape[1], ridge * len(rows))
    penalty[-1] = 0.0
    coefficients = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        log_odds = np.clip(rows @ coefficients, -_LARGEST_LOG_ODDS, _LARGEST_LOG_ODDS)
        chance = 1.0 / (1.0 + np.exp(-log_odds))
        slope = rows.T @ (weights * (chance - targets)) + penalty * coefficients
        curvature = weights * np.maximum(chance * (1.0 - chance), _LEAST_CURVATURE)
        bend = (rows.T * curvature) @ rows + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        longest = float(np.abs(step).max())
        coefficients = coefficients - step * min(1.0, _LONGEST_STEP / max(longest, _CONVERGED))
        if longest < _CONVERGED:
            break
    return coefficients
