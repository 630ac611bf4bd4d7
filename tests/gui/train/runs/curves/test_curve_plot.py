"""The plot: what it shows of a run, and what the mouse does."""

from dataclasses import replace

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from gui.train.runs.curves.curve_plot import CurvePlot
from gui.train.runs.curves.curves import Curve, Mark
from gui.train.runs.curves.plot_parts import NumberAxis
from gui.train.runs.curves.series import Series
from gui.train.runs.curves.stroke import Stroke
from gui.train.runs.curves.swatch import swatch_html

RED = Stroke(QColor("#ff0000"))


@pytest.fixture
def plot(qtbot) -> CurvePlot:
    plot = CurvePlot()
    plot.resize(600, 300)
    qtbot.addWidget(plot)
    plot.show()
    QApplication.processEvents()
    return plot


def curve(values: list[float], name: str = "mel") -> Curve:
    series = Series()
    series.extend(range(1, len(values) + 1), values)
    return Curve(name, series, RED)


def viewport(plot: CurvePlot):
    return plot.graph.viewport()


def wheel(plot: CurvePlot, x: int, notches: int) -> None:
    place = QPointF(x, 100)
    event = QWheelEvent(
        place,
        viewport(plot).mapToGlobal(place),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport(plot), event)


def hover(plot: CurvePlot, x: int, y: int) -> None:
    """As the scene says it; a cursor of the platform's own may be anywhere."""
    plot.graph.scene().sigMouseMoved.emit(plot.graph.mapToScene(QPoint(x, y)))


def step_at(plot: CurvePlot, x: int) -> float:
    return plot.graph.getViewBox().mapSceneToView(plot.graph.mapToScene(QPoint(x, 100))).x()


def shows_all(plot: CurvePlot, first: int, last: int) -> bool:
    """Whether the view is that of these steps, with a little room on both sides."""
    left, right = plot.shown_steps()
    return left < first and last < right < last + 0.05 * (last - first)


def red_pixels(plot: CurvePlot) -> int:
    picture = plot.grab().toImage()
    places = ((x, y) for x in range(0, picture.width(), 2) for y in range(picture.height()))
    colours = (picture.pixelColor(x, y) for x, y in places)
    return sum(colour.red() > colour.green() + 60 for colour in colours)


def test_it_follows_the_run_until_a_person_zooms(plot):
    plot.show_curves([curve([1.0] * 100)], [])
    assert shows_all(plot, 1, 100)
    plot.show_curves([curve([1.0] * 200)], [])
    assert shows_all(plot, 1, 200)
    plot.zoom(4.0)
    view = plot.shown_steps()
    plot.show_curves([curve([1.0] * 300)], [])
    assert plot.shown_steps() == view
    plot.zoom(1 / 16)
    assert plot.is_fitted


def test_the_wheel_zooms_at_the_cursor_and_a_double_click_shows_all(plot):
    plot.show_curves([curve([1.0] * 1000)], [])
    at = step_at(plot, 400)
    wheel(plot, 400, 3)
    assert step_at(plot, 400) == pytest.approx(at)
    first, last = plot.shown_steps()
    assert last - first < 600
    assert not plot.is_fitted
    QTest.mouseDClick(viewport(plot), Qt.MouseButton.LeftButton, pos=QPoint(300, 100))
    QTest.mouseRelease(viewport(plot), Qt.MouseButton.LeftButton, pos=QPoint(300, 100))
    assert plot.is_fitted
    assert shows_all(plot, 1, 1000)


def test_dragging_moves_the_view_and_stays_inside_the_run(plot):
    plot.show_curves([curve([1.0] * 1000)], [])
    plot.zoom(4.0, at=500)
    before = plot.shown_steps()
    pane = viewport(plot)
    QTest.mousePress(pane, Qt.MouseButton.LeftButton, pos=QPoint(400, 100))
    for x in (390, 300):
        QTest.mouseMove(pane, QPoint(x, 100))
    assert plot.shown_steps()[0] > before[0]
    QTest.mouseMove(pane, QPoint(-5000, 100))
    QTest.mouseRelease(pane, Qt.MouseButton.LeftButton, pos=QPoint(-5000, 100))
    assert plot.shown_steps()[1] == pytest.approx(1000, rel=0.05)


def test_the_readout_says_the_drawn_value_of_every_curve_at_the_step(plot):
    plot.show_curves([curve([1.0, 2.0, 3.0, 4.0]), curve([9.0], "late")], [])
    assert [(r.name, r.step, r.value) for r in plot.readings(4)] == [
        ("mel", 4, 4.0),
        ("late", 1, 9.0),
    ]
    plot.set_average(2)
    assert plot.readings(4)[0].value == 3.5


def test_the_readout_is_shown_beside_the_cursor_and_goes_with_it(plot):
    plot.show_curves([curve([1.0] * 100), curve([9.0], "late <one>")], [])
    table = plot.findChild(QLabel, "readout")
    for x in (120, 560):
        hover(plot, x, 100)
        assert table.isVisible()
        assert plot.rect().contains(table.geometry())
    assert f"step {round(step_at(plot, 560))}" in table.text()
    assert "late &lt;one&gt; (step 1)" in table.text()
    hover(plot, 5, 295)
    assert not table.isVisible()


@pytest.mark.parametrize("log", [False, True])
def test_the_readout_names_the_curve_under_the_cursor(plot, log):
    plot.set_log(log)
    plot.show_curves([curve([1.0] * 100, "low"), curve([9.0] * 100, "high")], [])
    QApplication.processEvents()
    table = plot.findChild(QLabel, "readout")
    pane = viewport(plot)
    hover(plot, 300, 30)
    assert "<b>high</b>" in table.text()
    assert "<b>low" not in table.text()
    hover(plot, 300, pane.height() - 70)
    assert "<b>low</b>" in table.text()


@pytest.mark.parametrize("log", [False, True])
def test_a_curve_is_drawn_whatever_its_values_are(plot, log):
    plot.set_log(log)
    for values in ([1.0] * 50, [0.0] * 25 + [1.0] * 25, [1e-9, 1e9] * 25, [3.0]):
        plot.show_curves([curve(values)], [])
        assert red_pixels(plot) > 0


def test_a_hundred_thousand_points_are_drawn_as_few_and_keep_their_peaks(plot):
    values = np.sin(np.arange(100_000) / 999)
    values[54_321], values[77_777] = 9.0, -9.0
    plot.show_curves([curve(values.tolist())], [])
    _, average, _ = plot.graph.getPlotItem().listDataItems()
    x, y = average.getData()
    assert len(x) < 2000
    assert (y.max(), y.min()) == (9.0, -9.0)


def test_the_last_dot_of_a_curve_is_drawn_whole(plot):
    series = Series()
    series.extend([1, 500, 1000], [1.0, 2.0, 1.5])
    plot.show_curves([Curve("mel", series, RED, sparse=True)], [])
    picture = plot.grab().toImage()
    axis = plot.graph.getViewBox().sceneBoundingRect().right()
    reds = [
        x
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).red() > 200 > 60 > picture.pixelColor(x, y).green()
    ]
    assert max(reds) < axis - 3  # the line ends in its dot, and that before the edge


def lengths(plot: CurvePlot) -> list[int]:
    """Widths in pixels of the pieces of the lines drawn in red, row by row."""
    picture = plot.grab().toImage()
    found = []
    for y in range(picture.height()):
        reds = [picture.pixelColor(x, y) for x in range(picture.width())]
        row = "".join("#" if c.red() > 3 * c.green() else " " for c in reds)
        found += [len(piece) for piece in row.split()]
    return found


def test_the_pieces_of_a_dashed_curve_are_short(plot):
    plot.set_average(2)
    plot.show_curves([Curve("solid", curve([1.0] * 9).series, RED)], [])
    assert max(lengths(plot)) > 40  # from symbol to symbol
    plot.show_curves([Curve("dashed", curve([1.0] * 9).series, replace(RED, pattern=1))], [])
    assert len(lengths(plot)) > 20
    assert max(lengths(plot)) < 20


def test_the_dashes_of_a_long_average_are_seen(plot):
    noise = np.random.default_rng(0).standard_normal(100_000)
    values = (np.linspace(0, 9, len(noise)) + noise).tolist()
    plot.set_average(50)
    shares = []
    for pattern in (0, 1):
        plot.show_curves([Curve("mel", curve(values).series, replace(RED, pattern=pattern))], [])
        picture = plot.grab().toImage()
        colours = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), -1, 4)
        is_line = (colours[..., 2] > 200) & (colours[..., 1] < 60)
        shares.append(is_line.any(axis=0)[100:-50].mean())
    solid, dashed = shares
    assert solid > 0.95
    assert dashed < 0.85


def test_a_jagged_curve_is_known_by_its_symbols_in_every_view(plot):
    values = [1.0, 3.0] * 500
    curves = [Curve(str(n), curve(values).series, replace(RED, pattern=n)) for n in range(2)]
    plot.show_curves(curves, [])
    for factor in (1.0, 8.0):
        plot.zoom(factor)
        first, last = plot.shown_steps()
        signs = plot.graph.getPlotItem().listDataItems()[2::3]
        assert [item.opts["symbol"] for item in signs] == ["o", "s"]
        places = [item.getOriginalDataset()[0] for item in signs]
        assert all(np.count_nonzero((first <= at) & (at <= last)) > 3 for at in places)
        assert not set(places[0]) & set(places[1])  # beside each other


def test_a_curve_of_few_values_has_no_symbols_beside_its_dots(plot):
    plot.show_curves([Curve("mel", curve([1.0] * 20).series, RED, sparse=True)], [])
    assert plot.graph.getPlotItem().listDataItems()[2].getOriginalDataset() == (None, None)


def test_the_readout_shows_how_each_curve_is_drawn(plot):
    dashed = Curve("dashed", curve([9.0] * 100).series, replace(RED, pattern=1))
    plot.show_curves([curve([1.0] * 100, "solid"), dashed], [])
    hover(plot, 300, 100)
    table = plot.findChild(QLabel, "readout").text()
    signs = [swatch_html(each.stroke) for each in plot.curves]
    assert signs[0] != signs[1]
    assert table.index(signs[0]) < table.index("solid") < table.index(signs[1])


def test_few_values_behind_an_average_are_all_in_view(plot):
    plot.set_average(25)
    plot.show_curves([curve([1.0] * 20 + [9.0] + [1.0] * 20)], [])
    plot.grab()
    assert plot.graph.getViewBox().viewRange()[1][1] >= 9.0


def test_a_short_run_has_several_ticks(plot):
    plot.resize(410, 300)
    plot.show_curves([curve([1.0] * 44)], [])
    plot.grab()
    left, right = plot.shown_steps()
    ((_, steps),) = plot.graph.getAxis("bottom").tickValues(left, right, 330)
    assert steps == [10, 20, 30, 40]


def test_the_number_at_the_end_of_an_axis_is_drawn(plot):
    plot.resize(410, 300)
    plot.show_curves([curve([1.0] * 100)], [])
    picture = plot.grab().toImage()
    axis = plot.graph.getAxis("bottom").sceneBoundingRect()
    end = plot.graph.mapFromScene(plot.graph.getViewBox().mapViewToScene(QPointF(100, 0))).x()
    rows = range(round(axis.bottom()) - 40, round(axis.bottom()) - 20)
    near = {picture.pixel(end + x, y) for x in range(-6, 7) for y in rows}
    assert len(near) > 3  # antialiased digits on a plain ground


def test_a_single_peak_behind_an_average_does_not_squeeze_the_rest(plot):
    values = [1.0, 2.0] * 500
    values[500] = 1000.0
    plot.set_average(100)
    plot.show_curves([curve(values)], [])
    plot.grab()
    assert plot.graph.getViewBox().viewRange()[1][1] < 20


def test_the_axes_have_round_numbers(plot):
    axis = plot.graph.getAxis("left")
    assert isinstance(axis, NumberAxis)
    axis.setLogMode(x=False, y=True)
    ((_, places),) = axis.tickValues(np.log10(0.04), np.log10(0.6), 200)
    assert axis.tickStrings(places, 1.0, 1.0) == ["0.05", "0.1", "0.2", "0.5"]
    ((_, steps),) = plot.graph.getAxis("bottom").tickValues(1.0, 4.0, 500)
    assert steps == [1, 2, 3, 4]


def test_marks_are_drawn_once_and_in_the_colours_of_the_theme(plot):
    marks = [Mark(10, "sound"), Mark(50, "best", starred=True)]
    for _ in range(3):
        plot.show_curves([curve([1.0] * 100)], marks)
    QApplication.sendEvent(plot, QEvent(QEvent.Type.PaletteChange))
    drawn = plot.graph.getPlotItem().items
    lines = [item for item in drawn if isinstance(item, pg.InfiniteLine)]
    assert [line.label.format for line in lines] == ["sound", "★ best"]
    assert all(line.scene() is plot.graph.scene() for line in lines)


def label_place(line: pg.InfiniteLine) -> QRectF:
    """Where the label of a mark is, in pixels of the scene."""
    label = line.label
    return label.mapRectToScene(label.boundingRect())


def test_the_labels_of_marks_lie_above_and_below_the_curves(plot):
    plot.show_curves([curve([1.0, 9.0] * 10)], [Mark(8, "sound"), Mark(12, "best", starred=True)])
    QApplication.processEvents()
    items = plot.graph.getPlotItem().items
    stage, best = (item for item in items if isinstance(item, pg.InfiniteLine))
    view = plot.graph.getViewBox()
    highest, lowest = (view.mapViewToScene(QPointF(8, value)).y() for value in (9.0, 1.0))
    assert label_place(stage).bottom() < highest
    assert label_place(best).top() > lowest


def test_a_label_hides_the_line_of_another_mark_behind_it(plot):
    marks = [Mark(11, "adversarial"), Mark(12, "best", starred=True)]
    plot.show_curves([curve([1.0] * 20)], marks)
    QApplication.processEvents()
    items = plot.graph.getPlotItem().items
    stage, best = (item for item in items if isinstance(item, pg.InfiniteLine))
    x = plot.graph.getViewBox().mapViewToScene(QPointF(11, 0)).x()
    place = label_place(best)
    assert place.left() < x < place.right()
    assert best.label.fill.style() == Qt.BrushStyle.SolidPattern
    assert best.zValue() >= stage.zValue()


def test_without_a_value_it_says_so(plot):
    plot.show_curves([Curve("mel", Series(), RED)], [], placeholder="No curve selected")
    assert red_pixels(plot) == 0
    assert not any(plot.graph.getAxis(side).isVisible() for side in ("left", "bottom"))
    (label,) = [
        label
        for label in plot.findChildren(QLabel)
        if label.isVisible() and label.text() == "No curve selected"
    ]
    plot.show_curves([curve([1.0] * 10)], [])
    assert not label.isVisible()
    assert all(plot.graph.getAxis(side).isVisible() for side in ("left", "bottom"))
