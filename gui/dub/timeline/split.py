"""The handle between the preview and the timeline."""

from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget
from typing_extensions import override

from gui.document.document import Document
from gui.dub.timeline.timeline import Timeline
from gui.kit.timers import once
from gui.settings import Settings

_LAYOUT: Final = "own-split"  # in the settings; only of a user who has moved the handle
_USUAL_SHARE: Final = 0.58  # of the height, for the timeline
_MOST_SHARE: Final = 0.7  # with as many tracks as it takes


class PreviewSplit(QSplitter):
    """Gives the timeline room for its tracks, until the user moves the handle."""

    def __init__(
        self, document: Document, settings: Settings, preview: QWidget, timeline: Timeline
    ) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._document = document
        self._settings = settings
        self._timeline = timeline
        self._fitted: object = None  # the tracks that the split was made for
        self._is_own = False  # moved by the user
        self.setChildrenCollapsible(False)
        self.addWidget(preview)
        self.addWidget(timeline)
        self._fit_soon = once(self, 0, self.fit)  # when the panels have their places
        self.splitterMoved.connect(self._on_moved)
        timeline.tracks.built.connect(self._on_tracks_built)
        kept = settings.layout(_LAYOUT)
        if kept is not None:
            self.restoreState(kept)
            self._is_own = True

    def keep(self) -> None:
        """Remember where the user has put the handle."""
        if self._is_own:
            self._settings.keep_layout(_LAYOUT, self.saveState())

    def reset(self) -> None:
        """Forget where the user has put the handle."""
        self._is_own = False
        self._fit_soon.start()

    @Slot()
    def fit(self) -> None:
        """Show all tracks, as far as that leaves enough of the preview."""
        height = self.height() - self.handleWidth()
        if self._is_own or height <= 0:
            return
        usual, most = (round(share * height) for share in (_USUAL_SHARE, _MOST_SHARE))
        timeline = max(self._timeline.whole_height(height), usual)
        if timeline > most:  # they scroll
            timeline = self._timeline.whole_height(most)
        self.setSizes([height - timeline, timeline])

    @Slot()
    def _on_moved(self) -> None:
        self._is_own = True

    @Slot()
    def _on_tracks_built(self) -> None:
        """Fit when tracks come and go; choosing or collapsing one moves nothing."""
        clip = self._document.clip
        tracks = None if clip is None else (clip.id, len(clip.tracks))
        if tracks != self._fitted:
            self._fitted = tracks
            self.fit()  # at once: nothing moves under a mouse that is already there
            self._timeline.lay_out()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
