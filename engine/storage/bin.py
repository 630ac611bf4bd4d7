"""A hidden folder beside what is deleted, so deleting and restoring are renames.

It keeps what was deleted last.
"""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Deleted:
    """A deleted file or folder that can be restored: where it was, and where it is kept now."""

    path: Path
    kept: Path


def move_to_bin(path: Path, name: str) -> Deleted:
    """Move a file or folder to the bin of this name; what the bin kept before is gone for good.

    Raises:
        OSError: it cannot be moved; nothing has changed.
    """
    place = path.parent / name
    place.mkdir(exist_ok=True)
    before = list(place.iterdir())
    own = Path(tempfile.mkdtemp(dir=place))
    try:
        path.rename(own / path.name)
    except OSError:
        own.rmdir()
        raise
    for each in before:  # only now: what cannot be moved must not cost what is kept
        if each.is_dir():
            shutil.rmtree(each, ignore_errors=True)
        else:  # of version 0.2
            each.unlink(missing_ok=True)
    return Deleted(path, own / path.name)
