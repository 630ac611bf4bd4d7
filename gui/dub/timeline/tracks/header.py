"""The header of a track: its name, reference, fader and level."""

from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QToolButton, QWidget
from typing_extensions import override

from engine.project.model import Track
from engine.recipe import Fader
from gui.document.document import Document
from gui.document.titles import track_title
from gui.dub.timeline.armed import Armed
from gui.dub.timeline.event_search import EventSearch
from gui.dub.timeline.lanes import guide_lane
from gui.dub.timeline.lanes.lane import LaneContext
from gui.dub.timeline.tracks.knobs import GainKnob, PanKnob
from gui.dub.timeline.tracks.meter import LevelMeter
from gui.dub.timeline.tracks.source_row import SourceRow
from gui.kit import theme
from gui.kit.labels import ElidedLabel, plain
from gui.kit.language import tr
from gui.kit.layouts import ROOM, add, hbox, vbox
from gui.kit.widgets import faint, small_button

WIDTH: Final = 200
DIMMED: Final = 0.4  # opacity of what is not heard
_STRIP: Final = 4  # width of the strip in the track's colour
_EDGE: Final = 2  # above and below the rows
_ELIDE: Final = Qt.TextElideMode.ElideMiddle  # names often differ at the end
_BUTTON: Final = QSize(20, 18)


class TrackHeader(QFrame):
    """Shows and edits one track; pressing it makes that track the active one."""

    menu_requested = Signal(QPoint)  # global place
    rename_requested = Signal()

    def __init__(
        self, context: LaneContext, search: EventSearch, armed: Armed, track_id: str
    ) -> None:
        super().__init__()
        self._document: Document = context.document
        self._armed = armed
        self._track_id = track_id
        self._is_active = False
        self._colour, self._is_heard = 0, True  # number in the palette of tracks
        self.setObjectName("track")  # for the style sheet
        self.setFixedWidth(WIDTH)
        self.title = ElidedLabel(_ELIDE)
        self.about = ElidedLabel(_ELIDE)
        self.about.setProperty("faint", True)
        self.fold = _button("", tr("Collapse the track"))
        self.mute = _letter(tr("M"), tr("Mute the track"))
        self.solo = _letter(tr("S"), tr("Solo the track"))
        self.arm = _button("record", tr("Arm: perform on this track"), checkable=True)
        self.source = SourceRow(context, search, track_id)
        self.heard = small_button("sound-off", "", self._on_heard_clicked)
        self.heard.setIconSize(QSize(14, 14))
        self.guide = QWidget()
        self.gain = GainKnob()
        self.pan = PanKnob()
        self.meter = LevelMeter()
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        column = vbox(margins=0, spacing=1)
        add(hbox(self, margins=(_STRIP + 4, _EDGE, 2, _EDGE), spacing=4), (column, 1), self.meter)
        top = hbox(margins=0, spacing=2)
        add(top, self.fold, (self.title, 1), self.mute, self.solo, self.arm)
        row = hbox(self.guide, margins=0, spacing=4)
        add(row, self.heard, faint(tr("Recording"), wraps=False), ROOM)
        labels = self.gain.label, self.pan.label
        for label in labels:  # in one column
            label.setFixedWidth(max(each.sizeHint().width() for each in labels))
        add(column, top, self.about, self.source, self.guide, self.gain, self.pan, ROOM)

    def _connect(self) -> None:
        self.fold.clicked.connect(self._on_fold_clicked)
        self.mute.clicked.connect(lambda on: self._edit(tr("Mute track"), muted=on))
        self.solo.clicked.connect(lambda on: self._edit(tr("Solo track"), solo=on))
        self.arm.clicked.connect(lambda: self._armed.toggle(self._track_id))
        self.gain.edited.connect(lambda db, key: self._edit(tr("Change gain"), key, gain_db=db))
        self.pan.edited.connect(lambda pan, key: self._edit(tr("Change pan"), key, pan=pan))
        self._armed.changed.connect(self._show_armed)

    @property
    def track(self) -> Track | None:
        """The track."""
        return self._document.track_by_id(self._track_id)

    def show_track(self, track: Track, *, alone: bool, is_heard: bool = True) -> None:
        """Show the values of the track.

        Args:
            track: the track.
            alone: whether the clip has no other, so that it need be neither folded nor armed.
            is_heard: whether it sounds in the mix; it is dimmed otherwise.
        """
        project, fader = self._document.project, track.fader
        title = track_title(project, track)
        active = self._document.track
        self._is_active = not alone and active is not None and active.id == track.id
        self._colour, self._is_heard = track.colour, is_heard
        self.title.setText(title)
        self.title.setEnabled(is_heard)  # in the colour of what is off
        font = self.title.font()
        font.setBold(self._is_active)
        self.title.setFont(font)
        self.setAccessibleName(title if is_heard else tr("{track}, not heard", track=title))
        self.about.setText(_about(self._document, track))
        self.setToolTip(plain(f"{title}\n{self.about.text()}".rstrip()))
        self.fold.setIcon(theme.icon("unfold" if track.collapsed else "fold", "faint"))
        self.mute.setChecked(fader.muted)
        self.solo.setChecked(fader.solo)
        self.gain.show_value(fader.gain_db)
        self.pan.show_value(fader.pan)
        self.fold.setVisible(not alone)
        self.arm.setVisible(not alone)
        self.about.setVisible(alone and bool(self.about.text()))
        self.source.show_track(track, alone=alone)
        self.source.setVisible(alone or not track.collapsed)
        self.gain.setVisible(alone or not track.collapsed)
        self.pan.setVisible(alone or not track.collapsed)
        self.setMinimumHeight(self._full_px() if alone else 0)
        self._show_guide(track, is_small=track.collapsed and not alone)
        self._show_armed()
        self.update()

    def _full_px(self) -> int:
        """The height with all rows but a recording, so that one that comes moves no lane."""
        top = max(self.title.sizeHint().height(), _BUTTON.height())
        rows = (self.about, self.source.button, self.gain, self.gain, self.pan)
        return top + sum(each.sizeHint().height() + 1 for each in rows) + 2 * _EDGE

    def _show_guide(self, track: Track, *, is_small: bool) -> None:
        self.guide.setVisible(track.guide is not None and not is_small)
        is_heard = track.guide is not None and not track.guide.muted
        name = tr("Mute the recording") if is_heard else tr("Play the recording")
        self.heard.setIcon(theme.icon("sound-on" if is_heard else "sound-off", "faint"))
        self.heard.setToolTip(name)
        self.heard.setAccessibleName(name)

    @Slot()
    def _show_armed(self) -> None:
        is_armed = self._armed.is_armed(self._track_id)
        self.arm.setChecked(is_armed)
        self.arm.setIcon(theme.icon("record", "danger" if is_armed else "faint"))

    def _edit(self, text: str, merge_key: str = "", **changes: object) -> None:
        track = self.track
        if track is not None:
            fader: Fader = replace(track.fader, **changes)
            changed = replace(track, fader=fader)
            self._document.edit_track(text, changed, merge_key=merge_key)

    @Slot()
    def _on_heard_clicked(self) -> None:
        track = self.track
        if track is not None and track.guide is not None:
            guide_lane.set_heard(self._document, track.id, track.guide.muted)

    @Slot()
    def _on_fold_clicked(self) -> None:
        track = self.track
        if track is not None:
            text = tr("Expand track" if track.collapsed else "Collapse track")
            self._document.edit_track(text, replace(track, collapsed=not track.collapsed))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            ground = "raised" if self._is_active else "panel"
            painter.fillRect(self.rect(), theme.colour(ground))
            strip = QRect(0, 0, _STRIP, self.height())
            alpha = 1.0 if self._is_heard else DIMMED
            painter.fillRect(strip, theme.track_colour(self._colour, alpha))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._document.show_track(self._track_id)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.rename_requested.emit()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._document.show_track(self._track_id)
        self.menu_requested.emit(event.globalPos())


def _about(document: Document, track: Track) -> str:
    """The reference, where it is not the title, or that there is none."""
    reference = document.reference(track.reference_id)
    if reference is None:
        is_dubbed = bool(document.project.takes_of(track.id))
        return tr("No reference" if is_dubbed else "Not dubbed yet")
    return f"♪ {reference.name}" if track.name else ""


def _button(icon: str, name: str, *, checkable: bool = False) -> QToolButton:
    button = QToolButton()
    if icon:
        button.setIcon(theme.icon(icon, "faint"))
    button.setIconSize(QSize(14, 14))
    button.setFixedSize(_BUTTON)
    button.setCheckable(checkable)
    button.setToolTip(name)
    button.setAccessibleName(name)
    return button


def _letter(letter: str, name: str) -> QToolButton:
    button = _button("", name, checkable=True)
    button.setText(letter)
    button.setProperty("letter", True)
    return button
