"""What looks at the picture: one interface, 2048 numbers a video frame at 21.5 frames a second.

Importing this module loads neither OpenCV nor torch: the `motion` backend loads OpenCV when it
looks at pictures, `bninception` loads torch when it is made.
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

BackendName = Literal["motion", "bninception"]


class FeatureBackend(Protocol):
    """Turns upright RGB frames into features.

    Attributes:
        name: as the user and a model file name it.
        version: grows whenever the same frames give other numbers.
        frame_size: (width, height) in pixels in which the frames are wanted.
        frame_rate: frames a second that are wanted: the features' 21.5 or a multiple of it.
        identity: all that decides the output apart from the frames: the name, the version, and
            the weights where there are any. What is cached is found again by it.
    """

    name: str
    version: int
    frame_size: tuple[int, int]
    frame_rate: Fraction
    identity: str

    def extract(
        self, frames: Iterator[NDArray[np.uint8]], total: int, context: JobContext
    ) -> NDArray[np.float32]:
        """The features of a run of frames.

        Args:
            frames: each (height, width, 3), RGB, of `frame_size`, at `frame_rate`; one that is
                the same array as the one before is a repetition.
            total: F, the feature rows that these frames make.
            context: told of the progress, asked whether to stop.

        Returns:
            (2048, F): rows 0 to 1023 the appearance, rows 1024 to 2047 the motion. Column k is
            what happens around `k / 21.5` s after the first frame.
        """
        ...


def create_backend(
    name: str, *, weights: Path | None = None, device: str = "cpu"
) -> FeatureBackend:
    """Make a backend by its name.

    Args:
        name: `motion` (no weights) or `bninception` (paper, Experimental Setup).
        weights: the public BN-Inception state dict; only `bninception` reads it.
        device: the torch device for `bninception`.

    Raises:
        UsageError: for an unknown name.
        EnvironmentUnusableError: if `bninception` is asked for without weights.
        InputError: if the weights are not those of BN-Inception.
    """
    if name == "motion":
        from engine.features.motion import MotionBackend

        return MotionBackend()
    if name == "bninception":
        if weights is None:
            raise EnvironmentUnusableError(
                "The bninception features need the public BN-Inception weights.",
                hint="Name the file with --weights, or use --backend motion, which needs none.",
            )
        from engine.features.bninception import BNInceptionBackend

        return BNInceptionBackend(weights, device=device)
    known = " and ".join(get_args(BackendName))
    raise UsageError(f"There is no feature backend {name!r}.", hint=f"There are {known}.")


def clip_features(
    clip: Path | MediaInfo,
    backend: FeatureBackend,
    *,
    start_s: float = 0.0,
    end_s: float | None = None,
    cache: Cache | None,
    context: JobContext,
) -> NDArray[np.float32]:
    """The features of a range of a video, from the cache if it was looked at before.

    Args:
        clip: any video file, or what was seen of it.
        backend: from `create_backend`.
        start_s: clip time of the first frame.
        end_s: clip time at which the range ends; None is the end of the clip.
        cache: where to look first and to keep the result; None looks at the video always.
        context: told of the progress, asked whether to stop.

    Returns:
        (2048, F), F frames at 21.5 a second, the k-th at `start_s` + k / 21.5.

    Raises:
        InputError: if the file is no video that can be read, or `start_s` is not in it.
        UsageError: if the range is empty.
        CancelledError: if the job was cancelled.
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
