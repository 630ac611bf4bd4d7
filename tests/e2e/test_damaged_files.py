"""Damaged files: each ends with a dub or with one sentence, soon, and leaves nothing behind."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.e2e.damaged_files import damaged
from tests.engine.features.scenes import hammer, recorded
from tests.media import Track, clicks, make_video

ROOT = Path(__file__).resolve().parent.parent.parent
REFERENCE = ROOT / "resources" / "samples" / "metal.flac"
LONGEST_S = 10.0  # of processor time: the machine may be busy


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hammer with its sound, small and short: fifty dubs of it take seconds."""
    path, blows_s = tmp_path_factory.mktemp("clip") / "hammer.mp4", (0.8, 1.9)
    frames = recorded(hammer(blows_s), np.arange(75) / 30)
    return make_video(
        path,
        frames=len(frames),
        size=frames[0].shape[1::-1],
        paint=lambda number, _time_s: frames[number],
        sounds=[Track(clicks(blows_s, 2.5, channels=2))],
    )


def outcomes(commands: list[list[str]]) -> list[dict[str, object]]:
    """How each command line ended."""
    child = subprocess.run(
        [sys.executable, "-m", "tests.e2e.run_batch"],
        input="".join(json.dumps(command) + "\n" for command in commands),
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    ended = [json.loads(line) for line in child.stdout.splitlines()]
    unfinished = commands[len(ended)] if len(ended) < len(commands) else None
    assert unfinished is None, f"the program died at {unfinished}:\n{child.stderr[-2000:]}"
    return ended


@pytest.mark.e2e
@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("role", ["video", "reference"])
def test_a_damaged_file_gives_a_dub_or_one_sentence(role: str, clip: Path, tmp_path: Path) -> None:
    folder, results = tmp_path / "damaged", tmp_path / "results"
    folder.mkdir()
    results.mkdir()
    source = clip if role == "video" else REFERENCE
    files = list(damaged(source, folder, seed=len(role)))
    assert len(files) >= 50
    commands = []
    for number, file in enumerate(files):
        video, reference = (file, REFERENCE) if role == "video" else (clip, file)
        output = results / f"{number}.mp4"
        line = ["dub", video, "--reference", reference, "--output", output, "--engine", "grains"]
        commands.append([str(word) for word in line])
    # The first run is a whole file's: it loads what all others need, which is not their time.
    whole = ["dub", str(clip), "--reference", str(REFERENCE), "--output", str(results / "x.mp4")]
    ended_first, *rest = outcomes([[*whole, "--engine", "grains"], *commands])
    assert ended_first["exit"] == 0
    for number, (file, ended) in enumerate(zip(files, rest, strict=True)):
        said = str(ended["said"])
        assert ended["exit"] in (0, 3), f"{file.name}: {ended}"
        assert "Traceback" not in said, f"{file.name}: {said}"
        assert float(str(ended["seconds"])) < LONGEST_S, f"{file.name}: {ended}"
        assert (results / f"{number}.mp4").exists() == (ended["exit"] == 0), file.name
        if ended["exit"]:
            assert said.count("\n") == 1, f"{file.name}: not one line: {said}"
    assert {0, 3} == {ended["exit"] for ended in rest}  # some are bearable, some are not
    left = {path.suffix for path in results.iterdir()} - {".mp4"}
    assert not left, f"left behind: {left}"
