"""The timeline: lanes on a shared time axis, with tools above and a scroll bar below."""

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QScrollBar,
    QToolButton,
    QWidget,
)
from typing_extensions import override

from gui.commands.actions import ActionRegistry
from gui.commands.menus import give_menu
from gui.dub.monitor import ORIGINAL, Monitor
from gui.dub.timeline.lane_edge import LaneEdge
from gui.dub.timeline.lanes.event_lane import EventLane
from gui.dub.timeline.lanes.filmstrip import Filmstrip
from gui.dub.timeline.lanes.lane import Hover, Lane, LaneContext
from gui.dub.timeline.lanes.mel_lane import MelLane
from gui.dub.timeline.lanes.original_lane import OriginalLane
from gui.dub.timeline.lanes.ruler import Ruler
from gui.dub.timeline.spoken import Spoken
from gui.dub.timeline.tracks.header import WIDTH
from gui.dub.timeline.tracks.track_list import TrackList
from gui.kit import theme
from gui.kit.fields import slider
from gui.kit.language import number, tr
from gui.kit.layouts import ROOM, add, grid, hbox, order_tabs, put, vbox
from gui.kit.widgets import faint

_ORIGINAL_ROW, _TRACKS_ROW, _EDGE_ROW, _MEL_ROW = 2, 3, 4, 5
_GROWING = (_ORIGINAL_ROW, _TRACKS_ROW, _MEL_ROW)
_ALONE = (2, 4, 5)  # their shares of the height with a single track
_CROWDED = (0, 1000, 1)  # the mel gets what the tracks do not need
_VOLUME_STEPS = 100
_PICTURE_MENU = ("find_picture", "mark_cuts", "", "clip_details", "remove_clip")
_SOUND_MENU = ("find_sound", "reference_from_clip", "", "original_under", "original_alone")
_SCROLL_STEPS = 10000  # range of the scroll bar, for the whole clip
_TOOLS = ("snap", "set_in", "set_out", "add_marker", "", "zoom_out", "zoom_fit", "zoom_in")


class Timeline(QWidget):
    """All lanes with their headers, tools and scroll bar."""

    def __init__(
        self,
        context: LaneContext,
        actions: ActionRegistry,
        monitor: Monitor,
        tracks: TrackList,
        clip_selector: QWidget,
    ) -> None:
        super().__init__()
        self._context = context
        self.clip_selector = clip_selector
        self._actions = actions
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # so that keys do not go to a button
        self._monitor = monitor
        self.ruler = Ruler(context)
        self.filmstrip = Filmstrip(context)
        self.original = OriginalLane(context)
        self.tracks = tracks
        self.mel = MelLane(context)
        self._assemble()
        self._connect()
        give_menu(self.filmstrip, actions, _PICTURE_MENU)
        give_menu(self.original, actions, _SOUND_MENU)
        self.setAccessibleName(tr("Timeline"))
        Spoken(context, self)
        tracks.built.connect(self._order_tabs)

    @Slot()
    def _order_tabs(self) -> None:
        order_tabs(self)

    def _lanes(self) -> tuple[Lane, ...]:
        return (self.ruler, self.filmstrip, self.original, self.mel)

    def whole_height(self, most: int) -> int:
        """The height in which as many whole tracks are seen as fit into `most` pixels."""
        self._grid.invalidate()  # Qt tells the outer layout alone that the tracks are others now
        others = self.minimumSizeHint().height() - self.tracks.minimumHeight()
        return others + self.tracks.whole_height(most - others)

    def lay_out(self) -> None:
        """Give each lane its place now; left to Qt, tracks that are new get theirs in steps."""
        self.share_room()
        self._rows.activate()

    @property
    def events(self) -> EventLane:
        """The event lane of the active track."""
        return self.tracks.events

    # Assemble

    def _assemble(self) -> None:
        self._rows = column = vbox(self, margins=0, spacing=0)
        column.addWidget(self._build_tools())
        self._grid = cells = grid(margins=0, across=0, down=1)
        for row, lane, name in (
            (0, self.ruler, ""),
            (1, self.filmstrip, tr("Video")),
            (_ORIGINAL_ROW, self.original, tr("Original")),
            (_MEL_ROW, self.mel, tr("Mel")),
        ):
            cells.addWidget(self._name_of(lane, name), row, 0)
            cells.addWidget(lane, row, 1)
        cells.addWidget(self.tracks, _TRACKS_ROW, 0, 1, 2)
        self.mel_edge = LaneEdge(self.mel)
        self.mel_edge.height_wanted.connect(self._on_mel_height_wanted)
        cells.addWidget(self.mel_edge, _EDGE_ROW, 0, 1, 2)
        # The lanes share one width, so the tracks' scroll bar has a column of its own.
        bar = self.tracks.verticalScrollBar()
        bar.setAccessibleName(tr("Tracks scroll bar"))
        self._tracks_bar = QScrollBar(Qt.Orientation.Vertical)
        self._tracks_bar.setAccessibleName(bar.accessibleName())
        self._tracks_bar.hide()
        bar.rangeChanged.connect(self._on_tracks_range_changed)
        bar.valueChanged.connect(self._tracks_bar.setValue)
        self._tracks_bar.valueChanged.connect(bar.setValue)
        cells.addWidget(self._tracks_bar, _TRACKS_ROW, 2)
        cells.setColumnMinimumWidth(0, WIDTH)
        cells.setColumnStretch(1, 1)
        self.share_room()
        column.addLayout(cells, 1)
        self._scroll = QScrollBar(Qt.Orientation.Horizontal)
        self._scroll.setAccessibleName(tr("Timeline scroll bar"))
        line = hbox(margins=(WIDTH, 0, 0, 0))
        line.addWidget(self._scroll)
        column.addLayout(line)

    def _build_tools(self) -> QWidget:
        bar = QFrame()
        row = hbox(bar, margins=(8, 3, 8, 3), spacing=2)
        row.addWidget(self.clip_selector)
        row.addSpacing(8)
        for name in _TOOLS:
            if name:
                row.addWidget(icon_button(self._actions, name))
            else:
                row.addSpacing(12)
        row.addStretch(1)
        self._read_out = faint("", wraps=False)
        self._read_out.setAccessibleName(tr("Cursor position"))
        row.addWidget(self._read_out)
        return bar

    def _name_of(self, lane: Lane, name: str) -> QWidget:
        frame = QFrame()
        frame.setFixedWidth(WIDTH)
        row = hbox(frame, margins=(10, 0, 4, 0), spacing=0)
        put(row, faint(name, wraps=False), 1)
        if lane is self.ruler:
            row.addWidget(icon_button(self._actions, "add_track", 16))
        if lane is self.original:
            buttons = QFrame()
            beside = hbox(buttons, margins=0, spacing=0)
            for action in ("original_under", "original_alone"):
                beside.addWidget(icon_button(self._actions, action, 16))
            row.addWidget(buttons)
            self._of_sound = [buttons]
            return self._with_volume(frame)
        return frame

    def _with_volume(self, names: QFrame) -> QFrame:
        """Add the volume slider of the original below its name."""
        tip = tr("Volume of the original in the mix")
        volume = slider(tr("Original volume"), _VOLUME_STEPS, tip=tip)
        volume.setFixedHeight(14)
        volume.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        volume.valueChanged.connect(self._on_original_volume)
        self._volume = volume
        frame = QFrame()
        frame.setFixedWidth(WIDTH)
        column = vbox(frame, margins=0, spacing=0)
        add(column, ROOM, names)
        below = QFrame()
        hbox(below, margins=(10, 0, 10, 0)).addWidget(volume)
        add(column, below, ROOM)
        self._of_sound.append(below)
        return frame

    @Slot(int)
    def _on_original_volume(self, value: int) -> None:
        self._monitor.set_original_volume(value / _VOLUME_STEPS)

    @Slot(int, int)
    def _on_tracks_range_changed(self, low: int, high: int) -> None:
        bar = self.tracks.verticalScrollBar()
        self._tracks_bar.setRange(low, high)
        self._tracks_bar.setPageStep(bar.pageStep())
        self._tracks_bar.setSingleStep(bar.singleStep())
        self._tracks_bar.setVisible(high > low)

    @Slot()
    def share_room(self) -> None:
        """Divide the height: as usual, or so that the mel is as high as the user wants it."""
        original, tracks, mel = _CROWDED if self.tracks.is_crowded else _ALONE
        if self._is_silent:
            original = 0
        wanted_px = self._context.settings.mel_px
        if wanted_px:
            rows = _GROWING if original else _GROWING[1:]
            shared_px = sum(self._grid.cellRect(row, 1).height() for row in rows)
            left_px, parts = max(shared_px - wanted_px, 1), original + tracks
            mel = wanted_px
            original, tracks = left_px * original // parts, left_px * tracks // parts
        for row, share in zip(_GROWING, (original, tracks, mel), strict=True):
            self._grid.setRowStretch(row, share)

    @Slot(int)
    def _on_mel_height_wanted(self, pixels: int) -> None:
        most = self.mel.height() + self.tracks.height() - self.tracks.minimumHeight()
        pixels = pixels and min(max(pixels, self.mel.minimumHeight()), most)
        self._context.settings.mel_px = pixels
        self.share_room()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share_room()

    # Connect

    def _connect(self) -> None:
        for lane in self._lanes():
            lane.hovered.connect(self._on_hovered)
        self._context.axis.changed.connect(self._on_axis_changed)
        self._scroll.valueChanged.connect(self._on_scrolled)
        self._context.player.position_changed.connect(self._on_position_changed)
        self._context.media.opened.connect(self._on_media_changed)
        self._context.media.grew.connect(self._on_media_changed)
        self._monitor.changed.connect(self._on_monitor_changed)
        self._context.document.clips_changed.connect(self._on_clips_changed)
        self.tracks.verticalScrollBar().rangeChanged.connect(self.share_room)
        self._context.document.tracks_changed.connect(self.share_room)
        self._actions["original_under"].toggled.connect(self._on_under_toggled)
        self._on_axis_changed()

    @Slot(object)
    def _on_hovered(self, hover: Hover | None) -> None:
        if hover is None or self._context.document.clip is None:
            self._read_out.clear()
            return
        parts = [f"{number(hover.time_s, 3)} s"]
        if hover.hz is not None:
            parts.append(f"{hover.hz:.0f} Hz")
        if hover.level_db is not None:
            parts.append(f"{hover.level_db:+.0f} dB")
        self._read_out.setText("   ".join(parts))

    @Slot()
    def _on_axis_changed(self) -> None:
        axis = self._context.axis
        page = max(1, round(_SCROLL_STEPS * axis.span_s / axis.duration_s))
        with QSignalBlocker(self._scroll):
            self._scroll.setRange(0, _SCROLL_STEPS - page)
            self._scroll.setPageStep(page)
            self._scroll.setSingleStep(max(1, page // 10))
            self._scroll.setValue(round(_SCROLL_STEPS * axis.start_s / axis.duration_s))

    @Slot(int)
    def _on_scrolled(self, value: int) -> None:
        axis = self._context.axis
        axis.scroll(value / _SCROLL_STEPS * axis.duration_s - axis.start_s)

    @Slot(float)
    def _on_position_changed(self, time_s: float) -> None:
        if self._context.player.is_playing:
            self._context.axis.follow(time_s)

    @Slot()
    def _on_media_changed(self) -> None:
        sound = self._context.media.sound
        self.original.set_sound(None if sound is None else sound.peaks)
        for control in self._of_sound:
            control.setHidden(self._is_silent)
        self.original.set_silent(self._is_silent)
        self.share_room()
        self._on_monitor_changed()

    @property
    def _is_silent(self) -> bool:
        """Whether the clip has no sound of its own."""
        info = self._context.media.info
        return info is not None and not info.audio

    @Slot()
    def _on_monitor_changed(self) -> None:
        """Show the monitored spectrogram."""
        monitor = self._monitor
        with QSignalBlocker(self._volume):
            self._volume.setValue(round(monitor.original_volume * _VOLUME_STEPS))
        first, second = monitor.mel_of(monitor.a), monitor.mel_of(monitor.b)
        shown = monitor.a
        if self.mel.wipe is None and monitor.side == "B":
            shown, first = monitor.b, second or first
        if monitor.is_loading(shown):
            self.mel.show_loading()
        else:
            self.mel.show_mel(first or monitor.mel_of(ORIGINAL), second)

    @Slot()
    def _on_clips_changed(self) -> None:
        clip = self._context.document.clip
        if clip is not None and clip.file.duration_s != self._context.axis.duration_s:
            self._context.axis.set_duration(clip.file.duration_s)
        for lane in self._lanes():
            lane.refresh()

    @Slot(bool)
    def _on_under_toggled(self, on: bool) -> None:
        self._actions["original_under"].setIcon(theme.icon("sound-on" if on else "sound-off"))


def icon_button(actions: ActionRegistry, name: str, size: int = 18) -> QToolButton:
    """A small icon button for a command, with a name for screen readers."""
    button = QToolButton()
    button.setDefaultAction(actions[name])
    button.setIconSize(QSize(size, size))
    button.setAccessibleName(actions[name].text().rstrip("…"))
    return button
