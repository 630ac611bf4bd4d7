"""Measure with an independent listener how much each engine's dubs sound like their references.

    uv run python scripts/measure_engines.py CLIPS REFERENCES --listener LISTENER
        [--events HOW] [--count N] [--model MODEL ...] [--vocoder NAME] [--only METHOD ...]
        [--picture PNG]

LISTENER is a Python file with a class `Listener`, whose `hear(sound, rate_hz)` returns the
probabilities of what it hears and its features, and with the functions `divergence` and `cosine`.
REFERENCES holds a folder of sounds for each kind; a sound of every kind is used in turn until there
are N, and clip n is dubbed with reference n. --events says where an engine finds them, as in a dub:
with `sound` it is given the onsets of the clip's own sound, so that only its sound is judged.

Printed for each method, as means over the dubs: the divergence of what is heard in the dub from
what is heard in its reference, the same from all other references (the null), the cosine of the
features, and how often a dub's own reference is the nearest of eight, the other seven drawn from
all others. Besides the engines: the reference in a loop; the reference through the vocoder and the
grains through the vocoder. --picture draws the four pairs with the largest divergence in the mean
of the methods: a row for each, with the mels of a few seconds from its first sound on, side by
side: those of the reference, then those of the methods.
"""

import argparse
import math
import runpy
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import islice, zip_longest
from pathlib import Path
from types import SimpleNamespace
from typing import Final, NamedTuple

import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from engine.machine.threads import let_threads_sleep  # noqa: E402

let_threads_sleep()

from engine.dubbing.dub import dub  # noqa: E402
from engine.errors import EngineError  # noqa: E402
from engine.machine.device import CPU  # noqa: E402
from engine.media.audio import read_mono  # noqa: E402
from engine.mel.contract import MEL  # noqa: E402
from engine.mel.image import mel_picture  # noqa: E402
from engine.mel.spectrogram import mel_spectrogram  # noqa: E402
from engine.progress import JobContext  # noqa: E402
from engine.recipe import Delivery, Engine, Recipe, SoundPart  # noqa: E402
from engine.vocoder.vocoder import open_vocoder, stream  # noqa: E402

MINIMUM_S: Final = 0.2  # of a reference
LOOP_S: Final = 10
OTHERS: Final = 7  # that a dub's own reference is told apart from, as in the paper's measure
RATE: Final = MEL.sample_rate_hz
SHOWN: Final = 4  # pairs in the picture
SHOWN_S: Final = 4.0
HEARD: Final = 0.05  # of the peak: the first sound is where a sound gets as loud as that
GAP_PIXELS: Final = 4
COLOURS: Final = 64


class Method(NamedTuple):
    """A way to make a sound of a clip and a reference; None if it cannot."""

    name: str
    make: Callable[[Path, Path], np.ndarray | None]


def main() -> None:
    """Dub, listen and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("clips", type=Path)
    parser.add_argument("references", type=Path)
    parser.add_argument("--listener", type=Path, required=True)
    parser.add_argument("--events", default="auto", choices=["auto", "picture", "model", "sound"])
    parser.add_argument("--count", type=int, default=16)
    parser.add_argument("--model", action="append", help="name or file; default: the installed one")
    parser.add_argument("--vocoder", help="name or file; default: the installed one")
    parser.add_argument("--only", action="append", help="a method's first word, such as `neural`")
    parser.add_argument("--picture", type=Path, help="a PNG file of the pairs that fail")
    options = parser.parse_args()
    module = SimpleNamespace(**runpy.run_path(str(options.listener)))
    references = list(islice(of_every_kind(options.references), options.count))
    clips = sorted(options.clips.rglob("*.mp4"))
    clips = clips[:: max(1, len(clips) // len(references))][: len(references)]
    references = references[: len(clips)]
    listener = module.Listener()
    wanted = [listener.hear(read_mono(each), RATE) for each in references]
    kinds = [each.parent.name for each in references]
    print(f"{len(clips)} clips, references of {len(set(kinds))} kinds: {', '.join(kinds)}")
    print("| | divergence | from the other references | likeness | own reference of eight |")
    print("|---|---|---|---|---|")
    shown = [[read_mono(each)] for each in references]
    far = np.zeros(len(references))
    for name, make in methods(options):
        if options.only and name.replace("`", "").split()[0] not in options.only:
            continue
        sounds = [make(*pair) for pair in zip(clips, references, strict=True)]
        heard = [None if sound is None else listener.hear(sound, RATE) for sound in sounds]
        print(row(name, wanted, heard, module), flush=True)
        for number, (sound, each) in enumerate(zip(sounds, heard, strict=True)):
            shown[number].append(np.zeros(1, np.float32) if sound is None else sound)
            far[number] += 0.0 if each is None else module.divergence(wanted[number][0], each[0])
    if options.picture:
        failing = np.argsort(-far)[:SHOWN]
        print(f"In {options.picture}: {', '.join(kinds[number] for number in failing)}")
        draw(options.picture, [shown[number] for number in failing])


def methods(options: argparse.Namespace) -> list[Method]:
    """Everything that is measured."""
    vocoder = open_vocoder(options.vocoder, CPU)

    def vocoded(sound: np.ndarray | None) -> np.ndarray | None:
        if sound is None:
            return None
        return np.concatenate(list(stream(vocoder, [mel_spectrogram(sound)], JobContext())))

    def made(engine: Engine, model: str | None = None) -> Callable[..., np.ndarray | None]:
        return lambda clip, reference: dubbed(
            Recipe(
                video=clip,
                reference=SoundPart(reference),
                engine=engine,
                model=model,
                vocoder=options.vocoder if engine == "neural" else None,
                events=options.events,
            )
        )

    grains = made("grains")
    return [
        Method(f"looped reference for {LOOP_S} s", lambda _, reference: looped(reference)),
        Method("vocoded reference", lambda _, reference: vocoded(looped(reference))),
        Method("`grains`", grains),
        Method("vocoded `grains`", lambda *pair: vocoded(grains(*pair))),
        *(
            Method(f"`neural` {Path(model).stem if model else ''}".strip(), made("neural", model))
            for model in options.model or [None]
        ),
    ]


def of_every_kind(folder: Path) -> Iterator[Path]:
    """Every sound of each subfolder that is long enough: the first ones, the second ones, ..."""
    kinds = [sorted(each.iterdir()) for each in sorted(folder.iterdir()) if each.is_dir()]
    for paths in zip_longest(*kinds):
        for path in paths:
            if path is not None and len(read_mono(path)) >= MINIMUM_S * RATE:
                yield path


def looped(reference: Path) -> np.ndarray:
    """The reference again and again."""
    return np.resize(read_mono(reference), LOOP_S * RATE)


def dubbed(recipe: Recipe) -> np.ndarray | None:
    """Return the sound of a dub, mono at 22050 Hz, or None if the clip cannot be dubbed."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "dub.wav"
        try:
            dub(recipe, Delivery(output=output), cache=None, context=JobContext())
        except EngineError as error:
            pair = f"{recipe.video.name} with {recipe.reference.file.name}"
            print(f"left out, {pair}: {error}", file=sys.stderr)
            return None
        return read_mono(output)


def row(name: str, wanted: list, heard: list, module: SimpleNamespace) -> str:
    """Return a row of the table; wanted and heard hold pairs of probabilities and features."""
    kept = [number for number, each in enumerate(heard) if each is not None]
    if not kept:
        return f"| {name} | - | - | - | 0 of {len(wanted)} made |"
    divergence = np.array([[module.divergence(p, heard[n][0]) for p, _ in wanted] for n in kept])
    likeness = np.array([[module.cosine(f, heard[n][1]) for _, f in wanted] for n in kept])
    own = np.zeros_like(divergence, dtype=bool)
    own[np.arange(len(kept)), kept] = True
    closer = (likeness > likeness[own][:, None]).sum(axis=1)
    share = np.mean([identified(len(wanted) - 1, int(each)) for each in closer])
    return (
        f"| {name} | {divergence[own].mean():.2f} | {divergence[~own].mean():.2f} "
        f"| {likeness[own].mean():.2f} | {share:.0%}, {len(kept)} dubs |"
    )


def draw(path: Path, rows: list[list[np.ndarray]]) -> None:
    """Write the mels of rows of sounds, each at the same peak and from its first sound on."""
    picture = np.concatenate(
        [np.concatenate([panel(sound) for sound in sounds], axis=1) for sounds in rows]
    )
    cropped = Image.fromarray(picture[:-GAP_PIXELS, :-GAP_PIXELS])
    cropped.quantize(COLOURS).save(path, optimize=True)


def panel(sound: np.ndarray) -> np.ndarray:
    """The mel of a sound as a picture with a white edge on the right and below."""
    level = np.abs(sound)
    first = int(np.argmax(level >= HEARD * level.max()))
    start = max(0, first - round(0.05 * RATE))
    shown = np.zeros(round(SHOWN_S * RATE), np.float32)
    part = sound[start:][: len(shown)]
    shown[: len(part)] = part * (0.9 / max(float(level.max()), 1e-6))
    picture = mel_picture(mel_spectrogram(shown), scale=1)
    return np.pad(picture, ((0, GAP_PIXELS), (0, GAP_PIXELS), (0, 0)), constant_values=255)


def identified(others: int, closer: int) -> float:
    """Return how likely none of the closer ones is among seven drawn from the others."""
    drawn = min(OTHERS, others)
    return math.comb(others - closer, drawn) / math.comb(others, drawn)


if __name__ == "__main__":
    main()
