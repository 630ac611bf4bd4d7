"""The reference that a track is called after as soon as a dub with it is asked for."""

from engine.project.model import Reference
from gui.document.document import Document


class NotedReference:
    """Notes the reference of a dub on its track, until the dub turns out to be impossible."""

    def __init__(self, document: Document, track_id: str, reference: Reference) -> None:
        self._document = document
        self._track_id = track_id
        self._reference = reference
        track = document.track_by_id(track_id)
        self._before = None if track is None else track.reference_id

    def note(self) -> None:
        """Note it."""
        track = self._document.track_by_id(self._track_id)
        if track is not None:
            self._document.use_reference(track.id, self._reference)

    def take_back(self) -> None:
        """Note the one before it again, unless another one is noted by now."""
        track = self._document.track_by_id(self._track_id)
        if track is not None and track.reference_id == self._reference.id:
            self._document.choose(track.id, reference_id=self._before)
