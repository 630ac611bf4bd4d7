"""What the samples of a run say while there are none."""

from gui.hosts.run_observer import Growth
from gui.train.runs.history import RunHistory
from gui.train.runs.samples.samples_panel import SamplesPanel
from training.run.messages import Done


def test_only_a_run_that_goes_on_promises_samples(qtbot, services, tmp_path):
    panel, history = SamplesPanel(services), RunHistory(tmp_path)
    qtbot.addWidget(panel)
    panel.show_history(history)
    assert panel.badge.text().startswith("No samples yet.")
    growth = Growth(tmp_path)
    growth.take(Done(step=16, model="model.safetensors", measurements={}, hours=0.1))
    history.take(growth)
    panel.show_history(history)
    assert panel.badge.text() == "The run ended without samples"
