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
from itertools import chain
from pathlib import Path
from typing import Final

import numpy as np

from engine.config import MEL
from engine.errors import InputError, TargetError
from engine.media.probe import AudioTrack, MediaInfo, clip_range, probed, require_audio
from engine.media.resampling import Samples, resampled
from engine.media.sound_decoding import placed_sound
from engine.media.target import check_target, replacing
from engine.progress import JobContext

BLOCK_SAMPLES: Final = 65536  # 0.5 MB of stereo
LONGEST_WHOLE_S: Final = 600.0  # a sound held whole, such as a reference; 230 MB at 48 kHz stereo
SOUND_SUFFIXES: Final = (".flac", ".wav")


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
        blocks = map(channel_mean, blocks)
    if new_rate_hz != audio.sample_rate_hz:
        blocks = resampled(blocks, channels, audio.sample_rate_hz, new_rate_hz)
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


def channel_mean(block: Samples) -> Samples:
    """The mean of the channels, (n, channels) to (n, 1).

    Channel by channel: `mean(axis=1)` takes 20 times as long (1.1 ms for 65,536 stereo samples).
    """
    total = block[:, 0].copy()
    for channel in range(1, block.shape[1]):
        total += block[:, channel]
    return (total / np.float32(block.shape[1]))[:, np.newaxis]


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
    import soundfile  # type: ignore[import-untyped]  # not needed by who only reads

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
    for position, samples in placed_sound(info, audio, cursor):
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
