"""Writes the curves of a run to a file: CSV with all values, or a picture of the plot."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QPoint, QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

from engine.errors import TargetError, reason_of
from engine.storage.atomic import write_atomic
from gui.file_questions import ask_target
from gui.kit import theme
from gui.kit.language import tr
from gui.train.runs.curves.curve_plot import CurvePlot
from gui.train.runs.curves.series import Series
from gui.train.runs.curves.swatch import SWATCH, draw_swatch
from gui.train.services import TrainServices
from training.run.results.curves import curve_table

_PNG_PX: Final = 1600
_GAP_PX: Final = 16
_MARGIN_PX: Final = 12.0


def ask_export(
    services: TrainServices, plot: CurvePlot, name: str, series: Mapping[str, Series]
) -> None:
    """Ask for a file, and write curves and their plot to it.

    Args:
        services: present a file that cannot be written.
        plot: what a picture shows.
        name: for the file.
        series: all curves by name.
    """
    formats = (
        tr("Table ({patterns})", patterns="*.csv"),
        tr("Picture ({patterns})", patterns="*.png"),
        tr("Vector graphic ({patterns})", patterns="*.svg"),
    )
    title = tr("Export curves")
    path = ask_target(plot, services.settings, title, f"{name}.csv", ";;".join(formats))
    if path is not None:
        try:
            export_curves(path, series, plot)
        except TargetError as error:
            services.errors.present(error)


def export_curves(path: Path, series: Mapping[str, Series], plot: CurvePlot) -> None:
    """Write curves in the format of the file's suffix; a table if it has none of these.

    Args:
        path: `.csv` holds every value of every curve; `.png` and `.svg` show the plot as it is,
            with the names of its curves.
        series: all curves by name.
        plot: what a picture shows.

    Raises:
        TargetError: the file cannot be written.
    """
    match path.suffix.lower():
        case ".svg":
            data = _svg(PlotPicture(plot))
        case ".png":
            data = _png(PlotPicture(plot))
        case _:
            data = curve_table({name: each.by_step() for name, each in series.items()}).encode()
    try:
        write_atomic(path, data)
    except OSError as error:
        raise TargetError(
            tr("{file} cannot be written ({why}).", file=path.name, why=reason_of(error))
        ) from error


class PlotPicture:
    """A plot with a legend below it, in which no name is cut.

    Attributes:
        size: in pixels.
    """

    def __init__(self, plot: CurvePlot) -> None:
        self._scene = plot.graph.scene()
        # The rectangle of the scene itself holds everything that was ever in it.
        self._area = plot.graph.sceneRect()
        self._curves = plot.curves
        self._metrics = QFontMetricsF(plot.font())
        self._font = plot.font()
        self._places = self._lay_out(self._area.width(), self._area.height())
        bottom = max((place.bottom() for place in self._places), default=self._area.bottom())
        self.size = QSize(round(self._area.width()), round(bottom + _MARGIN_PX))

    def paint(self, painter: QPainter) -> None:
        """Paint it at the origin."""
        painter.fillRect(QRect(QPoint(), self.size), self._scene.backgroundBrush())
        self._scene.render(painter, QRectF(QPointF(), self._area.size()), self._area)
        painter.setFont(self._font)
        for curve, place in zip(self._curves, self._places, strict=True):
            sign = QRectF(QPointF(), QSizeF(SWATCH))
            sign.moveCenter(QPointF(place.left() + SWATCH.width() / 2, place.center().y()))
            draw_swatch(painter, sign, curve.stroke, dot=curve.sparse)
            painter.setPen(theme.colour("text"))
            text = place.adjusted(SWATCH.width() + 5, 0, _GAP_PX, 0)
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, curve.name)

    def _lay_out(self, width: float, top: float) -> list[QRectF]:
        """Places of the names, row by row; a name longer than a row has one of its own."""
        height = self._metrics.height() + 6
        x, y, places = _MARGIN_PX, top + 4, []
        for curve in self._curves:
            need = SWATCH.width() + 5 + self._metrics.horizontalAdvance(curve.name)
            if x > _MARGIN_PX and x + need > width - _MARGIN_PX:
                x, y = _MARGIN_PX, y + height
            places.append(QRectF(x, y, need, height))
            x += need + _GAP_PX
        return places


def _svg(picture: PlotPicture) -> bytes:
    """The picture as a vector graphic; pyqtgraph's own exporter fails on some of Qt's paths."""
    buffer = _open_buffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(picture.size)
    generator.setViewBox(QRect(QPoint(), picture.size))
    with QPainter(generator) as painter:
        picture.paint(painter)
    return bytes(buffer.data().data())


def _png(picture: PlotPicture) -> bytes:
    """The picture, of a fixed width."""
    factor = _PNG_PX / picture.size.width()
    image = QImage(picture.size * factor, QImage.Format.Format_ARGB32)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(factor, factor)
        picture.paint(painter)
    buffer = _open_buffer()
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())


def _open_buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    return buffer
