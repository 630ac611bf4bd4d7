"""List model of references: searchable by name and tag, favourites first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, Literal

from PySide6.QtCore import QMimeData, QModelIndex, QSize, Qt, Slot
from PySide6.QtGui import QPixmap
from typing_extensions import override

from engine.project.model import Reference
from gui.document.document import Document
from gui.document.drags import REFERENCES_MIME, references_data
from gui.kit import theme
from gui.kit.language import number, tr
from gui.kit.rows import Index, Line, Row, RowModel
from gui.library.contents import duplicates
from gui.library.library import Library
from gui.playback.sound_painting import SoundPictures, sound_picture
from gui.playback.sounds import Sounds

PICTURE: Final = QSize(58, 32)
_WAVE_PX: Final = 12  # height of the waveform in the picture


@dataclass(frozen=True, slots=True)
class Place:
    """A source of references.

    Attributes:
        kind: the project, the whole library, its favourites, its duplicates, or one of its folders.
        folder: the folder; None for the other kinds.
    """

    kind: Literal["project", "library", "favourites", "duplicates", "folder"]
    folder: Path | None = None


PROJECT: Final = Place("project")
LIBRARY: Final = Place("library")
FAVOURITES: Final = Place("favourites")
DUPLICATES: Final = Place("duplicates")


class ReferenceModel(RowModel[Reference]):
    """The references of a place that match the search."""

    def __init__(self, document: Document, library: Library, sounds: Sounds) -> None:
        super().__init__(self._row, lambda reference: reference.id, document)
        self._sounds = sounds
        self._pictures = SoundPictures(lambda sound, _: sound_picture(sound, PICTURE, _WAVE_PX))
        self._document = document
        self._library = library
        self._words: list[str] = []
        self._texts: list[tuple[str, Reference]] = []  # what a search looks through
        self.place = PROJECT
        document.references_changed.connect(self.reload)
        library.changed.connect(self.reload)

    def set_place(self, place: Place) -> None:
        """List the references of another place."""
        self.place = place
        self.reload()

    def everything(self) -> Iterable[Reference]:
        """All references of the place, regardless of the search."""
        match self.place:
            case Place("project"):
                return self._document.project.references
            case Place("favourites"):
                return (item for item in self._library.items if item.favourite)
            case Place("duplicates"):
                return duplicates(self._library.items)
            case Place("folder", folder):
                return (item for item in self._library.items if folder in item.file.path.parents)
            case _:
                return self._library.items

    def listed(self, references: Iterable[Reference]) -> list[str]:
        """Ids of these references, or of their copies in this place, as far as they are listed."""
        ids: list[str] = []
        for reference in references:
            if self.row_of(reference.id) >= 0:
                ids.append(reference.id)
            else:
                ids.extend(item.id for item in self.items if is_same(item, reference))
        return ids

    def set_query(self, query: str) -> None:
        """Show only references whose name or tags contain every word."""
        self._words = query.lower().split()
        found = self._found()
        if [*map(id, found)] != [*map(id, self.items)]:
            self.reset_items(found)

    @Slot()
    def reload(self) -> None:
        """List the references again."""
        listed = sorted(self.everything(), key=lambda ref: not ref.favourite)
        self._texts = [(" ".join((ref.name, *ref.tags)).lower(), ref) for ref in listed]
        self.reset_items(self._found())

    def _found(self) -> list[Reference]:
        """The references that match the search, favourites first."""
        found = self._texts
        for word in self._words:
            found = [each for each in found if word in each[0]]
        return [reference for _, reference in found]

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    @override
    def mimeTypes(self) -> list[str]:
        return [REFERENCES_MIME]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return references_data(self.item(index) for index in indexes)

    def _row(self, reference: Reference) -> Row:
        start_s, end_s = reference.region_s
        tags = "  ·  " + ", ".join(reference.tags) if reference.tags else ""
        line = Line(f"{number(end_s - start_s, 2)} s{tags}")
        if self._sounds.has_failed(reference.file.path):
            line = Line(tr("Its sound cannot be read"), "danger")
        return Row(
            title=reference.name,
            lines=(line,),
            picture=partial(self._picture, reference.file.path),
            mark=theme.icon("star-filled", "warning") if reference.favourite else None,
            spoken="" if line.role == "faint" else f"{reference.name}. {line.text}",
            tip=str(reference.file.path),
        )

    def _picture(self, path: Path) -> QPixmap | None:
        return self._pictures.get(path, lambda: self._sounds.get(path))


def is_same(one: Reference, other: Reference) -> bool:
    """Whether two references, each with an id of its own, are of the same sound."""
    return one.file.path == other.file.path and one.region_s == other.region_s
