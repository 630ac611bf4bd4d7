"""Which takes a new one replaces: its drafts, and those that followed earlier edits."""

from msgspec.structs import replace

from engine.project.model import Take
from gui.document.document import Document
from gui.dub.monitor import Heard, Monitor
from gui.dub.takes.orders import Order, is_draft_of


class Succession:
    """Replaces takes in the document, and where they are listened to in the monitor."""

    def __init__(self, document: Document, monitor: Monitor) -> None:
        self._document = document
        self._monitor = monitor

    def number_for(self, order: Order) -> int:
        """The number of a new take: that of the one it replaces, else the next.

        After an edit it may be the number of silence that was replaced before, or a walk through
        undo and redo would use up numbers.
        """
        takes = self._document.project.takes
        shown = {take.number for take in takes if not take.deleted}
        silence = [
            take
            for take in takes
            if take.track_id == order.track_id
            and take.edited
            and not take.facts.events
            and take.number not in shown
        ]
        replaced = [*self._edited_takes(order.track_id), *silence] if order.edited else []
        return replaced[0].number if replaced else self._document.project.next_take_number

    def make_way(self, new: Take) -> None:
        """Replace what a take replaces, which undo does not bring back.

        A full take replaces its drafts. One that follows an edit replaces those that followed
        earlier ones, unless the user kept them; another replaces only silence, which nobody goes
        back to.
        """
        for take in self._document.project.takes_of(new.track_id):
            if take.draft and not new.draft and is_draft_of(take, new):
                self._replace(take, new)
        for take in self._edited_takes(new.track_id):
            if take.id != new.id and (new.edited or not take.facts.events):
                self._replace(take, new)

    def _replace(self, old: Take, new: Take) -> None:
        self._monitor.exchange(Heard("take", old.id), Heard("take", new.id))
        self._document.put(old, replace(old, deleted=True), 0)

    def _edited_takes(self, track_id: str) -> list[Take]:
        """The takes of a track that the next edited one replaces."""
        takes = self._document.project.takes_of(track_id)
        return [take for take in takes if take.edited and not (take.starred or take.name)]
