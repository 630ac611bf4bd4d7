"""Feature backends: one interface, 2048 values per video frame at 21.5 frames per second.

Importing this module loads neither OpenCV nor torch: the `motion` backend loads OpenCV when it
first processes frames, `bninception` loads torch when it is created.
"""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Literal, Protocol, get_args

import numpy as np
from numpy.typing import NDArray

from engine.config import FEATURES, GRID
from engine.errors import EnvironmentUnusableError, UsageError
from engine.media.frames import sample_frames
from engine.media.probe import MediaInfo, clip_range, probed, require_video
from engine.progress import JobContext
from engine.storage.cache import Cache, fingerprint

BackendName = Literal["motion", "bninception", "bninception_fast"]


class FeatureBackend(Protocol):
    """Extracts features from upright RGB frames.

    Attributes:
        name: as used by the user and in model files.
        version: incremented whenever the same frames give different values.
        frame_size: required (width, height) of the frames in pixels.
        frame_rate: required frames per second: the features' 21.5 or a multiple of it.
        identity: everything besides the frames that determines the output: name, version, and
            weights if there are any. Used as the cache key.
    """

    name: str
    version: int
    frame_size: tuple[int, int]
    frame_rate: Fraction
    identity: str

    def extract(
        self, frames: Iterator[NDArray[np.uint8]], total: int, context: JobContext
    ) -> NDArray[np.float32]:
        """Extract the features of consecutive frames.

        Args:
            frames: each (height, width, 3), RGB, of `frame_size`, at `frame_rate`; a frame that is
                the same array object as the previous one is a repetition.
            total: F, the number of feature rows for these frames.
            context: for progress and cancellation.

        Returns:
            (2048, F): rows 0 to 1023 are appearance, rows 1024 to 2047 motion. Column k describes
            the picture around `k / 21.5` s after the first frame.
        """
        ...


def create_backend(
    name: str, *, weights: Path | None = None, device: str = "cpu"
) -> FeatureBackend:
    """Create a backend by name.

    Args:
        name: `motion` (no weights), `bninception` (paper, Dataset and Processing), or
            `bninception_fast`, the same with a faster optical flow.
        weights: the public BN-Inception state dict; only used by `bninception` and its variant.
        device: the torch device for `bninception`.

    Raises:
        UsageError: the name is unknown.
        EnvironmentUnusableError: BN-Inception is requested without weights.
        InputError: the weights are not those of BN-Inception.
    """
    if name == "motion":
        from engine.features.motion import MotionBackend

        return MotionBackend()
    if name in ("bninception", "bninception_fast"):
        if weights is None:
            raise EnvironmentUnusableError(
                "The bninception features need the public BN-Inception weights.",
                hint="Import them as a model file, or use the features `motion`.",
            )
        from engine.features.bninception import BNInceptionBackend

        return BNInceptionBackend(weights, device=device, fast=name == "bninception_fast")
    known = " or ".join(get_args(BackendName))
    raise UsageError(
        "There is no feature backend {name!r}.", hint="Use {known}.", name=name, known=known
    )


def clip_features(
    clip: Path | MediaInfo,
    backend: FeatureBackend,
    *,
    start_s: float = 0.0,
    end_s: float | None = None,
    cache: Cache | None,
    context: JobContext,
) -> NDArray[np.float32]:
    """Extract the features of a part of a video, or load them from the cache.

    Args:
        clip: any video file, or its probed media info.
        backend: from `create_backend`.
        start_s: clip time of the first frame.
        end_s: clip time at which the part ends; None means the end of the clip.
        cache: read first, and updated with the result; None always extracts.
        context: for progress and cancellation.

    Returns:
        (2048, F), F frames at 21.5 per second, the k-th at `start_s` + k / 21.5.

    Raises:
        InputError: the file is not a readable video, or `start_s` is outside it.
        UsageError: the part is empty.
        CancelledError: the job was cancelled.
    """
    path = clip.path if isinstance(clip, MediaInfo) else clip
    key = Cache.key(fingerprint(path), "features", backend.identity, start_s, end_s)
    if cache is not None:
        kept = cache.get(key)
        if kept is not None and kept.dtype == np.float32 and kept.shape[0] == FEATURES:
            return kept
    info = probed(clip)
    require_video(info)
    duration_s = clip_range(info, start_s, end_s) - start_s
    frames = sample_frames(
        info,
        rate=backend.frame_rate,
        size=backend.frame_size,
        start_s=start_s,
        end_s=end_s,
        context=context,
    )
    features = backend.extract(frames, GRID.frame_count(duration_s), context)
    if cache is not None:
        cache.put(key, features, context)
    return features
