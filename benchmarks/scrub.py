"""Measure how soon the picture follows the pointer when a 1080p clip is scrubbed.

    uv run python benchmarks/scrub.py [--seconds N] [--moves N]

The clip is generated: 1920 x 1080, 30 frames per second, moving texture, a key frame every two
seconds. Once its thumbnails are ready, the pointer is dragged over the timeline to random
positions, the worst case. Printed are the time from the mouse event to the painted preview, median,
95th percentile and worst, and the time until the exact, full picture follows, with its ratio to
what PyAV alone takes to seek to such positions and to decode their pictures in the same run.
"""

import argparse
import random
import statistics
import tempfile
import time
from pathlib import Path

import av
from typing_extensions import override
from window_tools import a_window, make_clip, wait_until


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--moves", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, a_window() as window:
        clip = make_clip(Path(folder) / "clip.mp4", size=(1920, 1080), seconds=options.seconds)
        start_s = time.perf_counter()
        window.file_commands.open_paths([clip])
        wait_until(lambda: window.workspace.media.proxies.is_complete)
        print(f"thumbnails of {options.seconds} s: {time.perf_counter() - start_s:.1f} s")
        wait_until(
            lambda: window.document.clip is not None and window.workspace.host.running is None
        )
        measure(window, clip, options.moves)


def measure(window: "MainWindow", clip: Path, moves: int) -> None:  # noqa: F821 - by a_window
    """Drag to random positions, one after another."""
    from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    class Painted(QObject):
        """Records when the preview is painted."""

        at_s = 0.0

        @override
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                self.at_s = time.perf_counter()
            return False

    def move_to(widget: object, place: QPoint) -> None:
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(place),
            QPointF(widget.mapToGlobal(place)),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(widget, event)

    player, lane = window.workspace.player, window.workspace.timeline.mel
    screen = window.workspace.preview.screen_
    painted = Painted()
    screen.installEventFilter(painted)
    chance = random.Random(0)
    QTest.mousePress(lane, Qt.MouseButton.LeftButton, pos=QPoint(2, 20))
    small_ms, exact_ms = [], []
    for _ in range(moves):
        place = QPoint(chance.randrange(lane.width()), 20)
        wanted_s = lane.time_at(place.x())
        frame_s = player.stepped(wanted_s, 0)
        start_s = time.perf_counter()
        move_to(lane, place)
        wait_until(
            lambda s=start_s, f=frame_s: painted.at_s > s and abs(player.shown_time_s - f) < 1e-3
        )
        small_ms.append((painted.at_s - start_s) * 1000)
        if len(exact_ms) < moves // 5:
            longest = max(player_image_side(window), 1)
            if longest < 1280:
                wait_until(lambda: player_image_side(window) >= 1280)
            exact_ms.append((time.perf_counter() - start_s) * 1000)
    QTest.mouseRelease(lane, Qt.MouseButton.LeftButton, pos=QPoint(2, 20))
    for name, values in (("picture under the pointer", small_ms), ("exact picture", exact_ms)):
        values.sort()
        print(
            f"{name}: median {statistics.median(values):.0f} ms,"
            f" 95 % {values[round(len(values) * 0.95) - 1]:.0f} ms, worst {values[-1]:.0f} ms"
        )
    bare_ms = statistics.median(bare_decoding_ms(clip, len(exact_ms)))
    ratio = statistics.median(exact_ms) / bare_ms
    print(f"the exact picture takes {ratio:.1f} times as long as PyAV alone ({bare_ms:.0f} ms)")


def bare_decoding_ms(clip: Path, count: int) -> list[float]:
    """How long PyAV takes to open a clip, and to decode the picture at a random position."""
    chance, taken_ms = random.Random(0), []
    for _ in range(count):
        start_s = time.perf_counter()
        with av.open(str(clip)) as container:
            video = container.streams.video[0]
            wanted = chance.randrange(video.duration)
            container.seek(wanted, stream=video)
            frame = next(each for each in container.decode(video) if each.pts + 1 >= wanted)
            frame.to_ndarray(format="rgb24")
        taken_ms.append((time.perf_counter() - start_s) * 1000)
    return taken_ms


def player_image_side(window: "MainWindow") -> int:  # noqa: F821
    """The longer side of the displayed picture."""
    image = window.workspace.preview.screen_.image
    return 0 if image is None else max(image.width(), image.height())


if __name__ == "__main__":
    main()
