"""Make the finished take that *Open sample project* plays: resources/samples/take/.

    uv run python scripts/make_sample_take.py

The grains engine dubs `hammer.mp4` with `metal.flac` at the strikes in `hammer.events.csv`, seed 0;
the sound is normalised to a peak of 0.7, and its measurements are written next to it.
"""

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402
from msgspec.structs import replace  # noqa: E402

from engine.dubbing.take import render_take  # noqa: E402
from engine.events.event import read_csv  # noqa: E402
from engine.media.audio import read_sound, write_wav  # noqa: E402
from engine.media.probe import probe  # noqa: E402
from engine.metrics.loudness import measure_loudness  # noqa: E402
from engine.progress import JobContext  # noqa: E402
from engine.recipe import Recipe, SoundPart  # noqa: E402
from engine.storage.values import encode  # noqa: E402

SAMPLES = ROOT / "resources" / "samples"
PEAK = 0.7
RATE_HZ = 48000


def main() -> None:
    """Render, normalise, write."""
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    events = read_csv(SAMPLES / "hammer.events.csv")
    recipe = Recipe(
        video=SAMPLES / "hammer.mp4",
        reference=SoundPart(SAMPLES / "metal.flac"),
        engine="grains",
        events=tuple(events),
    )
    with tempfile.TemporaryDirectory() as folder:
        info = probe(recipe.video)
        take = render_take(
            recipe, info, Path(folder), rate_hz=RATE_HZ, cache=None, context=JobContext()
        )
        sound = read_sound(take.sound.file).samples
    raised = sound * np.float32(PEAK / np.abs(sound).max())
    target = SAMPLES / "take" / "hammer-metal.flac"
    write_wav(target, [raised], RATE_HZ, overwrite=True)
    lufs = measure_loudness([raised], RATE_HZ, raised.shape[1]).integrated_lufs
    facts = replace(take.facts, duration_s=len(raised) / RATE_HZ, loudness_lufs=lufs)
    target.with_suffix(".json").write_bytes(encode(facts, indent=1) + b"\n")


if __name__ == "__main__":
    main()
