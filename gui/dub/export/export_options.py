"""What an export offers for a clip: kinds of file, codecs, ranges, and the place to begin with."""

import os
from pathlib import Path
from typing import Final

from engine.config import RESOURCES
from engine.media.kinds import KINDS
from engine.media.probe import MediaInfo
from gui.document.model import Clip, Recipe
from gui.hosts.requests import Original

Kind = tuple[str, str]
Range = tuple[str, tuple[float, float] | None]

ORIGINALS: Final[tuple[tuple[Original, str, str], ...]] = (
    ("drop", "Replace the original sound", "Only the dub is heard."),
    ("mix", "Mix with the original", "The dub is added to the clip's own sound."),
    ("track", "Keep the original as a second track", "Its packets are copied untouched."),
)
LOUDNESS: Final = (
    ("As the original", "match"),
    ("-14 LUFS (streaming)", "-14"),
    ("-16 LUFS (podcast)", "-16"),
    ("-23 LUFS (broadcast)", "-23"),
    ("Leave as it is", "off"),
)
VIDEO_KINDS: Final[tuple[Kind, ...]] = (
    (".mp4", "MP4"),
    (".mov", "MOV"),
    (".mkv", "Matroska"),
    (".webm", "WebM"),
)
SOUND_KINDS: Final[tuple[Kind, ...]] = ((".wav", "WAV, 24 bit"), (".flac", "FLAC, 24 bit"))
_CODECS: Final = {
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


def ranges(clip: Clip | None, recipe: Recipe) -> list[Range]:
    """The parts of the clip that can be written; None is all of it."""
    whole_s = recipe.video.duration_s
    result: list[Range] = [(f"The whole clip, {whole_s:.2f} s", None)]
    parts = {"From in to out": clip.range_s} if clip is not None else {}
    parts["The take's own range"] = recipe.range_s
    seen = [(0.0, whole_s)]
    for name, part in parts.items():
        if part not in seen:
            seen.append(part)
            result.append((f"{name}, {part[0]:.2f} to {part[1]:.2f} s", part))
    return result


def first_output(video: Path, kinds: list[Kind]) -> Path:
    """Beside the clip, or in the person's own folder where that is no place to write to."""
    folder = video.parent
    if not os.access(folder, os.W_OK) or folder.is_relative_to(RESOURCES):
        folder = Path.home()
    own = video.suffix.lower()
    suffix = own if own in [kind[0] for kind in kinds] else kinds[0][0]
    return folder / f"{video.stem} dubbed{suffix}"
