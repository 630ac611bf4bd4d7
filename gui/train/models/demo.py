"""The demo of a model: the sample clip dubbed with it, rendered on demand and kept in the cache."""

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from engine.config import RESOURCES, Folders
from engine.events.event import read_csv
from engine.host.messages import Rendered
from engine.model_files.model_file import InstalledModel
from engine.recipe import Recipe, SoundPart
from training.run.results.sampled import SampledClip

_SAMPLES: Final = RESOURCES / "samples"
_CLIP: Final = _SAMPLES / "hammer.mp4"
_REFERENCE: Final = _SAMPLES / "metal.flac"
_EVENTS: Final = _SAMPLES / "hammer.events.csv"
_FOLDER: Final = "demos"  # in the cache
_KEPT: Final = 32  # the least recently rendered ones are deleted

DEMO_CLIP: Final = SampledClip(label="hammer", source=_CLIP.name, file=_CLIP, content_s=3600.0)


def has_demo(model: InstalledModel, others: Sequence[InstalledModel]) -> bool:
    """Whether a model can be heard: a vocoder needs a generator."""
    return any(each.header.kind == "generator" for each in (model, *others))


def demo_file(model: InstalledModel, others: Sequence[InstalledModel]) -> Path:
    """Where the demo of a model is once rendered; a changed file or default has its own."""
    other = next((each for each in others if each.header.kind != model.header.kind), None)
    marks = []
    for each in (model, other):
        if each is not None:
            about = each.path.stat()
            marks.append(f"{each.path} {about.st_mtime_ns} {about.st_size}")
    digest = hashlib.sha256("\n".join(marks).encode(errors="surrogatepass")).hexdigest()
    return Folders.current().cache / _FOLDER / f"{digest[:16]}.wav"


def demo_recipe(model: InstalledModel) -> Recipe:
    """The sample clip with the metal, at its true events, so that only the sound differs."""
    is_generator = model.header.kind == "generator"
    return Recipe(
        video=_CLIP,
        reference=SoundPart(_REFERENCE),
        engine="neural",
        model=str(model.path) if is_generator else None,
        vocoder=None if is_generator else str(model.path),
        events=tuple(read_csv(_EVENTS)),
    )


def keep_demo(answer: Rendered, path: Path) -> None:
    """Move what was rendered there, and delete the oldest of the others."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(answer.sound.file, path)
    if answer.mel is not None:
        answer.mel.unlink(missing_ok=True)
    kept = sorted(path.parent.iterdir(), key=lambda each: each.stat().st_mtime)
    for old in kept[:-_KEPT]:
        old.unlink(missing_ok=True)
