"""The folders of a sweep over classes: one for each run, named after its class."""

import re
from collections.abc import Iterable
from pathlib import Path

from engine.errors import UsageError
from engine.storage.file_names import UNSAFE, cut


def class_folders(folder: Path, labels: Iterable[str]) -> dict[str, Path]:
    """The folder of each class's run, in that of the sweep.

    Raises:
        UsageError: two names would become one folder.
    """
    places = {label: folder / cut(re.sub(UNSAFE, "_", label)) for label in labels}
    if len(set(places.values())) < len(places):
        raise UsageError("Two classes have names that would become one folder.")
    return places
