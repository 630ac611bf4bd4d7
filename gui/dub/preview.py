"""The preview with its badges, and the transport below it."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontDatabase, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from gui.commands.actions import ActionRegistry
from gui.commands.menus import give_menu
from gui.dub.mix_meter import MixMeter
from gui.dub.monitor import Monitor
from gui.dub.timeline.timeline import icon_button
from gui.kit import theme
from gui.kit.fields import slider
from gui.kit.labels import Label
from gui.kit.language import tr
from gui.kit.layouts import ROOM, add, hbox, put, vbox
from gui.kit.picture_view import PictureView
from gui.kit.time_axis import clock_text
from gui.kit.widgets import IconLabel, faint
from gui.playback.player import Player, PlayState

_BUTTONS: Final = ("to_start", "frame_back", "play", "frame_forward", "to_end", "loop")
_MENU: Final = ("play", "loop", "", "ab", "wipe", "", "full_preview", "clip_details")
_BUTTON_EDGE_PX: Final = 7  # leaves room for the volume where the window is narrow
_VOLUME_STEPS: Final = 100


class Screen(PictureView):
    """The clip's picture, with badges for the monitored source and for clip properties."""

    double_clicked = Signal()

    def __init__(self, monitor: Monitor) -> None:
        super().__init__(tr("Drop a video here"), QSize(720, 405))
        self._monitor = monitor
        self._notes: tuple[str, ...] = ()
        self.is_recording = False
        self.setAccessibleName(tr("Preview"))
        monitor.changed.connect(self.update)

    def set_notes(self, notes: tuple[str, ...]) -> None:
        """Set the clip properties to show, such as VFR."""
        self._notes = notes
        self.update()

    def show_recording(self, on: bool) -> None:
        """Say on the picture whether a performance is being recorded."""
        self.is_recording = on
        self.update()

    @override
    def paint_over(self, painter: QPainter) -> None:
        heard = self._monitor.heard
        role = "original" if heard.kind == "original" else theme.side_role(self._monitor.side)
        name = f"{self._monitor.side}  {self._monitor.title}"
        x = _badge(painter, 10, 10, name, role)
        if self.is_recording:
            x = _badge(painter, x + 6, 10, tr("● REC"), "danger")
        for note in self._notes:
            x = _badge(painter, x + 6, 10, note, "raised")

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()  # once more, so that nothing starts or stops
            self.double_clicked.emit()


def _badge(painter: QPainter, x: int, y: int, text: str, role: str) -> int:
    """Draw a rounded label over the picture and return its right edge."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = painter.fontMetrics().horizontalAdvance(text) + 20
    box = QRectF(x, y, width, 24)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(role, 0.92))
    painter.drawRoundedRect(box, 12, 12)
    on = {"raised": "text", "compare": "on_compare"}.get(role, "on_accent")
    painter.setPen(theme.colour(on))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    return x + width


class TimeLabel(Label):
    """The position and, where there is room for both, the clip's length."""

    def __init__(self) -> None:
        super().__init__()
        self._parts = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.setAccessibleName(tr("Position"))

    def show_time(self, time_s: float, duration_s: float) -> None:
        """Show a position in a clip."""
        parts = clock_text(time_s), f" / {clock_text(duration_s)}"
        before, self._parts = self._parts, parts
        if [*map(len, parts)] != [*map(len, before)]:
            self.updateGeometry()
        self._fit()

    def _fit(self) -> None:
        whole = "".join(self._parts)
        self.setText(whole if self._width_of(whole) <= self.width() else self._parts[0])

    def _width_of(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._width_of("".join(self._parts)), super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._width_of(self._parts[0]), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class Preview(QWidget):
    """The picture above the transport buttons, the position and the volume."""

    def __init__(self, player: Player, monitor: Monitor, actions: ActionRegistry) -> None:
        super().__init__()
        self._player = player
        self.screen_ = Screen(monitor)
        column = vbox(self, margins=0, spacing=0)
        add(column, (self.screen_, 1), self._build_transport(actions))
        self._column = column
        player.picture_changed.connect(self.screen_.show_image)
        player.position_changed.connect(self._on_position_changed)
        player.state_changed.connect(self._on_state_changed)
        self._play_action = actions["play"]
        self.screen_.clicked.connect(player.toggle)
        give_menu(self.screen_, actions, _MENU)
        self._on_position_changed(0.0)

    def add_below(self, widget: QWidget) -> None:
        """Add a widget below the transport."""
        self._column.addWidget(widget)

    def set_volume(self, volume: float) -> None:
        """Set the volume slider, 0 to 1."""
        self.volume_slider.setValue(round(volume * _VOLUME_STEPS))

    def _build_transport(self, actions: ActionRegistry) -> QHBoxLayout:
        row = hbox(margins=(6, 4, 6, 4), spacing=2)
        self._time = TimeLabel()
        add(row, self._time, ROOM)
        for name in _BUTTONS:
            size = 26 if name == "play" else 20
            put(row, icon_button(actions, name, size)).setFixedWidth(size + 2 * _BUTTON_EDGE_PX)
        row.addStretch(1)
        self._speed = faint("", wraps=False)
        self._speed.setMinimumWidth(28)
        add(row, self._speed, IconLabel("sound-on", "faint", 18))
        tip = tr("Volume (Alt+Up, Alt+Down)")
        self.volume_slider = slider(tr("Volume"), _VOLUME_STEPS, tip=tip)
        self.volume_slider.setMinimumWidth(48)
        self.volume_slider.setMaximumWidth(96)
        self.volume_slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.meter = MixMeter(self._player)
        self.meter.setMaximumWidth(self.volume_slider.maximumWidth())
        row.addLayout(add(vbox(margins=0, spacing=2), ROOM, self.volume_slider, self.meter, ROOM))
        return row

    @Slot(float)
    def _on_position_changed(self, time_s: float) -> None:
        self._time.show_time(time_s, self._player.duration_s)
        speed = self._player.speed
        shows = self._player.is_playing and speed != 1.0
        self._speed.setText(f"{speed:+g}x" if shows else "")

    @Slot(object)
    def _on_state_changed(self, state: PlayState) -> None:
        playing = state is PlayState.PLAYING
        self._play_action.setIcon(theme.icon("pause" if playing else "play"))
        self._play_action.setIconText(tr("Pause" if playing else "Play"))
        if not playing:
            self._speed.clear()
