"""Writes the curves of a run to a file: CSV with all values, or a picture of the plot."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QBuffer, QByteArray, QPoint, QRect
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

from engine.errors import TargetError
from engine.storage.atomic import write_atomic
from gui.kit.language import tr
from gui.train.runs.curves.series import Series
from training.run.results.curves import curve_table

_PNG_PX: Final = 1600


def pattern() -> str:
    """The pattern of the formats for a file dialog."""
    return ";;".join(
        (
            tr("Table ({patterns})", patterns="*.csv"),
            tr("Picture ({patterns})", patterns="*.png"),
            tr("Vector graphic ({patterns})", patterns="*.svg"),
        )
    )


def export_curves(path: Path, series: Mapping[str, Series], plot: Any) -> None:
    """Write curves in the format of the file's suffix; a table if it has none of these.

    Args:
        path: `.csv` holds every value of every curve; `.png` and `.svg` show the plot as it is.
        series: all curves by name.
        plot: pyqtgraph's plot item.

    Raises:
        TargetError: the file cannot be written.
    """
    match path.suffix.lower():
        case ".svg":
            data = _svg(plot)
        case ".png":
            data = _png(plot)
        case _:
            data = curve_table({name: each.by_step() for name, each in series.items()}).encode()
    try:
        write_atomic(path, lambda file: file.write(data))
    except OSError as error:
        raise TargetError(
            tr("{file} cannot be written ({why}).", file=path.name, why=error.strerror)
        ) from error


def _svg(plot: Any) -> bytes:
    """The plot as a vector graphic; pyqtgraph's own exporter fails on some of Qt's paths."""
    buffer = _open_buffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    size = plot.scene().sceneRect().size().toSize()
    generator.setSize(size)
    generator.setViewBox(QRect(QPoint(), size))
    with QPainter(generator) as painter:
        plot.scene().render(painter)
    return bytes(buffer.data().data())


def _png(plot: Any) -> bytes:
    """The plot as a picture of a fixed width."""
    size = plot.scene().sceneRect().size().toSize()
    image = QImage(size * (_PNG_PX / size.width()), QImage.Format.Format_ARGB32)
    image.fill(plot.scene().backgroundBrush().color())
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot.scene().render(painter)
    buffer = _open_buffer()
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())


def _open_buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    return buffer
