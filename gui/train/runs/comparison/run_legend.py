"""The runs to compare: a legend with whole names, in which each can be chosen."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from gui.hosts.run_observer import SeenRun
from gui.kit import theme
from gui.kit.labels import plain
from gui.kit.layouts import ROOM, add, clear, hbox, vbox
from gui.kit.widgets import faint, wrapped
from gui.train.runs.curves.stroke import Stroke
from gui.train.runs.curves.swatch import SWATCH, swatch
from gui.train.runs.run_list import progress_text, state_text

_BREAKS: Final = "_-.,="  # in names of runs, after which a line may end
_SOFT: Final = "\u200b"  # a place where a line may be broken


class RunLegend(QWidget):
    """A row for each run: whether it is compared, its curve, its name and state."""

    changed = Signal()  # `chosen` changed

    def __init__(self) -> None:
        super().__init__()
        self._places: dict[Path, int] = {}  # of chosen runs: which look each has
        self._boxes: dict[Path, QCheckBox] = {}
        self._states: dict[Path, QLabel] = {}
        self._column = vbox(margins=(2, 2, 6, 2), spacing=8)
        add(vbox(self, margins=0), self._column, ROOM)

    @property
    def paths(self) -> list[Path]:
        """All runs, latest first."""
        return list(self._boxes)

    @property
    def chosen(self) -> list[Path]:
        """The chosen runs, in the order in which they were chosen."""
        return list(self._places)

    def stroke(self, run: Path) -> Stroke:
        """The look of the curves of a chosen run."""
        return Stroke(theme.track_colour(self._places[run]), self._places[run])

    def show_runs(self, runs: Iterable[SeenRun], names: Mapping[Path, str]) -> None:
        """List these runs; those that are gone are no longer chosen."""
        seen = {run.path: run for run in runs if run.config is not None}
        if list(seen) != list(self._boxes):
            self._fill(seen, names)
            gone = [path for path in self._places if path not in seen]
            for path in gone:
                del self._places[path]
            if gone:
                self.changed.emit()
        for path, run in seen.items():
            text = "  ·  ".join(filter(None, (state_text(run), progress_text(run))))
            self._states[path].setText(text)

    def choose(self, runs: Iterable[Path]) -> None:
        """Choose exactly these runs."""
        self._places = {path: place for place, path in enumerate(runs) if path in self._boxes}
        self.refresh()
        self.changed.emit()

    def refresh(self) -> None:
        """Show the choice in the theme's colours."""
        for path, box in self._boxes.items():
            chosen = path in self._places
            with QSignalBlocker(box):
                box.setChecked(chosen)
            box.setIcon(swatch(self.stroke(path) if chosen else Stroke(theme.colour("border"))))

    def _fill(self, seen: Mapping[Path, SeenRun], names: Mapping[Path, str]) -> None:
        clear(self._column)
        self._boxes.clear()
        self._states.clear()
        for path in seen:
            self._column.addWidget(self._row(path, names[path]))
        self.refresh()

    def _row(self, path: Path, name: str) -> QWidget:
        box = self._boxes[path] = QCheckBox()
        box.setIconSize(SWATCH)
        box.setAccessibleName(name)
        box.toggled.connect(lambda on: self._on_toggled(path, on=on))
        title = wrapped("".join(each + _SOFT if each in _BREAKS else each for each in name))
        state = self._states[path] = faint()
        words = vbox(spacing=0)
        add(words, title, state)
        row = QWidget()
        row.setToolTip(plain(str(path)))
        line = hbox(row, margins=0, spacing=4)
        add(line, box, (words, 1))
        return row

    def _on_toggled(self, path: Path, *, on: bool) -> None:
        if on:
            taken = set(self._places.values())
            self._places[path] = next(n for n in range(len(taken) + 1) if n not in taken)
        else:
            self._places.pop(path, None)
        self.refresh()
        self.changed.emit()
