"""A widget that shows a picture scaled to fit, or a text instead."""

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from gui.kit import theme

_MARGIN_PX = 12  # around the text


class PictureView(QWidget):
    """Paints a picture on black with its aspect ratio; `clicked` is emitted on clicks."""

    clicked = Signal()

    def __init__(self, words: str, size: QSize) -> None:
        super().__init__()
        self._size = size
        self.words = words
        self.image: QImage | None = None
        self.setMinimumSize(160, 64)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @Slot(QImage)
    def show_image(self, image: QImage) -> None:
        """Show a picture."""
        self.image = image
        self.update()

    def say(self, words: str) -> None:
        """Set the text that is shown while there is no picture."""
        self.words = words
        self.update()

    def clear(self, words: str | None = None) -> None:
        """Remove the picture and show a text instead, by default the last one."""
        self.image = None
        self.say(self.words if words is None else words)

    def paint_over(self, painter: QPainter) -> None:
        """Draw over the picture; for subclasses."""

    @override
    def sizeHint(self) -> QSize:
        return self._size

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), Qt.GlobalColor.black)
            if self.image is None:
                painter.setPen(theme.DARK.faint)
                place = self.rect().adjusted(_MARGIN_PX, _MARGIN_PX, -_MARGIN_PX, -_MARGIN_PX)
                flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
                painter.drawText(place, int(flags), self.words)
                return
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            size = self.image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(0, 0, size.width(), size.height())
            place.moveCenter(self.rect().center())
            painter.drawImage(place, self.image)
            self.paint_over(painter)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()
