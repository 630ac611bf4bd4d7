"""What an export offers for a clip: kinds of file, codecs, ranges, and the place to begin with."""

import os
from pathlib import Path
from typing import Final

from engine.config import RESOURCES
from engine.media.kinds import KINDS
from engine.media.probe import MediaInfo
from engine.recipe import WHOLE, Loudness, Original, Span
from gui.document.model import Clip, Take

Kind = tuple[str, str]
Range = tuple[str, Span]

ORIGINALS: Final[tuple[tuple[Original, str, str], ...]] = (
    ("drop", "Replace the original sound", "Only the dub is heard."),
    ("mix", "Mix with the original", "The dub is added to the clip's own sound."),
    ("track", "Keep the original as a second track", "Its packets are copied untouched."),
)
LOUDNESS: Final[tuple[tuple[str, Loudness], ...]] = (
    ("As the original", "match"),
    ("-14 LUFS (streaming)", -14.0),
    ("-16 LUFS (podcast)", -16.0),
    ("-23 LUFS (broadcast)", -23.0),
    ("Leave as it is", "off"),
)
VIDEO_KINDS: Final[tuple[Kind, ...]] = (
    (".mp4", "MP4"),
    (".mov", "MOV"),
    (".mkv", "Matroska"),
    (".webm", "WebM"),
)
SOUND_KINDS: Final[tuple[Kind, ...]] = ((".wav", "WAV, 24 bit"), (".flac", "FLAC, 24 bit"))
_CODECS: Final[dict[str, str]] = {
    "aac": "AAC",
    "flac": "FLAC (lossless)",
    "opus": "Opus",
    "pcm": "PCM, 24 bit (lossless)",
}
_WEBM_PICTURES: Final = frozenset({"vp8", "vp9", "av1"})


def video_kinds(info: MediaInfo | None) -> list[Kind]:
    """The kinds of video file that can hold this clip's picture: suffix and name."""
    codec = info.video.codec if info is not None and info.video is not None else ""
    return [kind for kind in VIDEO_KINDS if kind[0] != ".webm" or codec in _WEBM_PICTURES]


def sound_codecs(suffix: str) -> list[tuple[str, str | None]]:
    """The codecs of a kind of file, for a person and for the engine; the usual one is None."""
    names = KINDS[suffix].codecs if suffix in KINDS else ()
    return [(_CODECS[name], name if index else None) for index, name in enumerate(names)]


def ranges(clip: Clip | None, take: Take, duration_s: float) -> list[Range]:
    """The parts of the clip that can be written."""
    result: list[Range] = [(f"The whole clip, {duration_s:.2f} s", WHOLE)]
    parts = {"From in to out": clip.span} if clip is not None else {}
    parts["The take's own range"] = take.recipe.span
    seen = [WHOLE]
    for name, span in parts.items():
        if span not in seen:
            seen.append(span)
            end_s = duration_s if span.end_s is None else span.end_s
            result.append((f"{name}, {span.start_s:.2f} to {end_s:.2f} s", span))
    return result


def first_output(video: Path, kinds: list[Kind]) -> Path:
    """Beside the clip, or in the person's own folder where that is no place to write to."""
    folder = video.parent
    if not os.access(folder, os.W_OK) or folder.is_relative_to(RESOURCES):
        folder = Path.home()
    own = video.suffix.lower()
    suffix = own if own in [kind[0] for kind in kinds] else kinds[0][0]
    return folder / f"{video.stem} dubbed{suffix}"
