"""The first use, from outside: a real X server, real keys and a real mouse, from clip to file.

Nothing of the program is imported into this process: what happens is seen by the titles of its
windows and by the files that it writes. Skipped where Xvfb or xdotool is not installed.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.media.audio import read_blocks
from engine.media.digest import picture_digest
from engine.media.probe import probe

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLES = ROOT / "resources" / "samples"
SIZE = "1400x900x24"
PATIENCE_S = 60.0  # two cores, shared
DUB_BUTTON = (173, 51)  # in a window of the size that the program starts with
EVENT_PLACE = (930, 548)  # in the lane of the events
RULER_PLACE = (800, 440)

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(
        not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="no Xvfb or xdotool"
    ),
]


class Desk:
    """A person's hands and eyes on a display of their own."""

    def __init__(self, display: str, home: Path) -> None:
        self.home = home
        self.environment = {
            **os.environ,
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "VARIETYSOUND_HOME": str(home),
        }

    def tool(self, *words: object) -> str:
        command = ["xdotool", *map(str, words)]
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False
        )
        return done.stdout.strip()

    def window(self, title: str) -> str:
        """The window with that in its title, once it is there; the keys go to it from now on."""
        self.until(lambda: self.tool("search", "--onlyvisible", "--name", title))
        found = self.tool("search", "--onlyvisible", "--name", title).splitlines()[-1]
        self.tool("windowfocus", "--sync", found)
        return found

    def keys(self, *names: str) -> None:
        self.tool("key", "--delay", 60, *names)

    def write(self, text: object) -> None:
        self.keys("ctrl+a")
        self.tool("type", "--delay", 8, text)
        time.sleep(0.3)
        self.keys("Return")

    def click(self, x: int, y: int, times: int = 1) -> None:
        self.tool("mousemove", x, y)
        self.tool("click", "--repeat", times, "--delay", 80, 1)

    def takes(self) -> int:
        return len(list(self.home.rglob("take-*.wav")))

    @staticmethod
    def until(is_there: Callable[[], object]) -> None:
        end_s = time.monotonic() + PATIENCE_S
        while not is_there():
            assert time.monotonic() < end_s, "it did not happen"
            time.sleep(0.2)


@pytest.fixture
def desk(tmp_path) -> Iterator[Desk]:
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", SIZE],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as numbers:
        display = f":{numbers.readline().strip()}"
    home = tmp_path / "home"
    desk = Desk(display, home)
    with (tmp_path / "program.txt").open("w") as said:
        program = subprocess.Popen(
            [sys.executable, "main.py"], cwd=ROOT, env=desk.environment, stdout=said, stderr=said
        )
        try:
            yield desk
        finally:
            for process in (program, server):
                process.terminate()
                process.wait(20)


@pytest.fixture(params=["shipped", pytest.param("real", marks=pytest.mark.real)])
def clip(request, tmp_path) -> Path:
    """A copy of a clip, in a folder with a space in its name."""
    source = SAMPLES / "stairs.mp4"
    if request.param == "real":
        real_data = request.getfixturevalue("real_data")
        source = next((real_data / "clips").glob("chopping*.mp4"))
    folder = tmp_path / "my clips"
    folder.mkdir()
    return Path(shutil.copyfile(source, folder / "my clip.mp4"))


def test_a_person_gets_from_a_clip_to_a_dubbed_file(desk, clip):
    output = clip.with_name("finished.mp4")
    desk.window("VarietySound")
    desk.keys("ctrl+o")
    desk.window("^Open")
    desk.write(clip)
    desk.window("my clip")

    desk.keys("ctrl+i")
    desk.window("[Rr]eferences")
    desk.write(SAMPLES / "metal.flac")
    desk.window("my clip")

    def dubs() -> bool:
        """Press *DUB*, as long as the events are still being looked for."""
        desk.click(*DUB_BUTTON)
        time.sleep(2)
        return desk.takes() >= 1

    desk.until(dubs)

    before = desk.takes()
    desk.click(*EVENT_PLACE, times=2)  # a new event, or one that is there already...
    desk.click(*RULER_PLACE)
    desk.keys("e")  # ...and one where the playhead is
    desk.until(lambda: desk.takes() > before)

    desk.window("my clip")
    desk.keys("ctrl+e")
    desk.window("^Export")
    desk.write(output)
    desk.until(output.exists)
    assert picture_digest(output) == picture_digest(clip)
    sound = np.concatenate(list(read_blocks(output)))
    assert np.abs(sound).max() > 0.01
    assert probe(output).audio[0].duration_s == pytest.approx(probe(clip).duration_s, abs=0.05)
