"""A sitting as one HTML page for listeners elsewhere.

The page holds all sounds and videos and needs neither the program nor a network. It remembers what
was answered, and saves the answers as a file, which `answers.add_answers` takes. Like the window,
it says nothing about the systems.
"""

import base64
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from engine.errors import InputError, TargetError, os_errors_as
from engine.evaluation.listening.scales import BEST, SCALES, WORST
from engine.evaluation.listening.sitting import Sitting, media_file
from engine.progress import JobContext
from engine.storage.atomic import write_atomic

_TEMPLATES: Final = Path(__file__).parent / "templates"
_KINDS: Final = {".flac": "audio/flac", ".mp4": "video/mp4"}


def write_page(folder: Path, sitting: Sitting, output: Path, context: JobContext) -> None:
    """Write the page of the sitting in a folder; an existing one is replaced.

    Raises:
        InputError: a file of the sitting cannot be read.
        TargetError: the page cannot be written.
    """
    names = sorted({name for each in sitting.trials for name in (each.media, each.target) if name})
    media = {}
    for place, name in enumerate(names):
        context.advance(place / len(names))
        path = media_file(folder, name)
        with os_errors_as(InputError, "{path} cannot be read: {reason}.", path=path):
            data = base64.b64encode(path.read_bytes()).decode()
        media[name] = f"data:{_KINDS[path.suffix]};base64,{data}"
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template("listening.html").render(test=_test(sitting), media=media)
    with os_errors_as(
        TargetError,
        "{name} cannot be written: {reason}.",
        hint="Choose a folder with free space that you may write to.",
        name=output.name,
    ):
        write_atomic(output, page.encode())


def _test(sitting: Sitting) -> dict[str, Any]:
    """What the page knows of a sitting: no system, and not which trials are checks."""
    used = {trial.scale for trial in sitting.trials}
    return {
        "sitting": sitting.id,
        "scales": [
            {
                "name": scale.name,
                "title": scale.title,
                "question": scale.question,
                "advice": scale.advice,
                "steps": [[score, scale.meaning(score)] for score in range(BEST, WORST - 1, -1)],
            }
            for scale in SCALES
            if scale.name in used
        ],
        "trials": sorted(
            (
                {
                    "id": trial.id,
                    "scale": trial.scale,
                    "practice": trial.kind == "practice",
                    "media": trial.media,
                    "target": trial.target,
                }
                for trial in sitting.trials
            ),
            key=lambda trial: str(trial["id"]),
        ),
    }
