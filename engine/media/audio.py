"""Read the sound of any file as blocks of samples on the clip's clock, and write audio files.

Sample n of a read lies at clip time `start_s + n / rate`, to the sample if the file's own time
stamps are that precise: encoder delay is removed, a late start and gaps become silence, and
resampling changes neither position nor length. No sound is held in memory whole unless a function
says so.

Channels are mixed down (`engine.media.downmix`) before resampling, as in the paper's data pipeline.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

import numpy as np

from engine.errors import InputError, TargetError
from engine.media.downmix import Downmix
from engine.media.probe import AudioTrack, MediaInfo, clip_range, probed, require_audio
from engine.media.resampling import Samples, resampled
from engine.media.sound_decoding import placed_sound
from engine.media.target import check_target, replacing
from engine.mel.contract import MEL
from engine.progress import JobContext

BLOCK_SAMPLES: Final = 65536  # 0.5 MB of stereo
LONGEST_WHOLE_S: Final = 600.0  # of a sound in memory, such as a reference; 230 MB at 48 kHz stereo
SOUND_SUFFIXES: Final = (".flac", ".wav")


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound held in memory.

    Attributes:
        samples: (n, channels), -1 to 1, beyond that if the file exceeds full scale.
        rate_hz: sample rate.
    """

    samples: Samples
    rate_hz: int

    @property
    def duration_s(self) -> float:
        """Duration in seconds."""
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
    """Read an audio track block by block in clip time.

    Silence fills gaps and the time before the track starts and after it ends.

    Args:
        file: a video or audio file, or its probed media info.
        track: index among the audio tracks, from 0.
        rate_hz: sample rate of the blocks; None means that of the track.
        mono: whether to mix the channels down.
        start_s: clip time of the first sample.
        end_s: clip time of the end; None means the end of the clip.
        block_samples: samples per block; the last one may be shorter.
        context: for progress and cancellation.

    Yields:
        Blocks (n, channels), `round((end_s - start_s) * rate)` samples in total.

    Raises:
        InputError: the file is unusable, has no such track, or `start_s` is outside it.
        UsageError: the range is empty.
    """
    info = probed(file)
    audio = require_audio(info, track)
    end_s = clip_range(info, start_s, end_s)
    new_rate_hz = rate_hz or audio.sample_rate_hz
    channels = 1 if mono else audio.channels
    blocks = _gathered(_clip_blocks(info, audio, start_s, end_s), BLOCK_SAMPLES)
    if mono:
        blocks = map(Downmix().push, blocks)
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
    """Read the first audio track of a file into memory; arguments as in `read_blocks`.

    Raises:
        InputError: as in `read_blocks`, or the range is longer than `limit_s`.
        UsageError: the range is empty.
    """
    info = probed(file)
    audio = require_audio(info)
    end_s = clip_range(info, start_s, end_s)
    if end_s - start_s > limit_s:
        raise InputError(
            "{name} is {length_s:.0f} s long, more than the {limit_s:.0f} s that can be used at "
            "once.",
            hint="Choose a part of it.",
            name=info.path.name,
            length_s=end_s - start_s,
            limit_s=limit_s,
        )
    blocks = list(read_blocks(info, rate_hz=rate_hz, mono=mono, start_s=start_s, end_s=end_s))
    return Sound(np.concatenate(blocks), rate_hz or audio.sample_rate_hz)


def read_mono(
    file: Path | MediaInfo, *, start_s: float = 0.0, end_s: float | None = None
) -> Samples:
    """Read a sound as the paper's models expect it: (n,), mean of the channels, 22050 Hz.

    It is held in memory, 88 kB per second. Source: paper, Experimental Setup.

    Raises:
        InputError: as in `read_blocks`.
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
    """Write blocks (n,) or (n, channels) as a 24-bit audio file, WAV or FLAC by its suffix.

    Samples beyond full scale clip. The file appears only when complete.

    Raises:
        UsageError: the suffix is neither .wav nor .flac.
        OutputExistsError: the file exists and must not be replaced.
        TargetError: it cannot be written.
    """
    import soundfile  # type: ignore[import-untyped]  # only needed for writing

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
            "{name} could not be written: the disk is full or write-protected.",
            hint="Free some space, or choose another folder.",
            name=output.name,
        ) from error


def _clip_blocks(
    info: MediaInfo, audio: AudioTrack, start_s: float, end_s: float
) -> Iterator[Samples]:
    """The track at its own sample rate from clip time `start_s` to just after `end_s`."""
    cursor = round(start_s * audio.sample_rate_hz)
    # One sample more than requested, so that rounding never leaves resampling short.
    end = cursor + math.ceil((end_s - start_s) * audio.sample_rate_hz) + 1
    for position, samples in placed_sound(info, audio, cursor):
        yield from silence(min(position, end) - cursor, audio.channels)
        cursor = max(cursor, min(position, end))
        heard = samples[max(cursor - position, 0) : max(end - position, 0)]
        yield heard
        cursor += len(heard)
        if cursor >= end:
            return
    yield from silence(end - cursor, audio.channels)


def silence(samples: int, channels: int) -> Iterator[Samples]:
    """Blocks (n, channels) of silence."""
    for start in range(0, samples, BLOCK_SAMPLES):
        yield np.zeros((min(BLOCK_SAMPLES, samples - start), channels), np.float32)


def _gathered(blocks: Iterator[Samples], block_samples: int) -> Iterator[Samples]:
    """Regroup samples into blocks of equal size; the last one may be shorter."""
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
    """Pass the first `wanted` samples through."""
    left = wanted
    for block in blocks:
        if context is not None:
            context.advance(1 - left / wanted)
        yield block[:left]
        left -= len(block)
        if left <= 0:
            return
