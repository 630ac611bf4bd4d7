"""The recording of a performance into the microphone, under the events that were heard in it."""

from collections.abc import Callable
from typing import Final

from msgspec.structs import replace
from PySide6.QtGui import QColor, QContextMenuEvent
from typing_extensions import override

from engine.project.guide import Guide
from engine.project.model import Track
from gui.commands.menus import context_menu
from gui.document.document import Document
from gui.dub.timeline.lanes.lane import LaneContext
from gui.dub.timeline.lanes.wave_lane import WaveLane
from gui.kit.language import tr

HEIGHT: Final = 24


class GuideLane(WaveLane):
    """Shows the recording; a right-click offers to play or remove it."""

    def __init__(self, context: LaneContext, track_id: str, colour: Callable[[], QColor]) -> None:
        super().__init__(context, tr("Recording"), colour, tr("The recording is being read"))
        self._track_id = track_id
        self.setFixedHeight(HEIGHT)
        self.setToolTip(tr("The recording that these events were heard in"))

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        document = self.context.document
        track = document.track_by_id(self._track_id)
        if track is None or track.guide is None:
            return
        menu = context_menu(self)
        heard = menu.addAction(tr("Play the recording"))
        heard.setCheckable(True)
        heard.setChecked(not track.guide.muted)
        heard.triggered.connect(lambda on: set_heard(document, track.id, on))
        menu.addSeparator()
        menu.addAction(tr("Remove the recording"), lambda: remove(document, track.id))
        menu.popup(event.globalPos())


def set_heard(document: Document, track_id: str, heard: bool) -> None:
    """Let the recording of a track be heard, or mute it."""
    text = tr("Play the recording") if heard else tr("Mute the recording")
    _edit(document, track_id, text, lambda guide: replace(guide, muted=not heard))


def remove(document: Document, track_id: str) -> None:
    """Remove the recording of a track; undo brings it back."""
    _edit(document, track_id, tr("Remove the recording"), lambda _: None)


def _edit(
    document: Document, track_id: str, text: str, change: Callable[[Guide], Guide | None]
) -> None:
    track: Track | None = document.track_by_id(track_id)
    if track is not None and track.guide is not None:
        document.edit_track(text, replace(track, guide=change(track.guide)))
