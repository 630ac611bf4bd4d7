"""Decode an audio track, with the clip time of each block; damaged parts are skipped.

Shapes: samples of (n, channels), float32, -1 to 1, beyond that if the file exceeds full scale.
"""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from numpy.typing import NDArray

from engine.errors import InputError
from engine.media.probe import AudioTrack, MediaInfo
from engine.media.resampling import Resampler, Samples
from engine.media.source import decoded, open_media, packets, seek, time_base

# Sound is contiguous if its time stamps match to within this: containers round to milliseconds, and
# recorders jitter (by 21 ms in a clip of the VAS data set). One lost AAC packet may be mistaken for
# jitter, and the sound after it is then that much early; a second one is noticed.
_SLACK_S: Final = 0.025

# Decoding starts this much before a range, so that codecs that depend on earlier packets have
# settled; only in formats whose time stamps stay exact after a seek.
_WARM_UP_S: Final = 1.0
_EXACT_SEEK: Final = frozenset({"aiff", "flac", "mov,mp4,m4a,3gp,3g2,mj2", "w64", "wav"})

# No recording is 120 dB above full scale: such samples, infinities and NaN are damage.
_LOUDEST: Final = 1e6

# PyAV 18.1 reads past the end of the list for this many separate planes of sound.
_MISCOUNTED_PLANES: Final = 8

_FULL_SCALE: Final = {"u1": 128.0, "i2": 32768.0, "i4": 2147483648.0}


def placed_sound(info: MediaInfo, audio: AudioTrack, first: int) -> Iterator[tuple[int, Samples]]:
    """Decode sound (n, channels) with its position in clip time, in the track's samples.

    It starts at or before sample `first` if the track does.
    """
    warm_up_s = first / audio.sample_rate_hz - _WARM_UP_S
    if info.container in _EXACT_SEEK and warm_up_s > audio.start_s:
        frames = _decoded(info, audio, seek_s=warm_up_s)
        beginning = next(frames, None)
        if beginning is not None and beginning[0] <= first:
            yield beginning
            yield from frames
            return
    decoded = False
    for position, samples in _decoded(info, audio):
        decoded = True
        yield position, samples
    if not decoded:
        raise InputError(
            "The sound of {name} cannot be decoded.",
            hint="It is probably damaged.",
            name=info.path.name,
        )


def _decoded(
    info: MediaInfo, audio: AudioTrack, *, seek_s: float | None = None
) -> Iterator[tuple[int, Samples]]:
    """Decode sound with its position, from the start or from clip time `seek_s`."""
    rate_hz = audio.sample_rate_hz
    slack = round(_SLACK_S * rate_hz)
    conform = _Conform(info.path, audio)
    following = round(audio.start_s * rate_hz) if seek_s is None else None
    with open_media(info.path) as container:
        stream = container.streams[audio.index]
        assert isinstance(stream, AudioStream)
        base = time_base(stream)
        if seek_s is not None and not seek(container, stream, (info.start_s + seek_s) / base):
            return
        for packet in packets(container, [stream]):
            for frame in decoded(packet):
                stamp = following
                if frame.pts is not None:
                    stamp = round((frame.pts * base - Fraction(info.start_s)) * rate_hz)
                if stamp is None:
                    return  # after a seek the position of this sound is unknown
                if following is None or abs(stamp - following) > slack:
                    following = stamp
                samples = conform(frame)
                yield following, samples
                following += len(samples)


class _Conform:
    """Converts decoded frames to (n, channels) at the track's rate, even if they change midway."""

    def __init__(self, path: Path, audio: AudioTrack) -> None:
        self._path = path
        self._audio = audio
        self._resampler: Resampler | None = None
        self._interleaver = av.AudioResampler(format="flt")
        self._frame_rate_hz = audio.sample_rate_hz

    def __call__(self, frame: AudioFrame) -> Samples:
        """The samples of a frame, with damaged ones removed."""
        samples = self._to_float(frame)
        channels = self._audio.channels
        if samples.shape[1] != channels:
            samples = np.repeat(samples.mean(axis=1, keepdims=True), channels, axis=1)
        if frame.sample_rate != self._frame_rate_hz:
            self._frame_rate_hz = frame.sample_rate
            self._resampler = Resampler(channels, frame.sample_rate, self._audio.sample_rate_hz)
        return samples if self._resampler is None else self._resampler.push(samples)

    def _to_float(self, frame: AudioFrame) -> Samples:
        """(n, channels), integers scaled to -1..1."""
        if frame.format.is_planar and frame.layout.nb_channels >= _MISCOUNTED_PLANES:
            (frame,) = self._interleaver.resample(frame)
        try:
            raw: NDArray[Any] = frame.to_ndarray()
        except ValueError as error:
            raise InputError(
                "The sound of {name} has samples of the format {form}, which cannot be read.",
                hint="Convert it to 24 bits first.",
                name=self._path.name,
                form=frame.format.name,
            ) from error
        raw = raw.T if frame.format.is_planar else raw.reshape(-1, frame.layout.nb_channels)
        scale = _FULL_SCALE.get(raw.dtype.str[1:])
        if scale is None:
            return np.where(np.abs(raw) <= _LOUDEST, raw, 0).astype(np.float32)
        if raw.dtype == np.uint8:
            raw = raw.astype(np.int16) - 128
        return (raw / scale).astype(np.float32)
