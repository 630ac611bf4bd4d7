"""Show what events that last change: five clips dubbed with strikes, and with lasting events.

    uv run python scripts/show_lasting_sounds.py REAL_DATA OUTPUT

For each pair below, OUTPUT gets a picture of three mel spectrograms, one below the other: the
clip's own sound, its dub by `grains` with strikes at the onsets of that sound, and its dub with
events that last, set as a person would: one for each stretch in which the sound stays up. Printed
is how well the level of each dub follows that of the clip's own sound: the correlation of the
levels of 50 ms in decibels, no softer than 40 dB below the loudest.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402
from msgspec.structs import replace  # noqa: E402
from numpy.typing import NDArray  # noqa: E402
from PIL import Image  # noqa: E402

from engine.dubbing.instrument.playing import render  # noqa: E402
from engine.dubbing.reference import read_reference  # noqa: E402
from engine.events.event import Event  # noqa: E402
from engine.events.sound import find_events  # noqa: E402
from engine.media.audio import Sound, read_mono  # noqa: E402
from engine.mel.contract import MEL  # noqa: E402
from engine.mel.image import mel_picture  # noqa: E402
from engine.mel.spectrogram import mel_spectrogram  # noqa: E402
from engine.progress import JobContext  # noqa: E402
from engine.recipe import SoundPart  # noqa: E402

Floats = NDArray[np.float32]

PAIRS: Final = {  # name: the start of the clip's name, the end of the reference's
    "cry": ("clips/baby__", "baby/*-cry.flac"),
    "saw": ("clips/ripping_paper__", "misc_enviro/*chainsaw.flac"),
    "bow": ("clips/chalk__", "misc_natural/*cello.flac"),
    "engine": ("clips/car__", "misc_natural/*motorcycle*.flac"),
    "water": ("clips/printer__", "misc_natural/*pouring*.flac"),
}
GAP_PIXELS: Final = 4
BLOCK_S: Final = 0.05
LEAST_DB: Final = -40.0
SMOOTH: Final = 5  # blocks
UP_DB: Final = -18.0  # of the loudest block
SHORTEST_S: Final = 0.2
COLOURS: Final = 64


def main() -> None:
    """Dub, print and draw."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("output", type=Path)
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    print("| | clip | reference | strikes | lasting | level, strikes | level, lasting |")
    print("|---|---|---|---|---|---|---|")
    for name, (clip_name, reference_name) in PAIRS.items():
        clip = next(options.data.glob(f"{clip_name}*.mp4"))
        reference = next((options.data / "sfx" / "research").glob(reference_name))
        context = JobContext()
        sound = read_reference(
            SoundPart(reference), rate_hz=MEL.sample_rate_hz, mono=True, context=context
        )
        own = read_mono(clip)
        strikes = [replace(event, duration_s=0.0) for event in find_events(own)]
        lasting = stretches(own)
        dubs = [dubbed(events, sound, len(own)) for events in (strikes, lasting)]
        follows = [f"{correlation(own, dub):.2f}" if dub.any() else "silence" for dub in dubs]
        lasting_s = sum(event.duration_s for event in lasting)
        print(
            f"| {name} | {clip.stem.partition('__')[0]} | {reference.stem} | {len(strikes)} "
            f"| {len(lasting)}, {lasting_s:.1f} s | {' | '.join(follows)} |"
        )
        draw(options.output / f"lasting-{name}.png", [own, *dubs])


def stretches(own: Floats) -> list[Event]:
    """An event for each stretch in which a sound stays up, as strong as it is loud."""
    level_db = levels_db(own)
    smooth_db = np.convolve(np.pad(level_db, SMOOTH // 2, mode="edge"), np.ones(SMOOTH) / SMOOTH)
    is_up = smooth_db[SMOOTH - 1 : SMOOTH - 1 + len(level_db)] > UP_DB
    edges = np.flatnonzero(np.diff(np.concatenate([[False], is_up, [False]])))
    return [
        Event(
            first * BLOCK_S,
            float(10 ** (level_db[first:stop].max() / 20)),
            duration_s=(stop - first) * BLOCK_S,
        )
        for first, stop in edges.reshape(-1, 2)
        if (stop - first) * BLOCK_S >= SHORTEST_S
    ]


def dubbed(events: Sequence[Event], reference: Sound, samples: int) -> Floats:
    """The sound of a dub by grains, (n,)."""
    blocks = render(
        events,
        reference,
        duration_s=samples / MEL.sample_rate_hz,
        seed=0,
        context=JobContext(),
    )
    return np.concatenate(list(blocks))[:, 0]


def correlation(own: Floats, dub: Floats) -> float:
    """How well the level of a dub follows that of the clip's own sound, -1 to 1."""
    return float(np.corrcoef(levels_db(own), levels_db(dub))[0, 1])


def levels_db(wave: Floats) -> Floats:
    """Levels of 50 ms each, relative to the loudest."""
    size = round(BLOCK_S * MEL.sample_rate_hz)
    blocks = wave[: len(wave) // size * size].reshape(-1, size)
    power = np.square(blocks).mean(axis=1)
    return np.maximum(10 * np.log10(np.maximum(power / power.max(), 1e-12)), LEAST_DB)


def draw(path: Path, sounds: Sequence[Floats]) -> None:
    """Write the mels of sounds, at the same peak, one below the other."""
    pictures = []
    for sound in sounds:
        peak = float(np.abs(sound).max(initial=0.0)) or 1.0
        picture = mel_picture(mel_spectrogram(sound * np.float32(0.9 / peak)), scale=1)
        gap = np.full((GAP_PIXELS, *picture.shape[1:]), 255, np.uint8)
        pictures += [picture, gap]
    picture = Image.fromarray(np.concatenate(pictures[:-1]))
    picture.quantize(COLOURS).save(path, optimize=True)


if __name__ == "__main__":
    main()
