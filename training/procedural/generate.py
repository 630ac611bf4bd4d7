"""Generates clips, or sounds alone, in parallel processes and writes them as a data set.

Worker processes are spawned, because rendering contexts do not survive a fork.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from engine.config import GRID
from engine.events.event import Event
from engine.features.backend import FeatureBackend, create_backend
from engine.machine.workers.processes import local_workers
from engine.machine.workers.workers import Workers
from engine.mel.spectrogram import mel_spectrogram, window_mel
from engine.progress import JobContext
from training.data.aligned import window_aligned_mel
from training.data.manifest import Contents
from training.data.sample import DTYPES, WAVE_SAMPLES, Array, Sample, SampleInfo
from training.data.shards import ShardWriter, only_writer
from training.procedural.arrangement import Arrangement, make_arrangement
from training.procedural.clip import ProceduralClip, make_clip
from training.procedural.sounds.effects import Effect, read_effects
from training.procedural.sounds.track import Sounds

ORIGIN: Final = (
    "made by this program, of rendered scenes and synthesised sounds; free of conditions"
)

_SOUNDS: Final[tuple[Array, ...]] = ("mel", "foreground", "reference", "aligned", "wave")
_SOUNDS_ORIGIN: Final = (
    "made by this program, of synthesised sounds and those given to it; free of conditions"
)
_FULL_SCALE: Final = 32767


@dataclass(frozen=True, slots=True)
class WorkerSetup:
    """What every worker process is given.

    Attributes:
        backend: name of the feature backend; empty for sounds alone.
        weights: its weights, if it needs any.
        effects: recorded sounds to use alongside the synthesised ones.
    """

    backend: str
    weights: Path | None
    effects: tuple[Effect, ...]


_setup: WorkerSetup | None = None  # of this worker process


def _initialise_worker(setup: WorkerSetup) -> None:
    """Set up a worker with a single thread, as there is one worker per core."""
    global _setup  # noqa: PLW0603 - the only way to pass state to the workers of a process pool
    os.environ["LP_NUM_THREADS"] = "0"  # of Mesa's software renderer
    import cv2

    cv2.setNumThreads(1)
    _setup = setup


def _make_sample(seed: int) -> Sample:
    assert _setup is not None
    if not _setup.backend:
        return to_sound_sample(make_arrangement(seed, _setup.effects), seed)
    backend = create_backend(_setup.backend, weights=_setup.weights)
    clip = make_clip(seed, size=backend.frame_size, rate=backend.frame_rate, effects=_setup.effects)
    return to_sample(clip, backend)


def to_sample(clip: ProceduralClip, backend: FeatureBackend) -> Sample:
    """Convert a clip to a sample of a data set.

    The sample's events are those that are seen, at the onset of their sound as a listener would
    hear it; the delay of the sound is stored with them.

    Args:
        clip: of the backend's size and frame rate.
        backend: extracts the features.
    """
    features = backend.extract(iter(clip.frames), GRID.window_video_frames, JobContext())
    info = SampleInfo(
        label=clip.family,
        source=source_name(clip.seed),
        events=clip.heard,
        sound_delay_s=clip.sound_delay_s,
    )
    arrays = _sounds(clip.sounds, clip.heard, clip.seed)
    return Sample(info, {"features": features.astype(DTYPES["features"]), **arrays})


def to_sound_sample(arrangement: Arrangement, seed: int) -> Sample:
    """Convert an arrangement to a sample without a picture; its class is the kind of source."""
    info = SampleInfo(
        label=arrangement.source.partition(":")[0],
        source=source_name(seed),
        events=arrangement.events,
    )
    return Sample(info, _sounds(arrangement.sounds, arrangement.events, seed))


def _sounds(made: Sounds, events: Sequence[Event], seed: int) -> dict[Array, NDArray[Any]]:
    """The arrays of a sample that hold sounds."""
    mel, foreground = (
        mel_spectrogram(wave)[:, : GRID.window_mel_frames] for wave in (made.wave, made.foreground)
    )
    arrays: dict[Array, NDArray[np.float32]] = {
        "mel": mel,
        "foreground": foreground,
        "reference": window_mel(made.reference),
        "aligned": window_aligned_mel(events, made.reference, seed=seed),
        "wave": np.round(np.clip(made.wave[:WAVE_SAMPLES], -1, 1) * _FULL_SCALE),
    }
    return {name: array.astype(DTYPES[name]) for name, array in arrays.items()}


def source_name(seed: int) -> str:
    """The name of a seed's clip in a data set."""
    return f"procedural-{seed}"


def generate(
    count: int,
    output: Path,
    *,
    seed: int = 0,
    workers: Workers | None = None,
    backend: str = "motion",
    weights: Path | None = None,
    pictures: bool = True,
    sfx: Path | None = None,
    context: JobContext | None = None,
) -> None:
    """Generate a data set of procedural clips, or resume an interrupted one.

    Args:
        count: number of clips.
        output: folder of the data set.
        seed: of the whole set; the same seed and count give the same set on the same machine.
        workers: that render; by default a process for each core.
        backend: name of the feature backend.
        weights: of the backend, if it needs any.
        pictures: whether to render the scenes, or to make arrangements of sounds alone.
        sfx: folder of recorded effects to use alongside the synthesised sounds.
        context: for progress and cancellation.

    Raises:
        EnvironmentUnusableError: MuJoCo or its rendering library is not installed.
        InputError: the folder of effects contains nothing usable.
        UsageError: the output is a complete data set, a different one, something else, or is being
            prepared by another process.
        TargetError: it cannot be written.
    """
    context = context or JobContext()
    features = create_backend(backend, weights=weights) if pictures else None
    with context.stage("effects"):
        effects = tuple(read_effects(sfx, context)) if sfx is not None else ()
    with only_writer(output):
        writer = ShardWriter(
            output,
            Contents(
                arrays=("features", *_SOUNDS) if features else _SOUNDS,
                feature_backend=features.name if features else "",
                feature_version=features.version if features else 0,
                origin=f"{ORIGIN if pictures else _SOUNDS_ORIGIN}, seed {seed}",
            ),
        )
        seeds = [
            each for each in _seeds(count, seed) if (source_name(each), 0.0) not in writer.done
        ]
        with context.stage("clips"):
            setup = WorkerSetup(backend if pictures else "", weights, effects)
            samples = (workers or local_workers(None)).results(
                _make_sample,
                seeds,
                begin=_initialise_worker,
                arguments=(setup,),
            )
            for made, sample in enumerate(samples, start=1):
                writer.add(sample)
                context.advance((count - len(seeds) + made) / count)
        writer.finish(seed)


def _seeds(count: int, seed: int) -> list[int]:
    """The seeds of a set's clips; sets with different seeds share practically none."""
    drawn = np.random.SeedSequence(seed).generate_state(count, np.uint64)
    return [int(number) for number in drawn]
