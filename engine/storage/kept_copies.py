"""Keep a file that could not be read whole, before another takes its place."""

import os
from contextlib import suppress
from itertools import count
from pathlib import Path

from engine.storage.atomic import write_atomic
from engine.storage.regular_files import read_regular


def keep_beside(path: Path) -> None:
    """Keep the file at a path beside it, as `NAME.damaged.json`; nothing if there is no file.

    What was kept earlier stays: a second one is called `NAME.damaged-2.json`. The file must not be
    written into later, but replaced, as `engine.storage.atomic` does it.

    Raises:
        OSError: it cannot be kept, so it must not be replaced.
    """
    if not path.is_file():
        return
    for number in count(1):
        mark = "damaged" if number == 1 else f"damaged-{number}"
        kept = path.with_name(f"{path.stem}.{mark}{path.suffix}")
        try:
            _keep(path, kept)
        except FileExistsError:
            if not _is_same(path, kept):
                continue
        return


def _keep(path: Path, kept: Path) -> None:
    """Link a file, which needs neither space nor the permission to read it, or copy it."""
    try:
        os.link(os.path.realpath(path), kept)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if kept.exists():
            raise FileExistsError from None
        write_atomic(kept, read_regular(path))


def _is_same(path: Path, kept: Path) -> bool:
    with suppress(OSError):
        return path.samefile(kept) or read_regular(path) == read_regular(kept)
    return False
