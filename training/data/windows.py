"""Cuts clips into samples of ten seconds; shorter clips are looped.

Video and sound are looped with the same period (paper, Dataset and Processing), so that they stay
in sync over any number of repetitions. The features are looped instead of the frames, so that the
loop point is not a cut that would show up as motion.

Shapes: n samples at 22050 Hz, F video frames of the content.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from engine.config import GRID
from engine.events.event import Event
from engine.events.sound import find_events
from engine.features.backend import FeatureBackend, clip_features
from engine.features.stored import read_feature_pair
from engine.media.audio import read_mono
from engine.mel.spectrogram import loop_to, window_mel
from engine.progress import JobContext
from training.data.aligned import window_aligned_mel
from training.data.clip_check import ClipCheck, read_ready_mel
from training.data.sample import DTYPES, WAVE_SAMPLES, Array, Sample, SampleInfo
from training.data.sources import ClipFile

Floats = NDArray[np.float32]

_LEAST_REST_S: Final = GRID.window_s / 2  # a remainder at least this long gets its own window
_FULL_SCALE: Final = 32767
_VARIED: Final = 1  # a seed with which no hit stays as it was recorded


@dataclass(frozen=True, slots=True)
class Window:
    """A sample to be made: the clip time and the duration of its content, at most ten seconds."""

    clip: ClipFile
    start_s: float
    content_s: float


def windows_of(check: ClipCheck) -> list[Window]:
    """The windows of a clip: ten seconds each, one after the other.

    A short remainder at the end is dropped; a longer one becomes a last window that overlaps the
    previous one.
    """
    clip, content_s = check.clip, check.content_s
    if content_s <= GRID.window_s:
        return [Window(clip, 0.0, content_s)]
    whole = int(content_s / GRID.window_s)
    starts_s = [number * GRID.window_s for number in range(whole)]
    if content_s - whole * GRID.window_s >= _LEAST_REST_S:
        starts_s.append(round(content_s - GRID.window_s, 3))
    return [Window(clip, start_s, GRID.window_s) for start_s in starts_s]


def make_sample(window: Window, backend: FeatureBackend) -> Sample:
    """Make a sample by extracting features from the video.

    Its events are the onsets of the clip's sound.

    Raises:
        InputError: the file can no longer be read.
    """
    video = window.clip.video
    assert video is not None
    end_s = window.start_s + window.content_s
    features = clip_features(
        video,
        backend,
        start_s=window.start_s,
        end_s=end_s,
        cache=None,
        context=JobContext(),
    )
    wave = read_mono(video, start_s=window.start_s, end_s=end_s)
    arrays: dict[Array, Floats] = {
        "features": loop_features(features, window.content_s),
        "mel": window_mel(wave),
        "wave": _to_full_scale(loop_to(wave, WAVE_SAMPLES)),
    }
    return _sample(window, arrays, wave)


def make_ready_sample(window: Window, *, with_wave: bool) -> Sample:
    """Make a sample from ready features and a ready mel.

    Its events are the onsets of the video's sound; without a video, of the mel's Griffin-Lim
    reconstruction. The sound itself is included only `with_wave`, which needs a video.

    Raises:
        InputError: a file cannot be read.
    """
    clip = window.clip
    assert clip.ready is not None
    mel = read_ready_mel(clip.ready.mel)
    features = read_feature_pair(clip.ready.rgb, clip.ready.flow)
    arrays: dict[Array, Floats] = {"features": features, "mel": mel}
    if clip.video is None:
        from engine.vocoder.griffin_lim import GriffinLim

        return _sample(window, arrays, GriffinLim()(mel))
    wave = read_mono(clip.video, end_s=window.content_s)
    if with_wave:
        arrays["wave"] = _to_full_scale(loop_to(wave, WAVE_SAMPLES))
    return _sample(window, arrays, wave)


def loop_features(features: Floats, content_s: float) -> Floats:
    """Loop the features of the content (2048, F) to a window, (2048, 215).

    Frames are taken by content time, so that the features stay within a frame of the sound after
    any number of repetitions.
    """
    times_s = np.arange(GRID.window_video_frames) / float(GRID.video_rate)
    rows = np.floor(times_s % content_s * float(GRID.video_rate) + 1e-6).astype(int)
    return features[:, rows.clip(max=features.shape[1] - 1)]


def loop_events(events: Iterable[Event], content_s: float) -> tuple[Event, ...]:
    """The events of the content and its repetitions within a window, in order of time."""
    within = [event for event in events if event.time_s < content_s]
    repeated = []
    for start_s in np.arange(0.0, GRID.window_s, content_s):
        for event in within:
            time_s = float(start_s) + event.time_s
            if time_s < GRID.window_s:
                repeated.append(replace(event, time_s=time_s))
    return tuple(repeated)


def _sample(window: Window, arrays: dict[Array, Floats], wave: Floats) -> Sample:
    """The sample of a sound (n,); its events are the onsets, with other hits laid under them."""
    events = loop_events(find_events(wave), window.content_s)
    arrays["aligned"] = window_aligned_mel(events, wave, seed=_VARIED)
    info = SampleInfo(
        label=window.clip.label,
        source=window.clip.source,
        start_s=window.start_s,
        content_s=window.content_s,
        events=events,
    )
    return Sample(info, {name: values.astype(DTYPES[name]) for name, values in arrays.items()})


def _to_full_scale(wave: Floats) -> Floats:
    """Scale a sound of -1 to 1 to 16-bit integers, still as float32."""
    return np.round(wave.clip(-1, 1) * _FULL_SCALE)
