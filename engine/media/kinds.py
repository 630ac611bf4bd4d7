"""The kinds of video files that can be written, and the sound that each of them holds."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.errors import UsageError


@dataclass(frozen=True, slots=True)
class SoundCodec:
    """How a kind of sound is encoded.

    Attributes:
        encoder: FFmpeg's name of the encoder.
        sample_format: what it takes; FLAC and PCM are written with 24 bits.
        rates_hz: the sample rates that it holds, in order; any where empty.
        lossy: whether it has a bit rate.
        layouts: whether it holds other channel layouts than `LAYOUTS`.
    """

    encoder: str
    sample_format: str
    rates_hz: tuple[int, ...] = ()
    lossy: bool = False
    layouts: bool = True


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file.

    Attributes:
        format: FFmpeg's name.
        codecs: the sound codecs that it holds, the usual one first.
        edit_lists: whether it can hide what lies before time 0 and tell lengths to the sample.
    """

    format: str
    codecs: tuple[str, ...]
    edit_lists: bool = False


SOUND_CODECS: Final = {
    "aac": SoundCodec(
        "aac",
        "fltp",
        (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 64000, 88200, 96000),
        lossy=True,
    ),
    "flac": SoundCodec("flac", "s32"),
    "opus": SoundCodec("libopus", "flt", (48000,), lossy=True, layouts=False),
    "pcm": SoundCodec("pcm_s24le", "s32"),
}

# AVI is read but not written: it has no presentation time stamps to keep the picture's times.
KINDS: Final = {
    ".mp4": Kind("mp4", ("aac", "flac", "opus"), edit_lists=True),
    ".m4v": Kind("mp4", ("aac", "flac", "opus"), edit_lists=True),
    ".mov": Kind("mov", ("aac", "pcm"), edit_lists=True),
    ".mkv": Kind("matroska", ("flac", "opus", "aac", "pcm")),
    ".webm": Kind("webm", ("opus",)),
}
VIDEO_SUFFIXES: Final = tuple(KINDS)

LAYOUTS: Final = {
    1: "mono",
    2: "stereo",
    3: "3.0",
    4: "quad",
    5: "5.0",
    6: "5.1",
    7: "6.1",
    8: "7.1",
}
_OTHER_LAYOUTS: Final = {"2.1": 3, "4.0": 4, "5.0(side)": 5, "5.1(side)": 6, "7.1(wide)": 8}


def kind_of(output: Path) -> Kind:
    """The kind of file that a suffix stands for.

    Raises:
        UsageError: it stands for none.
    """
    kind = KINDS.get(output.suffix.lower())
    if kind is None:
        raise UsageError(
            f"{output.name} has a suffix that cannot be written.",
            hint=f"Use one of {', '.join(KINDS)}.",
        )
    return kind


def sound_codec_of(output: Path, codec: str | None = None) -> str:
    """The name of the sound codec of a file: the wanted one, the usual one of its kind for None.

    Raises:
        UsageError: this kind of file does not hold it.
    """
    codecs = kind_of(output).codecs
    if codec is None:
        return codecs[0]
    if codec not in codecs:
        raise UsageError(
            f"A {output.suffix} file is not written with {codec} sound.",
            hint=f"Use {' or '.join(codecs)}.",
        )
    return codec


def fitting_rate_hz(output: Path, rate_hz: int, codec: str | None = None) -> int:
    """The sample rate that a file can hold: the wanted one, the next higher, or its highest.

    Raises:
        UsageError: the suffix is unknown, or its kind does not hold the codec.
    """
    rates_hz = SOUND_CODECS[sound_codec_of(output, codec)].rates_hz or (rate_hz,)
    return min((rate for rate in rates_hz if rate >= rate_hz), default=rates_hz[-1])


def layout_name(codec: str, channels: int, wanted: str) -> str:
    """FFmpeg's name of a channel layout: the wanted one if the codec holds it, or the usual one."""
    other = SOUND_CODECS[codec].layouts and _OTHER_LAYOUTS.get(wanted) == channels
    return wanted if other else LAYOUTS[channels]
