"""The chip in the status bar: trainings that live, from the first moment of the window."""

from dataclasses import replace
from pathlib import Path

import pytest

from gui.hosts.run_observer import SeenRun
from gui.train import lazy_workspace
from gui.train.run_chip import live_text
from tests import fake_trainer
from training.run.run_folder import Status

pytestmark = pytest.mark.timeout(90)


@pytest.mark.parametrize(
    ("status", "text"),
    [
        (
            Status("running", 1200, 6000, eta_s=700),
            "hammer  ·  step 1200 of 6000  ·  12 min left",
        ),
        (Status("paused", 1200, 6000, eta_s=700), "hammer  ·  step 1200 of 6000  ·  paused"),
        (Status("running"), "hammer  ·  preparing"),
        (Status("running", 6000, 6000), "hammer  ·  step 6000 of 6000  ·  finishing"),
    ],
)
def test_a_live_run_is_told_in_a_line(status, text):
    run = SeenRun(Path("/runs/hammer"), status, fake_trainer.config(), is_alive=True)
    assert live_text(run) == text
    if status.eta_s and status.state == "running":
        pausing = replace(run, requests=frozenset({"pause"}))
        assert live_text(pausing) == "hammer  ·  step 1200 of 6000  ·  pausing"
    long = replace(run, path=Path("/runs/a name that is much longer than a status bar"))
    assert live_text(long).startswith("a name that … status bar")


def test_a_training_that_lives_is_seen_at_the_start_and_opened_by_a_click(stage, window, wait):
    chip = window.train.chip
    assert not chip.isVisible()
    other, run = stage.ended("normal"), stage.new_run("mine")
    child = stage.start(run.path, "slow")
    wait(lambda: chip.isVisible() and "step" in chip.text())
    assert window.train.workspace is None
    assert chip.text().startswith("mine  ·  step ")
    chip.click()
    wait(lambda: window.train.workspace is not None)
    page = window.train.workspace.runs
    wait(lambda: page.selected is not None and page.selected.path == run.path)
    assert window.train.workspace.stack.currentWidget() is page
    assert {each.path for each in window.train.workspace.services.runs.runs} == {
        run.path,
        other.path,
    }
    child.kill()
    child.wait(10)
    wait(lambda: not chip.isVisible())


def test_a_training_whose_folder_is_moved_is_told_until_it_is_back(stage, window, wait):
    run = stage.new_run("mine")
    stage.start(run.path, "slow")
    wait(window.train.chip.isVisible)
    run.path.rename(run.path.with_name("elsewhere"))
    wait(lambda: any("mine was moved or deleted" in text for text in window.banners.texts()))
    assert not window.train.chip.isVisible()
    run.path.with_name("elsewhere").rename(run.path)
    wait(window.train.chip.isVisible)
    assert not any("moved or deleted" in text for text in window.banners.texts())


def test_a_training_that_fails_is_told_in_every_workspace(stage, window, wait, monkeypatch):
    heard: list[str] = []
    monkeypatch.setattr(lazy_workspace, "notify", lambda _window, title, _text: heard.append(title))
    run = stage.new_run("mine")
    child = stage.start(run.path, "slow")
    wait(window.train.chip.isVisible)
    child.kill()
    wait(lambda: any("mine failed" in text for text in window.banners.texts()))
    assert ["mine failed" in text for text in heard] == [True]
    window.banners.press(f"run {run.path}", "Show")
    wait(lambda: window.train.workspace is not None)
