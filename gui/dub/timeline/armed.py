"""The track that is armed: where a performance goes."""

from PySide6.QtCore import QObject, Signal

from gui.document.document import Document


class Armed(QObject):
    """At most one armed track; without one, a performance goes to the active track."""

    changed = Signal()

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._armed_id: str | None = None
        document.tracks_changed.connect(self.changed)

    @property
    def track_id(self) -> str | None:
        """The armed track, else the active one; None without a clip."""
        clip = self._document.clip
        if clip is None:
            return None
        return (clip.track_by_id(self._armed_id) or clip.track).id

    def is_armed(self, track_id: str) -> bool:
        """Whether a track was armed by hand."""
        return track_id == self._armed_id

    def toggle(self, track_id: str) -> None:
        """Arm a track, or disarm it."""
        self._armed_id = None if track_id == self._armed_id else track_id
        self.changed.emit()
