"""The selected events, by id so that the selection survives edits and undo."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from engine.project.model import Track


class Selection(QObject):
    """A set of event ids with a signal for changes."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: frozenset[str] = frozenset()

    @property
    def ids(self) -> frozenset[str]:
        """The selected events."""
        return self._ids

    def set(self, ids: Iterable[str]) -> None:
        """Select exactly these."""
        new = frozenset(ids)
        if new != self._ids:
            self._ids = new
            self.changed.emit()

    def toggle(self, event_id: str) -> None:
        """Add an event to the selection, or remove it."""
        self.set(self._ids ^ {event_id})

    def keep_existing(self, track: Track | None) -> None:
        """Deselect events that are not on this track."""
        existing = {item.id for item in track.events} if track else set()
        self.set(self._ids & existing)
