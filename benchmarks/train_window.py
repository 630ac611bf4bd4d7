"""Measure how long the window's event loop stalls while trainings write to their folders.

    uv run python benchmarks/train_window.py [--seconds N] [--rate N] [--points N] [--clips N]

Another process writes a run's folder as a trainer does, 50 steps per second, with a sample and a
validation now and then, while the Train workspace shows it. Then a run of 100,000 steps is read,
shown, zoomed and inspected, and the check of 10,000 clips is shown. Printed are the longest stall
of the event loop in each phase, the time to paint the curves, and the window's lag behind the
trainer. Users notice stalls over 100 ms. The ratio is to what json alone takes to parse the same
100,000 lines.
"""

import argparse
import json
import math
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from window_tools import ROOT, Gaps, a_window, wait_until

PAGES = 3  # of four: after a training, the data set's page is only built on demand
_LOSSES = (
    *("alignment_discriminator", "mel_discriminator", "mel"),
    *("adv_alignment", "adv_mel", "event", "contrastive"),
)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--rate", type=int, default=50)
    parser.add_argument("--points", type=int, default=100_000)
    parser.add_argument("--clips", type=int, default=10_000)
    parser.add_argument("--write", type=Path, help="be the process that writes a run's folder")
    options = parser.parse_args()
    if options.write is not None:
        write(options.write, options.rate)
        return
    with tempfile.TemporaryDirectory() as folder, a_window() as window:
        live, long = Path(folder) / "live", Path(folder) / "long"
        make_long(long, options.points)
        make_run(live)
        watch_live(window, live, options)
        watch_long(window, long, options.points)
        watch_check(window, options.clips)


def watch_live(window: "MainWindow", run: Path, options: argparse.Namespace) -> None:  # noqa: F821
    """Follow a run that is being written."""
    from gui.hosts.engine_host import HostState

    wait_until(lambda: window.workspace.host.state is HostState.READY)
    gaps = Gaps()
    window.actions_["workspace_train"].trigger()
    wait_until(lambda: window.train.workspace is not None)
    wait_until(lambda: window.train.workspace.stack.count() >= PAGES)
    wait_until(lambda: window.train.workspace.runs.selected is not None)
    print(f"the workspace opens: {gaps.text()}")
    page = window.train.workspace.runs
    writer = subprocess.Popen(
        [sys.executable, __file__, "--write", str(run), "--rate", str(options.rate)], cwd=ROOT
    )
    try:
        page.select(run)
        wait_until(lambda: page.history.last is not None)
        gaps.restart()
        until_s, behind = time.perf_counter() + options.seconds, []
        while time.perf_counter() < until_s:
            shown = page.history.last.step
            wait_until(lambda shown=shown: page.history.last.step > shown)
            behind.append(time.time() - page.history.last.eta_s)  # holds the time of writing
        print(
            f"{options.seconds} s of {options.rate} steps per second,"
            f" {page.history.last.step} shown: {gaps.text()}; shown after"
            f" {statistics.median(behind):.2f} s in the median, {max(behind):.2f} s at worst"
        )
    finally:
        writer.kill()
        writer.wait()


def watch_long(window: "MainWindow", run: Path, points: int) -> None:  # noqa: F821
    """Read, show, zoom and inspect a long run."""
    from PySide6.QtWidgets import QApplication

    from training.run.run_folder import RunFolder

    page, gaps = window.train.workspace.runs, Gaps()
    start_s = time.perf_counter()
    page.select(run)
    wait_until(lambda: page.history.last is not None and page.history.last.step == points)
    read_s = time.perf_counter() - start_s
    start_s = time.perf_counter()
    with RunFolder.open(run).events.open(encoding="utf-8") as lines:
        for line in lines:
            json.loads(line)
    ratio = read_s / (time.perf_counter() - start_s)
    print(
        f"{points} steps are read in {read_s:.1f} s, {ratio:.1f} times as long as parsing them:"
        f" {gaps.text()}"
    )
    plot, chance = page.curves.plot, random.Random(0)
    wait_until(lambda: len(plot.curves) >= len(_LOSSES))
    for words, act in {
        "redrawn": lambda: plot.show_curves(plot.curves, []),
        "zoomed": lambda: plot.zoom(chance.choice((0.5, 1.9)), chance.randrange(points)),
    }.items():
        taken_ms, computed_ms = [], []
        for _ in range(60):
            begun_s, cpu_s = time.perf_counter(), time.thread_time()
            act()
            QApplication.processEvents()
            taken_ms.append((time.perf_counter() - begun_s) * 1000)
            computed_ms.append((time.thread_time() - cpu_s) * 1000)
        print(
            f"{len(_LOSSES)} curves of {points} points {words}: median"
            f" {statistics.median(taken_ms):.1f} ms, worst {max(taken_ms):.1f} ms; computed:"
            f" median {statistics.median(computed_ms):.1f} ms, worst {max(computed_ms):.1f} ms"
        )


def watch_check(window: "MainWindow", clips: int) -> None:  # noqa: F821
    """Show the check of a large folder, sort it and search it."""
    from PySide6.QtCore import Qt, QTimer

    from gui.train.data_set.check_result import read_check
    from gui.train.data_set.clip_model import Column

    page, gaps = window.train.workspace.data_set, Gaps()
    window.train.workspace.show_page(0)
    view, runner = page.check_view, window.train.workspace.services.runner
    result, folder = checked(clips), Path("/data")
    page.show_view(view)
    runner.start(lambda _: read_check(folder, result), done=view.show_check, failed=print)
    wait_until(lambda: view.check is not None)
    spin(0.5)
    print(f"the check of {clips} clips is shown: {gaps.text()}")
    for words, act in {
        "sorted": lambda: view.table.sortByColumn(Column.FILE, Qt.SortOrder.AscendingOrder),
        "searched": lambda: view.search.setText("clip 01"),
        "one problem excluded": lambda: view.problems.exclude_wanted.emit("clipped", True),
    }.items():
        gaps.restart()
        QTimer.singleShot(0, act)
        spin(0.5)
        print(f"  {words}: {gaps.text()}")


def spin(seconds: float) -> None:
    """Run the event loop for this long."""
    until_s = time.perf_counter() + seconds
    wait_until(lambda: time.perf_counter() > until_s)


def checked(clips: int) -> dict[str, object]:
    """The output of `prepare --check --json`; one clip in eleven has a problem."""
    files = [
        {
            "source": f"class {number % 8}/clip {number:05}.mp4",
            "class": f"class {number % 8}",
            "path": f"/data/class {number % 8}/clip {number:05}.mp4",
            "ready": False,
            "picture_s": 7.5 + number % 3,
            "sound_s": 7.6,
            "rate_hz": 44100 if number % 5 else 48000,
            "channels": 1 + number % 2,
            "findings": [{"kind": "clipped", "said": {"template": "3 %"}}]
            if number % 11 == 0
            else [],
            "dropped": False,
            "samples": 1,
        }
        for number in range(clips)
    ]
    return {"files": files, "sample_bytes": 1_000_000}


def make_run(path: Path) -> "RunFolder":  # noqa: F821
    """Add an empty run to the list."""
    from training.config import GeneratorRun
    from training.presets import find_preset
    from training.run.known_runs import remember_run
    from training.run.run_folder import RunFolder

    training = find_preset("generator", "compact").training
    config = GeneratorRun(preset="compact", dataset=Path("/data"), training=training)
    run = RunFolder.create(path, config, [])
    remember_run(run)
    return run


def make_long(path: Path, points: int) -> None:
    """Write a run that has trained for a long time, without a process."""
    from training.run.message_log import MessageLog
    from training.run.messages import Stopped

    with MessageLog(make_run(path).events) as events:
        for event in told(points):
            events.write(event)
        events.write(Stopped(step=points))


def write(path: Path, rate: int) -> None:
    """Imitate a trainer until killed."""
    from engine.storage.process import ProcessId
    from training.run.message_log import MessageLog
    from training.run.run_folder import RunFolder

    run = RunFolder.open(path)
    with run.take(ProcessId.current()), MessageLog(run.events) as events:
        begun_s = time.perf_counter()
        for number, event in enumerate(told(10**9)):
            time.sleep(max(0.0, begun_s + number / rate - time.perf_counter()))
            events.write(event)


def told(steps: int) -> Iterator["RunMessage"]:  # noqa: F821
    """A trainer's messages; the remaining time holds the time of writing instead."""
    from training.run.messages import Started, StepDone, Validated

    yield Started(step=0, steps=steps, pid=1, device="Benchmark")
    chance = random.Random(0)
    for step in range(1, steps + 1):
        level = 0.03 + math.exp(-step / 20_000)
        yield StepDone(
            step=step,
            steps=steps,
            stage="adversarial",
            losses={name: level * chance.uniform(0.7, 1.3) for name in _LOSSES},
            learning_rate=2e-4,
            steps_per_s=50.0,
            memory_mb=2000.0,
            eta_s=time.time(),
            epoch=step / 40,
            gradient_ratio=0.5,
        )
        if step % 250 == 0:
            yield Validated(step=step, losses={"mel": level}, best=True)


if __name__ == "__main__":
    main()
