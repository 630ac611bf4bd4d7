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
    board.open({"run": Path("/runs/видео")})
    qtbot.waitUntil(lambda: bool(opened), timeout=40000)
    assert opened == ["http://localhost:6007/"]
    board.open({"run": Path("/runs/видео")})
    assert opened == ["http://localhost:6007/"] * 2
    (process,) = (p for p in psutil.Process().children() if "/runs/видео" in p.cmdline())
    board.shutdown()
    assert not process.is_running()


def test_several_runs_are_shown_under_their_names(qapp, qtbot, opened, tmp_path):
    folders = {name: tmp_path / name / "tensorboard" for name in ("a", "b, second")}
    for name, folder in folders.items():
        folder.mkdir(parents=True)
        (folder / "events").write_text(name)
    board = TensorBoardServer(command=(sys.executable, "-c", TELLS))
    board.open({"one/a": folders["a"], "b, second": folders["b, second"]})
    qtbot.waitUntil(lambda: bool(opened), timeout=40000)
    (process,) = (p for p in psutil.Process().children() if "--logdir" in p.cmdline())
    logs = Path(process.cmdline()[process.cmdline().index("--logdir") + 1])
    assert (logs / "one" / "a" / "events").read_text() == "a"
    assert (logs / "b, second" / "events").read_text() == "b, second"
    board.shutdown()
    assert not logs.exists()
    assert (folders["a"] / "events").exists()


def test_one_that_does_not_start_is_said_in_a_sentence(qapp, qtbot, opened):
    board = TensorBoardServer(command=(sys.executable, "-c", "import sys; sys.exit(1)"))
    with qtbot.waitSignal(board.failed, timeout=40000) as failed:
        board.open({"run": Path("/runs")})
    assert "TensorBoard did not start" in str(failed.args[0])
    assert opened == []


def test_a_folder_that_is_a_link_to_itself_does_not_stop_the_others(qapp, qtbot, opened, tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    board = TensorBoardServer(command=(sys.executable, "-c", TELLS))
    board.open({"a": tmp_path / "a", "loop": tmp_path / "loop"})
    qtbot.waitUntil(lambda: bool(opened), timeout=40000)
    board.shutdown()
