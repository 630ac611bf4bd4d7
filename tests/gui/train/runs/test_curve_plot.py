"""The plot: what it shows of a run, and what the mouse does."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest

from gui.train.runs.curve_plot import CurvePlot
from gui.train.runs.plot_painting import Curve
from gui.train.runs.series import Series

RED = QColor("#ff0000")


@pytest.fixture
def plot(qtbot) -> CurvePlot:
    plot = CurvePlot()
    plot.resize(600, 300)
    qtbot.addWidget(plot)
    plot.show()
    return plot


def curve(values: list[float], name: str = "mel") -> Curve:
    series = Series()
    series.extend(range(1, len(values) + 1), values)
    return Curve(name, series, RED)


def wheel(plot: CurvePlot, x: int, notches: int) -> None:
    place = QPointF(x, 100)
    event = QWheelEvent(
        place,
        plot.mapToGlobal(place),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    plot.wheelEvent(event)


def red_pixels(plot: CurvePlot) -> int:
    picture = plot.grab().toImage()
    places = ((x, y) for x in range(0, picture.width(), 2) for y in range(picture.height()))
    colours = (picture.pixelColor(x, y) for x, y in places)
    return sum(colour.red() > colour.green() + 60 for colour in colours)


def test_it_follows_the_run_until_a_person_zooms(plot):
    plot.show_curves([curve([1.0] * 100)], [])
    assert plot.shown_steps() == (1, 100)
    plot.show_curves([curve([1.0] * 200)], [])
    assert plot.shown_steps() == (1, 200)
    plot.zoom(4.0)
    view = plot.shown_steps()
    plot.show_curves([curve([1.0] * 300)], [])
    assert plot.shown_steps() == view


def test_the_wheel_zooms_at_the_cursor_and_a_double_click_shows_all(plot):
    plot.show_curves([curve([1.0] * 1000)], [])
    plot.repaint()
    at = plot._scale.step(400)
    wheel(plot, 400, 3)
    plot.repaint()
    assert plot._scale.step(400) == pytest.approx(at)
    first, last = plot.shown_steps()
    assert last - first == pytest.approx(999 / 1.25**3)
    QTest.mouseDClick(plot, Qt.MouseButton.LeftButton, pos=QPoint(300, 100))
    assert plot.is_fitted


def test_dragging_moves_the_view_and_stays_inside_the_run(plot):
    plot.show_curves([curve([1.0] * 1000)], [])
    plot.zoom(4.0, at=500)
    before = plot.shown_steps()
    plot.repaint()
    QTest.mousePress(plot, Qt.MouseButton.LeftButton, pos=QPoint(400, 100))
    QTest.mouseMove(plot, QPoint(300, 100))
    assert plot.shown_steps()[0] > before[0]
    QTest.mouseMove(plot, QPoint(-5000, 100))
    QTest.mouseRelease(plot, Qt.MouseButton.LeftButton, pos=QPoint(-5000, 100))
    assert plot.shown_steps()[1] == 1000


def test_the_readout_says_the_drawn_value_of_every_curve_at_the_step(plot):
    plot.show_curves([curve([1.0, 2.0, 3.0, 4.0]), curve([9.0], "late")], [])
    assert [(r.name, r.step, r.value) for r in plot.readings(4)] == [
        ("mel", 4, 4.0),
        ("late", 1, 9.0),
    ]
    plot.set_average(2)
    assert plot.readings(4)[0].value == 3.5


@pytest.mark.parametrize("log", [False, True])
def test_a_curve_is_drawn_whatever_its_values_are(plot, log):
    plot.set_log(log)
    for values in ([1.0] * 50, [0.0] * 25 + [1.0] * 25, [1e-9, 1e9] * 25, [3.0]):
        plot.show_curves([curve(values)], [])
        assert red_pixels(plot) > 0


def test_without_a_value_it_says_so(plot):
    plot.show_curves([Curve("mel", Series(), RED)], [])
    assert red_pixels(plot) == 0
