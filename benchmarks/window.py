"""Measure how soon the window appears, and how long its event loop ever stalls.

    uv run python benchmarks/window.py [--starts N]

First the program is started N times, and the time from process start to the first painted window is
printed, with the ratio to a process that only shows an empty Qt window, started in turn with it, so
that machines can be compared. Then the sample is opened and dubbed, and the longest stall of the
event loop is printed for each phase. Users notice stalls over 100 ms.
"""

import argparse
import compileall
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from typing import Any, Final

from window_tools import ROOT, Gaps, a_window, wait_until

START: Final = """
import json, os, sys, time
from gui.app import create_application
application = create_application()
from gui.main_window import MainWindow
class Watched(MainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        if not self.property("seen"):
            self.setProperty("seen", True)
            seconds = time.time() - float(os.environ["BENCHMARK_START_S"])
            heavy = [n for n in ("torch", "cv2", "pyqtgraph") if n in sys.modules]
            said = {"seconds": seconds, "heavy": heavy, "processor_s": time.process_time()}
            print(json.dumps(said), flush=True)
            application.quit()
window = Watched()
window.show_first(None)
application.exec()
window.shutdown()
"""

BARE_START: Final = """
import json, os, time
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
class Watched(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        seconds = time.time() - float(os.environ["BENCHMARK_START_S"])
        print(json.dumps({"seconds": seconds, "processor_s": time.process_time()}), flush=True)
        application.quit()
window = Watched()
window.resize(1600, 1000)
window.show()
application.exec()
"""


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--starts", type=int, default=5)
    options = parser.parse_args()
    measure_starts(options.starts)
    measure_gaps()


def measure_starts(count: int) -> None:
    """Start the program repeatedly, with compiled modules as at its second start."""
    for package in ("engine", "training", "gui"):
        compileall.compile_dir(ROOT / package, quiet=1)
    seconds, processor_s, ratios = [], [], []
    for _ in range(count):
        bare, first = started(BARE_START), started(START)
        assert first["heavy"] == [], first
        seconds.append(first["seconds"])
        processor_s.append(first["processor_s"])
        ratios.append(first["processor_s"] / bare["processor_s"])
    print(
        f"from the start of the process to the painted window: median"
        f" {statistics.median(seconds):.2f} s, worst {max(seconds):.2f} s of {count};"
        f" processor time {statistics.median(processor_s):.2f} s, least {min(processor_s):.2f} s,"
        f" {statistics.median(ratios):.1f} times that of an empty window"
    )


def started(program: str) -> dict[str, Any]:
    """What a program says of its start, in an empty home."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "VARIETYSOUND_HOME": home}
        environment["BENCHMARK_START_S"] = str(time.time())
        said = subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
    first: dict[str, Any] = json.loads(said.stdout.splitlines()[0])
    return first


def measure_gaps() -> None:
    """Watch the event loop while the engine starts, analyses and renders, and media are read."""
    from gui.hosts.engine_host import HostState

    with a_window() as window:
        gaps = Gaps()
        host, document = window.workspace.host, window.document
        wait_until(lambda: host.state is HostState.READY)
        print(f"the engine starts: {gaps.text()}")
        gaps.restart()
        window.actions_["open_sample"].trigger()
        wait_until(lambda: document.takes() and window.workspace.media.proxies.is_complete)
        print(f"the sample is opened and read: {gaps.text()}")
        gaps.restart()
        window.actions_["find_picture"].trigger()
        wait_until(lambda: host.running is None and not host.waiting)
        print(f"the engine analyses the picture: {gaps.text()}")
        gaps.restart()
        before = len(document.takes())
        window.actions_["dub"].trigger()
        wait_until(lambda: len(document.takes()) > before)
        take = document.takes()[0]
        print(f"the engine renders ({take.recipe.model or 'grains'}): {gaps.text()}")
        gaps.restart()
        window.workspace.selection.set({document.track.events[0].id})
        window.actions_["nudge_forward"].trigger()
        before = len(document.takes())
        seconds = wait_until(lambda: len(document.takes()) > before)
        print(f"from a moved event to the new take: {seconds:.2f} s; {gaps.text()}")
        gaps.restart()
        window.actions_["play"].trigger()
        wait_until(lambda: not window.workspace.player.is_playing)
        print(f"the clip plays: {gaps.text()}")


if __name__ == "__main__":
    main()
