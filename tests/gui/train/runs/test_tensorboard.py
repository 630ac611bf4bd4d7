"""TensorBoard, acted: the address that it prints is opened, and it ends with the window."""

import sys
from pathlib import Path

import psutil
import pytest
from PySide6.QtGui import QDesktopServices

from gui.train.runs.tensorboard import TensorBoardServer

TELLS = """
import sys, time
sys.stderr.write("Serving TensorBoard on localhost; 2.21 at http://localh")
sys.stderr.flush(); time.sleep(0.2)
sys.stderr.write("ost:6007/ (Press CTRL+C to quit) " + sys.argv[2] + "\\n")
sys.stderr.flush(); time.sleep(60)
"""


@pytest.fixture
def opened(monkeypatch) -> list[str]:
    urls: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: urls.append(url.toString()))
    return urls


def test_its_address_is_opened_whole_once_and_again_when_asked_again(qapp, qtbot, opened):
    board = TensorBoardServer(command=(sys.executable, "-c", TELLS))
    board.open(Path("/runs/видео"))
    qtbot.waitUntil(lambda: bool(opened), timeout=40000)
    assert opened == ["http://localhost:6007/"]
    board.open(Path("/runs/видео"))
    assert opened == ["http://localhost:6007/"] * 2
    (process,) = (p for p in psutil.Process().children() if "/runs/видео" in p.cmdline())
    board.shutdown()
    assert not process.is_running()


def test_one_that_does_not_start_is_said_in_a_sentence(qapp, qtbot, opened):
    board = TensorBoardServer(command=(sys.executable, "-c", "import sys; sys.exit(1)"))
    with qtbot.waitSignal(board.failed, timeout=40000) as failed:
        board.open(Path("/runs"))
    assert "TensorBoard did not start" in str(failed.args[0])
    assert opened == []
