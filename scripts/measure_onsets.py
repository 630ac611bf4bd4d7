"""Measure how near to its events a dub is heard to begin.

    uv run python scripts/measure_onsets.py CLIP REFERENCES [--engine NAME] [--kind KIND ...]

REFERENCES holds a folder of sounds for each kind; the first sound of each kind is dubbed onto CLIP
at twelve events, 0.45 to 0.75 s apart. The onsets of the dub are found by the program's detector
(`engine/events/sound.py`). Printed for each kind and for all: how many events have an onset within
50 ms, its mean distance from the event (positive: late), how many lie within 5 ms, and how many
onsets belong to no event.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from engine.machine.threads import let_threads_sleep  # noqa: E402

let_threads_sleep()

from engine.dubbing.dub import dub  # noqa: E402
from engine.events.event import Event  # noqa: E402
from engine.events.sound import find_events  # noqa: E402
from engine.media.audio import read_mono  # noqa: E402
from engine.progress import JobContext  # noqa: E402
from engine.recipe import Delivery, Recipe, SoundPart  # noqa: E402

KINDS: Final = (
    *("drum", "gun", "dog", "metal", "glass"),
    *("footsteps", "hammer", "impact", "clap", "punch"),
)
EVENTS: Final = 12
GAPS_S: Final = (0.45, 0.75)
FOUND_S: Final = 0.05
NEAR_S: Final = 0.005


class Heard(NamedTuple):
    """The onsets of a dub.

    Attributes:
        late_s: of those at an event, how late they are.
        extra: how many are at no event.
    """

    late_s: list[float]
    extra: int


def main() -> None:
    """Dub, find onsets and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("clip", type=Path)
    parser.add_argument("references", type=Path)
    parser.add_argument("--engine", default="neural", choices=["neural", "grains"])
    parser.add_argument("--kind", action="append")
    options = parser.parse_args()
    print("| reference | events heard | late, ms | within 5 ms | other onsets |")
    print("|---|---|---|---|---|")
    heard = []
    for number, kind in enumerate(options.kind or KINDS):
        reference = min((options.references / kind).iterdir())
        gaps_s = np.random.default_rng(number).uniform(*GAPS_S, EVENTS)
        events = [Event(float(time_s)) for time_s in np.cumsum(gaps_s)]
        heard.append(listened(options.clip, reference, options.engine, events))
        print(row(kind, [heard[-1]]), flush=True)
    print(row("all", heard))


def listened(clip: Path, reference: Path, engine: str, events: list[Event]) -> Heard:
    """Dub a clip and find the onsets of the dub."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "dub.wav"
        recipe = Recipe(
            video=clip, reference=SoundPart(reference), engine=engine, events=tuple(events)
        )
        dub(recipe, Delivery(output=output), cache=None, context=JobContext())
        onsets_s = np.array([event.time_s for event in find_events(read_mono(output))])
    late_s = [
        float(near[np.abs(near).argmin()])
        for event in events
        if len(near := onsets_s - event.time_s) and np.abs(near).min() <= FOUND_S
    ]
    return Heard(late_s, len(onsets_s) - len(late_s))


def row(name: str, heard: list[Heard]) -> str:
    """Return a row of the table."""
    late_s = np.array([each for some in heard for each in some.late_s])
    near = np.abs(late_s) <= NEAR_S
    extra = sum(some.extra for some in heard)
    return (
        f"| {name} | {len(late_s)} of {len(heard) * EVENTS} | {1000 * late_s.mean():+.1f} "
        f"| {near.sum() / (len(heard) * EVENTS):.0%} | {extra} |"
    )


if __name__ == "__main__":
    main()
