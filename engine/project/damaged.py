"""Takes of a project file that cannot be read: set aside, so that the rest of it opens."""

from typing import Any

from engine.project.model import DamagedTake, Take
from engine.storage.values import DamagedValueError, convert, encode


def set_aside(plain: Any) -> tuple[Any, tuple[DamagedTake, ...]]:
    """Take the damaged takes out of a project.

    Args:
        plain: the parsed content of a project file; it is left as it is.

    Returns:
        The content with its readable takes only, and the others.
    """
    takes = plain.get("takes") if isinstance(plain, dict) else None
    if not isinstance(takes, list):
        return plain, ()
    kept, damaged = [], []
    for number, take in enumerate(takes):
        try:
            convert(Take, take, f"project.takes[{number}]")
        except DamagedValueError as error:
            damaged.append(DamagedTake(str(error), encode(take).decode()))
        else:
            kept.append(take)
    return {**plain, "takes": kept}, tuple(damaged)
