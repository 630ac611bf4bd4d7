"""The containers that can be written, and the audio codecs that each supports."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.errors import UsageError


@dataclass(frozen=True, slots=True)
class SoundCodec:
    """How an audio codec is encoded.

    Attributes:
        encoder: FFmpeg's name of the encoder.
        sample_format: its input format; FLAC and PCM are written with 24 bits.
        rates_hz: supported sample rates, ascending; any if empty.
        lossy: whether it has a bit rate.
        layouts: whether it supports channel layouts other than `LAYOUTS`.
    """

    encoder: str
    sample_format: str
    rates_hz: tuple[int, ...] = ()
    lossy: bool = False
    layouts: bool = True


@dataclass(frozen=True, slots=True)
class Kind:
    """A container format.

    Attributes:
        format: FFmpeg's name.
        codecs: supported audio codecs, the default first.
        edit_lists: whether it can hide what lies before time 0 and store sample-exact lengths.
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

# AVI is read but not written: it has no presentation time stamps to preserve the frames' times.
KINDS: Final = {
    ".mp4": Kind("mp4", ("aac", "flac", "opus"), edit_lists=True),
    ".m4v": Kind("mp4", ("aac", "flac", "opus"), edit_lists=True),
    ".mov": Kind("mov", ("aac", "pcm"), edit_lists=True),
    ".mkv": Kind("matroska", ("flac", "opus", "aac", "pcm")),
    ".webm": Kind("webm", ("opus",)),
}
VIDEO_SUFFIXES: Final = tuple(KINDS)

# What is taken from a folder; a file that is named itself may be anything that FFmpeg opens.
CLIPS_IN_FOLDERS: Final = frozenset(
    {*VIDEO_SUFFIXES, ".avi", ".flv", ".gif", ".m2ts", ".mpeg", ".mpg", ".mts", ".ts", ".wmv"}
)
SOUNDS_IN_FOLDERS: Final = frozenset(
    {".wav", ".flac", ".mp3", ".ogg", ".oga", ".opus", ".aif", ".aiff", ".m4a", ".aac", ".wma"}
)

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
    """Look up the container format for a suffix.

    Raises:
        UsageError: the suffix is unknown.
    """
    kind = KINDS.get(output.suffix.lower())
    if kind is None:
        raise UsageError(
            "{name} has a suffix that is not supported for writing.",
            hint="Use one of {kinds}.",
            name=output.name,
            kinds=", ".join(KINDS),
        )
    return kind


def sound_codec_of(output: Path, codec: str | None = None) -> str:
    """The audio codec of a file: the requested one, or the container's default for None.

    Raises:
        UsageError: the container does not support it.
    """
    codecs = kind_of(output).codecs
    if codec is None:
        return codecs[0]
    if codec not in codecs:
        raise UsageError(
            "A {suffix} file cannot be written with {codec} sound.",
            hint="Use {codecs}.",
            suffix=output.suffix,
            codec=codec,
            codecs=" or ".join(codecs),
        )
    return codec


def fitting_rate_hz(output: Path, rate_hz: int, codec: str | None = None) -> int:
    """The sample rate for a file: the requested one, else the next higher, else its highest.

    Raises:
        UsageError: the suffix is unknown, or the container does not support the codec.
    """
    rates_hz = SOUND_CODECS[sound_codec_of(output, codec)].rates_hz or (rate_hz,)
    return min((rate for rate in rates_hz if rate >= rate_hz), default=rates_hz[-1])


def layout_name(codec: str, channels: int, wanted: str) -> str:
    """FFmpeg's name of a channel layout: the requested one if supported, else the default."""
    other = SOUND_CODECS[codec].layouts and _OTHER_LAYOUTS.get(wanted) == channels
    return wanted if other else LAYOUTS[channels]
