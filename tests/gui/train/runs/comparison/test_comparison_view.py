"""Runs over each other: which curves are drawn, in what the runs differ, and what is exported."""

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QCheckBox, QFileDialog

from gui.train.runs.page import RunsPage
from tests import fake_trainer
from training.run.known_runs import remember_run
from training.run.message_log import MessageLog
from training.run.run_folder import RunFolder
from training.settings import with_training

pytestmark = pytest.mark.timeout(120)


def acted(folder, batch: int, behaviour: str) -> RunFolder:
    run = RunFolder.create(folder, with_training(fake_trainer.config(), batch=batch), [])
    fake_trainer.act(run, behaviour)
    remember_run(run)
    return run


@pytest.fixture
def pair(tmp_path) -> list[RunFolder]:
    """The second was remembered last, so it is listed first."""
    return [acted(tmp_path / "large", 8, "nan"), acted(tmp_path / "small", 4, "normal")]


@pytest.fixture
def page(pair, services, qtbot, wait) -> RunsPage:
    page = RunsPage(services)
    page.resize(1180, 760)
    qtbot.addWidget(page)
    page.show()
    services.runs.begin()
    wait(lambda: page.panel.compare.isEnabled() and page.selected is not None)
    page.panel.compare.click()
    wait(lambda: len(drawn(page)) == 4)
    return page


def drawn(page: RunsPage) -> list[str]:
    return [curve.name for curve in page.comparison.plot.curves]


def table(page: RunsPage) -> dict[str, list[str]]:
    """The texts of each row behind its label; the heads of the columns under an empty label."""
    shown = page.comparison.table
    columns = range(1, shown.columnCount())
    rows = {"": [shown.horizontalHeaderItem(column).text() for column in columns]}
    for row in range(shown.rowCount()):
        rows[shown.item(row, 0).text()] = [shown.item(row, column).text() for column in columns]
    return rows


def test_the_selected_run_and_the_latest_other_one_are_drawn_over_each_other(page):
    assert page.comparison.isVisible()
    assert drawn(page) == ["small", "small, validation", "large", "large, validation"]
    first, _, second, _ = (curve.stroke for curve in page.comparison.plot.curves)
    assert first.colour != second.colour
    assert first.dash != second.dash
    assert first.symbol != second.symbol
    assert page.comparison.plot.titles == ("Step", "Mel L1")


def test_the_table_says_in_what_they_differ_and_what_came_of_it(page):
    rows = table(page)
    assert rows[""] == ["small", "large"]
    assert rows["Batch"] == ["4", "8"]
    assert rows["Onset F1"] == ["0.82", "-"]
    assert "Learning rate" not in rows


def test_of_runs_with_equal_settings_that_is_said(page, pair, wait, tmp_path):
    assert not page.comparison.equal.isVisible()
    twin = acted(tmp_path / "twin", 8, "dataset")
    wait(lambda: twin.path in page.comparison.legend.paths)
    page.comparison.legend.choose([pair[0].path, twin.path])
    wait(page.comparison.equal.isVisible)
    assert page.comparison.equal.text() == "The settings of these runs are equal."


def test_another_curve_is_chosen_and_a_run_is_taken_out(page, wait):
    curve = page.comparison.curve
    curve.setCurrentIndex(curve.findData("learning_rate"))
    assert drawn(page) == ["small", "large"]
    boxes = page.comparison.legend.findChildren(QCheckBox)
    next(box for box in boxes if box.accessibleName() == "large").click()
    wait(lambda: drawn(page) == ["small"])
    assert table(page)[""] == ["small"]


def test_what_a_run_writes_meanwhile_is_added(page, pair, wait):
    before = len(page.comparison.plot.curves[0].series)
    with MessageLog(pair[1].events) as events:
        events.write(fake_trainer.step_event(61))
    wait(lambda: len(page.comparison.plot.curves[0].series) == before + 1)


def test_a_run_that_is_chosen_again_is_read_once(page, wait):
    box = page.comparison.legend.findChildren(QCheckBox)[0]
    before = len(page.comparison.plot.curves[0].series)
    for _ in range(4):
        box.click()
    wait(lambda: len(drawn(page)) == 4)
    assert all(
        len(history.series["loss/mel"]) in (before, 10)
        for history in page.comparison.read.histories.values()
    )


def test_the_comparison_is_left_for_a_run_by_its_row_or_by_the_button(page, qtbot):
    page.comparison.closed.emit()
    assert not page.comparison.isVisible()
    page.panel.compare.click()
    assert page.comparison.isVisible()
    index = page.panel.model.index(0, 0)
    page.panel.list.clicked.emit(index)
    assert not page.comparison.isVisible()


def test_all_curves_are_exported_as_a_table_and_the_plot_with_the_names_of_the_runs(
    page, tmp_path, monkeypatch
):
    def export(name):
        monkeypatch.setattr(
            QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / name), "")
        )
        page.comparison.controls.export.click()

    export("curves.csv")
    head = (tmp_path / "curves.csv").read_text().splitlines()[0].split(",")
    assert {"small: loss/mel", "large: validation/mel", "large: learning_rate"} < set(head)
    export("plot.svg")
    assert b">small, validation</text>" in (tmp_path / "plot.svg").read_bytes()
    export("plot.png")
    assert QImage(str(tmp_path / "plot.png")).width() == 1600


def test_tensorboard_gets_the_events_of_all_compared_runs(page, pair, monkeypatch):
    opened: list[object] = []
    monkeypatch.setattr(page.tensorboard, "open", opened.append)
    page.comparison.tensorboard.click()
    large, small = pair
    assert opened == [{"small": small.tensorboard, "large": large.tensorboard}]
