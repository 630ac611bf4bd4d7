"""Dub a folder of real clips with a folder of references, and check every copy (docs/dubs.md).

    uv run python scripts/dub_real_clips.py CLIPS REFERENCES OUTPUT [--engine grains]

Clip n gets reference n, sorted by name and cycling. Every copy is checked: its video packets are
the input's, and onsets are detected at the events. The onset F1 compares the dub with the clip's
own sound by the acceptance measures, so it shows how well the picture predicts when it sounds.
"""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from engine.dubbing.dub import dub  # noqa: E402
from engine.errors import EngineError  # noqa: E402
from engine.media.audio import read_mono  # noqa: E402
from engine.media.digest import picture_digest  # noqa: E402
from engine.metrics.onsets import acceptance_onsets, score_onsets  # noqa: E402
from engine.progress import JobContext  # noqa: E402
from engine.recipe import Delivery, Recipe, SoundPart  # noqa: E402

_STAGES = ("reference", "picture", "events", "sound", "level", "write")


def main() -> None:
    """Dub, check and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("clips", type=Path)
    parser.add_argument("references", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--engine", choices=("grains", "neural"), default="grains")
    options = parser.parse_args()
    clips = sorted(options.clips.rglob("*.mp4"))
    references = sorted(options.references.glob("*.flac"))
    options.output.mkdir(parents=True, exist_ok=True)
    stages = " | ".join(f"{stage} s" for stage in _STAGES)
    print(f"| clip | reference | events | heard | onset F1 | {stages} |")
    print("|---|---|---|---|---|" + "---|" * len(_STAGES))
    for number, clip in enumerate(clips):
        reference = references[number % len(references)]
        print(row(clip, reference, options.output / f"{number:02}-{clip.name}", options.engine))


def row(clip: Path, reference: Path, output: Path, engine: str) -> str:
    """Dub one clip and return its row of the table."""
    context = JobContext()
    try:
        result = dub(
            Recipe(video=clip, reference=SoundPart(reference), engine=engine),
            Delivery(output=output, overwrite=True),
            cache=None,
            context=context,
        )
    except EngineError as error:
        return f"| {clip.stem} | {reference.stem} | {error} | | |" + " |" * len(_STAGES)
    if picture_digest(output) != picture_digest(clip):
        raise SystemExit(f"{output} does not hold the picture of {clip}")
    facts = result.take.facts
    own, made = (acceptance_onsets(read_mono(path)) for path in (clip, output))
    score = score_onsets([own.tolist()], [made.tolist()])
    heard = "" if facts.events_heard is None else f"{facts.events_heard:.2f}"
    seconds = " | ".join(f"{context.timings_s.get(stage, 0.0):.2f}" for stage in _STAGES)
    return (
        f"| {clip.parent.name}/{clip.stem} | {reference.stem} | {len(result.take.events)} "
        f"| {heard} | {score.f1:.2f} | {seconds} |"
    )


if __name__ == "__main__":
    main()
