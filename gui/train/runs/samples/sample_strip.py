"""Samples over time as cards: generated mel and its difference from the ground truth."""

from typing import Final

from PySide6.QtCore import QAbstractListModel, QObject, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from gui.kit import theme
from gui.kit.language import number, tr
from gui.kit.rows import ROOT, Index, draw_badge
from gui.train.runs.samples.event_strip import draw_events
from gui.train.runs.samples.samples import Sample, SamplePictures

CARD: Final = QSize(252, 184)
TITLE_PX: Final = 24
_INSET_PX: Final = 7
_GAP_PX: Final = 20  # between the mels, with the events
_EVENTS_PX: Final = 14
_APART_PX: Final = 12  # least distance of the step and the number of events


class SampleModel(QAbstractListModel):
    """The samples of one clip, oldest first.

    Attributes:
        a: the sample on A.
        b: the sample on B.
        heard: the one that is playing, if any.
        share: playback position in it, 0 to 1.
        best_step: step of the best checkpoint so far.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.samples: list[Sample] = []
        self.a: Sample | None = None
        self.b: Sample | None = None
        self.heard: Sample | None = None
        self.share = 0.0
        self.best_step: int | None = None

    def show_samples(self, samples: list[Sample]) -> None:
        """Show these samples; new ones at the end are inserted without a reset."""
        before, count = self.samples, len(self.samples)
        if samples == before:
            return
        if samples[:count] == before and count:
            self.beginInsertRows(ROOT, count, len(samples) - 1)
            self.samples = samples
            self.endInsertRows()
            return
        self.beginResetModel()
        self.samples = samples
        self.endResetModel()

    def side_of(self, sample: Sample) -> str:
        """The side of a sample: A, B or empty."""
        return "A" if sample == self.a else ("B" if sample == self.b else "")

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.samples)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        sample = self.samples[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            step = number(sample.step)
            best = tr("Sample at step {step}, best so far", step=step)
            text = best if sample.step == self.best_step else tr("Sample at step {step}", step=step)
            return f"{text} {self.side_of(sample)}".strip()
        if role == Qt.ItemDataRole.ToolTipRole:
            return tr(
                "Top: generated. Bottom: difference from the ground truth.\n"
                "Between: events of the clip above those of the model, wrong ones short and red.\n"
                "Number: events of the clip that the model sees in the picture, or that are heard"
                " in its sound.\n"
                "Where hits are laid under the true events, the sound can be right though none is"
                " seen."
            )
        return None


class SampleDelegate(QStyledItemDelegate):
    """Paints a card."""

    def __init__(self, model: SampleModel, pictures: SamplePictures) -> None:
        super().__init__(model)
        self._model = model
        self._pictures = pictures

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return CARD

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = self._model
        sample = model.samples[index.row()]
        state: QStyle.StateFlag = option.state
        area = QRect(QRect(option.rect).topLeft(), CARD)  # the view stretches its items
        painter.save()
        side = model.side_of(sample)
        draw_card(painter, area, chosen=bool(side))
        title = title_place(area)
        left = title.left()
        if sample.step == model.best_step:
            theme.icon("star-filled", "warning").paint(painter, round(left), area.top() + 6, 14, 14)
            left += 19
        painter.setPen(theme.colour("text"))
        text = tr("Step {step}", step=number(sample.step))
        painter.drawText(title.adjusted(left - title.left(), 0, 0, 0), _LEFT, text)
        if side:
            draw_badge(painter, _badge_place(area), side, filled=sample == model.heard)
        panels = self._pictures.get(sample)
        upper, lower = panel_places(area)
        draw_panel(painter, upper, None if panels is None else panels.prediction)
        draw_panel(painter, lower, None if panels is None else panels.difference)
        if panels is not None and panels.events is not None:
            draw_events(painter, events_place(area), panels.events)
            painter.setPen(theme.colour("faint"))
            metrics = painter.fontMetrics()
            used = left - title.left() + metrics.horizontalAdvance(text) + _APART_PX
            room = title.adjusted(used, 0, -32 if side else 0, 0)
            painter.drawText(room, _RIGHT, panels.events.text_within(room.width(), metrics))
        if sample == model.heard:
            draw_playhead(painter, upper, model.share)
        if state & QStyle.StateFlag.State_HasFocus:
            draw_focus(painter, area)
        painter.restore()


class SampleStrip(QListView):
    """The cards in a row."""

    def __init__(self, model: SampleModel, pictures: SamplePictures) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(SampleDelegate(model, pictures))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setAccessibleName(tr("Samples over time"))
        self.setFixedHeight(CARD.height() + 16)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setStyleSheet("QListView { background: transparent; border: none; }")

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the newest sample in view if it was."""
        bar = self.horizontalScrollBar()
        at_end = bar.value() >= bar.maximum()
        super().resizeEvent(event)
        if at_end:
            self.show_newest()

    def show_newest(self) -> None:
        """Scroll to the newest sample."""
        self.scrollTo(self.model().index(self.model().rowCount() - 1, 0))


def draw_card(painter: QPainter, area: QRect, *, chosen: bool) -> None:
    """Draw the background of a card."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setPen(QPen(theme.colour("accent" if chosen else "border"), 1))
    painter.setBrush(theme.colour("panel"))
    painter.drawRoundedRect(QRectF(area).adjusted(3.5, 1.5, -3.5, -1.5), 6, 6)


def draw_focus(painter: QPainter, area: QRect) -> None:
    """Draw the line that shows that a card has the keyboard."""
    painter.setPen(QPen(theme.colour("accent"), 1, Qt.PenStyle.DotLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(area).adjusted(5, 3, -5, -3), 5, 5)


def title_place(area: QRect) -> QRectF:
    """Area of a card's title."""
    return QRectF(area.left() + 11, area.top() + 2, area.width() - 22, TITLE_PX)


def _badge_place(area: QRect) -> QRectF:
    return QRectF(area.right() - 36, area.top() + 6, 24, 17)


def panel_places(area: QRect) -> tuple[QRectF, QRectF]:
    """Areas of a card's two mels."""
    inner = QRectF(area).adjusted(_INSET_PX + 3, TITLE_PX + 3, -_INSET_PX - 3, -_INSET_PX - 1)
    height = (inner.height() - _GAP_PX) / 2
    upper = QRectF(inner.left(), inner.top(), inner.width(), height)
    return upper, upper.translated(0, height + _GAP_PX)


def events_place(area: QRect) -> QRectF:
    """Area of a card's events, between the mels."""
    upper, lower = panel_places(area)
    place = QRectF(upper.left(), 0, upper.width(), _EVENTS_PX)
    place.moveCenter(QPointF(upper.center().x(), (upper.bottom() + lower.top()) / 2))
    return place


def draw_panel(painter: QPainter, place: QRectF, picture: QImage | None) -> None:
    """Draw a mel, or an empty panel."""
    if picture is None:
        painter.fillRect(place, theme.colour("base"))
    else:
        painter.drawImage(place, picture)


def draw_playhead(painter: QPainter, place: QRectF, share: float) -> None:
    """Draw the playhead with an outline, so that it is visible on any mel."""
    x = place.left() + min(max(share, 0.0), 1.0) * place.width()
    for role, width in (("base", 3.0), ("text", 1.0)):
        painter.setPen(QPen(theme.colour(role), width))
        painter.drawLine(QPointF(x, place.top()), QPointF(x, place.bottom()))


_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
