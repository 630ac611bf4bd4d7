"""Make the finished take that *Open the sample* plays: resources/samples/take/.

    uv run python scripts/make_sample_take.py

The grains engine dubs `hammer.mp4` with `metal.flac` at the blows of `hammer.events.csv`, seed 0;
the sound is raised to a peak of 0.7, and what was measured of it is written beside it.
"""

import json
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402

from engine.dubbing.take import render_take  # noqa: E402
from engine.events.event import read_csv  # noqa: E402
from engine.media.audio import read_sound, write_wav  # noqa: E402
from engine.metrics.loudness import measure  # noqa: E402
from engine.progress import JobContext  # noqa: E402
from engine.recipe import Recipe  # noqa: E402

SAMPLES = ROOT / "resources" / "samples"
PEAK = 0.7
RATE_HZ = 48000


def main() -> None:
    """Render, raise, write."""
    events = read_csv(SAMPLES / "hammer.events.csv")
    recipe = Recipe(
        video=SAMPLES / "hammer.mp4",
        reference=SAMPLES / "metal.flac",
        engine="grains",
        events=tuple(events),
    )
    with tempfile.TemporaryDirectory() as folder:
        take = render_take(recipe, Path(folder), rate_hz=RATE_HZ, cache=None, context=JobContext())
        sound = read_sound(take.sound).samples
    raised = sound * np.float32(PEAK / np.abs(sound).max())
    target = SAMPLES / "take" / "hammer-metal.flac"
    write_wav(target, [raised], RATE_HZ, overwrite=True)
    heard = take.measurements["events_heard"] or 0.0
    measured = {
        "events_matched": round(heard * len(events)),
        "events": len(events),
        "timbre": round(take.measurements["timbre_similarity"] or 0.0, 3),
        "timbre_null": round(take.measurements["timbre_null"] or 0.0, 3),
        "loudness_lufs": measure([raised], RATE_HZ, raised.shape[1]).integrated_lufs,
    }
    text = json.dumps(measured, indent=1) + "\n"
    target.with_suffix(".json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
