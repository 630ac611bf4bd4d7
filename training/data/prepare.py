"""Makes a data set of a folder of clips in several processes; continues after any interruption.

First every clip is checked (`training.data.folder_check`), then what is left is cut into samples
of ten seconds (`training.data.windows`) and written into shards (`training.data.shards`). Samples
that an earlier, interrupted run has written are not made again, nor are its checks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from engine.errors import EngineError, InputError, UsageError
from engine.features.backend import FeatureBackend, create_backend
from engine.progress import JobContext
from training.data.check_cache import CheckCache
from training.data.folder_check import FolderCheck, check_folder
from training.data.manifest import Contents
from training.data.parallel import cores, in_order
from training.data.sample import Array, Sample
from training.data.shards import ShardWriter
from training.data.sources import ClipFile
from training.data.windows import Window, make_ready_sample, make_sample, windows_of

_READY_BACKEND: Final = "bninception"  # what made the ready features of the VAS data set
_DEFAULT_BACKEND: Final = "motion"


@dataclass(frozen=True, slots=True)
class Extraction:
    """Where the features of a data set come from.

    Attributes:
        backend: name of the feature backend; None is `motion`, or the ready features where there
            is no video at all.
        weights: of the backend, where it needs any. Without them `bninception` is what made the
            ready features of the VAS layout.
        device: torch device of the backend.
    """

    backend: str | None = None
    weights: Path | None = None
    device: str = "cpu"

    def uses_ready(self, clips: Sequence[ClipFile]) -> bool:
        """Whether ready features are taken, and none extracted."""
        if self.backend is None:
            return all(clip.video is None for clip in clips)
        some_ready = any(clip.ready is not None for clip in clips)
        return self.backend == _READY_BACKEND and self.weights is None and some_ready

    def create(self) -> FeatureBackend:
        """Make the backend.

        Raises:
            UsageError: there is none of this name.
            EnvironmentUnusableError: it lacks its weights.
            InputError: these are not its weights.
        """
        name = self.backend or _DEFAULT_BACKEND
        return create_backend(name, weights=self.weights, device=self.device)


class Prepared(NamedTuple):
    """What a preparation has made.

    Attributes:
        check: of the clips.
        samples: how many the data set holds.
        failed: clips that could not be read to their end, with the reason.
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
    workers: int | None = None,
    cache: CheckCache | None = None,
    context: JobContext,
) -> FolderCheck:
    """Say what a data set of these clips would hold, and what would be left out and why.

    Raises:
        CancelledError: the job was cancelled.
        DeviceMemoryError: a process was killed.
    """
    with context.stage("check"):
        ready = extraction.uses_ready(clips)
        return check_folder(clips, workers or cores(), context, ready=ready, cache=cache)


def prepare(
    clips: Sequence[ClipFile],
    output: Path,
    extraction: Extraction,
    *,
    origin: str,
    seed: int = 0,
    workers: int | None = None,
    context: JobContext,
) -> Prepared:
    """Make a data set of clips, or continue one that was interrupted.

    Args:
        clips: from `find_clips`.
        output: folder of the data set.
        extraction: where the features come from.
        origin: where the clips come from and under which licence, for people.
        seed: of the split into training, validation and test.
        workers: how many processes; one a core if not given.
        context: told of the progress, asked whether to stop.

    Raises:
        InputError: not one clip can be used, or the weights are not those of the backend.
        UsageError: the output is a complete data set, or was begun with other features or clips.
        EnvironmentUnusableError: the backend lacks its weights.
        TargetError: the output cannot be written.
        DeviceMemoryError: a process was killed.
        CancelledError: the job was cancelled; what was written stays and can be continued.
    """
    workers = workers or cores()
    ready = extraction.uses_ready(clips)
    writer = ShardWriter(output, _contents(clips, extraction, origin, ready=ready))
    _refuse_strangers(output, writer, clips)
    cache = CheckCache(output)
    seen = check(clips, extraction, workers=workers, cache=cache, context=context)
    if not seen.used:
        raise InputError(
            f"Not one of the {len(clips)} clips can be used.",
            hint="`prepare --check` says why of each.",
        )
    windows = [window for each in seen.used for window in windows_of(each)]
    if ready:
        windows = [window for window in windows if window.start_s == 0]  # all that there is
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
    writer.finish(seed)
    cache.forget()
    return Prepared(seen, len(writer.done), failed)


def _refuse_strangers(output: Path, writer: ShardWriter, clips: Sequence[ClipFile]) -> None:
    """Refuse to continue a data set that holds what is now left out."""
    strangers = {source for source, _ in writer.done} - {clip.source for clip in clips}
    if strangers:
        raise UsageError(
            f"{output.name} was begun with clips that are left out now, such as {min(strangers)}.",
            hint="Continue with the same clips, or choose another folder.",
        )


def _contents(
    clips: Sequence[ClipFile], extraction: Extraction, origin: str, *, ready: bool
) -> Contents:
    arrays: tuple[Array, ...] = ("features", "mel", "wave")
    if ready:
        from engine.features.bninception import BNInceptionBackend

        name, version = _READY_BACKEND, BNInceptionBackend.version
        if not _has_waves(clips):
            arrays = ("features", "mel")
    else:
        backend = extraction.create()
        name, version = backend.name, backend.version
    return Contents(arrays=arrays, feature_backend=name, feature_version=version, origin=origin)


def _has_waves(clips: Sequence[ClipFile]) -> bool:
    """Whether every clip with ready features has its sound as well."""
    return all(clip.video is not None for clip in clips if clip.ready is not None)


def _samples(
    windows: Sequence[Window],
    clips: Sequence[ClipFile],
    extraction: Extraction,
    workers: int,
    *,
    ready: bool,
) -> Iterator[Sample | _Failure]:
    """The samples of windows, in their order."""
    if not windows:
        return iter(())
    make = _make_ready if ready else _make
    begin = (None if ready else extraction, _has_waves(clips))
    return in_order(make, windows, workers, begin=_begin, arguments=begin)


_backend: FeatureBackend | None = None  # of this worker process
_with_wave = True


def _begin(extraction: Extraction | None, with_wave: bool) -> None:
    """Set up a worker: one thread each, for there is a worker a core."""
    global _backend, _with_wave  # noqa: PLW0603 - a pool hands its workers state in no other way
    _with_wave = with_wave
    if extraction is None:
        return
    import cv2

    cv2.setNumThreads(1)
    if extraction.backend == _READY_BACKEND:
        import torch

        torch.set_num_threads(1)
    _backend = extraction.create()


def _make(window: Window) -> Sample | _Failure:
    assert _backend is not None
    try:
        return make_sample(window, _backend)
    except EngineError as error:
        return _Failure(window.clip.source, str(error))


def _make_ready(window: Window) -> Sample | _Failure:
    try:
        return make_ready_sample(window, with_wave=_with_wave)
    except EngineError as error:
        return _Failure(window.clip.source, str(error))
