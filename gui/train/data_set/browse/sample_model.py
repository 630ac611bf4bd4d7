"""The samples of a data set as a table that is read while it is scrolled."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal
from typing_extensions import override

from engine.progress import JobContext
from gui.kit.labels import plain
from gui.kit.language import mark, number, tr
from gui.kit.rows import ROOT, Index
from gui.kit.workers import Job, Runner
from gui.train.data_set.clip_model import SPLIT_NAMES
from gui.train.data_set_info import Split
from training.data.browsing import Browser, Entry

ENTRY_ROLE: Final = Qt.ItemDataRole.UserRole
_PAGE: Final = 100  # rows that are read at once


class Column(IntEnum):
    """The columns in order."""

    FILE = 0
    LABEL = 1
    SPLIT = 2
    START = 3
    EVENTS = 4


_NUMBERS: Final = (Column.START, Column.EVENTS)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_HEADERS: Final = (mark("File"), mark("Class"), mark("Split"), mark("Start"), mark("Events"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which samples to list.

    Attributes:
        words: part of the source's name; empty for all.
        label: the class; empty for all.
        split: None for all.
    """

    words: str = ""
    label: str = ""
    split: Split | None = None

    def has(self, entry: Entry) -> bool:
        """Whether a sample is listed."""
        return (
            self.words.lower() in entry.info.source.lower()
            and self.label in ("", entry.info.label)
            and self.split in (None, entry.split)
        )


class SampleModel(QAbstractTableModel):
    """The samples that are wanted, as far as they were scrolled to."""

    filled = Signal()  # more rows, or the end
    failed = Signal(object)  # Exception

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._entries: list[Entry] = []
        self._wanted = Wanted()
        self._source: Iterator[list[Entry]] | None = None  # None at the end
        self._job: Job | None = None

    @property
    def is_complete(self) -> bool:
        """Whether all wanted samples are listed."""
        return self._source is None

    def open(self, browser: Browser | None, wanted: Wanted) -> None:
        """List the wanted samples of a data set from the first."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self.beginResetModel()
        self._entries, self._wanted = [], wanted
        self._source = None if browser is None else browser.entries()
        self.endResetModel()
        self.fetchMore()

    @override
    def canFetchMore(self, parent: Index = ROOT) -> bool:
        return self._source is not None

    @override
    def fetchMore(self, parent: Index = ROOT) -> None:
        """Read the next rows in a thread."""
        source, wanted = self._source, self._wanted
        if source is not None and self._job is None:
            self._job = self._runner.start(
                lambda context: _next(source, wanted, context),
                done=self._on_read,
                failed=self._on_failed,
            )

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._entries)

    @override
    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(Column)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(_HEADERS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole and section in _NUMBERS:
            return _RIGHT
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry, column = self._entries[index.row()], Column(index.column())
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(entry, column)
        if role == Qt.ItemDataRole.ToolTipRole and column is Column.FILE:
            return plain(entry.info.source)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _NUMBERS:
            return _RIGHT
        return None

    def _on_read(self, found: tuple[list[Entry], bool]) -> None:
        self._job = None
        entries, is_end = found
        if is_end:
            self._source = None
        if entries:
            first = len(self._entries)
            self.beginInsertRows(ROOT, first, first + len(entries) - 1)
            self._entries += entries
            self.endInsertRows()
        self.filled.emit()

    def _on_failed(self, error: Exception) -> None:
        self._job = self._source = None
        self.failed.emit(error)


def _next(
    source: Iterator[list[Entry]], wanted: Wanted, context: JobContext
) -> tuple[list[Entry], bool]:
    """The next wanted samples, and whether these are the last."""
    found: list[Entry] = []
    for entries in source:
        context.advance(0.0)  # ends here if it was cancelled
        found += filter(wanted.has, entries)
        if len(found) >= _PAGE:
            return found, False
    return found, True


def _text(entry: Entry, column: Column) -> str:
    """The text of a cell; file names are shown without the folder of the class."""
    match column:
        case Column.FILE:
            return entry.info.source.removeprefix(f"{entry.info.label}/")
        case Column.LABEL:
            return entry.info.label
        case Column.SPLIT:
            return "" if entry.split is None else tr(SPLIT_NAMES[entry.split])
        case Column.START:
            return tr("{seconds} s", seconds=number(entry.info.start_s, 1))
        case Column.EVENTS:
            return number(len(entry.info.events))
