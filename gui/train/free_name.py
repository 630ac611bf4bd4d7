"""Names that are not taken yet."""

import os
from pathlib import Path


def free_name(place: Path, base: str, *, gap: str = " ") -> str:
    """The first of `base`, `base 2`, `base 3` … that nothing in a folder has."""
    name, number = base, 2
    while os.path.lexists(place / name):
        name, number = f"{base}{gap}{number}", number + 1
    return name
