"""The sound of any file as blocks of samples on the clip's clock, and sound files written.

Sample n of what is read lies at clip time `start_s + n / rate`, to the sample where the file's own
time stamps are that fine: a coder's warm-up samples are dropped, a late start and gaps are
silence, and rate conversion neither shifts nor lengthens. One sound is never held whole unless a
function says so.

The down-mix is the mean of the channels, made before the rate conversion, as the paper's data
pipeline does it: the usual (L + R) / sqrt 2 is 3 dB louder and can exceed full scale.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import Any, Final

import av
import av.error
import numpy as np
import soundfile  # type: ignore[import-untyped]
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from numpy.typing import NDArray

from engine.config import MEL
from engine.errors import InputError, TargetError
from engine.media.probe import AudioTrack, MediaInfo, clip_range, probed, require_audio
from engine.media.source import open_media, packets
from engine.media.target import check_target, replacing
from engine.progress import JobContext

Samples = NDArray[np.float32]

BLOCK_SAMPLES: Final = 65536  # 0.5 MB of stereo
LONGEST_WHOLE_S: Final = 600.0  # a sound held whole, such as a reference; 230 MB at 48 kHz stereo
SOUND_SUFFIXES: Final = (".flac", ".wav")

# Sound follows on where its time stamp says so to within this: containers round to milliseconds,
# and recorders jitter (by 21 ms in a clip of the VAS data set). One lost packet of AAC may pass for
# jitter, and what follows is then that much early; a second one is seen.
_SLACK_S: Final = 0.025

# Decoding begins this much before a range, so that coders that build on earlier packets are
# warm; only in formats whose time stamps stay exact after a seek.
_WARM_UP_S: Final = 1.0
_EXACT_SEEK: Final = frozenset({"aiff", "flac", "mov,mp4,m4a,3gp,3g2,mj2", "w64", "wav"})

# No recording is 120 dB above full scale: such samples, infinities and NaN are damage.
_LOUDEST: Final = 1e6

# PyAV 18.1 reads past the end of the list of so many separate planes of sound.
_MISCOUNTED_PLANES: Final = 8

_FULL_SCALE: Final = {"u1": 128.0, "i2": 32768.0, "i4": 2147483648.0}


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound held whole.

    Attributes:
        samples: (n, channels), -1 to 1, louder where the file is.
        rate_hz: samples a second.
    """

    samples: Samples
    rate_hz: int

    @property
    def duration_s(self) -> float:
        """How long it lasts."""
        return len(self.samples) / self.rate_hz


class Resampler:
    """Converts the rate of a sound that comes in blocks.

    The sound is neither shifted nor changed in length: all that `push` and `flush` give together
    is `round(n * new_rate_hz / rate_hz)` samples for n that went in.
    """

    def __init__(self, channels: int, rate_hz: int, new_rate_hz: int) -> None:
        self._channels = channels
        self._rate_hz = rate_hz
        self._ratio = Fraction(new_rate_hz, rate_hz)
        self._taken = 0
        self._given = 0
        # One converter a channel: none can be taken for a loudspeaker place and be mixed.
        self._converters = [
            av.AudioResampler(format="fltp", layout="mono", rate=new_rate_hz)
            for _ in range(channels if rate_hz != new_rate_hz else 0)
        ]

    def push(self, block: Samples) -> Samples:
        """Take (n, channels); give the samples that are ready, (m, channels)."""
        self._taken += len(block)
        if not self._converters or not len(block):
            return block
        return self._convert(block)

    def flush(self) -> Samples:
        """Give what was held back, (m, channels); nothing may be pushed any more."""
        if not self._converters or not self._taken:
            return np.zeros((0, self._channels), np.float32)
        rest = self._convert(None)
        missing = round(self._taken * self._ratio) - (self._given - len(rest))
        padding = np.zeros((max(missing - len(rest), 0), self._channels), np.float32)
        return np.concatenate([rest[: max(missing, 0)], padding])

    def _convert(self, block: Samples | None) -> Samples:
        """Run every channel through its converter; None hands out what it holds."""
        channels = []
        for channel, converter in enumerate(self._converters):
            frame = None if block is None else self._frame(block[:, channel])
            ready = [given.to_ndarray()[0] for given in converter.resample(frame)]
            channels.append(np.concatenate([np.zeros(0, np.float32), *ready]))
        converted = np.stack(channels, axis=1)
        self._given += len(converted)
        return converted

    def _frame(self, channel: Samples) -> AudioFrame:
        frame = AudioFrame.from_ndarray(np.ascontiguousarray(channel[None]), "fltp", "mono")
        frame.sample_rate = self._rate_hz
        return frame


def read_blocks(
    file: Path | MediaInfo,
    *,
    track: int = 0,
    rate_hz: int | None = None,
    mono: bool = False,
    start_s: float = 0.0,
    end_s: float | None = None,
    block_samples: int = BLOCK_SAMPLES,
    context: JobContext | None = None,
) -> Iterator[Samples]:
    """Read a sound track block by block in clip time.

    Where the track has not begun yet, has a gap or has ended, there is silence.

    Args:
        file: a video or sound file, or what was seen of it.
        track: the track's place among the sound tracks, from 0.
        rate_hz: samples a second of the blocks; the track's where None.
        mono: whether to mix the channels down to their mean.
        start_s: clip time of the first sample.
        end_s: clip time of the end; that of the clip where None.
        block_samples: samples a block; the last one may be shorter.
        context: told of the progress; ends the job when it is cancelled.

    Yields:
        Blocks (n, channels) that together hold `round((end_s - start_s) * rate)` samples.

    Raises:
        InputError: the file cannot be used, has no such track, or `start_s` is not in it.
        UsageError: the range is empty.
    """
    info = probed(file)
    audio = require_audio(info, track)
    end_s = clip_range(info, start_s, end_s)
    new_rate_hz = rate_hz or audio.sample_rate_hz
    channels = 1 if mono else audio.channels
    blocks = _gathered(_clip_blocks(info, audio, start_s, end_s), BLOCK_SAMPLES)
    if mono:
        blocks = (block.mean(axis=1, keepdims=True, dtype=np.float32) for block in blocks)
    if new_rate_hz != audio.sample_rate_hz:
        blocks = _resampled(blocks, channels, audio.sample_rate_hz, new_rate_hz)
    wanted = round((end_s - start_s) * new_rate_hz)
    yield from _cut(_gathered(blocks, block_samples), wanted, context)


def read_sound(
    file: Path | MediaInfo,
    *,
    rate_hz: int | None = None,
    mono: bool = False,
    start_s: float = 0.0,
    end_s: float | None = None,
    limit_s: float = LONGEST_WHOLE_S,
) -> Sound:
    """Read the first sound track of a file whole; the arguments are those of `read_blocks`.

    Raises:
        InputError: as `read_blocks`, or the range is longer than `limit_s`.
        UsageError: the range is empty.
    """
    info = probed(file)
    audio = require_audio(info)
    end_s = clip_range(info, start_s, end_s)
    if end_s - start_s > limit_s:
        raise InputError(
            f"{info.path.name} is {end_s - start_s:.0f} s long, more than the {limit_s:.0f} s that "
            "can be used at once.",
            hint="Choose a region of it.",
        )
    blocks = list(read_blocks(info, rate_hz=rate_hz, mono=mono, start_s=start_s, end_s=end_s))
    return Sound(np.concatenate(blocks), rate_hz or audio.sample_rate_hz)


def read_mono(
    file: Path | MediaInfo, *, start_s: float = 0.0, end_s: float | None = None
) -> Samples:
    """The sound as the paper's models take it: (n,), the mean of the channels, 22050 Hz.

    It is held whole, 88 kB a second. Source: paper, Experimental Setup.

    Raises:
        InputError: as `read_blocks`.
        UsageError: the range is empty.
    """
    blocks = read_blocks(file, rate_hz=MEL.sample_rate_hz, mono=True, start_s=start_s, end_s=end_s)
    return np.concatenate([block[:, 0] for block in blocks])


def write_wav(
    output: Path,
    blocks: Iterable[Samples],
    rate_hz: int,
    *,
    overwrite: bool = False,
    context: JobContext | None = None,
) -> None:
    """Write a sound file of 24 bits, WAV or FLAC by its suffix; louder than full scale clips.

    Args:
        output: the file; it appears only when it is whole.
        blocks: the sound, each (n,) or (n, channels).
        rate_hz: samples a second.
        overwrite: whether a file that is there may be replaced.
        context: ends the job when it is cancelled.

    Raises:
        UsageError: the suffix is neither .wav nor .flac.
        OutputExistsError: the file is there and must not be replaced.
        TargetError: it cannot be written.
    """
    check_target(output, overwrite=overwrite, suffixes=SOUND_SUFFIXES)
    remaining = iter(blocks)
    first = next(remaining, np.zeros((0, 1), np.float32))
    channels = 1 if first.ndim == 1 else first.shape[1]
    kind = output.suffix[1:].upper()
    try:
        with (
            replacing(output, overwrite=overwrite) as temporary,
            soundfile.SoundFile(
                temporary, "w", samplerate=rate_hz, channels=channels, subtype="PCM_24", format=kind
            ) as file,
        ):
            for block in chain([first], remaining):
                if context is not None:
                    context.advance(0.0)
                file.write(block)
    except soundfile.SoundFileError as error:
        raise TargetError(
            f"{output.name} could not be written: the disk is full or does not allow it.",
            hint="Free some space, or choose another folder.",
        ) from error


def _clip_blocks(
    info: MediaInfo, audio: AudioTrack, start_s: float, end_s: float
) -> Iterator[Samples]:
    """The track at its own rate from clip time `start_s` to just after `end_s`."""
    cursor = round(start_s * audio.sample_rate_hz)
    # A sample more than asked for: rate conversion must not run short by a rounding.
    end = cursor + math.ceil((end_s - start_s) * audio.sample_rate_hz) + 1
    for position, samples in _placed(info, audio, cursor):
        yield from _silence(min(position, end) - cursor, audio.channels)
        cursor = max(cursor, min(position, end))
        heard = samples[max(cursor - position, 0) : max(end - position, 0)]
        yield heard
        cursor += len(heard)
        if cursor >= end:
            return
    yield from _silence(end - cursor, audio.channels)


def _silence(samples: int, channels: int) -> Iterator[Samples]:
    """Blocks of silence."""
    for start in range(0, samples, BLOCK_SAMPLES):
        yield np.zeros((min(BLOCK_SAMPLES, samples - start), channels), np.float32)


def _placed(info: MediaInfo, audio: AudioTrack, first: int) -> Iterator[tuple[int, Samples]]:
    """Decoded sound (n, channels) with its place in clip time, in the track's samples.

    It begins at or before sample `first` if the track does.
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
            f"The sound of {info.path.name} cannot be decoded.", hint="It is probably damaged."
        )


def _decoded(
    info: MediaInfo, audio: AudioTrack, *, seek_s: float | None = None
) -> Iterator[tuple[int, Samples]]:
    """Decoded sound with its place, from the beginning or from clip time `seek_s`."""
    rate_hz = audio.sample_rate_hz
    slack = round(_SLACK_S * rate_hz)
    conform = _Conform(info.path, audio)
    following = round(audio.start_s * rate_hz) if seek_s is None else None
    with open_media(info.path) as container:
        stream = container.streams[audio.index]
        assert isinstance(stream, AudioStream)
        base = stream.time_base or Fraction(1, rate_hz)
        if seek_s is not None and not _seek(container, stream, (info.start_s + seek_s) / base):
            return
        for packet in packets(container, [stream]):
            for frame in _frames_of(packet):
                stamp = following
                if frame.pts is not None:
                    stamp = round((frame.pts * base - Fraction(info.start_s)) * rate_hz)
                if stamp is None:
                    return  # after a seek there is no telling where this sound belongs
                if following is None or abs(stamp - following) > slack:
                    following = stamp
                samples = conform(frame)
                yield following, samples
                following += len(samples)


def _seek(container: InputContainer, stream: AudioStream, ticks: float) -> bool:
    """Go to a time stamp; whether the file allows it."""
    try:
        container.seek(int(ticks), stream=stream)
    except av.error.FFmpegError:
        return False
    return True


def _frames_of(packet: "Packet[AudioStream]") -> list[AudioFrame]:
    """The sound that a packet completes: none where it is damaged."""
    try:
        return packet.decode()
    except av.error.FFmpegError:
        return []


class _Conform:
    """Turns decoded frames into (n, channels) at the track's rate, even if they change midway."""

    def __init__(self, path: Path, audio: AudioTrack) -> None:
        self._path = path
        self._audio = audio
        self._resampler: Resampler | None = None
        self._interleaver = av.AudioResampler(format="flt")
        self._frame_rate_hz = audio.sample_rate_hz

    def __call__(self, frame: AudioFrame) -> Samples:
        """The samples of a frame, without its damage."""
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
                f"The sound of {self._path.name} has samples of the kind {frame.format.name}, "
                "which cannot be read.",
                hint="Convert it to 24 bits first.",
            ) from error
        raw = raw.T if frame.format.is_planar else raw.reshape(-1, frame.layout.nb_channels)
        scale = _FULL_SCALE.get(raw.dtype.str[1:])
        if scale is None:
            return np.where(np.abs(raw) <= _LOUDEST, raw, 0).astype(np.float32)
        if raw.dtype == np.uint8:
            raw = raw.astype(np.int16) - 128
        return (raw / scale).astype(np.float32)


def _resampled(
    blocks: Iterator[Samples], channels: int, rate_hz: int, new_rate_hz: int
) -> Iterator[Samples]:
    """Blocks at another rate."""
    resampler = Resampler(channels, rate_hz, new_rate_hz)
    for block in blocks:
        yield resampler.push(block)
    yield resampler.flush()


def _gathered(blocks: Iterator[Samples], block_samples: int) -> Iterator[Samples]:
    """The same samples in blocks of one size; the last one may be shorter."""
    parts: list[Samples] = []
    held = 0
    for block in blocks:
        parts.append(block)
        held += len(block)
        if held >= block_samples:
            joined = np.concatenate(parts)
            whole = held - held % block_samples
            for start in range(0, whole, block_samples):
                yield joined[start : start + block_samples]
            parts = [joined[whole:]]
            held -= whole
    if held:
        yield np.concatenate(parts)


def _cut(blocks: Iterator[Samples], wanted: int, context: JobContext | None) -> Iterator[Samples]:
    """The first `wanted` samples."""
    left = wanted
    for block in blocks:
        if context is not None:
            context.advance(1 - left / wanted)
        yield block[:left]
        left -= len(block)
        if left <= 0:
            return
