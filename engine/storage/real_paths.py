"""Where a path leads."""

import os
from pathlib import Path


def real_path(path: Path) -> Path:
    """The absolute path without links; `Path.resolve` fails for a link that leads to itself."""
    return Path(os.path.realpath(path))
