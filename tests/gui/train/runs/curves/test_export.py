"""Curves are written as a table with every value, or as a picture."""

import re

import pytest
from PySide6.QtGui import QColor, QImage

from engine.errors import TargetError
from gui.train.runs.curves.curve_plot import CurvePlot
from gui.train.runs.curves.curves import Curve
from gui.train.runs.curves.export import PlotPicture, export_curves
from gui.train.runs.curves.series import Series
from gui.train.runs.curves.stroke import Stroke


@pytest.fixture
def series():
    loss, validation = Series(), Series()
    loss.extend([1, 2, 3], [0.5, 0.25, 0.125])
    validation.extend([2], [0.3])
    return {"loss/mel": loss, "validation/mel": validation}


@pytest.fixture
def plot(qtbot, series):
    plot = CurvePlot()
    qtbot.addWidget(plot)
    plot.resize(400, 300)
    plot.show()
    names = ("mel L1", "mel L1, validation", "a curve whose long name needs a row of its own")
    curves = [
        Curve(name, series["loss/mel"], Stroke(QColor("red"), number))
        for number, name in enumerate(names)
    ]
    plot.show_curves(curves, [])
    return plot


def test_each_format_is_written_by_its_suffix(tmp_path, series, plot):
    for name in ("a.csv", "a.png", "a.svg"):
        export_curves(tmp_path / name, series, plot)
    assert (tmp_path / "a.csv").read_text().splitlines() == [
        "step,loss/mel,validation/mel",
        "1,0.5,",
        "2,0.25,0.3",
        "3,0.125,",
    ]
    assert QImage(str(tmp_path / "a.png")).width() == 1600
    assert b"<svg" in (tmp_path / "a.svg").read_bytes()


def test_a_file_that_cannot_be_written_is_said_in_a_sentence(tmp_path, series, plot):
    for name in ("a.csv", "a.png", "a.svg"):
        with pytest.raises(TargetError, match="cannot be written"):
            export_curves(tmp_path / "nowhere" / name, series, plot)


def test_a_picture_tells_the_curves_of_its_legend_apart_without_colour(tmp_path, series, plot):
    export_curves(tmp_path / "a.svg", series, plot)
    drawn = (tmp_path / "a.svg").read_text()
    dashes = set(re.findall('stroke-dasharray="([^"]+)"', drawn)) - {"none"}
    assert len(dashes) >= 2  # of the second and of the third curve


def test_a_picture_of_a_long_run_is_as_wide_as_its_plot(plot):
    long = Series()
    long.extend(range(1, 20_001), [1.0 + step % 7 for step in range(20_000)])
    plot.show_curves([Curve("mel", long, Stroke(QColor("red")))], [])
    plot.grab()
    size = PlotPicture(plot).size
    assert size.width() == plot.width()
    assert plot.height() < size.height() < 2 * plot.height()


def test_a_picture_has_the_whole_names_of_its_curves_below_the_plot(tmp_path, series, plot):
    export_curves(tmp_path / "a.svg", series, plot)
    drawn = (tmp_path / "a.svg").read_text()
    for curve in plot.curves:
        assert f">{curve.name}</text>" in drawn
    assert PlotPicture(plot).size.height() > plot.height() + 2 * plot.fontMetrics().height()
