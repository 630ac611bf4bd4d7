"""Measure whole commands, compared with the imports that every dub needs.

    uv run python benchmarks/command_line.py [--repeats N]

Runs each command and `python -c 'import numpy, av'` in turn, and prints medians: the wall-clock
seconds, the CPU seconds, and the ratio of the latter to those of the imports in the same round,
which holds even if other programs use the machine. Every measured run finds its modules compiled,
as any start but the first does; "new clip" is a clip whose features are not in the cache yet.
"""

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "resources" / "samples"
CLIP, REFERENCE = str(SAMPLES / "hammer.mp4"), str(SAMPLES / "metal.flac")
IMPORTS = ["-c", "import numpy, av"]


@dataclass
class Row:
    """A command and the times of its runs.

    Attributes:
        name: as shown in the table.
        words: arguments of `python`.
        new_clip: whether the cache is emptied before each run.
        wall_s: wall-clock seconds of each run.
        cpu_s: CPU seconds of each run, user and system.
    """

    name: str
    words: list[str]
    new_clip: bool = False
    wall_s: list[float] = field(default_factory=list)
    cpu_s: list[float] = field(default_factory=list)


def run(words: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Run a process and return its wall-clock and CPU seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, *words], env=environment, cwd=ROOT, check=True, capture_output=True
    )
    wall_s = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall_s, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def measure(rows: list[Row], repeats: int, home: Path) -> None:
    """Run the commands in turn, after a warm-up round."""
    environment = {**os.environ, "VARIETYSOUND_HOME": str(home)}
    environment["PYTHONPYCACHEPREFIX"] = str(home / "bytecode")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    for repeat in range(repeats + 1):
        for row in rows:
            if row.new_clip:
                shutil.rmtree(home / "cache", ignore_errors=True)
            wall_s, cpu_s = run(row.words, environment)
            if repeat:
                row.wall_s.append(wall_s)
                row.cpu_s.append(cpu_s)


def show(rows: list[Row]) -> None:
    """Print the medians, and the median of the ratios to the first row, round by round."""
    middle: Callable[[list[float]], float] = statistics.median
    print("| command | seconds | processor seconds | ratio |\n|---|---|---|---|")
    for row in rows:
        ratio = middle([own / base for own, base in zip(row.cpu_s, rows[0].cpu_s, strict=True)])
        print(f"| {row.name} | {middle(row.wall_s):.2f} | {middle(row.cpu_s):.2f} | {ratio:.2f} |")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--repeats", type=int, default=9)
    repeats = parser.parse_args().repeats
    with tempfile.TemporaryDirectory(prefix="varietysound-benchmark-") as folder:
        output = str(Path(folder) / "out.mp4")
        dub = ["main.py", "dub", CLIP, "--reference", REFERENCE, "--engine", "grains"]
        dub += ["--output", output, "--overwrite"]
        rows = [
            Row("`python -c 'import numpy, av'`", IMPORTS),
            Row("`main.py --help`", ["main.py", "--help"]),
            Row("`main.py events`, new clip", ["main.py", "events", CLIP], new_clip=True),
            Row("`main.py events`", ["main.py", "events", CLIP]),
            Row("`main.py dub --engine grains`, new clip", dub, new_clip=True),
            Row("`main.py dub --engine grains`", dub),
        ]
        measure(rows, repeats, Path(folder))
    show(rows)


if __name__ == "__main__":
    main()
