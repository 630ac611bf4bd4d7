"""The figures that the paper publishes, for columns of their own (paper, Table 1, 2, 7 and 8).

Each is a mean and half the width of its 95 % interval. The opinions are on the five-point scales of
the paper's Evaluation Design (app. D, Table 4, 5 and 6).
"""

from typing import Final, NamedTuple


class Published(NamedTuple):
    """A published mean and the half-width of its interval."""

    mean: float
    half: float


class Column(NamedTuple):
    """A column of a published table: its title, and the figures of the classes in `CLASSES`."""

    title: str
    figures: tuple[Published, ...]


CLASSES: Final = ("baby", "cough", "dog", "drum", "fireworks", "gun", "hammer", "sneeze")
AVERAGE: Final = "average"


def _column(title: str, *figures: float) -> Column:
    """A column of means and half-widths in turn, the eight classes and the average."""
    pairs = zip(figures[::2], figures[1::2], strict=True)
    return Column(title, tuple(Published(*pair) for pair in pairs))


# fmt: off
REALISM: Final = (
    _column("GT, realism", 4.55, .10, 4.32, .11, 4.45, .11, 4.62, .08, 4.56, .09, 4.38, .12, 4.43, .12, 4.04, .13, 4.42, .04),  # noqa: E501
    _column("Baseline, realism", 2.67, .23, 3.30, .20, 3.21, .19, 2.91, .21, 3.16, .22, 2.76, .22, 3.16, .26, 2.75, .22, 2.99, .08),  # noqa: E501
    _column("Ours, realism", 3.77, .15, 4.13, .12, 4.18, .11, 4.12, .15, 4.23, .13, 4.02, .15, 3.84, .14, 4.00, .15, 4.04, .05),  # noqa: E501
)
ALIGNMENT: Final = (
    _column("GT, alignment", 4.43, .08, 4.30, .11, 4.45, .08, 4.56, .06, 4.47, .08, 4.45, .09, 4.31, .08, 4.28, .12, 4.41, .03),  # noqa: E501
    _column("Baseline, alignment", 3.83, .17, 3.71, .24, 4.32, .15, 3.64, .16, 4.00, .21, 4.08, .17, 3.88, .19, 3.76, .23, 3.90, .07),  # noqa: E501
    _column("Ours, alignment", 4.07, .10, 4.17, .12, 4.40, .08, 4.25, .11, 4.35, .10, 4.25, .12, 4.19, .13, 4.16, .11, 4.23, .04),  # noqa: E501
)
TIMBRE: Final = (
    _column("Baseline, MOS", 3.46, .17, 3.48, .22, 3.63, .15, 3.72, .13, 3.43, .25, 3.45, .18, 3.74, .17, 3.62, .18, 3.57, .07),  # noqa: E501
    _column("Ours, MOS", 3.94, .08, 3.59, .09, 4.09, .08, 3.85, .09, 3.93, .07, 3.98, .08, 3.99, .10, 3.72, .08, 3.89, .03),  # noqa: E501
    _column("Baseline, cosine", .86, .01, .86, .00, .77, .00, .74, .03, .88, .01, .83, .01, .80, .02, .88, .01, .84, .01),  # noqa: E501
    _column("Ours, cosine", .88, .00, .93, .01, .96, .00, .84, .00, .89, .01, .88, .01, .89, .02, .98, .01, .90, .01),  # noqa: E501
)
_PROPOSED: Final = _column("Proposed", 4.77, .10, 3.77, .23, 4.19, .18, 4.01, .18, 3.64, .10, 3.73, .20, 4.05, .27, 4.34, .20, 4.14, .07)  # noqa: E501
DISCRIMINATORS: Final = (
    _PROPOSED,
    _column("w/o MD", 5.29, .12, 4.41, .17, 4.22, .20, 4.11, .21, 3.61, .10, 3.73, .14, 4.02, .17, 4.58, .22, 4.25, .08),  # noqa: E501
    _column("w/o TDAD", 5.12, .12, 4.79, .19, 4.44, .14, 4.38, .26, 3.68, .12, 3.77, .15, 4.39, .13, 4.97, .20, 4.43, .08),  # noqa: E501
)
ENCODERS: Final = (
    _PROPOSED,
    _column("w Bi", 3.75, .25, 3.72, .14, 3.90, .14, 3.38, .16, 3.10, .13, 3.39, .12, 3.47, .16, 4.04, .18, 3.60, .07),  # noqa: E501
    _column("w/o Te", 5.26, .16, 3.87, .23, 4.42, .13, 4.10, .18, 3.85, .08, 3.88, .12, 4.95, .14, 4.50, .15, 4.33, .08),  # noqa: E501
    _column("w/o Ti", 6.84, .26, 5.16, .20, 4.89, .15, 5.36, .30, 4.91, .18, 4.74, .21, 4.53, .17, 5.91, .38, 5.25, .12),  # noqa: E501
    _column("w/o Te & Ti", 6.60, .29, 5.15, .24, 4.91, .14, 5.39, .30, 5.06, .18, 4.60, .27, 4.15, .20, 5.96, .35, 5.21, .12),  # noqa: E501
)
# fmt: on


def published(column: Column, label: str) -> Published | None:
    """A column's figure for a class, or for `average`; None for a class that the paper lacks."""
    rows = (*CLASSES, AVERAGE)
    name = label.lower()
    return column.figures[rows.index(name)] if name in rows else None
