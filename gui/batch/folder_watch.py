"""Watches a folder for new clips."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from engine.media.kinds import CLIPS_IN_FOLDERS
from gui.kit.timers import once
from gui.kit.workers import Runner

_INTERVAL_MS: Final = 2000


class FolderWatch(QObject):
    """Reports the clips that appear in a folder, each once it has stopped growing.

    It looks every two seconds, since network drives do not tell of changes. Clips that are there
    when it begins are not reported.
    """

    found = Signal(object)  # list[Path]

    def __init__(self, runner: Runner, parent: QObject, *, interval_ms: int = _INTERVAL_MS) -> None:
        super().__init__(parent)
        self._runner = runner
        self._folder: Path | None = None
        self._known: set[Path] | None = None  # None until it has looked once
        self._sizes: dict[Path, int] = {}  # of new clips when it looked last
        self._timer = once(self, interval_ms, self._look)

    @property
    def folder(self) -> Path | None:
        """The folder, or None."""
        return self._folder

    def watch(self, folder: Path | None) -> None:
        """Watch another folder, or none."""
        self._folder, self._known, self._sizes = folder, None, {}
        self._timer.stop()
        self._look()

    def _look(self) -> None:
        folder = self._folder
        if folder is None:
            return

        def done(sizes: dict[Path, int]) -> None:
            if folder == self._folder:
                self._compare(sizes)
                self._timer.start()  # looks that a slow drive has delayed would see no growth

        self._runner.start(
            lambda _: _clips(folder), done=done, failed=lambda _: self._timer.start()
        )

    def _compare(self, sizes: dict[Path, int]) -> None:
        if self._known is None:
            self._known = set(sizes)
            return
        new = {path: size for path, size in sizes.items() if path not in self._known}
        complete = [path for path, size in new.items() if size and self._sizes.get(path) == size]
        self._sizes = new
        self._known.update(complete)
        if complete:
            self.found.emit(complete)


def _clips(folder: Path) -> dict[Path, int]:
    """The clips of a folder with their sizes; a folder that is away holds none."""
    try:
        paths = sorted(folder.iterdir())
        return {
            path: path.stat().st_size
            for path in paths
            if path.suffix.lower() in CLIPS_IN_FOLDERS and not path.name.startswith(".")
        }
    except OSError:
        return {}
