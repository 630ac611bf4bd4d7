"""The references as a list: found by name or tag, favourites first, each with its small picture."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import numpy as np
from PySide6.QtCore import (
    QAbstractListModel,
    QLineF,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Slot,
)
from PySide6.QtGui import QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from gui.document.document import Document
from gui.document.drags import REFERENCES_MIME, references_data
from gui.document.model import Reference
from gui.kit import theme
from gui.kit.rows import begin_row
from gui.library.library import Library
from gui.playback.mixer import RATE_HZ
from gui.playback.sounds import LoadedSound, Sounds

ROW_PX: Final = 46
_PICTURE: Final = QSize(58, 32)
_WAVE_PX: Final = 12  # of the picture's height
Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()


@dataclass(frozen=True, slots=True)
class Place:
    """Where the listed references come from.

    Attributes:
        kind: the project's own, all of the library, its favourites, or one of its folders.
        folder: that folder.
    """

    kind: Literal["project", "library", "favourites", "folder"]
    folder: Path | None = None


PROJECT: Final = Place("project")
LIBRARY: Final = Place("library")
FAVOURITES: Final = Place("favourites")


class ReferenceModel(QAbstractListModel):
    """The references of a place, filtered."""

    def __init__(self, document: Document, library: Library) -> None:
        super().__init__(document)
        self._document = document
        self._library = library
        self._query = ""
        self.place = PROJECT
        self._shown: list[Reference] = []
        document.references_changed.connect(self.reload)
        library.changed.connect(self.reload)

    def set_place(self, place: Place) -> None:
        """List the references of another place."""
        self.place = place
        self.reload()

    def everything(self) -> Iterable[Reference]:
        """The references of the place, before the search."""
        match self.place:
            case Place("project"):
                return self._document.project.references
            case Place("favourites"):
                return (item for item in self._library.items if item.favourite)
            case Place("folder", folder):
                return (item for item in self._library.items if folder in item.file.path.parents)
            case _:
                return self._library.items

    def set_query(self, query: str) -> None:
        """Show only references whose name or tags hold every word."""
        self._query = query
        self.reload()

    @Slot()
    def reload(self) -> None:
        """Look at the document again."""
        self.beginResetModel()
        words = self._query.lower().split()
        found = [
            ref
            for ref in self.everything()
            if all(word in " ".join((ref.name, *ref.tags)).lower() for word in words)
        ]
        self._shown = sorted(found, key=lambda ref: not ref.favourite)
        self.endResetModel()

    def reference(self, index: Index) -> Reference:
        """The reference of a row."""
        return self._shown[index.row()]

    def row_of(self, reference_id: str) -> int:
        """The row of a reference, or -1."""
        return next((i for i, ref in enumerate(self._shown) if ref.id == reference_id), -1)

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    @override
    def mimeTypes(self) -> list[str]:
        return [REFERENCES_MIME]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return references_data(self.reference(index) for index in indexes)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        reference = self._shown[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return reference.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(reference.file.path)
        return None


class ReferenceDelegate(QStyledItemDelegate):
    """Paints a row: small spectrogram, name, length, tags, a star."""

    def __init__(self, sounds: Sounds, model: ReferenceModel) -> None:
        super().__init__(model)
        self._sounds = sounds
        self._model = model
        self._pictures: dict[str, QPixmap] = {}
        sounds.loaded.connect(self._on_loaded)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(180, ROW_PX)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        reference = self._model.reference(index)
        area = begin_row(painter, option)
        place = QRect(area.left() + 8, area.top() + 7, _PICTURE.width(), _PICTURE.height())
        picture = self._picture(reference)
        painter.fillRect(place, theme.colour("raised"))
        if picture is not None:
            painter.drawPixmap(place, picture)
        left = place.right() + 9
        width = area.right() - left - (26 if reference.favourite else 8)
        metrics = painter.fontMetrics()
        painter.setPen(theme.colour("text"))
        name = metrics.elidedText(reference.name, Qt.TextElideMode.ElideRight, width)
        painter.drawText(left, area.top() + 20, name)
        start_s, end_s = reference.region_s
        facts = f"{end_s - start_s:.2f} s"
        if reference.tags:
            facts += "  ·  " + ", ".join(reference.tags)
        painter.setPen(theme.colour("faint"))
        painter.drawText(
            left, area.top() + 37, metrics.elidedText(facts, Qt.TextElideMode.ElideRight, width)
        )
        if reference.favourite:
            star = theme.icon("star-filled", "warning")
            star.paint(painter, QRect(area.right() - 24, area.top() + 14, 16, 16))
        painter.restore()

    def _picture(self, reference: Reference) -> QPixmap | None:
        """The small spectrogram; asked for when the row is first seen."""
        key = _picture_key(reference.file.path)
        if key not in self._pictures:
            sound = self._sounds.get(reference.file.path)
            if sound is None:
                return None
            self._keep(sound)
        return self._pictures[key]

    def _keep(self, sound: LoadedSound) -> None:
        self._pictures[_picture_key(sound.path)] = sound_picture(sound, _PICTURE, _WAVE_PX)

    @Slot(object)
    def _on_loaded(self, sound: LoadedSound) -> None:
        self._keep(sound)
        last = self._model.index(max(self._model.rowCount() - 1, 0), 0)
        self._model.dataChanged.emit(self._model.index(0, 0), last)


def _picture_key(path: Path) -> str:
    """A picture is that of a file in the colours of a theme."""
    return f"{path} {theme.colours().base}"


def sound_picture(sound: LoadedSound, size: QSize, wave_px: int) -> QPixmap:
    """A sound at one look: its waveform above its spectrogram, at twice the pixels."""
    pixmap = QPixmap(size * 2)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(theme.colour("raised"))
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    columns = 2 * size.width()
    image = sound.data.mel.image(0.0, sound.duration_s, columns, low_db=-60, high_db=5)
    painter.drawImage(QRectF(0, wave_px, size.width(), size.height() - wave_px), image)
    low, high = sound.data.peaks.columns(0, sound.duration_s * RATE_HZ, columns)
    middle, scale = wave_px / 2, (wave_px / 2 - 0.5) / max(sound.data.peaks.loudest, 0.05)
    painter.setPen(QPen(theme.colour("original"), 0.5))
    places = np.arange(columns) / 2
    lines = np.stack([places, middle - high * scale, places, middle - low * scale + 0.25], axis=1)
    painter.drawLines([QLineF(*line) for line in lines.tolist()])
    painter.end()
    return pixmap
