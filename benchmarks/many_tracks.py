"""Measure the window with many tracks: edits on the sample, then a long clip with long takes.

    uv run python benchmarks/many_tracks.py [--tracks N] [--minutes M]

On the sample, the time is measured from an edit of an event to the moment at which the player has
the take that follows, with one track and with N. Then a project of N tracks of M minutes is opened,
with takes of noise bursts; it is played, performed on by keys, and the takes of one track follow
their edits. Printed are the stalls of the event loop (target: at most 80 ms) and the memory of the
window's process (target: under 1.2 GB). Its own memory is printed beside that with the pages of the
decoded sounds, which lie in files and which the system may take back at any time. The ratio is to
what soundfile alone takes to read the takes in the same run.
"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path

import numpy as np
import soundfile
from msgspec.structs import replace
from window_tools import (
    Gaps,
    a_window,
    make_clip,
    memory_mb,
    own_memory_mb,
    processor_s,
    repeat_clip,
    wait_until,
)

PIECE_S = 30
RATE_HZ = 48000
EVENTS_PER_MINUTE = 60
EDITS = 7
STROKES = 20


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tracks", type=int, default=8)
    parser.add_argument("--minutes", type=int, default=10)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, a_window() as window:
        measure_edits(window, options.tracks)
        measure_long(window, Path(folder), options.tracks, options.minutes)


def measure_edits(window: "MainWindow", tracks: int) -> None:  # noqa: F821 - imported by a_window
    """Edit events of the sample, and wait for what is heard."""
    document, actions = window.document, window.actions_
    actions["open_sample"].trigger()
    wait_until(lambda: document.takes() and window.workspace.media.proxies.is_complete)
    wait_until(lambda: window.workspace.host.running is None)
    for count in (1, tracks):
        while len(document.clip.tracks) < count:
            actions["duplicate_track"].trigger()
        wait_until(lambda: is_heard(window))
        actions["play"].trigger()
        gaps, start_s = Gaps(), processor_s()
        seconds = [edit(window) for _ in range(EDITS)]
        computed_s = (processor_s() - start_s) / EDITS
        print(
            f"the sample, {count} tracks: from an edit to its sound, median"
            f" {statistics.median(seconds):.2f} s, worst {max(seconds):.2f} s of {EDITS}, of which"
            f" {computed_s:.2f} s are computed by the engine and the window, which plays;"
            f" {gaps.text()}"
        )
        actions["play"].trigger()


def is_heard(window: "MainWindow") -> bool:  # noqa: F821
    """Whether the player has the chosen take of every track."""
    named = {layer.name for layer in window.workspace.player.mixer.plan.layers}
    document, sounds = window.document, window.workspace.sounds
    takes = [document.project.chosen_take(track) for track in document.clip.tracks]
    return all(take.track_id in named and sounds.get(take.sound) is not None for take in takes)


def measure_long(window: "MainWindow", folder: Path, tracks: int, minutes: int) -> None:  # noqa: F821
    """Open, play, perform and edit a project of long tracks."""
    document, actions, workspace = window.document, window.actions_, window.workspace
    project = long_project(folder, tracks, minutes)
    before_mb = memory_mb()
    gaps = Gaps()
    window.document.replace_project(project, None)
    seconds = wait_until(lambda: workspace.media.proxies.is_complete and is_heard(window))
    print(
        f"{tracks} tracks of {minutes} min are open and read after {seconds:.0f} s,"
        f" {seconds / bare_reading_s(project):.1f} times as long as reading the takes alone;"
        f" {gaps.text()}"
    )
    say_memory(before_mb)
    gaps.restart()
    actions["play"].trigger()
    pause(5.0)
    actions["play"].trigger()
    print(f"they play: {gaps.text()}")
    gaps.restart()
    perform(window)
    print(f"{STROKES} strokes are performed on one: {gaps.text()}")
    gaps.restart()
    seconds = wait_until(
        lambda: document.project.next_take_number > tracks + 1 and is_heard(window)
    )
    print(f"its take follows after {seconds:.1f} s: {gaps.text()}")
    gaps.restart()
    actions["play"].trigger()
    seconds = edit(window)
    print(f"an edit is heard after {seconds:.1f} s, while the clip plays: {gaps.text()}")
    actions["play"].trigger()
    say_memory(before_mb)


def bare_reading_s(project: "Project") -> float:  # noqa: F821
    """The seconds that soundfile takes to read the takes of a project."""
    start_s = time.perf_counter()
    for take in project.takes:
        with soundfile.SoundFile(take.sound) as file:
            for _ in file.blocks(RATE_HZ, dtype="float32"):
                pass
    return time.perf_counter() - start_s


def perform(window: "MainWindow") -> None:  # noqa: F821
    """Strike a key of the performance again and again while the clip plays."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    performing = window.workspace.performing
    performing.count_in_s = 0.0
    window.activateWindow()
    window.actions_["perform"].trigger()
    wait_until(lambda: window.workspace.player.is_playing)
    for _ in range(STROKES):
        QTest.keyClick(window, Qt.Key.Key_F)
        pause(0.2)
    performing.stop()


def edit(window: "MainWindow") -> float:  # noqa: F821
    """Nudge an event of the active track; the seconds until it is heard."""
    document, before = window.document, len(window.document.project.takes)
    window.workspace.selection.set({document.track.events[0].id})
    window.actions_["nudge_forward_ms"].trigger()
    return wait_until(lambda: len(document.project.takes) > before and is_heard(window))


def pause(seconds: float) -> None:
    """Let the window run."""
    end_s = time.perf_counter() + seconds
    wait_until(lambda: time.perf_counter() > end_s)


def say_memory(before_mb: float) -> None:
    """Print the memory of the window's process."""
    print(
        f"memory: {memory_mb():.0f} MB, of which {own_memory_mb():.0f} MB its own;"
        f" {before_mb:.0f} MB before"
    )


def long_project(folder: Path, tracks: int, minutes: int) -> "Project":  # noqa: F821
    """A clip with tracks whose takes are noise bursts at their events."""
    from engine.events.event import Event
    from engine.project.files import media_file
    from engine.project.model import (
        Project,
        Reference,
        Take,
        TimelineEvent,
        Track,
        new_clip,
        new_id,
    )
    from engine.project.track_recipe import track_recipe
    from engine.recipe import TakeFacts

    piece = make_clip(folder / "piece.mp4", size=(640, 360), seconds=PIECE_S)
    seconds = 60 * minutes
    path = repeat_clip(piece, folder / "clip.mp4", seconds // PIECE_S, PIECE_S)
    hit = folder / "hit.wav"
    soundfile.write(hit, burst(1), RATE_HZ)
    reference = Reference(new_id(), media_file(hit, 0.25), "hit")
    clip = new_clip(media_file(path, float(seconds)))
    chance, made, takes = np.random.default_rng(0), [], []
    for number in range(tracks):
        times_s = np.sort(chance.uniform(0.5, seconds - 1.0, EVENTS_PER_MINUTE * minutes))
        events = tuple(TimelineEvent(new_id(), Event(float(each), 0.8)) for each in times_s)
        track = Track(id=new_id(), colour=number, reference_id=reference.id, events=events)
        recipe = replace(track_recipe(clip, track, reference, track.settings), engine="grains")
        id_ = new_id()
        sound = folder / "unsaved.takes" / f"take-{id_}.wav"
        write_take(sound, times_s, seconds, number)
        facts = TakeFacts(duration_s=float(seconds), events=len(events), loudness_lufs=-24.0)
        takes.append(
            Take(
                id=id_,
                number=number + 1,
                clip_id=clip.id,
                track_id=track.id,
                recipe=recipe,
                reference_name="hit",
                sound=sound,
                facts=facts,
            )
        )
        made.append(replace(track, chosen_take_id=id_))
    clip = replace(clip, tracks=tuple(made), active_track_id=made[0].id)
    return Project(new_id(), (clip,), (reference,), tuple(takes), active_clip_id=clip.id)


def burst(seed: int) -> np.ndarray:
    """A quarter of a second of decaying noise, (n, 2)."""
    decay = np.exp(-np.arange(RATE_HZ // 4) / (0.02 * RATE_HZ))[:, np.newaxis]
    return (0.3 * decay * np.random.default_rng(seed).uniform(-1, 1, (len(decay), 2))).astype("f4")


def write_take(path: Path, times_s: np.ndarray, seconds: int, seed: int) -> None:
    """Bursts at the times, as a take is spooled."""
    path.parent.mkdir(exist_ok=True)
    hit = burst(seed)
    kind = {"samplerate": RATE_HZ, "channels": 2, "format": "RF64"}
    with soundfile.SoundFile(path, "w", subtype="FLOAT", **kind) as file:
        for second in range(seconds):
            block = np.zeros((RATE_HZ, 2), np.float32)
            for time_s in times_s[(times_s >= second) & (times_s < second + 1)]:
                part = block[round((time_s - second) * RATE_HZ) :][: len(hit)]
                part += hit[: len(part)]
            file.write(block)


if __name__ == "__main__":
    main()
