"""Files that are moved out of the way, and put back or removed for good later.

Each goes to a hidden folder beside it, so moving is a rename. A killed process leaves a record of
its hidden folders, and the next start removes them (`engine.storage.leftovers`).
"""

import shutil
import uuid
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from pathlib import Path

from engine.storage.leftovers import recorded


class Aside:
    """Files and folders that are out of the way; those that cannot be moved stay where they are."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._records = ExitStack()
        self._bins: dict[Path, Path] = {}  # the hidden folder beside the files of a folder
        self._moved: list[tuple[Path, Path]] = []  # where each was, and where it is
        for path in paths:
            with suppress(OSError):
                kept = self._bin(path.parent) / path.name
                path.rename(kept)
                self._moved.append((path, kept))

    def __len__(self) -> int:
        return len(self._moved)

    def put_back(self) -> None:
        """Put everything back; what has been made anew in its place stays."""
        for path, kept in self._moved:
            if not path.exists():
                with suppress(OSError):
                    kept.rename(path)
        self.remove()

    def remove(self) -> None:
        """Remove for good what is still out of the way."""
        for folder in self._bins.values():
            shutil.rmtree(folder, ignore_errors=True)
        self._records.close()
        self._bins, self._moved = {}, []

    def _bin(self, folder: Path) -> Path:
        if folder not in self._bins:
            aside = folder / f".aside-{uuid.uuid4().hex}"
            aside.mkdir()
            self._records.enter_context(recorded(aside))
            self._bins[folder] = aside
        return self._bins[folder]
