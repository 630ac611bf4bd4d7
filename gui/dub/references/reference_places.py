"""Chooses the source of references: the project, the library, its favourites or folders."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from gui.dub.references.reference_list import DUPLICATES, FAVOURITES, LIBRARY, PROJECT, Place
from gui.file_questions import ask_folder
from gui.kit import theme
from gui.kit.language import tr
from gui.kit.layouts import hbox, put
from gui.kit.widgets import choice, small_button
from gui.library.contents import SHIPPED, duplicates
from gui.library.library import Library
from gui.settings import Settings


class PlaceChooser(QWidget):
    """A list of places and a menu for the library's folders."""

    place_chosen = Signal(object)  # Place

    def __init__(self, library: Library, settings: Settings) -> None:
        super().__init__()
        self._library = library
        self._settings = settings
        row = hbox(self, margins=0, spacing=4)
        self._places = put(row, choice(tr("Source of references")), 1)
        self._places.activated.connect(self._on_activated)
        self._more = small_button("more", tr("Library folders"))
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.addAction(tr("Add folder to library…"), self.ask_folder)
        menu.addAction(tr("Rescan folders"), library.scan)
        self._remove = menu.addAction(tr("Remove this folder"), self._on_remove)
        menu.aboutToShow.connect(self._on_menu_opens)
        self._more.setMenu(menu)
        row.addWidget(self._more)
        library.changed.connect(self._fill)
        self._fill()

    @property
    def place(self) -> Place:
        """The selected place."""
        place = self._places.currentData()
        return place if isinstance(place, Place) else PROJECT

    def why_empty(self) -> str:
        """What to show where this place has no sounds."""
        if self.place == PROJECT:
            return tr("Drop sounds here,\npress Ctrl+I, or browse\nthe library above.")
        if self.place == FAVOURITES:
            return tr("No favourites yet.\nRight-click a reference\nto add it.")
        return tr("Looking for sounds…" if self._library.is_scanning else "No sounds here.")

    def choose(self, place: Place) -> None:
        """Select a place."""
        for row in range(self._places.count()):
            if self._places.itemData(row) == place:
                self._places.setCurrentIndex(row)
        self.place_chosen.emit(self.place)

    def ask_folder(self) -> None:
        """Ask for a folder, add it and select it."""
        folder = ask_folder(self, self._settings, tr("Add folder to library"))
        if folder is not None:
            self._library.add_folder(folder.absolute())
            self.choose(Place("folder", folder.absolute()))

    @Slot()
    def _fill(self) -> None:
        shown = self.place
        self._places.clear()
        self._places.addItem(theme.icon("note", "faint"), tr("This project"), PROJECT)
        count = len(self._library.items)
        words = tr("Library ({n})", n=count) if count else tr("Library")
        self._places.addItem(theme.icon("library", "faint"), words, LIBRARY)
        self._places.addItem(theme.icon("star", "faint"), tr("Favourites"), FAVOURITES)
        twice = len(duplicates(self._library.items))
        if twice:
            self._places.addItem(
                theme.icon("copy", "faint"), tr("Duplicates ({n})", n=twice), DUPLICATES
            )
        for folder in self._library.folders:
            name = tr("Samples") if folder == SHIPPED else folder.name
            self._places.addItem(theme.icon("folder", "faint"), name, Place("folder", folder))
        rows = [self._places.itemData(row) for row in range(self._places.count())]
        if shown in rows:
            self._places.setCurrentIndex(rows.index(shown))
        else:
            self.place_chosen.emit(self.place)

    @Slot()
    def _on_activated(self) -> None:
        self.place_chosen.emit(self.place)

    @Slot()
    def _on_menu_opens(self) -> None:
        self._remove.setEnabled(self.place.folder is not None)

    @Slot()
    def _on_remove(self) -> None:
        if self.place.folder is not None:
            self._library.remove_folder(self.place.folder)
