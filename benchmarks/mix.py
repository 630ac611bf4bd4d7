"""Measure what mixing many tracks costs: processor time as a share of real time, and memory.

    uv run python benchmarks/mix.py [--tracks N] [--seconds S] [--minutes M] [--repeats R]

The takes are noise bursts, every other one mono at 22.05 kHz; two tracks have fades and an
envelope.
Processor seconds are the median of the repeats. The ratios are to reading the same files with
soundfile alone, in the same run, so that machines can be compared. Memory is the peak of a process
that exports a mix of M minutes, and that of one that exports a minute.
"""

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import soundfile
from window_tools import make_clip  # makes the program's packages known, too

from engine.dubbing.deliver import deliver
from engine.dubbing.level import summed
from engine.dubbing.mix.faders import sound_names, sounding
from engine.dubbing.mix.levels import Levels
from engine.dubbing.mix.plan import DeliveryPlan, plan_delivery
from engine.dubbing.mix.sounds import MixSounds
from engine.media.probe import probe
from engine.progress import JobContext
from engine.recipe import Delivery, Fader, GainPoint, Mix, MixTrack

RATE_HZ = 48000
LOUDNESS_LUFS = -20.0  # of the takes, roughly


def make_take(path: Path, seconds: int, number: int) -> None:
    """Bursts of noise four times a second, as a take is spooled."""
    rate_hz, channels = (22050, 1) if number % 2 else (RATE_HZ, 2)
    chance = np.random.default_rng(number)
    decay = np.exp(-np.arange(rate_hz // 4) / (0.02 * rate_hz))[:, np.newaxis]
    kind = {"samplerate": rate_hz, "channels": channels, "format": "RF64"}
    with soundfile.SoundFile(path, "w", subtype="FLOAT", **kind) as file:
        for _ in range(4 * seconds):
            file.write(0.3 * decay * chance.uniform(-1, 1, (len(decay), channels)))


def make_mix(folder: Path, tracks: int, seconds: int) -> Mix:
    """A clip and its takes on disk."""
    make_clip(folder / "clip.mp4", size=(160, 96), seconds=seconds, rate=5)
    made = []
    for number in range(tracks):
        fader = Fader(gain_db=-number, pan=number / tracks - 0.5)
        if number < 2:
            points = (GainPoint(1.0, 0.0), GainPoint(float(seconds), -12.0))
            fader = Fader(fade_in_s=0.5, fade_out_s=2.0, envelope=points)
        path = folder / f"take {number}.wav"
        make_take(path, seconds, number)
        made.append(MixTrack(name=str(number), sound=path, lufs=LOUDNESS_LUFS, fader=fader))
    return Mix(video=folder / "clip.mp4", tracks=tuple(made))


def planned(mix: Mix, delivery: Delivery) -> DeliveryPlan:
    """The checked delivery of a mix."""
    info = probe(mix.video)
    return plan_delivery(info, delivery, sound_names(sounding(mix, delivery.original, info)))


def read_only(mix: Mix) -> None:
    """Read the takes with soundfile alone."""
    for track in mix.tracks:
        for _ in soundfile.blocks(track.sound, 65536, dtype="float32", always_2d=True):
            pass


def mix_only(mix: Mix, plan: DeliveryPlan) -> None:
    """Sum the takes at their faders, limited, without measuring or writing."""
    for stems in MixSounds(mix, plan).mixed(Levels(0.0)):
        summed(stems)


def export(mix: Mix, folder: Path, **options: object) -> None:
    """Write the mix as a sound file."""
    delivery = Delivery(output=folder / "out.wav", overwrite=True, **options)
    deliver(mix, planned(mix, delivery), JobContext())


def processor_s(work: Callable[[], object], repeats: int) -> float:
    """Median processor seconds of several runs, after a warm-up."""
    work()
    times = []
    for _ in range(repeats):
        start_s = time.process_time()
        work()
        times.append(time.process_time() - start_s)
    return statistics.median(times)


def peak_mb(folder: Path, tracks: int, seconds: int) -> float:
    """Peak memory of a process that exports a mix."""
    words = [sys.executable, __file__, "--export", str(folder), "--tracks", str(tracks)]
    done = subprocess.run(
        [*words, "--seconds", str(seconds)], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tracks", type=int, default=8)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--minutes", type=int, default=10)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--export", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    tracks, seconds = options.tracks, options.seconds
    if options.export is not None:
        export(make_mix(options.export, tracks, seconds), options.export, original="mix")
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        mix = make_mix(folder, tracks, seconds)
        plan = planned(mix, Delivery(output=folder / "out.wav", overwrite=True))
        stems = folder / "stems"
        rows = {
            "read the takes (soundfile alone)": lambda: read_only(mix),
            "mix": lambda: mix_only(mix, plan),
            "export: measure, mix, limit, measure, write": lambda: export(mix, folder),
            "the same, original mixed in": lambda: export(mix, folder, original="mix"),
            "the same, with stems": lambda: export(mix, folder, original="mix", stems=stems),
        }
        print(f"{tracks} tracks of {seconds} s: processor seconds, share of real time, ratio")
        bare_s = 0.0
        for row, work in rows.items():
            taken_s = processor_s(work, options.repeats)
            bare_s = bare_s or taken_s
            print(f"{row:45} {taken_s:6.2f} {taken_s / seconds:7.1%} {taken_s / bare_s:7.1f}")
    for each_s in (60, 60 * options.minutes):
        with tempfile.TemporaryDirectory() as name:
            most_mb = peak_mb(Path(name), tracks, each_s)
            print(f"export of {each_s // 60} min, {tracks} tracks: {most_mb:.0f} MB at most")


if __name__ == "__main__":
    main()
