"""Measure how well a figure computed from a take agrees with an independent listener.

    uv run python scripts/measure_take_figure.py CLIPS REFERENCES --listener LISTENER [--count N]

LISTENER is described in `scripts/measure_engines.py`. Each of N references, one of every kind in
REFERENCES, makes three dubs at the onsets of a clip's own sound: by `grains`, by `grains` with
another reference, and steady noise; every other one also one by the neural engine. For every dub
the listener's likeness to the reference is compared with

- patches: the time-frequency patches of half a second at the take's events, compared with those at
  the reference's own events: the mean, over the reference's patches, of the cosine with the most
  similar patch of the take;
- patches above others: the same minus the mean over the shipped sounds in place of the reference;
- means over time: the cosine of the mean cepstra that was shown beside a take until version 0.2.

Printed is the rank correlation (Spearman) with the listener, for either half of the references. A
figure is worth showing from 0.8 on.
"""

import argparse
import runpy
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Final, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from engine.machine.threads import let_threads_sleep  # noqa: E402

let_threads_sleep()

import numpy as np  # noqa: E402
from numpy.typing import NDArray  # noqa: E402
from scipy.stats import spearmanr  # noqa: E402

from engine.config import RESOURCES  # noqa: E402
from engine.dubbing.dub import dub  # noqa: E402
from engine.events.event import Event, audible  # noqa: E402
from engine.events.sound import find_events  # noqa: E402
from engine.media.audio import read_mono  # noqa: E402
from engine.mel.contract import MEL  # noqa: E402
from engine.metrics.patches import own_patches, patch_likeness, patches  # noqa: E402
from engine.metrics.timbre import centred_cosines, timbre_vector  # noqa: E402
from engine.progress import JobContext  # noqa: E402
from engine.recipe import Delivery, Engine, Recipe, SoundPart  # noqa: E402

Floats = NDArray[np.float32]
Numbers = NDArray[np.float64]

MINIMUM_S: Final = 0.3  # of a reference
FIGURES: Final = ("patches", "patches above others", "means over time")


class Row(NamedTuple):
    """A dub: how it was made, the listener's likeness, and the figures."""

    made: str
    half: int
    likeness: float
    figures: tuple[float, ...]


def main() -> None:
    """Dub, listen, compute and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("clips", type=Path)
    parser.add_argument("references", type=Path)
    parser.add_argument("--listener", type=Path, required=True)
    parser.add_argument("--count", type=int, default=24)
    options = parser.parse_args()
    module = SimpleNamespace(**runpy.run_path(str(options.listener)))
    listener = module.Listener()
    clips = clips_with_events(options.clips)
    references = one_of_each_kind(options.references)[: options.count]
    others = [read_mono(file) for file in sorted((RESOURCES / "samples").glob("*.flac"))]
    rows = []
    for n, reference in enumerate(references):
        clip, events = clips[n % len(clips)]
        own = read_mono(reference)
        _, wanted = listener.hear(own, MEL.sample_rate_hz)
        wrong = references[(n + len(references) // 3) % len(references)]
        takes = {
            "grains": dubbed(clip, reference, events, "grains"),
            "wrong reference": dubbed(clip, wrong, events, "grains"),
        }
        chance = np.random.default_rng(n)
        takes["steady noise"] = chance.normal(0, 0.1, len(takes["grains"])).astype(np.float32)
        if n % 2 == 0:
            takes["neural"] = dubbed(clip, reference, events, "neural")
        for made, take in takes.items():
            _, heard = listener.hear(take, MEL.sample_rate_hz)
            likeness = module.cosine(wanted, heard)
            rows.append(Row(made, n // 2 % 2, likeness, figures(take, events, own, others)))
        print(f"{n + 1} of {len(references)}: {reference.parent.name}", file=sys.stderr)
    report(rows)


def report(rows: Sequence[Row]) -> None:
    """Print the correlations, and the means for each way of making a dub."""
    print(f"{len(rows)} dubs\n\n| figure | one half | other half | all |\n|---|---|---|---|")
    for index, name in enumerate(FIGURES):
        cells = []
        for halves in ((0,), (1,), (0, 1)):
            chosen = [row for row in rows if row.half in halves]
            found = spearmanr(
                [row.figures[index] for row in chosen], [row.likeness for row in chosen]
            )
            cells.append(f"{found.statistic:.2f}")
        print(f"| {name} | {' | '.join(cells)} |")
    print(f"\n| dubs | listener | {' | '.join(FIGURES)} |\n|---|---|---|---|---|")
    for made in dict.fromkeys(row.made for row in rows):
        chosen = [row for row in rows if row.made == made]
        means = np.mean([row.figures for row in chosen], axis=0)
        likeness = np.mean([row.likeness for row in chosen])
        print(f"| {made} | {likeness:.2f} | {' | '.join(f'{mean:.2f}' for mean in means)} |")


def clips_with_events(folder: Path) -> list[tuple[Path, list[Event]]]:
    """The clips whose own sound has at least three onsets, with these."""
    found = [(path, find_events(read_mono(path))) for path in sorted(folder.rglob("*.mp4"))]
    return [(path, events) for path, events in found if len(audible(events)) > 2]


def one_of_each_kind(folder: Path) -> list[Path]:
    """The middle one of the sounds of each subfolder that are long enough."""
    found = []
    for kind in sorted(each for each in folder.iterdir() if each.is_dir()):
        long = [
            path
            for path in sorted(kind.iterdir())
            if len(read_mono(path)) >= MINIMUM_S * MEL.sample_rate_hz
        ]
        found += long[len(long) // 2 :][:1]
    return found


def dubbed(clip: Path, reference: Path, events: Sequence[Event], engine: Engine) -> Floats:
    """The sound of a dub, mono at 22050 Hz."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "dub.wav"
        recipe = Recipe(
            video=clip, reference=SoundPart(reference), engine=engine, events=tuple(events)
        )
        dub(recipe, Delivery(output=output), cache=None, context=JobContext())
        return read_mono(output)


def figures(
    take: Floats, events: Sequence[Event], reference: Floats, others: Sequence[Floats]
) -> tuple[float, ...]:
    """The figures of a take, in the order of `FIGURES`."""
    made = patches(take, [event.time_s for event in events])
    own, *nulls = (patch_likeness(made, own_patches(sound)) for sound in (reference, *others))
    vectors = np.stack([timbre_vector(sound) for sound in (reference, *others)])
    cosine = centred_cosines(vectors, timbre_vector(take)[np.newaxis])[0, 0]
    return own, own - float(np.mean(nulls)), float(cosine)


if __name__ == "__main__":
    main()
