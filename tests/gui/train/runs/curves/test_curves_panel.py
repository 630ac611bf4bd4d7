"""The curves of a run with their legend."""

from gui.hosts.run_observer import Growth
from gui.train.runs.curves.curves_panel import CurvesPanel
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
