"""Measure how soon a half-hour clip is open, and how much memory the window's process uses.

    uv run python benchmarks/long_clip.py [--minutes N]

The clip is generated: ten seconds of 1280 x 720 at 30 frames per second, repeated packet by packet.
Open means that the picture is on screen and the timeline has its length. Thumbnails, waveform and
spectrogram follow in the background; also printed are the peak memory until they are complete and
the longest stall of the event loop in the meantime. The ratio is to what PyAV alone takes to decode
the sound of the same clip in the same run, so that machines can be compared.
"""

import argparse
import tempfile
import time
from pathlib import Path

import av
from window_tools import Gaps, a_window, make_clip, memory_mb, repeat_clip, wait_until

PIECE_S = 10


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=int, default=30)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, a_window() as window:
        piece = make_clip(Path(folder) / "piece.mp4", size=(1280, 720), seconds=PIECE_S)
        turns = options.minutes * 60 // PIECE_S
        clip = repeat_clip(piece, Path(folder) / "long.mp4", turns, PIECE_S)
        print(f"{clip.stat().st_size / 1e6:.0f} MB; the window alone takes {memory_mb():.0f} MB")
        workspace, gaps = window.workspace, Gaps()
        most_mb = 0.0

        def is_open() -> bool:
            nonlocal most_mb
            most_mb = max(most_mb, memory_mb())
            has_picture = workspace.player.shown_time_s is not None
            return has_picture and workspace.axis.duration_s > options.minutes * 59

        def is_all_there() -> bool:
            nonlocal most_mb
            most_mb = max(most_mb, memory_mb())
            return workspace.media.is_read

        start_s = time.perf_counter()
        window.file_commands.open_paths([clip])
        wait_until(is_open)
        print(f"open after {time.perf_counter() - start_s:.2f} s; event loop: {gaps.text()}")
        gaps.restart()
        wait_until(is_all_there)
        complete_s = time.perf_counter() - start_s
        print(f"complete after {complete_s:.1f} s; event loop: {gaps.text()}")
        ratio = complete_s / bare_decoding_s(clip)
        print(f"that is {ratio:.1f} times as long as PyAV takes to decode the sound alone")
        print(f"peak memory of the window's process: {most_mb:.0f} MB")


def bare_decoding_s(clip: Path) -> float:
    """The seconds that PyAV takes to decode the sound of a clip."""
    start_s = time.perf_counter()
    with av.open(str(clip)) as container:
        for _ in container.decode(audio=0):
            pass
    return time.perf_counter() - start_s


if __name__ == "__main__":
    main()
