"""Prepares a data set from a folder of clips in parallel processes; resumes after interruptions.

All clips are checked (`training.data.folder_check`); usable ones are cut into samples of ten
seconds (`training.data.windows`) and written to shards (`training.data.shards`). Checks of clips
that have not changed since, and samples of an interrupted run, are reused.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from engine.errors import DeviceMemoryError, EngineError, InputError, UsageError
from engine.features.backend import FeatureBackend, create_backend
from engine.machine.workers.processes import local_workers
from engine.machine.workers.workers import Workers
from engine.progress import JobContext
from training.data.check_cache import CheckCache
from training.data.folder_check import FolderCheck, check_folder
from training.data.manifest import CLIPS_FILE, Contents
from training.data.sample import Array, Sample
from training.data.shards import ShardWriter, only_writer
from training.data.sources import ClipFile, folder_of
from training.data.splits import assign_splits
from training.data.windows import Window, make_ready_sample, make_sample, windows_of

_READY_BACKEND: Final = "bninception"  # of the ready features of the VAS data set
_DEFAULT_BACKEND: Final = "motion"


@dataclass(frozen=True, slots=True)
class Extraction:
    """The source of a data set's features.

    Attributes:
        backend: name of the feature backend; None for `motion`, or for the ready features if there
            is no video at all.
        weights: of the backend, if it needs any. Without them, `bninception` stands for the ready
            features of the VAS layout.
        device: torch device of the backend.
    """

    backend: str | None = None
    weights: Path | None = None
    device: str = "cpu"

    def uses_ready(self, clips: Sequence[ClipFile]) -> bool:
        """Whether ready features are used instead of extracting them."""
        if self.backend is None:
            return all(clip.video is None for clip in clips)
        some_ready = any(clip.ready is not None for clip in clips)
        return self.backend == _READY_BACKEND and self.weights is None and some_ready

    def create(self) -> FeatureBackend:
        """Create the backend.

        Raises:
            UsageError: there is no backend of this name.
            EnvironmentUnusableError: its weights are missing.
            InputError: the weights belong to something else.
        """
        name = self.backend or _DEFAULT_BACKEND
        return create_backend(name, weights=self.weights, device=self.device)


class Prepared(NamedTuple):
    """The result of a preparation.

    Attributes:
        check: of the clips.
        samples: number of samples in the data set.
        failed: clips that could not be fully read, with the reason.
    """

    check: FolderCheck
    samples: int
    failed: dict[str, str]


class _Failure(NamedTuple):
    """A sample that could not be made."""

    source: str
    reason: str


def check(
    clips: Sequence[ClipFile],
    extraction: Extraction,
    *,
    workers: Workers | None = None,
    cache: CheckCache | None = None,
    seed: int = 0,
    context: JobContext,
) -> FolderCheck:
    """Check which clips a data set would contain, which would be left out, and why.

    Raises:
        CancelledError: the job was cancelled.
        DeviceMemoryError: a process was killed.
    """
    with context.stage("check"):
        ready = extraction.uses_ready(clips)
        return check_folder(
            clips,
            workers or local_workers(None),
            context,
            ready=ready,
            cache=cache or CheckCache(clips),
            seed=seed,
        )


def prepare(
    clips: Sequence[ClipFile],
    output: Path,
    extraction: Extraction,
    *,
    origin: str,
    seed: int = 0,
    workers: Workers | None = None,
    context: JobContext,
) -> Prepared:
    """Prepare a data set of clips, or resume an interrupted one.

    Args:
        clips: from `find_clips`.
        output: folder of the data set.
        extraction: source of the features.
        origin: source and licence of the clips, for users.
        seed: of the split into training, validation and test.
        workers: that make the samples; by default a process for each core.
        context: for progress and cancellation.

    Raises:
        InputError: no clip is usable, or the weights do not belong to the backend.
        UsageError: the output is a complete data set, was started with other features or clips,
            holds something else, or is being prepared by another process.
        EnvironmentUnusableError: the backend's weights are missing.
        TargetError: the output cannot be written.
        DeviceMemoryError: a process was killed.
        CancelledError: the job was cancelled; it can be resumed from what was written.
    """
    workers = workers or local_workers(None)
    ready = extraction.uses_ready(clips)
    contents = _contents(clips, extraction, origin, ready=ready)
    with only_writer(output):
        writer = ShardWriter(output, contents)
        _refuse_other_clips(output, writer, clips)
        _remember_folder(output, clips)
        cache = CheckCache(clips, output)
        checked = check(clips, extraction, workers=workers, cache=cache, seed=seed, context=context)
        if not checked.used:
            raise InputError(
                "Not one of the {count} clips can be used.",
                hint="Checking them says why of each.",
                count=len(clips),
            )
        windows = [window for each in checked.used for window in windows_of(each)]
        if ready:
            windows = [each for each in windows if each.start_s == 0]  # the arrays cover no more
        missing = [each for each in windows if (each.clip.source, each.start_s) not in writer.done]
        failed: dict[str, str] = {}
        with context.stage("samples"):
            made = len(windows) - len(missing)
            for each in _samples(missing, clips, extraction, workers, ready=ready):
                if isinstance(each, Sample):
                    writer.add(each)
                else:
                    failed[each.source] = each.reason
                made += 1
                context.advance(made / len(windows))
        labels = writer.labels | {each.clip.source: each.clip.label for each in checked.used}
        writer.finish(assign_splits(labels, seed))
        cache.forget()
        return Prepared(checked, len(writer.done), failed)


def _remember_folder(output: Path, clips: Sequence[ClipFile]) -> None:
    """Note the folder that the sources are relative to; without it, clips cannot be looked at."""
    folder = folder_of(clips)
    if folder is not None:
        with suppress(OSError, UnicodeEncodeError):
            (output / CLIPS_FILE).write_text(f"{folder}\n", encoding="utf-8")


def _refuse_other_clips(output: Path, writer: ShardWriter, clips: Sequence[ClipFile]) -> None:
    """Refuse to resume a data set with clips which are left out now, or have another class."""
    labels = {clip.source: clip.label for clip in clips}
    unknown = writer.labels.keys() - labels
    if unknown:
        raise UsageError(
            "{name} was begun with clips that are left out now, such as {source}.",
            hint="Continue with the same clips, or choose another folder.",
            name=output.name,
            source=min(unknown),
        )
    for source, label in writer.labels.items():
        if labels[source] != label:
            raise UsageError(
                "{name} was begun with {source} as {label}, not as {before}.",
                hint="Continue with the same classes, or choose another folder.",
                name=output.name,
                source=source,
                label=label,
                before=labels[source],
            )


def _contents(
    clips: Sequence[ClipFile], extraction: Extraction, origin: str, *, ready: bool
) -> Contents:
    arrays: tuple[Array, ...] = ("features", "mel", "aligned", "wave")
    if ready:
        from engine.features.bninception import BNInceptionBackend

        name, version = _READY_BACKEND, BNInceptionBackend.version
        if not _has_waves(clips):
            arrays = ("features", "mel", "aligned")
    else:
        backend = extraction.create()
        name, version = backend.name, backend.version
    return Contents(arrays=arrays, feature_backend=name, feature_version=version, origin=origin)


def _has_waves(clips: Sequence[ClipFile]) -> bool:
    """Whether all clips with ready features also have a video, so a sound."""
    return all(clip.video is not None for clip in clips if clip.ready is not None)


def _samples(
    windows: Sequence[Window],
    clips: Sequence[ClipFile],
    extraction: Extraction,
    workers: Workers,
    *,
    ready: bool,
) -> Iterator[Sample | _Failure]:
    """The samples of windows, in order."""
    if not windows:
        return iter(())
    make = _make_ready if ready else _make
    arguments = (None if ready else extraction, _has_waves(clips))
    return workers.results(make, windows, begin=_initialise_worker, arguments=arguments)


_backend: FeatureBackend | None = None  # of this worker process
_with_wave = True


def _initialise_worker(extraction: Extraction | None, with_wave: bool) -> None:
    """Set up a worker with a single thread, as there is one worker per core."""
    global _backend, _with_wave  # noqa: PLW0603 - the only way to pass state to a pool's workers
    _with_wave = with_wave
    if extraction is None:
        return
    import cv2

    cv2.setNumThreads(1)
    if extraction.backend not in (None, _DEFAULT_BACKEND):
        import torch

        torch.set_num_threads(1)
    _backend = extraction.create()


def _make(window: Window) -> Sample | _Failure:
    assert _backend is not None
    try:
        return make_sample(window, _backend)
    except EngineError as error:
        return _Failure(window.clip.source, str(error))
    except (RuntimeError, MemoryError) as error:
        from engine.machine.device import ran_out_of_memory

        if not ran_out_of_memory(error):
            raise
        raise DeviceMemoryError(
            "A process of the work ran out of memory.",
            hint="Start again with fewer workers; it continues where it stopped.",
        ) from error


def _make_ready(window: Window) -> Sample | _Failure:
    try:
        return make_ready_sample(window, with_wave=_with_wave)
    except EngineError as error:
        return _Failure(window.clip.source, str(error))
