"""The values of the selected events, to be read while dragging and to be typed."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeVar

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from engine.events.candidates import Candidate
from engine.project.model import Clip, TimelineEvent, Track
from gui.document import event_edits, found_edits
from gui.dub.inspector.event_table import SOURCE_NAMES
from gui.dub.inspector.level_field import LevelField
from gui.dub.inspector.typed import typed_duration_s, typed_seconds
from gui.dub.timeline.lanes.lane import LaneContext
from gui.kit.fields import text_field
from gui.kit.labels import ElidedLabel, Label
from gui.kit.language import counted, number, tr
from gui.kit.layouts import add, fields, hbox, vbox
from gui.kit.widgets import heading, push_button, small_button, wrapped

_CHECKED: Final[Mapping[bool | None, Qt.CheckState]] = {
    False: Qt.CheckState.Unchecked,
    True: Qt.CheckState.Checked,
    None: Qt.CheckState.PartiallyChecked,  # where the events differ
}
Value = TypeVar("Value")
Change = Callable[[Track, frozenset[str], float], Track]  # track, ids, length of the clip


class EventInspector(QWidget):
    """Shows what the selected events have in common; what is typed changes all of them."""

    def __init__(self, context: LaneContext) -> None:
        super().__init__()
        self._context = context
        self._document = context.document
        self._dragged: Track | None = None
        self.count = heading("")
        self.previous = small_button("to-start", tr("Previous event"), lambda: self.go(-1))
        self.next = small_button("to-end", tr("Next event"), lambda: self.go(1))
        self.time = text_field(tr("Time"))
        self._time_label = Label(tr("T&ime"))
        self._time_label.setBuddy(self.time)
        self.level = LevelField()
        self.lasts = text_field(tr("Duration"), hint=tr("Strike"))
        self.suggested = push_button("", self._use_suggestion, tip=tr("As the picture suggests"))
        self.source = ElidedLabel()
        self.muted = QCheckBox(tr("M&uted"))
        self.problem = wrapped("", "danger")
        self.problem.hide()
        self._arrange()
        self._connect()
        self._show()

    def _arrange(self) -> None:
        top = add(hbox(spacing=2), (self.count, 1), self.previous, self.next)
        form = self.form = fields(down=6)
        form.addRow(self._time_label, self.time)
        form.addRow(tr("&Strength"), self.level)
        form.addRow(tr("&Lasts"), self.lasts)
        form.addRow("", self.suggested)
        form.addRow(tr("Source"), add(hbox(spacing=6), (self.source, 1), self.muted))
        add(vbox(self, margins=0, spacing=6), top, form, self.problem)

    def _connect(self) -> None:
        self.time.editingFinished.connect(self._on_time_typed)
        self.lasts.editingFinished.connect(self._on_duration_typed)
        self.level.valueChanged.connect(self._on_level_changed)
        self.muted.clicked.connect(self._on_muted_clicked)
        self._context.selection.changed.connect(self._show)
        self._document.clip_changed.connect(self._show)
        self._document.tracks_changed.connect(self._show)

    @Slot(object)
    def show_drag(self, track: Track | None) -> None:
        """Show the values as a drag would leave them; None ends that."""
        self._dragged = track
        self._show()

    def go(self, step: int) -> None:
        """Select the next or previous event and show it; without a selection, from the playhead."""
        track, player = self._document.track, self._context.player
        if track is None:
            return
        chosen = self._chosen(track)
        at_s = chosen[0].event.time_s if chosen else player.position_s
        ahead = [x for x in track.events if (x.event.time_s - at_s) * step > 0]
        if ahead:
            target = ahead[0] if step > 0 else ahead[-1]
            player.seek(target.event.time_s)
            self._context.axis.follow(target.event.time_s)
            self._context.selection.set([target.id])

    # Showing

    def _chosen(self, track: Track | None) -> list[TimelineEvent]:
        ids = self._context.selection.ids
        return [item for item in track.events if item.id in ids] if track else []

    @Slot()
    def _show(self) -> None:
        track = self._dragged or self._document.track
        chosen, count = self._chosen(track), len(track.events) if track else 0
        fields = (self.time, self.level, self.lasts, self.muted)
        blockers = [QSignalBlocker(field) for field in fields]
        for field in fields:
            field.setEnabled(bool(chosen))
        self.problem.hide()
        self.previous.setEnabled(bool(count))
        self.next.setEnabled(bool(count))
        if track is None or not chosen:
            self._show_nothing(count)
        else:
            self._show_event(track, chosen)
        for blocker in blockers:
            blocker.unblock()

    def _show_nothing(self, count: int) -> None:
        self.count.setText(tr("No event selected" if count else "No events"))
        self._time_label.setText(tr("T&ime"))
        self.time.clear()
        self.level.show_levels({0.0})
        self.lasts.clear()
        self.lasts.setPlaceholderText(tr("Strike"))
        self.source.clear()
        self.suggested.hide()
        self.muted.setTristate(False)
        self.muted.setChecked(False)

    def _show_event(self, track: Track, chosen: list[TimelineEvent]) -> None:
        first = chosen[0]
        place = track.events.index(first) + 1
        one = tr("Event {place} of {count}", place=place, count=len(track.events))
        many = counted("{n} event", "{n} events", len(chosen))
        is_one = len(chosen) == 1
        self.count.setText(one if is_one else many)
        self._time_label.setText(tr("T&ime") if is_one else tr("F&irst at"))
        found = found_edits.unchanged(track)
        self.time.setText(f"{number(first.event.time_s, 3)} s")
        self.level.show_levels({event_edits.strength_db(item.event.strength) for item in chosen})
        lasts = _common(_duration_text(item.event.duration_s) for item in chosen)
        self.lasts.setText(lasts or "")
        self.lasts.setPlaceholderText(tr("Mixed") if lasts is None else tr("Strike"))
        sources = _common(_source_text(item, found.get(item.id)) for item in chosen)
        self.source.setText(tr("Mixed") if sources is None else sources)
        is_muted = _common(item.event.muted for item in chosen)
        self.muted.setTristate(is_muted is None)
        self.muted.setCheckState(_CHECKED[is_muted])
        may_last_s = _common(
            found[item.id].may_last_s if item.id in found else 0.0 for item in chosen
        )
        self.suggested.setText(tr("May last {seconds} s", seconds=number(may_last_s or 0.0, 2)))
        self.suggested.setVisible(bool(may_last_s))

    # Editing

    def _edit(self, text: str, change: Change) -> None:
        clip: Clip | None = self._document.clip
        ids = self._context.selection.ids
        if clip is not None and ids:
            changed = change(clip.track, ids, clip.file.duration_s)
            self._document.edit_track(text, changed)

    def _typed_s(self, field: QLineEdit, read: Callable[[str], float]) -> float | None:
        """A typed time; None if it was not changed, or is none, which is said beside it."""
        if not field.isModified():
            return None
        field.setModified(False)
        try:
            return read(field.text())
        except ValueError as error:
            self.problem.setText(str(error))
            self.problem.show()
            return None

    @Slot()
    def _on_time_typed(self) -> None:
        time_s = self._typed_s(self.time, typed_seconds)
        if time_s is not None:
            self._edit(
                tr("Move event"),
                lambda track, ids, end_s: event_edits.set_time(track, ids, time_s, end_s),
            )
            self._show()

    @Slot()
    def _on_duration_typed(self) -> None:
        lasts_s = self._typed_s(self.lasts, typed_duration_s)
        if lasts_s is not None:
            self._set_duration(lasts_s)
            self._show()

    def _set_duration(self, lasts_s: float) -> None:
        self._edit(
            tr("Change length of event"),
            lambda track, ids, end_s: event_edits.set_duration(track, ids, lasts_s, end_s),
        )

    def _use_suggestion(self) -> None:
        track = self._document.track
        chosen = self._chosen(track)
        if track is not None and chosen:
            self._set_duration(found_edits.suggested_durations_s(track)[chosen[0].id])

    @Slot(float)
    def _on_level_changed(self, level_db: float) -> None:
        self._edit(
            tr("Change strength"),
            lambda track, ids, _end_s: event_edits.set_strength(track, ids, level_db),
        )

    @Slot(bool)
    def _on_muted_clicked(self, muted: bool) -> None:
        self._edit(
            tr("Mute events"), lambda track, ids, _end_s: event_edits.set_muted(track, ids, muted)
        )


def _common(values: Iterable[Value]) -> Value | None:
    """The value, if all are the same; else None."""
    first, *others = values
    return first if all(other == first for other in others) else None


def _duration_text(duration_s: float) -> str:
    return f"{number(duration_s, 3)} s" if duration_s else ""


def _source_text(item: TimelineEvent, found: Candidate | None) -> str:
    """Where an event comes from and, if it was found, how certain it is."""
    source = tr(SOURCE_NAMES[item.event.source])
    if found is None:
        return source
    percent = number(100 * found.certainty)
    return tr("{source}, {percent} % certain", source=source, percent=percent)
