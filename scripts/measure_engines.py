"""Measure with an independent listener how much each engine's dubs sound like their references.

    uv run python scripts/measure_engines.py CLIPS REFERENCES --listener LISTENER [--count N]

LISTENER is a Python file with a class `Listener`, whose `hear(sound, rate_hz)` returns the
probabilities of what it hears and its features, and with the functions `divergence` and `cosine`.
REFERENCES holds a folder of sounds for each kind; the first sound of every kind is used. Clip n is
dubbed with reference n.

Printed for each engine, as means over the dubs: the divergence of what is heard in the dub from
what is heard in its reference, the same from all other references (the null), the cosine of the
features, and the share of dubs whose own reference is the nearest of all.
"""

import argparse
import runpy
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace
from typing import Final

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from engine.config import MEL  # noqa: E402
from engine.dubbing.dub import dub  # noqa: E402
from engine.errors import EngineError  # noqa: E402
from engine.media.audio import read_mono  # noqa: E402
from engine.progress import JobContext  # noqa: E402
from engine.recipe import Delivery, Engine, Recipe, SoundPart  # noqa: E402

ENGINES: Final[tuple[Engine, ...]] = ("grains", "neural")
MINIMUM_S: Final = 0.2  # of a reference


def main() -> None:
    """Dub, listen and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("clips", type=Path)
    parser.add_argument("references", type=Path)
    parser.add_argument("--listener", type=Path, required=True)
    parser.add_argument("--count", type=int, default=16)
    options = parser.parse_args()
    module = SimpleNamespace(**runpy.run_path(str(options.listener)))
    clips = sorted(options.clips.rglob("*.mp4"))[: options.count]
    references = first_of_each_kind(options.references)[: len(clips)]
    clips = clips[: len(references)]
    listener = module.Listener()
    wanted = [listener.hear(read_mono(each), MEL.sample_rate_hz) for each in references]
    print(f"{len(clips)} clips, references: {', '.join(each.parent.name for each in references)}")
    print("| | divergence | from the other references | likeness | own reference nearest |")
    print("|---|---|---|---|---|")
    loops = [np.tile(read_mono(each), 20)[: 10 * MEL.sample_rate_hz] for each in references]
    heard = [listener.hear(each, MEL.sample_rate_hz) for each in loops]
    print(row("the reference, looped for 10 s", wanted, heard, module))
    for engine in ENGINES:
        sounds = [dubbed(*pair, engine) for pair in zip(clips, references, strict=True)]
        kept = [n for n, sound in enumerate(sounds) if sound is not None]
        heard = [listener.hear(sounds[n], MEL.sample_rate_hz) for n in kept]
        print(row(f"`{engine}`", [wanted[n] for n in kept], heard, module), flush=True)


def first_of_each_kind(folder: Path) -> list[Path]:
    """Return the first sound of each subfolder that is long enough."""
    found = []
    for kind in sorted(each for each in folder.iterdir() if each.is_dir()):
        for path in sorted(kind.iterdir()):
            if len(read_mono(path)) >= MINIMUM_S * MEL.sample_rate_hz:
                found.append(path)
                break
    return found


def dubbed(clip: Path, reference: Path, engine: Engine) -> np.ndarray | None:
    """Return the sound of a dub, mono at 22050 Hz, or None if the clip cannot be dubbed."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "dub.wav"
        recipe = Recipe(video=clip, reference=SoundPart(reference), engine=engine)
        try:
            dub(recipe, Delivery(output=output), cache=None, context=JobContext())
        except EngineError as error:
            print(f"left out, {clip.name} with {reference.name}: {error}", file=sys.stderr)
            return None
        return read_mono(output)


def row(name: str, wanted: list, heard: list, module: SimpleNamespace) -> str:
    """Return a row of the table; wanted and heard hold pairs of probabilities and features."""
    count = len(wanted)
    divergence = np.array([[module.divergence(p, q) for p, _ in wanted] for q, _ in heard])
    likeness = np.array([[module.cosine(a, b) for _, a in wanted] for _, b in heard])
    own = np.eye(count, dtype=bool)
    nearest = np.mean(likeness.argmax(1) == np.arange(count))
    return (
        f"| {name} | {divergence[own].mean():.2f} | {divergence[~own].mean():.2f} "
        f"| {likeness[own].mean():.2f} | {nearest:.0%} of {count} |"
    )


if __name__ == "__main__":
    main()
