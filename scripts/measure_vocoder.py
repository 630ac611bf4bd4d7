"""Measure vocoders on real sounds: how well a sound survives the round trip through its mel.

    uv run python scripts/measure_vocoder.py VOCODER [VOCODER ...] [--clips FOLDER] [--json FILE]

VOCODER is a name, a model file or `griffin-lim`. CLIPS is a folder (of folders) of clips with
sound; vas/videos in REAL_DATA or ../shared/data by default. The figures are the acceptance measures
of `engine.metrics.round_trip`, averaged over the clips: attacks at the acceptance onsets, whose
times are those of frames, and more strictly where the level then rises most, next to the original's
own. Finally, the computing time of a vocoder relative to the sound's duration, streamed as in a
dub.
"""

import argparse
import json
import os
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from engine.machine.threads import let_threads_sleep  # noqa: E402

let_threads_sleep()

import numpy as np  # noqa: E402
import torch  # noqa: E402
from numpy.typing import NDArray  # noqa: E402

from engine.machine.device import choose_device  # noqa: E402
from engine.media.audio import read_mono  # noqa: E402
from engine.mel.contract import MEL  # noqa: E402
from engine.mel.spectrogram import mel_spectrogram  # noqa: E402
from engine.metrics.onsets import acceptance_onsets  # noqa: E402
from engine.metrics.round_trip import (  # noqa: E402
    attack_sharpness_db,
    compare,
    scaled_to_peak,
)
from engine.progress import JobContext  # noqa: E402
from engine.vocoder.vocoder import open_vocoder, stream  # noqa: E402

Floats = NDArray[np.float32]

_SEARCHED_S: Final = 0.025  # around an onset, whose time is that of a frame, for the exact attack
_RISE_SAMPLES: Final = round(0.003 * MEL.sample_rate_hz)  # over which the attack rises most


def attacks_s(wave: Floats) -> list[float]:
    """The acceptance onsets of a sound (n,), each moved to where its level rises most."""
    power = np.concatenate([[0.0], np.cumsum(np.square(wave, dtype=np.float64))])
    reach, found = round(_SEARCHED_S * MEL.sample_rate_hz), []
    for onset_s in acceptance_onsets(wave):
        onset = round(onset_s * MEL.sample_rate_hz)
        first = max(_RISE_SAMPLES, onset - reach)
        last = min(len(wave) - _RISE_SAMPLES, onset + reach)
        places = np.arange(first, max(first + 1, last))
        before = power[places] - power[places - _RISE_SAMPLES]
        after = power[np.minimum(places + _RISE_SAMPLES, len(wave))] - power[places]
        found.append(int(places[np.argmax(after - before)]) / MEL.sample_rate_hz)
    return found


class Made(NamedTuple):
    """The synthesised sounds, each (n,), and how long that took."""

    name: str
    sounds: list[Floats]
    seconds: float


def made_by(name: str, truths: list[Floats], device: torch.device) -> Made:
    """Convert sounds to mels and back with a vocoder."""
    vocoder = open_vocoder(name, device)
    mels = [mel_spectrogram(truth) for truth in truths]
    vocoder(mels[0][:, :172])  # warm up
    start = time.perf_counter()
    sounds = [np.concatenate(list(stream(vocoder, [mel], JobContext()))) for mel in mels]
    return Made(vocoder.name, sounds, time.perf_counter() - start)


def measured(made: Made, truths: list[Floats]) -> dict[str, Any]:
    """The measures of a vocoder, averaged over the sounds."""
    pairs = list(zip(truths, made.sounds, strict=True))
    trips = [asdict(compare(truth, sound)) for truth, sound in pairs]
    at_onsets = [attack_sharpness_db(sound, acceptance_onsets(truth)) for truth, sound in pairs]
    at_attacks = [attack_sharpness_db(sound, attacks_s(truth)) for truth, sound in pairs]
    return {
        "vocoder": made.name,
        **{name: float(np.mean([trip[name] for trip in trips])) for name in trips[0]},
        "before_onsets_db": float(np.mean(np.concatenate(at_onsets))),
        "before_attacks_db": float(np.mean(np.concatenate(at_attacks))),
        "of_real_time": made.seconds * MEL.sample_rate_hz / sum(map(len, truths)),
    }


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    data = Path(os.environ.get("REAL_DATA", ROOT.parent / "shared" / "data"))
    parser.add_argument("vocoders", nargs="+", metavar="VOCODER")
    parser.add_argument("--clips", type=Path, default=data / "vas" / "videos")
    parser.add_argument("--json", type=Path, metavar="FILE")
    options = parser.parse_args()
    clips = sorted(options.clips.rglob("*.mp4"))
    if not clips:
        raise SystemExit(f"There are no clips in {options.clips}.")
    sounds = [scaled_to_peak(read_mono(clip)) for clip in clips]
    device = choose_device("auto", JobContext())
    everything = [Made("original", sounds, 0.0)]
    everything += [made_by(name, sounds, device) for name in options.vocoders]
    rows = [measured(made, sounds) for made in everything]
    names = [name for name in rows[0] if name != "vocoder"]
    print(f"| {len(sounds)} clips | {' | '.join(names)} |\n|---|{'---|' * len(names)}")
    for row in rows:
        print(f"| {row['vocoder']} | {' | '.join(f'{row[name]:.3f}' for name in names)} |")
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
