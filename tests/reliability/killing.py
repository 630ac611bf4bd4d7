"""Kill programs at random moments, and look for what they lost; `-m tests.reliability.killing 100`.

The training's own twenty moments are in `tests/training/test_trainer_process.py`.
"""

import itertools
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import soundfile

from engine.errors import InputError
from engine.media.probe import probe
from engine.storage.leftovers import remove_leftovers
from tests.gui.helpers import write_tone, write_video
from tests.reliability.killed_editor import last_number, newest

ROOT = Path(__file__).resolve().parents[2]
LONGEST_LOST_S = 2.0
LONGEST_LIFE_S = 4.0  # of an editor, after its first edit
LONGEST_DUB_S = 2.5
START_S = 60.0


def kill_editor(folder: Path, seed: int) -> str:
    """Kill an editor at a random moment, after which its work goes on.

    Args:
        folder: of the project; the same for one kill after another.
        seed: of the moment.

    Returns:
        What was tried, for a report.

    Raises:
        AssertionError: an edit or take older than two seconds is lost.
    """
    life_s = random.Random(seed).uniform(0.0, LONGEST_LIFE_S)
    command = [sys.executable, "-m", "tests.reliability.killed_editor", str(folder), str(seed)]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    done: list[tuple[float, str, int]] = []
    has_begun = threading.Event()

    def read() -> None:
        assert child.stdout is not None
        with child.stdout as lines:
            for line in lines:
                if line.endswith("\n"):  # else it was killed while it told
                    kind, number = line.split()
                    done.append((time.monotonic(), kind, int(number)))
                    has_begun.set()

    reader = threading.Thread(target=read)
    reader.start()
    try:
        assert has_begun.wait(START_S), "the editor did not start"
        time.sleep(life_s)
    finally:
        killed_s = time.monotonic()
        child.kill()
        child.wait()
        reader.join()
    # On a busy machine all that the editor does takes longer, and so do its copies.
    times_s = [*(each[0] for each in done), killed_s]
    slowest_s = max(later - before for before, later in itertools.pairwise(times_s))
    kept_s = killed_s - LONGEST_LOST_S - 3 * slowest_s
    found = newest(folder)
    safe = [number for time_s, _, number in done if time_s < kept_s]
    if safe:
        assert found is not None, f"edit {safe[-1]} is lost, and the project"
        assert last_number(found[0]) >= safe[-1], f"edit {safe[-1]} is lost"
        takes = {take.name: take for take in found[0].takes}
        for number in (n for time_s, kind, n in done if kind == "take" and time_s < kept_s):
            assert str(number) in takes, f"take {number} is lost"
        for take in takes.values():
            assert soundfile.info(take.sound).frames > 0
    return f"editor after {life_s:.1f} s: {len(done)} things done, {len(safe)} of them safe"


def kill_dub(folder: Path, seed: int) -> str:
    """Kill a dub at a random moment.

    Args:
        folder: of the clip and the output.
        seed: of the moment.

    Returns:
        What was tried, for a report.

    Raises:
        AssertionError: a part of an output is there, or something is left behind.
    """
    clip, tone = folder / "clip.mp4", folder / "tone.wav"
    if not clip.exists():
        write_video(clip)
        write_tone(tone)
        (folder / "events.csv").write_text("time_s\n0.2\n0.6\n")
    temporary = folder / "temporary"
    temporary.mkdir(exist_ok=True)
    before = {path.name for path in folder.iterdir()}
    output = folder / f"out-{seed}.mp4"
    life_s = random.Random(seed).uniform(0.3, LONGEST_DUB_S)
    words = ["dub", clip, "--reference", tone, "--events", folder / "events.csv", "--engine"]
    command = [sys.executable, "main.py", *map(str, words), "grains", "--output", str(output)]
    variables = os.environ | {"TMPDIR": str(temporary)}
    quiet = subprocess.DEVNULL
    child = subprocess.Popen(command, cwd=ROOT, stdout=quiet, stderr=quiet, env=variables)
    try:
        child.wait(life_s)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    remove_leftovers()  # as the next start of any command does
    is_there = output.exists()
    if is_there:
        try:
            assert probe(output).duration_s > 0.9
        except InputError as error:
            raise AssertionError(f"a part of an output was left: {error}") from error
        output.unlink()
    left = {path.name for path in folder.iterdir()} - before
    left |= {path.name for path in temporary.iterdir()}
    assert not left, f"left behind: {left}"
    return f"dub after {life_s:.1f} s: {'done' if is_there else 'no output'}"


def main(moments: int) -> int:
    """Kill at that many moments, and tell of each."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["VARIETYSOUND_HOME"] = str(folder / "home")
        for part in ("project", "dubs"):
            (folder / part).mkdir()
        for seed in range(moments):
            is_dub = seed % 4 == 3
            kill = kill_dub if is_dub else kill_editor
            said = kill(folder / ("dubs" if is_dub else "project"), seed)
            print(f"{seed + 1}: {said}", flush=True)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
