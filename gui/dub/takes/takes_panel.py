"""The takes panel: all takes of a clip with their measurements, newest first."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from itertools import pairwise
from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QMenu, QStackedLayout, QVBoxLayout, QWidget

from engine.events.event import audible
from engine.project.damaged import Damaged, DamagedKind
from engine.project.model import Take
from engine.recipe import TakeFacts
from gui.commands.menus import context_menu
from gui.commands.own_keys import OwnKeys
from gui.document.document import Document
from gui.dub.monitor import Heard, Monitor
from gui.dub.takes.take_pictures import PICTURE, take_picture
from gui.kit import theme
from gui.kit.desktop import copy_text, show_in_folder
from gui.kit.durations import length_text
from gui.kit.language import mark, number, tr
from gui.kit.questions import ask_text
from gui.kit.rows import Line, Row, RowModel, RowView, sign_place
from gui.kit.time_axis import clock_text
from gui.kit.widgets import empty_words
from gui.playback.sound_painting import SoundPictures

_STARRED: Final = ("star-filled", "warning")
_UNSTARRED: Final = ("star", "border")
_MOST_TIMES: Final = 6  # in a tooltip


_DAMAGED: Final[Mapping[DamagedKind, str]] = {
    "clip": mark("Damaged clip"),
    "track": mark("Damaged track"),
    "reference": mark("Damaged reference"),
    "take": mark("Damaged take"),
    "event": mark("Damaged event"),
    "marker": mark("Damaged marker"),
    "field": mark("Damaged setting"),
}


def facts_text(facts: TakeFacts) -> str:
    """How many of the events are heard; empty if that could not be measured."""
    if facts.events_heard is None:
        return ""
    heard = round(facts.events_heard * facts.events)
    return tr("{heard}/{count} events", heard=heard, count=facts.events)


def _events_text(take: Take) -> str:
    """What is heard of the events of a take."""
    if take.edited and not take.facts.events:
        return tr("Silent, without events")
    return facts_text(take.facts)


def _made_at(take: Take) -> datetime | None:
    """When a take was made; None if unknown, or if the project says something that is no time."""
    try:
        return datetime.fromisoformat(take.made_at)
    except ValueError:
        return None


def made_text(take: Take, today: date) -> str:
    """When a take was made: the time of day, before today the date; empty if unknown."""
    made_at = _made_at(take)
    if made_at is None:
        return ""
    return f"{made_at:%H:%M}" if made_at.date() == today else f"{made_at:%Y-%m-%d}"


def recipe_text(take: Take) -> str:
    """Engine and seed of a take, in one line."""
    recipe = take.recipe
    engine = recipe.model or recipe.engine or "grains"
    parts = [engine, tr("seed {seed}", seed=recipe.seed)]
    if take.draft or take.edited:
        parts.insert(0, tr("draft" if take.draft else "edited"))
    return "  ·  ".join(parts)


def _tip(take: Take) -> str:
    """Tooltip with all properties of a take."""
    facts = take.facts
    about = f"{recipe_text(take)}  ·  {length_text(facts.duration_s)}"
    lines = [f"{take.number}  {take.title}", about]
    if facts.events_heard is not None:
        lines.append(tr("{events} heard", events=facts_text(facts)))
        if facts.events_heard < 1.0:
            lines.append(_close_text(take))
    if take.recipe.vocoder is not None:
        lines.append(tr("Vocoder: {name}", name=take.recipe.vocoder))
    if facts.loudness_lufs is not None:
        loudness = number(facts.loudness_lufs, 1)
        lines.append(tr("Loudness: {loudness} LUFS", loudness=loudness))
    made_at = _made_at(take)
    if made_at is not None:
        lines.append(tr("Made: {time}", time=f"{made_at:%Y-%m-%d %H:%M}"))
    return "\n".join(line for line in lines if line)


def _close_text(take: Take) -> str:
    """Which events of a take cannot be heard on their own; empty if none is that close."""
    from engine.metrics.onsets import LEAST_GAP_S  # loads the mel, which no start needs

    events = audible(take.recipe.events) if isinstance(take.recipe.events, tuple) else []
    close = [b for a, b in pairwise(events) if b.time_s - a.time_s < LEAST_GAP_S]
    times = ", ".join(clock_text(event.time_s) for event in close[:_MOST_TIMES])
    if not close:
        return ""
    more = "…" if len(close) > _MOST_TIMES else ""
    return tr("Too close to the event before to be told apart: {times}", times=times + more)


def _key(take: Take | Damaged) -> str:
    return take.id if isinstance(take, Take) else take.content


def _damaged_row(take: Damaged) -> Row:
    """A part of the project that it keeps but cannot read."""
    kind = tr(_DAMAGED[take.kind])
    title = tr("{kind}: {name}", kind=kind, name=take.name) if take.name else kind
    return Row(
        title=title,
        role="faint",
        lines=(Line(take.problem, "danger"),),
        sign=theme.icon("warning", "danger").paint,
        spoken=f"{title}. {take.problem}",
        tip=tr("{problem}. It stays in the project file as it is.", problem=take.problem),
    )


class TakesPanel(QWidget):
    """The takes of the active clip, or a hint on how to make the first one."""

    more_requested = Signal(object)  # Take: render with the next seeds
    reproduce_requested = Signal(object)  # Take: render again
    recipe_requested = Signal(object)  # Take: use its settings for the next take
    export_requested = Signal(object)  # Take

    def __init__(self, document: Document, monitor: Monitor) -> None:
        super().__init__()
        self._document = document
        self._monitor = monitor
        self.model = RowModel[Take | Damaged](self._row, _key, self)
        self._pictures = SoundPictures(take_picture)
        self.list = RowView(self.model, tr("Takes"), picture=PICTURE, menu=self._open_menu)
        self.list.setUniformItemSizes(True)  # measures one row instead of hundreds
        OwnKeys(self.list, self._meaning)
        empty = empty_words(tr("No takes yet.\nChoose a reference and\npress DUB (Ctrl+Enter)."))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 4)  # a stacked layout has no margins of its own
        self._pages = QStackedLayout()
        column.addLayout(self._pages)
        self._pages.addWidget(self.list)
        self._pages.addWidget(empty)
        document.takes_changed.connect(self._on_takes_changed)
        self.model.modelReset.connect(self._on_model_reset)
        monitor.changed.connect(self._on_monitor_changed)
        self.list.clicked.connect(self._on_clicked)
        self.list.activated.connect(self._on_clicked)
        self._on_takes_changed()
        self._on_model_reset()

    def current(self) -> Take | None:
        """The selected take, else the newest."""
        index = self.list.currentIndex()
        if not index.isValid() and self.model.rowCount():
            index = self.model.index(0, 0)
        return self._take_at(index)

    def _take_at(self, index: QModelIndex) -> Take | None:
        item = self.model.item(index) if index.isValid() else None
        return item if isinstance(item, Take) else None

    def listen_to(self, row: int) -> None:
        """Select the take in a row and listen to it."""
        if 0 <= row < self.model.rowCount():
            index = self.model.index(row, 0)
            self.list.setCurrentIndex(index)
            take = self._take_at(index)
            if take is not None:
                self._monitor.listen_to(Heard("take", take.id))

    def listen_to_number(self, number: int) -> None:
        """Select the take with a number and listen to it; does nothing if it is not listed."""
        for row, item in enumerate(self.model.items):
            if isinstance(item, Take) and item.number == number:
                self.listen_to(row)

    def _meaning(self, event: QKeyEvent) -> Callable[[], object] | None:
        """What a key does to the selected row."""
        key = Qt.Key(event.key())
        index = self.list.currentIndex()
        item = self.model.item(index) if index.isValid() else self.current()
        if isinstance(item, Damaged):
            is_delete = key == Qt.Key.Key_Delete
            return partial(self._document.remove_damaged, [item]) if is_delete else None
        if item is None:
            return None
        own = {Qt.Key.Key_Delete: self.delete, Qt.Key.Key_F2: self.rename}
        return partial(own[key], item) if key in own else None

    def _row(self, take: Take | Damaged) -> Row:
        if isinstance(take, Damaged):
            return _damaged_row(take)
        heard = Heard("take", take.id)
        sides = {self._monitor.b: "B", self._monitor.a: "A"}
        made = made_text(take, datetime.now().astimezone().date())
        last = Line("  ·  ".join(part for part in (_events_text(take), made) if part))
        if self._monitor.is_unreadable(take):
            last = Line(tr("Its sound cannot be read"), "danger")
        return Row(
            title=f"{take.number}  {take.title}",
            lines=(Line(recipe_text(take)), last),
            sign=theme.icon(*(_STARRED if take.starred else _UNSTARRED)).paint,
            picture=partial(self._picture, take, sides.get(heard, "")),
            badge=sides.get(heard, ""),
            spoken=tr(
                "Take {number}: {title}, starred. {events}"
                if take.starred
                else "Take {number}: {title}. {events}",
                number=take.number,
                title=take.title,
                events=_events_text(take),
            ),
            tip=_tip(take),
        )

    def _picture(self, take: Take, side: str) -> QPixmap | None:
        sound = self._monitor.sound_of(Heard("take", take.id))
        role = theme.side_role(side) if side else "original"
        return self._pictures.get(take.sound, lambda: sound, role)

    def star(self, take: Take) -> None:
        """Star or unstar a take."""
        text = tr(
            "Unstar take {number}" if take.starred else "Star take {number}", number=take.number
        )
        self._document.edit_take(text, replace(take, starred=not take.starred))

    def delete(self, take: Take) -> None:
        """Delete a take; undo restores it."""
        text = tr("Delete take {number}", number=take.number)
        self._document.edit_take(text, replace(take, deleted=True))

    def rename(self, take: Take) -> None:
        """Ask for a new name."""
        text = tr("Rename take {number}", number=take.number)
        name = ask_text(self, text, tr("Name:"), take.title)
        if name is not None:
            self._document.edit_take(text, replace(take, name=name))

    @Slot()
    def _on_takes_changed(self) -> None:
        self.model.show_items([*self._document.takes(), *self._document.project.damaged])

    @Slot()
    def _on_model_reset(self) -> None:
        self._pages.setCurrentIndex(0 if self.model.rowCount() else 1)
        row = self.model.row_of(self._monitor.a.id)
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row, 0))

    @Slot()
    def _on_monitor_changed(self) -> None:
        row = self.model.row_of(self._monitor.a.id)
        if row >= 0 and row != self.list.currentIndex().row():
            self.list.setCurrentIndex(self.model.index(row, 0))
        self.list.viewport().update()

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        place, take = (
            self.list.viewport().mapFromGlobal(self.list.cursor().pos()),
            self._take_at(index),
        )
        sign = sign_place(self.list.visualRect(index)).adjusted(-4, -4, 4, 4)
        if take is not None and sign.contains(place):
            self.star(take)
        else:
            self.listen_to(index.row())

    @Slot(QPoint)
    def _open_menu(self, place: QPoint) -> None:
        index = self.list.indexAt(place)
        item = self.model.item(index) if index.isValid() else None
        if item is None:
            return
        menu = context_menu(self)
        if isinstance(item, Damaged):
            menu.addAction(tr("Remove from project"), lambda: self._document.remove_damaged([item]))
            menu.addAction(tr("Copy what the file says"), lambda: copy_text(item.content))
        else:
            self._fill_menu(menu, item)
        menu.exec(self.list.viewport().mapToGlobal(place))

    def _fill_menu(self, menu: QMenu, take: Take) -> None:
        heard = Heard("take", take.id)
        menu.addAction(tr("Listen (A)"), lambda: self._monitor.listen_to(heard))
        menu.addAction(tr("Compare (B)"), lambda: self._monitor.compare_with(heard))
        menu.addSeparator()
        more = menu.addAction(tr("More like this"), lambda: self.more_requested.emit(take))
        again = menu.addAction(tr("Reproduce"), lambda: self.reproduce_requested.emit(take))
        for action in (more, again):  # silence is not rendered
            action.setEnabled(take.recipe.steering == "picture" or bool(audible(take.events)))
        menu.addAction(tr("Use these settings"), lambda: self.recipe_requested.emit(take))
        menu.addSeparator()
        menu.addAction(tr("Export…"), lambda: self.export_requested.emit(take))
        menu.addAction(tr("Show in folder"), lambda: show_in_folder(take.sound))
        menu.addSeparator()
        menu.addAction(tr("Unstar" if take.starred else "Star"), lambda: self.star(take))
        menu.addAction(tr("Rename…"), lambda: self.rename(take))
        menu.addAction(tr("Delete"), lambda: self.delete(take))
