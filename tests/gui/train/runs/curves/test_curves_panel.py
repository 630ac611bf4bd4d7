"""The curves of a run with their legend."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox

from gui.hosts.run_observer import Growth
from gui.kit import theme
from gui.train.runs.curves.curves_panel import CurvesPanel
from gui.train.runs.curves.loss_colours import loss_colour
from gui.train.runs.curves.swatch import swatch
from gui.train.runs.history import RunHistory


def test_the_plot_has_all_the_width_until_there_is_a_curve(qtbot, tmp_path):
    panel, history = CurvesPanel(), RunHistory(tmp_path)
    qtbot.addWidget(panel)
    panel.resize(800, 400)
    panel.show()
    panel.show_history(history)
    qtbot.waitUntil(lambda: panel.plot.width() == panel.width())
    history.take(Growth(tmp_path, series={"loss/mel": ([1, 2], [0.2, 0.1])}))
    panel.show_history(history)
    qtbot.waitUntil(lambda: 0 < panel.plot.width() < panel.width() - 100)


def test_the_sign_of_a_curve_is_a_line_at_any_size(qapp):
    for px in (14, 28):
        image = swatch(QColor("red")).pixmap(QSize(px, px)).toImage()
        middle = image.width() // 2
        painted = [y for y in range(image.height()) if image.pixelColor(middle, y).alpha()]
        assert len(painted) == pytest.approx(image.height() * 4 / 14, abs=2)


def test_the_legend_takes_the_colours_of_another_theme(qtbot, qapp, tmp_path):
    theme.apply(qapp, "dark")
    panel, history = CurvesPanel(), RunHistory(tmp_path)
    qtbot.addWidget(panel)
    panel.show()
    history.take(Growth(tmp_path, series={"loss/mel": ([1, 2], [0.2, 0.1])}))
    panel.show_history(history)
    box = panel.findChild(QCheckBox)

    def painted() -> QColor:
        return box.icon().pixmap(QSize(14, 14)).toImage().pixelColor(7, 7)

    try:
        assert painted() == loss_colour("mel")
        theme.apply(qapp, "light")
        qtbot.waitUntil(lambda: painted() == loss_colour("mel"))
    finally:
        theme.apply(qapp, "dark")
