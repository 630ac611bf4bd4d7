"""Makes many clips in several processes, and writes them as a data set.

Workers are processes of their own, for drawing contexts do not survive a fork.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from engine.config import GRID
from engine.features.backend import FeatureBackend, create_backend
from engine.mel import mel_spectrogram, window_mel
from engine.progress import JobContext
from training.data.manifest import Contents
from training.data.parallel import cores, in_order
from training.data.sample import DTYPES, WAVE_SAMPLES, Sample, SampleInfo
from training.data.shards import ShardWriter
from training.procedural.clip import ProceduralClip, make_clip
from training.procedural.sounds.effects import Effect, read_effects

ORIGIN: Final = (
    "made by this program, of rendered scenes and synthesised sounds; free of conditions"
)

_FULL_SCALE: Final = 32767


@dataclass(frozen=True, slots=True)
class Task:
    """What every worker needs to know.

    Attributes:
        backend: name of the feature backend.
        weights: its weights, where it needs any.
        effects: recorded sounds to use besides the synthesised ones.
    """

    backend: str
    weights: Path | None
    effects: tuple[Effect, ...]


_task: Task | None = None  # of this worker process


def _begin(task: Task) -> None:
    """Set up a worker: one thread each, for there is a worker a core."""
    global _task  # noqa: PLW0603 - a process pool hands its workers their state in no other way
    os.environ["LP_NUM_THREADS"] = "0"  # of Mesa's software renderer
    import cv2

    cv2.setNumThreads(1)
    _task = task


def _work(seed: int) -> Sample:
    assert _task is not None
    backend = create_backend(_task.backend, weights=_task.weights)
    clip = make_clip(seed, size=backend.frame_size, rate=backend.frame_rate, effects=_task.effects)
    return to_sample(clip, backend)


def to_sample(clip: ProceduralClip, backend: FeatureBackend) -> Sample:
    """A clip as it goes into a data set; its events are where its sounds begin.

    A model hears what a person would hear: the events of the sample are those that are seen, at
    the time of their sound, and how late that is.

    Args:
        clip: of the backend's size and frame rate.
        backend: looks at it.
    """
    features = backend.extract(iter(clip.frames), GRID.window_video_frames, JobContext())
    mel, foreground = (
        mel_spectrogram(wave)[:, : GRID.window_mel_frames] for wave in (clip.wave, clip.foreground)
    )
    wave = np.clip(clip.wave[:WAVE_SAMPLES], -1, 1) * _FULL_SCALE
    return Sample(
        SampleInfo(
            label=clip.family,
            source=source_name(clip.seed),
            events=clip.heard,
            sound_delay_s=clip.sound_delay_s,
        ),
        {
            "features": features.astype(DTYPES["features"]),
            "mel": mel.astype(DTYPES["mel"]),
            "foreground": foreground.astype(DTYPES["foreground"]),
            "reference": window_mel(clip.reference).astype(DTYPES["reference"]),
            "wave": np.round(wave).astype(DTYPES["wave"]),
        },
    )


def source_name(seed: int) -> str:
    """What a data set calls the clip of a seed."""
    return f"procedural-{seed}"


def generate(
    count: int,
    output: Path,
    *,
    seed: int = 0,
    workers: int | None = None,
    backend: str = "motion",
    weights: Path | None = None,
    sfx: Path | None = None,
    context: JobContext | None = None,
) -> None:
    """Make a data set of procedural clips, or continue one that was interrupted.

    Args:
        count: how many clips.
        output: folder of the data set.
        seed: of the whole set; the same seed and count give the same set on the same machine.
        workers: processes; one a core if not given.
        backend: name of the feature backend.
        weights: of the backend, where it needs any.
        sfx: folder of recorded effects to use besides the synthesised sounds.
        context: told of the progress, asked whether to stop.

    Raises:
        EnvironmentUnusableError: MuJoCo, or what it draws with, is not installed.
        InputError: the folder of effects holds nothing usable.
        UsageError: the output is a complete data set, or another one.
        TargetError: it cannot be written.
    """
    context = context or JobContext()
    looks = create_backend(backend, weights=weights)
    with context.stage("effects"):
        effects = tuple(read_effects(sfx, context)) if sfx is not None else ()
    writer = ShardWriter(
        output,
        Contents(
            arrays=("features", "mel", "foreground", "reference", "wave"),
            feature_backend=looks.name,
            feature_version=looks.version,
            origin=f"{ORIGIN}, seed {seed}",
        ),
    )
    seeds = [
        number for number in _seeds(count, seed) if (source_name(number), 0.0) not in writer.done
    ]
    with context.stage("clips"):
        task = Task(backend, weights, effects)
        samples = in_order(_work, seeds, workers or cores(), begin=_begin, arguments=(task,))
        for made, sample in enumerate(samples, start=1):
            writer.add(sample)
            context.advance((count - len(seeds) + made) / count)
    writer.finish(seed)


def _seeds(count: int, seed: int) -> list[int]:
    """The seeds of a set's clips; two sets of different seeds share none, in practice."""
    drawn = np.random.SeedSequence(seed).generate_state(count, np.uint64)
    return [int(number) for number in drawn]
