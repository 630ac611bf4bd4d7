"""Measure time and memory of each stage of a dub, compared with the bare work of the libraries.

    uv run python benchmarks/dub.py [--repeats N] [--minutes M] [--device cuda]

Prints a table: seconds (the median of the repeats) and the ratio to what PyAV or torchaudio needs
for the bare work of that stage in the same run, so that machines can be compared. The clip is
generated: 854 x 480, 30 frames per second, ten seconds, moving and textured, with sound.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from engine.machine.threads import let_threads_sleep  # noqa: E402

let_threads_sleep()

import av  # noqa: E402
import numpy as np  # noqa: E402

RATE_HZ = 44100
FRAMES_A_SECOND = 30
WIDTH, HEIGHT = 854, 480


def make_clip(path: Path, seconds: float) -> None:
    """A textured picture with a square that drops twice a second, and clicks where it lands."""
    chance = np.random.default_rng(0)
    back = chance.integers(60, 120, (HEIGHT, WIDTH, 3), dtype=np.uint8)
    with av.open(str(path), "w") as out:
        picture = out.add_stream("libx264", rate=FRAMES_A_SECOND, options={"preset": "veryfast"})
        picture.width, picture.height, picture.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        sound = out.add_stream("aac", rate=RATE_HZ)
        for index in range(round(seconds * FRAMES_A_SECOND)):
            frame = np.roll(back, index // 4, axis=1)
            phase = (2 * index / FRAMES_A_SECOND) % 1.0
            top = int(300 * phase * phase)
            frame[top : top + 120, 360:480] = (230, 40 + top // 4, 60)
            made = av.VideoFrame.from_ndarray(frame, "rgb24")
            made.pts, made.time_base = index, Fraction(1, FRAMES_A_SECOND)
            out.mux(picture.encode(made))
        out.mux(picture.encode(None))
        step = RATE_HZ // 2
        for index in range(round(2 * seconds)):
            half = chance.normal(0, 0.001, step)
            half[:4000] += chance.normal(0, 0.3, 4000) * np.exp(-np.arange(4000) / 600)
            made_sound = av.AudioFrame.from_ndarray(half[None].astype(np.float32), "fltp", "mono")
            made_sound.sample_rate, made_sound.pts = RATE_HZ, index * step
            out.mux(sound.encode(made_sound))
        out.mux(sound.encode(None))


def median_s(work: Callable[[], object], repeats: int) -> float:
    """The median time of several runs, after a warm-up."""
    work()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def bare_picture(clip: Path) -> None:
    """Decode and scale every frame with PyAV alone."""
    with av.open(str(clip)) as container:
        container.streams.video[0].thread_type = "AUTO"
        for frame in container.decode(video=0):
            frame.reformat(170, 128, "rgb24").to_ndarray()


def bare_remux(clip: Path, folder: Path) -> None:
    """Copy the video packets and encode ten seconds of silence with PyAV alone."""
    seconds = 10
    with av.open(str(clip)) as source, av.open(str(folder / "bare.mp4"), "w") as out:
        picture = out.add_stream_from_template(source.streams.video[0])
        sound = out.add_stream("aac", rate=RATE_HZ)
        for packet in source.demux(source.streams.video[0]):
            if packet.dts is not None:
                packet.stream = picture
                out.mux(packet)
        for index in range(seconds):
            silence = np.zeros((1, RATE_HZ), np.float32)
            frame = av.AudioFrame.from_ndarray(silence, "fltp", "mono")
            frame.sample_rate, frame.pts = RATE_HZ, index * RATE_HZ
            out.mux(sound.encode(frame))
        out.mux(sound.encode(None))


def bare_griffin_lim() -> None:
    """Synthesise ten seconds of sound from magnitudes with torchaudio alone, 32 iterations."""
    import torch
    import torchaudio

    transform = torchaudio.transforms.GriffinLim(n_fft=1024, hop_length=256, power=1.0, n_iter=32)
    transform(torch.rand(513, 860))


def paper_model(folder: Path) -> Path:
    """Write a model file of the `paper` preset with initial weights."""
    import torch

    from engine.features.backend import create_backend
    from engine.model.generator import Generator, initialise
    from engine.model.presets import PAPER
    from engine.model_files.checkpoint import save_model
    from engine.model_files.model_file import ModelHeader

    generator = Generator(PAPER)
    initialise(generator, torch.Generator().manual_seed(0))
    backend = create_backend("motion")
    header = ModelHeader(
        kind="generator",
        configuration=PAPER.to_json(),
        feature_backend=backend.name,
        feature_version=backend.version,
    )
    path = folder / "paper.safetensors"
    save_model(path, header, generator.state_dict())
    return path


def measure_dubs(
    folder: Path, clip: Path, repeats: int, device: str
) -> dict[str, dict[str, float]]:
    """Seconds of every stage of each engine's first dub, and of one with a second reference."""
    from engine.dubbing.dub import dub
    from engine.progress import JobContext
    from engine.recipe import Delivery, Recipe, SoundPart
    from engine.storage.cache import Cache

    samples = ROOT / "resources" / "samples"
    model = str(paper_model(folder))
    found: dict[str, dict[str, float]] = {}
    for engine in ("grains", "neural"):
        named = {} if engine == "grains" else {"model": model, "vocoder": "griffin-lim"}
        stages: dict[str, list[dict[str, float]]] = {"first": [], "second reference": []}
        for number in range(repeats + 1):  # the first run loads and warms up
            cache = Cache(folder / f"cache-{engine}-{number}", 1 << 30)
            for what, reference in (("first", "metal"), ("second reference", "glass")):
                context = JobContext()
                start = time.perf_counter()
                dub(
                    Recipe(
                        video=clip,
                        reference=SoundPart(samples / f"{reference}.flac"),
                        engine=engine,
                        device=device,
                        **named,
                    ),
                    Delivery(output=folder / "out.mp4", overwrite=True),
                    cache=cache,
                    context=context,
                )
                context.timings_s["whole"] = time.perf_counter() - start
                if number:
                    stages[what].append(context.timings_s)
        for what, runs in stages.items():
            names = runs[0]
            found[f"{engine}, {what}"] = {
                name: statistics.median(run[name] for run in runs) for name in names
            }
    return found


def peak_memory_mb(minutes: float, engine: str, folder: Path) -> float:
    """Peak memory of a process that dubs a clip of this many minutes."""
    clip = folder / "long.mp4"
    if not clip.exists():
        make_clip(clip, 60 * minutes)
    line = [sys.executable, str(ROOT / "main.py"), "dub", str(clip), "--output"]
    line += [str(folder / "long-out.mp4"), "--overwrite", "--engine", engine]
    line += ["--reference", str(ROOT / "resources" / "samples" / "metal.flac")]
    if engine == "neural":
        line += ["--model", str(folder / "paper.safetensors"), "--vocoder", "griffin-lim"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    subprocess.run(line, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return max(before, after) / 1024


def main() -> None:
    """Measure, print, and save the figures if requested."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--minutes", type=float, default=0.0, help="also dub a clip this long")
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clip = folder / "clip.mp4"
        make_clip(clip, 10.0)
        bare = {
            "picture": median_s(lambda: bare_picture(clip), options.repeats),
            "write": median_s(lambda: bare_remux(clip, folder), options.repeats),
            "griffin-lim": median_s(bare_griffin_lim, options.repeats),
        }
        dubs = measure_dubs(folder, clip, options.repeats, options.device)
        print(f"{'':28} {'stage':12} {'seconds':>8} {'ratio':>7}  to")
        for stage, seconds in bare.items():
            print(f"{'bare PyAV or torchaudio':28} {stage:12} {seconds:8.3f}")
        for what, stages in dubs.items():
            for stage, seconds in stages.items():
                yardstick = "griffin-lim" if (what[:6], stage) == ("neural", "sound") else stage
                ratio = (
                    f"{seconds / bare[yardstick]:7.2f}  {yardstick}" if yardstick in bare else ""
                )
                print(f"{what:28} {stage:12} {seconds:8.3f} {ratio}")
        memory = {}
        if options.minutes:
            for engine in ("grains", "neural"):
                memory[engine] = peak_memory_mb(options.minutes, engine, folder)
                print(f"{engine}, {options.minutes:g} minutes: peak {memory[engine]:.0f} MB")
    if options.json is not None:
        figures = {"bare": bare, "dubs": dubs, "peak_memory_mb": memory}
        options.json.write_text(json.dumps(figures, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
