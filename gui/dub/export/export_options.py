"""The options of an export: formats, codecs, ranges and the default file."""

import os
from pathlib import Path
from typing import Final

from engine.config import RESOURCES
from engine.media.kinds import KINDS
from engine.media.probe import MediaInfo
from engine.project.model import Clip, Take
from engine.recipe import WHOLE, Loudness, Original, Span
from gui.kit.language import mark, number, tr

Kind = tuple[str, str]
Range = tuple[str, Span]

ORIGINALS: Final[tuple[tuple[Original, str, str], ...]] = (
    ("drop", mark("Replace original audio"), mark("Only the dub is heard.")),
    ("mix", mark("Mix with original audio"), mark("The dub is mixed with the clip's own audio.")),
    ("track", mark("Keep original as a second track"), mark("Its packets are copied unchanged.")),
)
LOUDNESS: Final[tuple[tuple[str, Loudness], ...]] = (
    (mark("Match original"), "match"),
    (mark("-14 LUFS (streaming)"), -14.0),
    (mark("-16 LUFS (podcast)"), -16.0),
    (mark("-23 LUFS (broadcast)"), -23.0),
    (mark("No adjustment"), "off"),
)
_SILENT: Final = mark("Usual (-23 LUFS)")  # what matching means without a sound to match
VIDEO_KINDS: Final[tuple[Kind, ...]] = (
    (".mp4", "MP4"),
    (".mov", "MOV"),
    (".mkv", "Matroska"),
    (".webm", "WebM"),
)
SOUND_KINDS: Final[tuple[Kind, ...]] = (
    (".wav", mark("WAV, 24-bit")),
    (".flac", mark("FLAC, 24-bit")),
)
MARKER_KINDS: Final[tuple[Kind, ...]] = (
    (".fcpxml", "FCPXML"),
    (".edl", "EDL (CMX 3600)"),
    (".csv", "CSV"),
)
_CODECS: Final[dict[str, str]] = {
    "aac": "AAC",
    "flac": mark("FLAC (lossless)"),
    "opus": "Opus",
    "pcm": mark("PCM, 24-bit (lossless)"),
}
_WEBM_PICTURES: Final = frozenset({"vp8", "vp9", "av1"})


def loudness_choices(info: MediaInfo | None) -> list[tuple[str, Loudness]]:
    """Loudness by name; without a sound of the clip there is none to match."""
    is_silent = info is not None and not info.audio
    return [
        (tr(_SILENT if is_silent and value == "match" else text), value) for text, value in LOUDNESS
    ]


def video_kinds(info: MediaInfo | None) -> list[Kind]:
    """Video formats that support the clip's video codec: suffix and name."""
    codec = info.video.codec if info is not None and info.video is not None else ""
    return [kind for kind in VIDEO_KINDS if kind[0] != ".webm" or codec in _WEBM_PICTURES]


def sound_codecs(suffix: str) -> list[tuple[str, str | None]]:
    """Audio codecs of a format: display name and engine name, None for the default codec."""
    names = KINDS[suffix].codecs if suffix in KINDS else ()
    return [(_CODECS[name], name if index else None) for index, name in enumerate(names)]


def ranges(clip: Clip | None, take: Take | None, duration_s: float) -> list[Range]:
    """The ranges of the clip that can be exported."""
    result: list[Range] = [(tr("Whole clip, {seconds} s", seconds=number(duration_s, 2)), WHOLE)]
    parts = {mark("In to out, {start} to {end} s"): clip.span} if clip is not None else {}
    if take is not None:
        parts[mark("Range of the take, {start} to {end} s")] = take.recipe.span
    seen = [WHOLE]
    for name, span in parts.items():
        if span not in seen:
            seen.append(span)
            end_s = duration_s if span.end_s is None else span.end_s
            text = tr(name, start=number(span.start_s, 2), end=number(end_s, 2))
            result.append((text, span))
    return result


def first_output(video: Path, kinds: list[Kind], wanted: Path | None = None) -> Path:
    """Default file: in the wanted folder, else beside the clip, else in the home folder.

    Args:
        video: the clip.
        kinds: the formats that can be written.
        wanted: the folder of exports, if one was chosen.
    """
    folder = wanted or video.parent
    if not os.access(folder, os.W_OK) or folder.is_relative_to(RESOURCES):
        folder = Path.home()
    own = video.suffix.lower()
    suffix = own if own in [kind[0] for kind in kinds] else kinds[0][0]
    return folder / f"{tr('{clip} dubbed', clip=video.stem)}{suffix}"
