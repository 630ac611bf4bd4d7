"""The files of a folder, while others may change it."""

import os
from collections.abc import Iterator
from pathlib import Path


def files_below(folder: Path) -> Iterator[Path]:
    """The files in a folder and its subfolders, in any order; links to folders are not followed.

    What cannot be listed is left out. `Path.rglob` fails if a subfolder is removed meanwhile.
    """
    for place, _, names in os.walk(folder):
        yield from (Path(place, name) for name in names)
