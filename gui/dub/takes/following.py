"""Notices edits of events, so that the takes made from them can follow."""

from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from engine.project.model import Clip, TimelineEvent
from gui.document.document import Document
from gui.kit.timers import once

_AFTER_EDIT_MS: Final = 40  # longer than a key takes to repeat, so a run of nudges is one edit


class Following(QObject):
    """Tells which tracks need another take, once after each run of edits."""

    needed = Signal(str)  # id of a track whose take may not match its events any more

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._is_on = True
        self._document = document
        self._seen: dict[str, tuple[TimelineEvent, ...]] = {}  # events by track
        self._edited: set[str] = set()  # tracks that need another take
        self._after_edit = once(self, _AFTER_EDIT_MS, self._tell)
        document.tracks_changed.connect(self._on_tracks_changed)
        document.clip_changed.connect(self._on_clip_changed)

    @property
    def is_on(self) -> bool:
        """Whether takes follow edits; those missed meanwhile are caught up on."""
        return self._is_on

    @is_on.setter
    def is_on(self, on: bool) -> None:
        self._is_on = on
        if on and self._edited:
            self._after_edit.start()

    def look_at(self, track_id: str) -> None:
        """Let a track have another take if its events need one."""
        self._edited.add(track_id)
        if self.is_on:
            self._after_edit.start()

    @Slot()
    def _on_tracks_changed(self) -> None:
        clip = self._document.clip
        for track in clip.tracks if clip is not None else ():
            self._seen.setdefault(track.id, track.events)

    @Slot(object)
    def _on_clip_changed(self, clip: Clip) -> None:
        for track in clip.tracks:
            if self._seen.get(track.id, track.events) != track.events:
                self.look_at(track.id)
            self._seen[track.id] = track.events

    @Slot()
    def _tell(self) -> None:
        edited, self._edited = self._edited, set()
        for track_id in edited if self.is_on else ():  # it may just have been turned off
            self.needed.emit(track_id)
