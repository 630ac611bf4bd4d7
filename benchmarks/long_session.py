"""Measure what a long session costs: thousands of events, many tracks, takes and undo steps.

    uv run python benchmarks/long_session.py [--minutes M] [--events N] [--tracks T] [--takes K]

First the sample is dubbed again and again, and the memory of window and engine is printed. Then a
project of T tracks of M minutes is opened whose first track has N events and K takes. Printed is
what one step computes in the window's thread, from the input to the painted picture (target: under
33 ms, a frame at 30 a second): zooming, scrolling, dragging, selecting, nudging, undoing. It is
processor time, which other programs change little, with its ratio to a move of the pointer.
"""

import argparse
import gc
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import psutil
from many_tracks import is_heard, long_project, pause
from msgspec.structs import replace
from window_tools import Gaps, a_window, own_memory_mb, wait_until

STEPS = 30
FRAME_MS = 33.0
Act = Callable[[int], object]  # with the number of the step


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=int, default=10)
    parser.add_argument("--events", type=int, default=2000)
    parser.add_argument("--tracks", type=int, default=4)
    parser.add_argument("--takes", type=int, default=300)
    parser.add_argument("--undos", type=int, default=500)
    parser.add_argument("--dubs", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, a_window() as window:
        measure_dubs(window, options.dubs)
        project = long_project(Path(folder), options.tracks, options.minutes)
        project = crowded(project, options.events, options.takes)
        gaps = Gaps()
        window.document.replace_project(project, None)
        seconds = wait_until(lambda: window.workspace.media.is_read and is_heard(window))
        print(f"open and read after {seconds:.0f} s; {gaps.text()}")
        window.actions_["auto_render"].setChecked(False)  # what the window alone needs
        steps = Steps(window)
        for name, act in edits(window):
            steps.measure(name, act)
        measure_undo(window, steps, options.undos)
        measure_play(window)


def measure_dubs(window: "MainWindow", dubs: int) -> None:  # noqa: F821 - imported by a_window
    """Dub the sample with one seed after another; no more than the takes' pictures should stay."""
    document, actions = window.document, window.actions_
    actions["open_sample"].trigger()
    wait_until(lambda: document.takes() and window.workspace.media.proxies.is_complete)
    for number in range(1, dubs + 1):
        before = len(document.project.takes)
        actions["dub_next_seed"].trigger()
        wait_until(lambda count=before: len(document.project.takes) > count and is_heard(window))
        if number % max(1, dubs // 4) == 0:
            gc.collect()
            children = psutil.Process().children(recursive=True)
            engine_mb = sum(each.memory_info().rss for each in children) / 1e6
            print(f"{number} dubs: window {own_memory_mb():.0f} MB, engine {engine_mb:.0f} MB")


def crowded(project: "Project", events: int, takes: int) -> "Project":  # noqa: F821
    """With many events on the first track, and many more takes of it with the same sound."""
    from engine.events.event import Event
    from engine.project.model import TimelineEvent, new_id

    clip = project.clips[0]
    times_s = np.sort(np.random.default_rng(1).uniform(0.5, clip.file.duration_s - 1, events))
    placed = tuple(
        TimelineEvent(new_id(), Event(float(time_s), 0.2 + 0.07 * (number % 10)))
        for number, time_s in enumerate(times_s)
    )
    first, *others = clip.tracks
    clip = replace(clip, tracks=(replace(first, events=placed), *others))
    numbers = range(len(project.takes) + 1, len(project.takes) + 1 + takes)
    more = tuple(replace(project.takes[0], id=new_id(), number=number) for number in numbers)
    return replace(project, clips=(clip,), takes=(*project.takes, *more))


class Steps:
    """Measures steps, each until nothing is left to paint."""

    def __init__(self, window: "MainWindow") -> None:  # noqa: F821
        from PySide6.QtWidgets import QApplication

        self._app = QApplication.instance()
        lane = window.workspace.timeline.events
        self._pointer_ms = statistics.median(
            self._times_ms(lambda step: send(lane, "move", 300 + step, 3), STEPS)
        )
        print(f"the pointer moves: {self._pointer_ms:.1f} ms")

    def measure(self, name: str, act: Act, steps: int = STEPS) -> None:
        """Print the times of an act."""
        times_ms = self._times_ms(act, steps)
        median_ms, over = statistics.median(times_ms), sum(each > FRAME_MS for each in times_ms)
        print(
            f"{name}: median {median_ms:.1f} ms, {median_ms / self._pointer_ms:.1f} times the"
            f" pointer; worst {max(times_ms):.1f} ms; over {FRAME_MS:.0f} ms: {over} of {steps}",
            flush=True,
        )

    def _times_ms(self, act: Act, steps: int) -> list[float]:
        times_ms = []
        for step in range(steps):
            self._app.processEvents()
            start_s = time.thread_time()
            act(step)
            self._app.processEvents()
            times_ms.append(1000 * (time.thread_time() - start_s))
        return times_ms


def edits(window: "MainWindow") -> Iterator[tuple[str, Act]]:  # noqa: F821
    """What a person does on the timeline, with the whole clip in view, then with 10 s of it."""
    actions, workspace, document = window.actions_, window.workspace, window.document
    axis, tracks = workspace.axis, document.clip.tracks
    select_all = actions["select_all"].trigger
    nudge = actions["nudge_back_ms"].trigger

    def select(_: int) -> None:
        workspace.selection.set(())
        select_all()

    for view, span_s in (("whole clip", axis.duration_s), ("10 s", 10.0)):
        middle_s = axis.duration_s / 2
        axis.show(middle_s - span_s / 2, middle_s + span_s / 2)
        workspace.selection.set(())
        yield f"{view}, drag an event", drag(workspace.timeline.events, document, axis)
        yield f"{view}, select all", select
        yield f"{view}, drag all", drag(workspace.timeline.events, document, axis)
        yield f"{view}, nudge all", lambda _: nudge()
        workspace.selection.set({document.track.events[-1].id})
        yield f"{view}, nudge an event", lambda _: nudge()
    yield "10 s, scroll", lambda step: axis.scroll(1.0 if step < STEPS // 2 else -1.0)
    yield "zoom", lambda step: axis.zoom(1.4 if step < STEPS // 2 else 1 / 1.4, middle_s)
    axis.fit()
    actions["event_panel"].trigger()
    pause(0.3)
    yield "with the event panel, select all", select
    yield "with the event panel, nudge all", lambda _: nudge()
    workspace.selection.set({document.track.events[-1].id})
    yield "with the event panel, nudge an event", lambda _: nudge()
    actions["event_panel"].trigger()
    takes = document.takes()
    yield "choose a take", lambda step: document.choose_take(takes[step % len(takes)])
    yield (
        "show another track",
        lambda step: document.show_track(tracks[(step + 1) % len(tracks)].id),
    )
    document.show_track(tracks[0].id)


def drag(lane: "EventLane", document: "Document", axis: "TimeAxis") -> Act:  # noqa: F821
    """Press the event in the middle of the view, drag it to the right, and let it go at the end."""
    start: tuple[float, float] = (0.0, 0.0)

    def act(step: int) -> None:
        nonlocal start
        if step == 0:
            middle_s = (axis.start_s + axis.end_s) / 2
            near = min(document.track.events, key=lambda item: abs(item.event.time_s - middle_s))
            start = lane.head(near.event).toTuple()
            send(lane, "press", *start)
        what = "release" if step == STEPS - 1 else "drag"
        send(lane, what, start[0] + 8 + 3 * step, start[1])

    return act


def send(widget: "QWidget", what: str, x: float, y: float) -> None:  # noqa: F821
    """Send a widget what the mouse does: `move`, `press`, `drag` or `release`."""
    from PySide6.QtCore import QEvent, QPointF, Qt
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    kind, button, held = {
        "move": (QEvent.Type.MouseMove, none, none),
        "press": (QEvent.Type.MouseButtonPress, left, left),
        "drag": (QEvent.Type.MouseMove, none, left),
        "release": (QEvent.Type.MouseButtonRelease, left, none),
    }[what]
    place = QPointF(x, y)
    without = Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(kind, place, widget.mapToGlobal(place), button, held, without)
    QApplication.sendEvent(widget, event)


def measure_undo(window: "MainWindow", steps: Steps, count: int) -> None:  # noqa: F821
    """Edit one event after another, then undo and redo it all."""
    from gui.document import event_edits

    document, before_mb = window.document, own_memory_mb()
    clip_s = document.clip.file.duration_s

    def edit(step: int) -> None:
        track = document.track
        ids = {track.events[step % len(track.events)].id}
        document.edit_track("Move event", event_edits.move_events(track, ids, 0.001, clip_s))

    steps.measure("edit one event after another", edit, count)
    print(f"{count} undo steps take {own_memory_mb() - before_mb:.0f} MB")
    steps.measure("undo", lambda _: window.actions_["undo"].trigger(), count)
    steps.measure("redo", lambda _: window.actions_["redo"].trigger(), count)


def measure_play(window: "MainWindow") -> None:  # noqa: F821
    """Play with all of the spectrogram in view, then with a view that follows."""
    gaps, play = Gaps(), window.actions_["play"].trigger
    play()
    pause(5.0)
    print(f"the clip plays, all in view: {gaps.text()}")
    window.workspace.axis.show(0.0, 5.0)
    gaps.restart()
    pause(7.0)
    play()
    print(f"the clip plays, the view follows: {gaps.text()}")


if __name__ == "__main__":
    main()
