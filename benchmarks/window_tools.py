"""Shared by the window's benchmarks: a window in an empty home, generated clips, stall times."""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import av  # noqa: E402
import numpy as np  # noqa: E402
import psutil  # noqa: E402

TICK_MS = 10
PATIENCE_S = 1200.0  # a busy machine is slow, not broken


class Gaps:
    """Stalls of the event loop, measured by a 10 ms timer, and the CPU time used in them.

    If other programs keep the processors busy, most of a stall is due to them.
    """

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._on_tick)
        self._last_s, self._cpu_s = time.perf_counter(), time.thread_time()
        self.all_ms: list[float] = []
        self.cpu_ms: list[float] = []
        self._timer.start()

    def restart(self) -> None:
        """Discard all measurements."""
        self.all_ms.clear()
        self.cpu_ms.clear()
        self._last_s, self._cpu_s = time.perf_counter(), time.thread_time()

    def _on_tick(self) -> None:
        now_s, cpu_s = time.perf_counter(), time.thread_time()
        self.all_ms.append((now_s - self._last_s) * 1000 - TICK_MS)
        self.cpu_ms.append((cpu_s - self._cpu_s) * 1000)
        self._last_s, self._cpu_s = now_s, cpu_s

    def text(self) -> str:
        """The longest stall, how many exceeded 50 and 100 ms, and the most CPU time in one."""
        over = [sum(gap > limit for gap in self.all_ms) for limit in (50, 100)]
        worst_ms = max(self.all_ms, default=0.0)
        return (
            f"worst {worst_ms:.0f} ms; over 50 ms: {over[0]}, over 100 ms: {over[1]}; at most"
            f" {max(self.cpu_ms, default=0.0):.0f} ms computed at a time"
        )


@contextmanager
def a_window() -> Iterator["MainWindow"]:  # noqa: F821 - imported late, the start is measured
    """Open the program's window in an empty home, with a real engine and the silent clock."""
    home = tempfile.TemporaryDirectory(prefix="benchmark-")
    os.environ["VARIETYSOUND_HOME"] = home.name
    from gui.app import create_application
    from gui.main_window import MainWindow
    from gui.playback.devices import AudioOutputs

    AudioOutputs.probe = lambda self, *_args, **_kwargs: None
    app = create_application()
    window = MainWindow()
    window.show_first(None)
    window.showNormal()
    window.resize(1600, 1000)
    gaps = Gaps()
    wait_until(lambda: window.train is not None)
    print(f"the window is built: {gaps.text()}")
    try:
        yield window
    finally:
        window.document.undo_stack.clear()
        window.document.mark_saved(Path("unused"))
        window.close()
        app.processEvents()
        home.cleanup()


def wait_until(is_true: Callable[[], object]) -> float:
    """Run the event loop until a condition holds; return the seconds that it took."""
    from PySide6.QtCore import QEventLoop, QTimer

    start_s = time.perf_counter()
    loop, timer = QEventLoop(), QTimer()

    def look() -> None:
        if is_true():
            loop.exit(0)
        elif _late(start_s):
            loop.exit(1)

    timer.setInterval(2)
    timer.timeout.connect(look)
    timer.start()
    is_late = loop.exec()
    timer.stop()
    if is_late:
        raise TimeoutError("the awaited condition was not met")
    return time.perf_counter() - start_s


def _late(start_s: float) -> bool:
    return time.perf_counter() - start_s > PATIENCE_S


def memory_mb() -> float:
    """Resident memory of this process."""
    return float(psutil.Process().memory_info().rss) / 1e6


def own_memory_mb() -> float:
    """The part of it that no file holds, which the system cannot take back."""
    memory = psutil.Process().memory_info()
    return float(memory.rss - memory.shared) / 1e6


def processor_s() -> float:
    """Processor time of this process and of its children that run."""
    own = psutil.Process()
    times = [each.cpu_times() for each in (own, *own.children(recursive=True))]
    return float(sum(each.user + each.system for each in times))


def make_clip(path: Path, *, size: tuple[int, int], seconds: int, rate: int = 30) -> Path:
    """Moving texture with sound, a key frame every two seconds."""
    width, height = size
    back = np.random.default_rng(0).integers(40, 200, (height, width + 256, 3), dtype=np.uint8)
    with av.open(str(path), "w") as out:
        options = {"preset": "ultrafast", "crf": "28", "g": str(2 * rate), "bf": "2"}
        video = out.add_stream("libx264", rate=rate, options=options)
        video.width, video.height, video.pix_fmt = width, height, "yuv420p"
        audio = out.add_stream("aac", rate=48000, layout="stereo")
        for k in range(seconds * rate):
            x = k % 256
            picture = np.ascontiguousarray(back[:, x : x + width])
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = k, Fraction(1, rate)
            out.mux(video.encode(frame))
        out.mux(video.encode())
        wave = np.random.default_rng(1).normal(0, 0.05, (2, 1024)).astype(np.float32)
        for start in range(0, seconds * 48000, 1024):
            sound = av.AudioFrame.from_ndarray(wave, "fltp", "stereo")
            sound.sample_rate, sound.pts, sound.time_base = 48000, start, Fraction(1, 48000)
            out.mux(audio.encode(sound))
        out.mux(audio.encode())
    return path


def repeat_clip(piece: Path, path: Path, times: int, seconds: int) -> Path:
    """Make a long clip by repeating a short one: its packets, with later time stamps."""
    with av.open(str(piece)) as source, av.open(str(path), "w") as out:
        streams = {s.index: out.add_stream_from_template(s) for s in source.streams}
        whole = [p for p in source.demux() if p.dts is not None and p.size]
        packets = [p for p in whole if 0 <= p.pts * p.time_base < seconds]
        for turn in range(times):
            for index, stream in streams.items():
                base = source.streams[index].time_base
                shift = round(turn * seconds / base)
                for packet in (p for p in packets if p.stream.index == index):
                    copy = av.Packet(bytes(packet))
                    copy.pts, copy.dts = packet.pts + shift, packet.dts + shift
                    copy.time_base, copy.is_keyframe = base, packet.is_keyframe
                    copy.stream = stream
                    out.mux(copy)
    return path
