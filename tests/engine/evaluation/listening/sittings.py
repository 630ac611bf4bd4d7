"""Tiny listening tests: tones of two systems and the truth for a few clips."""

from pathlib import Path

import numpy as np
import soundfile

from engine.evaluation.listening.material import read_material
from engine.evaluation.listening.scales import ScaleName
from engine.evaluation.listening.sitting import Choices, Sitting, create_sitting
from engine.progress import JobContext
from tests.media import make_video

RATE_HZ = 22050
ALL_SCALES: tuple[ScaleName, ...] = ("realism", "alignment", "timbre")


def write_tone(path: Path, hz: float, *, level: float = 0.1, seconds: float = 0.5) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    clock_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    soundfile.write(path, level * np.sin(2 * np.pi * hz * clock_s), RATE_HZ)
    return path


def make_systems(
    folder: Path, *, clips: int = 2, pictures: bool = True, codec: str | None = None
) -> Path:
    """A folder of systems: Ground truth, Bad and Good, with references and, if wanted, videos."""
    for clip in range(clips):
        name = f"clip{clip}"
        for place, system in enumerate(("Ground truth", "Bad", "Good")):
            write_tone(folder / system / f"{name}.wav", 300 + 200 * place, level=0.05 * (place + 1))
        write_tone(folder / "references" / f"{name}.wav", 900)
        if pictures:
            (folder / "videos").mkdir(exist_ok=True)
            video = folder / "videos" / f"{name}.mp4"
            make_video(video, duration_s=0.5, size=(64, 48), codec=codec)
    return folder


def make_sitting(
    folder: Path,
    *,
    scales: tuple[ScaleName, ...] = ALL_SCALES,
    clips: int = 2,
    codec: str | None = None,
) -> tuple[Path, Sitting]:
    """A sitting of such a folder, and its folder."""
    material = read_material(
        make_systems(folder / "systems", clips=clips, pictures="alignment" in scales, codec=codec)
    )
    target = folder / "sitting"
    return target, create_sitting(material, Choices(scales, clips), target, JobContext())
