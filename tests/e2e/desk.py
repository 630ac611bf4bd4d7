"""A person's desk: a display of its own with the program on it, real keys and a real mouse."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SIZE = "1400x900x24"
PATIENCE_S = 120.0  # two cores, shared
ANSWER_S = 15.0  # until what was written is written again
_SERVERS = 5  # tried in turn
FILES_PLACE = (1300, 10)  # beside the program's window
DRAG_STEPS = 12

needs_a_display = pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="no Xvfb or xdotool"
)


def until(is_there: Callable[[], object], seen: Callable[[], str] = str) -> None:
    """Wait for it, patiently; what is `seen` instead is told where it does not happen."""
    end_s = time.monotonic() + PATIENCE_S
    while not is_there():
        assert time.monotonic() < end_s, f"it did not happen; seen: {seen()!r}"
        time.sleep(0.2)


class Desk:
    """A person's hands and eyes on a display of their own."""

    def __init__(self, display: str, home: Path, environment: Mapping[str, str]) -> None:
        self.home = home
        self.environment = {
            **environment,
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

    def is_open(self, title: str) -> bool:
        """Whether a window with that in its title is seen."""
        return bool(self.tool("search", "--onlyvisible", "--name", title))

    def again(self, act: Callable[[], object], is_done: Callable[[], object]) -> None:
        """Do something until it has had its effect: a busy program loses keys and clicks."""
        end_s = time.monotonic() + PATIENCE_S
        while not is_done():
            assert time.monotonic() < end_s, f"it had no effect; seen: {self.titles()!r}"
            act()
            again_s = time.monotonic() + ANSWER_S
            while not is_done() and time.monotonic() < again_s:
                time.sleep(0.2)

    def ask(self, key: str, title: str) -> None:
        """Open a dialog with a key of the window that has the keys."""
        self.again(lambda: self.keys(key), lambda: self.is_open(title))

    def answer(self, title: str, text: object = "") -> None:
        """Write into the dialog with that title, or only accept it, until it is gone."""

        def write() -> None:
            self.window(title)
            if text:
                self.write(text)
            else:
                self.keys("Return")

        self.window(title)
        self.again(write, lambda: not self.is_open(title))

    def click(self, x: int, y: int, times: int = 1) -> None:
        self.tool("mousemove", x, y)
        self.tool("click", "--repeat", times, "--delay", 80, 1)

    def takes(self) -> int:
        return len(list(self.home.rglob("take-*.wav")))

    def until(self, is_there: Callable[[], object]) -> None:
        until(is_there, self.titles)

    def titles(self) -> str:
        """Of all windows that are seen now."""
        return self.tool("search", "--onlyvisible", "--name", ".", "getwindowname", "%@")

    @contextmanager
    def folder_of(self, *paths: Path) -> Iterator[Path]:
        """A window of another program that shows files; gives where it says what became of them."""
        said = self.home / "dragged.txt"
        script = Path(__file__).with_name("drag_source.py")
        command = [sys.executable, script, *FILES_PLACE, said, *paths]
        folder = subprocess.Popen([str(word) for word in command], env=self.environment)
        try:
            self.until(lambda: self.tool("search", "--onlyvisible", "--name", "^Folder$"))
            yield said
        finally:
            folder.terminate()
            folder.wait(20)

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Take hold, move as a hand does, let go."""
        self.tool("mousemove", *start, "mousedown", 1)
        time.sleep(0.5)
        for step in range(1, DRAG_STEPS + 1):
            share = step / DRAG_STEPS
            x, y = (round(a + (b - a) * share) for a, b in zip(start, end, strict=True))
            self.tool("mousemove", x, y)
            time.sleep(0.1)
        time.sleep(0.5)
        self.tool("mouseup", 1)


@contextmanager
def running_desk(tmp_path: Path, environment: Mapping[str, str] = os.environ) -> Iterator[Desk]:
    """The program, just started, as on the first day."""
    server, display = _display()
    home = tmp_path / "home"
    desk = Desk(display, home, environment)
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


def _display() -> "tuple[subprocess.Popen[bytes], str]":
    """A server that answers, and its display; one of many that start and end at once may not."""
    for _ in range(_SERVERS):
        reading, writing = os.pipe()
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", SIZE],
            pass_fds=[writing],
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as numbers:
            display = f":{numbers.readline().strip()}"
        asked = ["xdotool", "getdisplaygeometry"]
        answer = subprocess.run(
            asked, env={**os.environ, "DISPLAY": display}, capture_output=True, check=False
        )
        if answer.returncode == 0:
            return server, display
        server.terminate()
        server.wait(20)
    raise AssertionError("no X server answers")
