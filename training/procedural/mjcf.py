"""Writes MJCF, MuJoCo's scene format: elements from keyword arguments."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Attribute = str | float | Sequence[float] | NDArray[np.floating[Any]]


def text(value: Attribute) -> str:
    """Format an attribute value."""
    if isinstance(value, str):
        return value
    if isinstance(value, float | int):
        return f"{value:.5g}"
    return " ".join(f"{number:.5g}" for number in value)


def tag(kind: str, inner: str | Iterable[str] = "", /, **attributes: Attribute) -> str:
    """An element; write `class_` for `class`."""
    written = "".join(f' {name.rstrip("_")}="{text(value)}"' for name, value in attributes.items())
    content = inner if isinstance(inner, str) else "".join(inner)
    return f"<{kind}{written}>{content}</{kind}>"


def geom(kind: str, material: str, *, solid: bool = False, **attributes: Attribute) -> str:
    """A shape; without collisions unless it is solid."""
    if not solid:
        attributes |= {"contype": 0, "conaffinity": 0}
    return tag("geom", type=kind, material=material, **attributes)


def body(*inner: str, pos: Attribute = (0.0, 0.0, 0.0), **attributes: Attribute) -> str:
    """A body of joints, shapes and child bodies."""
    return tag("body", inner, pos=pos, **attributes)


def floating(*inner: str, pos: Attribute = (0.0, 0.0, 0.0), **attributes: Attribute) -> str:
    """A body with gravity compensation."""
    return body(*inner, pos=pos, gravcomp=1, **attributes)


def hinge(axis: Attribute, **attributes: Attribute) -> str:
    """A rotational joint."""
    return tag("joint", type="hinge", axis=axis, **attributes)


def slide(axis: Attribute, **attributes: Attribute) -> str:
    """A sliding joint."""
    return tag("joint", type="slide", axis=axis, **attributes)


def line(*points: Sequence[float] | NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """The `fromto` of a capsule or a cylinder between two points."""
    return np.concatenate([np.asarray(point, np.float64) for point in points])
