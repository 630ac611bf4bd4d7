"""Curves are written as a table with every value, or as a picture."""

import pyqtgraph as pg
import pytest
from PySide6.QtGui import QImage

from engine.errors import TargetError
from gui.train.runs.curves.export import export_curves
from gui.train.runs.curves.series import Series


@pytest.fixture
def series():
    loss, validation = Series(), Series()
    loss.extend([1, 2, 3], [0.5, 0.25, 0.125])
    validation.extend([2], [0.3])
    return {"loss/mel": loss, "validation/mel": validation}


@pytest.fixture
def widget(qtbot):
    widget = pg.PlotWidget()
    qtbot.addWidget(widget)
    widget.resize(400, 300)
    widget.plot([1, 2], [3, 4])
    return widget


@pytest.fixture
def plot(widget):
    return widget.getPlotItem()


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
