"""What is asked before a training starts on a device that another one holds."""

from pathlib import Path

import pytest

from gui.hosts.run_observer import SeenRun
from gui.train import start_questions
from gui.train.start_questions import ask_turn
from tests import fake_trainer
from training.run.run_folder import Status

CONFIG = fake_trainer.config()
NONE: frozenset = frozenset()


def seen(name: str, state: str = "running", requests: frozenset = NONE) -> SeenRun:
    status = Status(state, 20, 60)
    return SeenRun(Path("/runs") / name, status, CONFIG, (), requests=requests, is_alive=True)


@pytest.mark.parametrize(
    ("runs", "beginning"),
    [
        ([seen("hammers")], "hammers is training on this device."),
        ([seen("hammers", requests=frozenset({"pause"}))], "hammers is pausing."),
        ([seen("hammers", "paused")], "hammers is paused."),
        (
            [seen("hammers", "paused"), seen("saws")],
            "saws and one other run are training on this device.",
        ),
    ],
)
def test_the_question_says_what_the_other_run_does(monkeypatch, runs, beginning):
    asked = []
    monkeypatch.setattr(start_questions, "ask", lambda *words: asked.append(words[2]) or "Queue")
    assert ask_turn(None, runs, Path("/runs/new"), CONFIG) == "queued"
    assert asked[0].startswith(beginning)


def test_a_run_folder_that_is_a_link_to_itself_is_no_other_run(monkeypatch, tmp_path):
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    monkeypatch.setattr(start_questions, "ask", lambda *_words: "Start now")
    assert ask_turn(None, [seen("hammers")], loop, CONFIG) == "now"
