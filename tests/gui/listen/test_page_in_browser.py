"""The page for listeners elsewhere, in the browser engine that comes with Qt."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.evaluation.listening.answers import add_answers
from engine.evaluation.listening.page import write_page
from engine.progress import JobContext
from tests.engine.evaluation.listening.sittings import make_sitting

pytestmark = pytest.mark.timeout(300)
SCRIPT = Path(__file__).parent / "page_browser.py"
FLAGS = "--no-sandbox --disable-gpu --autoplay-policy=no-user-gesture-required"


@pytest.mark.skipif(
    importlib.util.find_spec("PySide6.QtWebEngineCore") is None, reason="Qt comes without a browser"
)
def test_a_listener_takes_the_test_in_a_browser_and_the_answers_come_back(tmp_path):
    folder, sitting = make_sitting(tmp_path, clips=1)
    page, answers = tmp_path / "test.html", tmp_path / "answers.json"
    write_page(folder, sitting, page, JobContext())
    said = subprocess.run(
        [sys.executable, str(SCRIPT), str(page), "Wil", str(answers)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "QTWEBENGINE_CHROMIUM_FLAGS": FLAGS},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    if "cannot open shared object file" in said.stderr:
        pytest.skip("the libraries of Qt's browser are missing here")
    assert "CONSOLE" not in said.stdout
    # nothing scored too early, no picture where there is none, no reference skipped, at the end,
    # remembered
    assert "SAID [0,0,0,false,1]" in said.stdout, said.stderr
    added = add_answers(folder, sitting, answers)
    assert added.listener == "Wil"
    assert set(added.scores) == {trial.id for trial in sitting.trials}
    assert set(added.scores.values()) == {1, 2, 3, 4, 5}
