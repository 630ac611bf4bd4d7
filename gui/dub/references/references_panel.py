"""The references panel: search, listen, set the region, and use them for takes."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStackedLayout,
    QToolButton,
    QWidget,
)

from engine.config import Folders
from engine.media.kinds import SOUNDS_IN_FOLDERS
from engine.project.model import Reference
from gui.commands.menus import context_menu, fill_menu
from gui.commands.own_keys import OwnKeys
from gui.document.drags import read_range
from gui.dub.monitor import Heard, Monitor
from gui.dub.references.hits_dialog import HitsDialog
from gui.dub.references.map_window import MapWindow
from gui.dub.references.recording_dialog import recorded_reference
from gui.dub.references.reference_list import PICTURE, PROJECT, Place, ReferenceModel
from gui.dub.references.reference_menu import ReferenceEdits
from gui.dub.references.reference_places import PlaceChooser
from gui.dub.references.region_picker import RegionPicker
from gui.hosts.engine_host import EngineHost
from gui.kit.drops import DropTarget
from gui.kit.labels import ElidedLabel
from gui.kit.language import number, tr
from gui.kit.layouts import add, hbox, put, vbox
from gui.kit.rows import RowView
from gui.kit.timers import once
from gui.kit.widgets import empty_words, push_button, search_field, small_button, wrapped
from gui.library.contents import SHIPPED
from gui.library.library import Library
from gui.playback.loudness import listening_gain
from gui.playback.player import Player
from gui.playback.sounds import LoadedSound, Sounds, region_warnings
from gui.services import Services

_WIDTH: Final = 230
_EMPTY_MENU: Final = ("add_references", "add_reference_folder", "record_reference")
_SAMPLES: Final = Place("folder", SHIPPED)


class ReferencesPanel(QWidget):
    """The references of a place, and the region of the current one."""

    use_requested = Signal(object)  # list[Reference] of the project: dub with them
    range_dropped = Signal(object)  # (start_s, end_s) of the clip: use its sound as a reference

    def __init__(
        self,
        services: Services,
        host: EngineHost,
        library: Library,
        sounds: Sounds,
        player: Player,
        monitor: Monitor,
    ) -> None:
        super().__init__()
        self._document = services.document
        self._actions = services.actions
        self._host = host
        self._sounds = sounds
        self._player = player
        self._monitor = monitor
        self._files = services.files
        self._keep_selected: list[Reference] = []
        self._own: set[Path] = set()  # files of the project that are not shipped
        self._followed = ""  # id of the track whose reference was selected last
        self._library = library
        self._settings = services.settings
        self.model = ReferenceModel(services.document, library, sounds)
        self.edits = ReferenceEdits(services.document, library, self.model, self)
        self._assemble()
        self._connect()
        self.map = MapWindow(self.model, services, self._hear, self._use, self)
        services.actions.bind(record_reference=self._record)
        self.setMinimumWidth(_WIDTH - 20)

    def selected(self) -> list[Reference]:
        """The selected references, in list order."""
        rows = sorted(index.row() for index in self.list.selectionModel().selectedIndexes())
        return [self.model.item(self.model.index(row, 0)) for row in rows]

    def current(self) -> Reference | None:
        """The reference for the next take."""
        chosen = self.selected()
        index = self.list.currentIndex()
        if index.isValid():
            reference = self.model.item(index)
            if not chosen or reference in chosen:
                return reference
        return chosen[0] if chosen else None

    def select(self, reference_ids: list[str]) -> None:
        """Select references by id; does nothing if none of them is listed."""
        model = self.list.selectionModel()
        rows = [row for row in map(self.model.row_of, reference_ids) if row >= 0]
        if rows:
            model.clearSelection()
        for row in rows:
            index = self.model.index(row, 0)
            model.select(index, model.SelectionFlag.Select)
            model.setCurrentIndex(index, model.SelectionFlag.NoUpdate)

    @Slot(object)
    def reveal(self, reference: Reference) -> None:
        """Show and select a reference of the project."""
        self.search.clear()
        self.places.choose(PROJECT)
        self.select([reference.id])

    @Slot()
    def _follow_track(self) -> None:
        """Select the reference of the active track, so that the next take uses it."""
        track = self._document.track
        track_id = "" if track is None else track.id
        reference = None if track is None else self._document.reference(track.reference_id)
        is_gone = reference is None and track is not None and track.reference_id is not None
        if track_id == self._followed or is_gone:  # redo may bring it back
            return
        self._followed = track_id
        if reference is not None and self.current() != reference:
            self.select([reference.id])

    @Slot()
    def _offer_shipped(self) -> None:
        """Offer the shipped sounds to a clip whose project has none of its own."""
        has_own = bool(self._document.project.references)
        if self._document.clip is None or self.places.place not in (PROJECT, _SAMPLES):
            return
        if has_own or SHIPPED in self._library.folders:
            self.places.choose(PROJECT if has_own else _SAMPLES)

    @Slot()
    def _show_own(self) -> None:
        """Show a sound that was added while the shipped ones are listed."""
        files = {each.file.path for each in self._document.project.references}
        known, self._own = self._own, {path for path in files if SHIPPED not in path.parents}
        if self._own - known and self.places.place == _SAMPLES:
            self.places.choose(PROJECT)

    @Slot()
    def play(self) -> None:
        """Play the region of the current reference."""
        reference = self.current()
        if reference is not None:
            self._play_part(reference, *reference.region_s)

    def _play_part(self, reference: Reference, start_s: float, end_s: float) -> None:
        sound = self._sounds.playable(reference.file.path, again=True)
        if sound is not None:
            self._player.pause()
            gain = listening_gain(sound.lufs) * self._player.volume**2
            self._player.audition.play(sound.data.pcm, start_s, end_s, gain)

    @Slot()
    def show_hits(self) -> None:
        """List the hits of the current reference, to be heard and left out."""
        reference = self.current()
        if reference is None:
            return
        dialog = HitsDialog(reference, self._host, partial(self._play_part, reference), self)
        dialog.exec()
        self.edits.put(tr("Leave out hits of {name}", name=reference.name), dialog.reference)
        dialog.deleteLater()

    def _record(self) -> None:
        """Record a sound from the microphone and add it to the project."""
        self._player.pause()
        file = recorded_reference(Folders.current().recordings, self)
        if file is not None:
            self._files.open_paths([file])

    def _hear(self, reference: Reference) -> None:
        self.select([reference.id])
        self.play()

    def _use(self, reference: Reference) -> None:
        self.select([reference.id])
        self._on_activated()

    # Assemble

    def _assemble(self) -> None:
        column = vbox(self, margins=(8, 6, 8, 8), spacing=6)
        self.places = put(column, PlaceChooser(self._library, self._settings))
        self.search = search_field(
            tr("Search names and tags…"), tr("Search references"), self.model.set_query
        )
        find = hbox(spacing=4)
        open_map = self._actions["timbre_map"]
        self.map_button = small_button("map", tr("Timbre map"), open_map.trigger)
        self.map_button.setCheckable(True)
        open_map.toggled.connect(self.map_button.setChecked)
        add(find, (self.search, 1), self.map_button)
        column.addLayout(find)
        self.list = RowView(self.model, tr("References"), picture=PICTURE, menu=self._open_menu)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setUniformItemSizes(True)  # measures one row instead of thousands
        self.list.setLayoutMode(QListView.LayoutMode.Batched)  # lays out the first rows at once
        self.list.setDragEnabled(True)
        OwnKeys(self.list, self._meaning)
        self._pages = QStackedLayout()
        self._pages.addWidget(self.list)
        self.empty = empty_words("")
        self._pages.addWidget(self.empty)
        column.addLayout(self._pages, 2)
        self.picker = put(column, RegionPicker(), 1)
        self.region_text = ElidedLabel()
        self.region_text.setProperty("faint", True)
        region = hbox(spacing=2)
        add(region, small_button("play", tr("Play reference"), self.play), (self.region_text, 1))
        column.addLayout(region)
        self.hits = QToolButton()
        self.hits.setText(tr("Hits…"))
        self.hits.setToolTip(tr("Hear the hits that were found, and leave some out"))
        self.hits.clicked.connect(self.show_hits)
        self._warning = put(column, wrapped("", "warning"))
        self._warning.hide()
        row = hbox(spacing=6)
        adds = push_button(tr("Add…"), self._actions["add_references"].trigger, icon="add")
        adds.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        add(row, (adds, 1), self.hits)
        column.addLayout(row)
        self._on_count_changed()

    def _connect(self) -> None:
        self.places.place_chosen.connect(self._on_place_chosen)
        self._library.scanned.connect(self._on_count_changed)
        drops = DropTarget(self, read_range, lambda _: tr("Drop to create\na reference"))
        drops.dropped.connect(self.range_dropped)
        keep = once(self, 0, self._keep_in_library)  # once for however many were added
        self._document.references_changed.connect(keep.start)
        self._document.references_changed.connect(self._show_own)
        self._document.references_changed.connect(self._follow_track)
        self._document.clips_changed.connect(self._offer_shipped)
        self.list.selectionModel().selectionChanged.connect(self._show_current)
        self._document.tracks_changed.connect(self._follow_track)
        self._document.clip_changed.connect(self._follow_track)
        self.list.activated.connect(self._on_activated)
        self.model.modelAboutToBeReset.connect(self._remember_selection)
        self.model.modelReset.connect(self._restore_selection)
        self._sounds.loaded.connect(self._on_sound_loaded)
        self._sounds.failed.connect(self._on_sound_read)
        self.picker.previewed.connect(self._show_region)
        self.picker.region_picked.connect(self._on_region_picked)

    def _meaning(self, event: QKeyEvent) -> Callable[[], object] | None:
        """What a key does while the list has the focus."""
        if event.matches(QKeySequence.StandardKey.SelectAll):
            return self.list.selectAll
        return {
            Qt.Key.Key_Space: self.play,
            Qt.Key.Key_Delete: lambda: self.edits.remove(self.selected()),
            Qt.Key.Key_F2: lambda: self._act(self.edits.rename),
        }.get(Qt.Key(event.key()))

    # Slots

    @Slot()
    def _remember_selection(self) -> None:
        self._keep_selected = self.selected()

    @Slot()
    def _restore_selection(self) -> None:
        self._on_count_changed()
        listed = self.model.listed(self._keep_selected)
        if not listed and self.model.rowCount():
            listed = [self.model.item(self.model.index(0, 0)).id]
        self.select(listed)
        self._show_current()

    @Slot()
    def _on_count_changed(self) -> None:
        self._pages.setCurrentIndex(0 if self.model.rowCount() else 1)
        is_searched = bool(self.search.text()) and any(True for _ in self.model.everything())
        self.empty.setText(tr("No matches.") if is_searched else self.places.why_empty())

    @Slot(object)
    def _on_place_chosen(self, place: Place) -> None:
        self.model.set_place(place)
        self.list.scrollToTop()

    @Slot()
    def _keep_in_library(self) -> None:
        """Add the project's references to the library for use in other projects."""
        sounds = [
            reference
            for reference in self._document.project.references
            if reference.file.path.suffix.lower() in SOUNDS_IN_FOLDERS
        ]
        self._library.keep(sounds)

    @Slot()
    def _show_current(self) -> None:
        reference = self.current()
        sound = None if reference is None else self._sounds.get(reference.file.path)
        region = (0.0, 1.0) if reference is None else reference.region_s
        if sound is None:
            self.picker.say(self._why_silent(reference))
        self.picker.show_sound(sound, region)
        self.map.select(reference)
        self.hits.setEnabled(reference is not None)
        if reference is None:
            self.region_text.setText(" ")
        else:
            self._show_region(*region)
        warnings = () if sound is None else (*sound.warnings, *region_warnings(sound, region))
        self._warning.setText(" ".join(warnings))
        self._warning.setVisible(bool(warnings))

    def _why_silent(self, reference: Reference | None) -> str:
        """What to say instead of the sound of the current reference."""
        if reference is None:
            return tr("Select a reference")
        if self._sounds.has_failed(reference.file.path):
            return tr("{name} cannot be read", name=reference.name)
        return tr("Loading…")

    @Slot(float, float)
    def _show_region(self, start_s: float, end_s: float) -> None:
        length_s = end_s - start_s
        length = f"{number(length_s, 2)} s" if length_s >= 1 else f"{number(length_s * 1000)} ms"
        start, end = number(start_s, 2), number(end_s, 2)
        text = tr("{start} to {end} s · {length}", start=start, end=end, length=length)
        self.region_text.setText(text)

    def _act(self, change: Callable[[Reference], object]) -> None:
        reference = self.current()
        if reference is not None:
            change(reference)

    @Slot(object)
    def _on_sound_loaded(self, sound: LoadedSound) -> None:
        self._on_sound_read(sound.path)

    @Slot(object, object)
    def _on_sound_read(self, path: Path, _error: Exception | None = None) -> None:
        self.list.viewport().update()
        reference = self.current()
        if reference is not None and reference.file.path == path:
            self._show_current()

    @Slot(float, float)
    def _on_region_picked(self, start_s: float, end_s: float) -> None:
        reference = self.current()
        if reference is None:
            return
        is_all = start_s <= 0.0 and end_s >= reference.file.duration_s - 1e-3
        region = (0.0, None) if is_all else (round(start_s, 4), round(end_s, 4))
        chosen = replace(reference, start_s=region[0], end_s=region[1])
        self.edits.put(tr("Set region of {name}", name=reference.name), chosen)

    def adopt(self, references: list[Reference]) -> list[Reference]:
        """References of the library as references of the project."""
        return self.edits.adopt(references)

    def adopted(self, *, all_selected: bool = False) -> list[Reference]:
        """The current or all selected references, as references of the project."""
        current = self.current()
        if all_selected:
            return self.edits.adopt(self.selected())
        return [] if current is None else self.edits.adopt([current])

    @Slot()
    def _on_activated(self) -> None:
        self.use_requested.emit(self.adopted())

    @Slot(QPoint)
    def _open_menu(self, place: QPoint) -> None:
        reference = self.current()
        menu = context_menu(self)
        if reference is None or not self.list.indexAt(place).isValid():
            fill_menu(menu, self._actions, _EMPTY_MENU)
            menu.exec(self.list.mapToGlobal(place))
            return
        self.edits.fill(
            menu,
            reference,
            self.selected(),
            play=self.play,
            use=self._on_activated,
            try_on=self._actions["try_on"].trigger,
            compare=self._compare,
        )
        menu.exec(self.list.mapToGlobal(place))

    def _compare(self) -> None:
        for reference in self.adopted():
            self._monitor.compare_with(Heard("reference", reference.id))
