"""Try-on: takes with several references side by side, each one click away."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QWidget,
)
from typing_extensions import override

from engine.host.messages import Render
from engine.project.model import Reference, Take
from gui.document.document import Document
from gui.dub.monitor import Heard, Monitor
from gui.dub.takes.takes_panel import facts_text
from gui.hosts.jobs import HostJob, JobState
from gui.kit import theme
from gui.kit.language import mark, tr
from gui.kit.layouts import ROOM, add, hbox, put, vbox
from gui.kit.rows import draw_badge
from gui.kit.widgets import scroll_area, small_button
from gui.playback.sound_painting import SoundPictures, sound_picture
from gui.playback.sounds import Sounds

_CARD: Final = QSize(176, 76)
_SMALL_CARD: Final = QSize(150, 28)  # shows only the name
_LOW_WINDOW_PX: Final = 740  # below this height, use small cards
_PICTURE: Final = QSize(160, 28)
_WAVE_PX: Final = 9
_MARGIN: Final = 8
_SCROLL_BAR_PX: Final = 14
_ELIDE: Final = Qt.TextElideMode.ElideRight
_ELIDE_NAME: Final = Qt.TextElideMode.ElideMiddle  # names often differ at the end
_LOST: Final = {JobState.CANCELLED: mark("cancelled"), JobState.FAILED: mark("failed")}


class Card(QAbstractButton):
    """A reference with its take's picture, measurements and A/B badge."""

    compare_requested = Signal()

    def __init__(
        self, reference: Reference, sounds: Sounds, pictures: SoundPictures, *, small: bool
    ) -> None:
        super().__init__()
        self.reference = reference
        self.take: Take | None = None
        self._outcome = ""  # of the last job, if it made no take
        self._sounds = sounds
        self._pictures = pictures
        self._side = ""
        self._is_small = small
        self.setFixedSize(_SMALL_CARD if small else _CARD)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(tr("Click to listen (A), right-click to compare (B)"))

    def show_take(self, take: Take | None, side: str) -> None:
        """Show a take, or None while it is rendered."""
        self.take, self._side = take, side
        self.setAccessibleName(f"{self.reference.name}, {self.state_text()}")
        self.update()

    def show_job(self, job: HostJob) -> None:
        """Show whether the take is still to come."""
        self._outcome = tr(_LOST[job.state]) if job.state in _LOST else ""
        self.show_take(self.take, self._side)

    def state_text(self) -> str:
        """The state of the take in words."""
        if self.take is None:
            return self._outcome or tr("waiting…")
        if self.take.draft:
            return tr("draft")
        return facts_text(self.take.facts) or tr("ready")

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            marked = bool(self._side) or self.hasFocus() or self.underMouse()
            painter.setPen(QPen(theme.colour("accent" if marked else "border"), 1))
            painter.setBrush(theme.colour("accent", 0.16) if self._side else theme.colour("base"))
            painter.drawRoundedRect(box, 6, 6)
            metrics = painter.fontMetrics()
            width = self.width() - 2 * _MARGIN - (26 if self._side else 0)
            painter.setPen(theme.colour("text"))
            number = f"{self.take.number}  " if self.take is not None else ""
            name = metrics.elidedText(number + self.reference.name, _ELIDE_NAME, width)
            painter.drawText(_MARGIN, 18, name)
            if self._side:
                draw_badge(painter, QRectF(self.width() - 30, 4, 22, 18), self._side)
            if self._is_small:
                return
            picture = self._current_picture()
            place = QRect(_MARGIN, 26, _PICTURE.width(), _PICTURE.height())
            painter.fillRect(place, theme.colour("raised"))
            if picture is not None:
                painter.drawPixmap(place, picture)
            painter.setPen(theme.colour("faint"))
            state = metrics.elidedText(self.state_text(), _ELIDE, self.width() - 2 * _MARGIN)
            painter.drawText(_MARGIN, self.height() - 8, state)

    def _current_picture(self) -> QPixmap | None:
        """The take's picture, or None until its sound is decoded."""
        if self.take is None:
            return None
        path = self.take.sound
        return self._pictures.get(path, lambda: self._sounds.get(path))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.RightButton:
            self.compare_requested.emit()
            return
        super().mousePressEvent(event)


class TryOnStrip(QFrame):
    """The cards of the last try-on; hidden until there is one."""

    def __init__(self, document: Document, monitor: Monitor, sounds: Sounds) -> None:
        super().__init__()
        self._document = document
        self._monitor = monitor
        self._sounds = sounds
        self._after_number = 0
        self.cards: list[Card] = []
        outer = hbox(self, margins=(8, 2, 4, 2), spacing=4)
        holder = QWidget()
        self._row = hbox(holder, margins=0, spacing=6)
        self._row.addStretch(1)
        self._scroll = put(outer, scroll_area(holder, sideways=True), 1)
        close = small_button("close", tr("Close (the takes stay in the list)"), self.hide)
        add(outer, add(vbox(), close, ROOM))
        document.takes_changed.connect(self._refresh)
        document.clips_changed.connect(self.hide)
        monitor.changed.connect(self._refresh)
        sounds.loaded.connect(self._refresh)
        self.hide()

    @Slot(object)
    def start(self, references: list[Reference]) -> None:
        """Show cards for these references and assign new takes to them."""
        for card in self.cards:
            self._row.removeWidget(card)
            card.deleteLater()
        self._after_number = self._document.project.next_take_number - 1
        small = self.window().height() < _LOW_WINDOW_PX
        height = (_SMALL_CARD if small else _CARD).height()
        self._scroll.setFixedHeight(height + _SCROLL_BAR_PX)
        pictures = SoundPictures(lambda sound, _: sound_picture(sound, _PICTURE, _WAVE_PX))
        self.cards = [Card(each, self._sounds, pictures, small=small) for each in references]
        for index, card in enumerate(self.cards):
            self._row.insertWidget(index, card)
            card.clicked.connect(partial(self._play, card, self._monitor.listen_to))
            card.compare_requested.connect(partial(self._play, card, self._monitor.compare_with))
        self._refresh()
        self.show()

    @Slot(object)
    def show_job(self, job: HostJob) -> None:
        """Show what became of a render in the card of its reference."""
        if isinstance(job.ask, Render):
            for card in self.cards:
                if card.reference.part == job.ask.recipe.reference:
                    card.show_job(job)

    @Slot()
    def _refresh(self) -> None:
        for card in self.cards:
            take = self._best_take(card.reference)
            heard = Heard("take", take.id) if take is not None else None
            side = {self._monitor.a: "A", self._monitor.b: "B"}.get(heard, "") if heard else ""
            card.show_take(take, side)

    def _best_take(self, reference: Reference) -> Take | None:
        """The newest full take of this try-on, else its draft."""
        made = [
            take
            for take in self._document.takes()
            if take.number > self._after_number and take.recipe.reference == reference.part
        ]
        return min(made, key=lambda take: (take.draft, -take.number), default=None)

    @staticmethod
    def _play(card: Card, play: Callable[[Heard], object], *_: object) -> None:
        if card.take is not None:
            play(Heard("take", card.take.id))
