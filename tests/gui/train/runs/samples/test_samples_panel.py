"""What the samples of a run say while there are none."""

from itertools import pairwise

from PySide6.QtGui import QImage

from gui.hosts.run_observer import Growth
from gui.train.runs.history import RunHistory
from gui.train.runs.samples.samples_panel import SamplesPanel
from training.run.messages import Done


def test_only_a_run_that_goes_on_promises_samples(qtbot, services, tmp_path):
    panel, history = SamplesPanel(services), RunHistory(tmp_path)
    qtbot.addWidget(panel)
    panel.show_history(history)
    assert panel.badge.text() == "Reading the run…"
    history.is_read = True
    panel.show_history(history)
    assert panel.badge.text().startswith("No samples yet.")
    growth = Growth(tmp_path)
    growth.take(Done(step=16, model="model.safetensors", measurements={}, hours=0.1))
    history.take(growth)
    panel.show_history(history)
    assert panel.badge.text() == "The run ended without samples"


def test_the_focus_of_the_ground_truth_is_a_dotted_line(qtbot, services, tmp_path):
    panel = SamplesPanel(services)
    qtbot.addWidget(panel)
    panel.show()
    truth = panel.truth
    truth.setParent(None)  # there is no sample beside which it would be shown
    qtbot.addWidget(truth)
    truth.show()

    def changes(picture: QImage) -> int:
        """Changes down the left side, inside the border."""
        side = [picture.pixel(5, y) for y in range(20, 60)]
        return sum(one != other for one, other in pairwise(side))

    assert changes(truth.grab().toImage()) == 0
    truth.activateWindow()
    with qtbot.waitActive(truth):
        truth.setFocus()
    qtbot.waitUntil(truth.hasFocus)
    assert changes(truth.grab().toImage()) > 10
