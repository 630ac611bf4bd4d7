"""Checks whether a clip is usable for training, and finds problems and warnings."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, get_args

import numpy as np
from msgspec import to_builtins
from numpy.typing import NDArray
from typing_extensions import override

from engine.config import GRID
from engine.errors import EngineError, InputError, reason_of
from engine.features.stored import read_feature_pair
from engine.media.audio import read_blocks
from engine.media.frames import sample_frames
from engine.media.probe import MediaInfo, probe
from engine.mel.contract import MEL
from engine.phrases import Phrase, phrase
from engine.storage.arrays import read_array
from training.data.sources import ClipFile, ReadyArrays

Kind = Literal[
    "unreadable",
    "no picture",
    "no sound",
    "no features",
    "too short",
    "silent",
    "slideshow",
    "duplicate",
    "clipped",
    "lengths differ",
]
DROPPING: Final = frozenset[Kind](get_args(Kind)) - {"clipped", "lengths differ"}

_SHORTEST_S: Final = 0.5  # shorter clips would loop over twenty times to fill a window
_SILENT_PEAK: Final = 10 ** (-50 / 20)  # -50 dBFS: the noise floor of a recorder
_FULL_SCALE: Final = 0.999
_CLIPPED_SHARE: Final = 1e-3  # a loud but clean recording reaches full scale far more rarely
_LENGTHS_S: Final = 0.5  # codecs pad by far less

# There is motion if one pixel in a hundred changes by more than compression noise. In 48 real clips
# it is found in at least 40 % of the steps; slideshows are still between isolated full changes.
_LOOK_RATE: Final = Fraction(5)
_LOOK_SIZE: Final = (64, 48)
_MOVED_LEVELS: Final = 8
_MOVED_PIXELS: Final = 99  # percentile
_MOVING_SHARE: Final = 0.03  # one impact filmed by a still camera moves in more steps than this


class Finding(NamedTuple):
    """A problem or warning; clips with a finding of a `DROPPING` kind are left out."""

    kind: Kind
    detail: Phrase = Phrase("")

    @override
    def __str__(self) -> str:
        return f"{self.kind} ({self.detail_text})" if self.detail else self.kind

    @property
    def detail_text(self) -> str:
        """The detail in English, without the full stop of a whole sentence."""
        return str(self.detail).rstrip(".")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipCheck:
    """The result of checking a clip.

    Attributes:
        clip: the clip.
        digest: hash of the file's content, to detect copies.
        picture_s: clip time at which the picture ends.
        sound_s: clip time at which the sound ends.
        rate_hz: sample rate of the sound.
        channels: of the sound.
        peak: maximum absolute sample; 1 is full scale.
        clipped: share of the samples at full scale.
        moving: share of the steps of 0.2 s with motion; cuts do not count.
        findings: problems and warnings.
    """

    clip: ClipFile
    digest: str = ""
    picture_s: float = 0.0
    sound_s: float = 0.0
    rate_hz: int = 0
    channels: int = 0
    peak: float = 0.0
    clipped: float = 0.0
    moving: float = 0.0
    findings: tuple[Finding, ...] = ()

    @property
    def content_s(self) -> float:
        """Duration with both picture and sound."""
        return min(self.picture_s, self.sound_s)

    @property
    def dropped(self) -> bool:
        """Whether a finding excludes the clip from the data set."""
        return any(finding.kind in DROPPING for finding in self.findings)

    def to_json(self) -> dict[str, Any]:
        """The check as JSON types."""
        return {
            "source": self.clip.source,
            "path": None if self.clip.video is None else str(self.clip.video.absolute()),
            "ready": self.clip.ready is not None,
            "class": self.clip.label,
            "dropped": self.dropped,
            "findings": [
                {"kind": each.kind, "detail": each.detail_text, "said": to_builtins(each.detail)}
                for each in self.findings
            ],
            "picture_s": round(self.picture_s, 3),
            "sound_s": round(self.sound_s, 3),
            "rate_hz": self.rate_hz,
            "channels": self.channels,
            "peak": round(self.peak, 5),
            "clipped": round(self.clipped, 6),
            "moving": round(self.moving, 3),
        }


def check_clip(clip: ClipFile) -> ClipCheck:
    """Check a clip; any problem becomes a finding, never an error."""
    try:
        if clip.video is not None:
            return _check_video(clip, clip.video)
        assert clip.ready is not None
        return _check_ready(clip, clip.ready)
    except (EngineError, OSError) as error:
        reason = error.phrase if isinstance(error, EngineError) else reason_of(error)
        return ClipCheck(clip=clip, findings=(Finding("unreadable", reason),))


def read_ready_mel(path: Path) -> NDArray[np.float32]:
    """Read a ready mel (80, 860) of 0 to 1.

    Raises:
        InputError: the file contains something else.
    """
    try:
        mel = read_array(path)
    except (OSError, ValueError) as error:
        raise InputError("{name} holds no mel that can be read.", name=path.name) from error
    wanted = (MEL.bins, GRID.window_mel_frames)
    if mel.shape != wanted or mel.dtype.kind != "f":
        raise InputError(
            "{name} holds no mel of {bands} x {frames}.",
            name=path.name,
            bands=wanted[0],
            frames=wanted[1],
        )
    if not (np.isfinite(mel).all() and mel.min() >= 0 and mel.max() <= 1):
        raise InputError("{name} holds numbers outside 0 to 1.", name=path.name)
    return np.asarray(mel, np.float32)


def _check_ready(clip: ClipFile, ready: ReadyArrays) -> ClipCheck:
    """Check ready arrays without a video."""
    features, mel = read_feature_pair(ready.rgb, ready.flow), read_ready_mel(ready.mel)
    digest = hashlib.sha256(features.tobytes() + mel.tobytes()).hexdigest()
    return ClipCheck(
        clip=clip,
        digest=digest,
        picture_s=GRID.window_s,
        sound_s=GRID.window_s,
        rate_hz=MEL.sample_rate_hz,
        channels=1,
        moving=1.0,
        findings=() if mel.any() else (Finding("silent"),),
    )


def _check_video(clip: ClipFile, video: Path) -> ClipCheck:
    with video.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    info = probe(video)
    missing: list[Finding] = []
    if info.video is None:
        missing.append(Finding("no picture"))
    if not info.audio:
        missing.append(Finding("no sound"))
    if missing or info.video is None:
        return ClipCheck(clip=clip, digest=digest, findings=tuple(missing))
    sound = info.audio[0]
    picture_s = info.video.start_s + info.video.duration_s
    sound_s = sound.start_s + sound.duration_s
    level = _level(video)
    moving = _moving_share(video, info)
    findings = [*_length_findings(picture_s, sound_s), *_level_findings(level)]
    if moving < _MOVING_SHARE:
        findings.append(Finding("slideshow", phrase("the picture hardly changes")))
    return ClipCheck(
        clip=clip,
        digest=digest,
        picture_s=picture_s,
        sound_s=sound_s,
        rate_hz=sound.sample_rate_hz,
        channels=sound.channels,
        peak=level.peak,
        clipped=level.clipped,
        moving=moving,
        findings=tuple(findings),
    )


def _length_findings(picture_s: float, sound_s: float) -> Iterator[Finding]:
    shared_s = min(picture_s, sound_s)
    if shared_s < _SHORTEST_S:
        told = phrase("{shared_s:.2f} s with picture and sound", shared_s=shared_s)
        yield Finding("too short", told)
    if abs(picture_s - sound_s) > _LENGTHS_S:
        told = phrase(
            "picture {picture_s:.2f} s, sound {sound_s:.2f} s", picture_s=picture_s, sound_s=sound_s
        )
        yield Finding("lengths differ", told)


class _Level(NamedTuple):
    """Peak of a sound, and the share of its samples at full scale."""

    peak: float
    clipped: float


def _level(video: Path) -> _Level:
    peak, clipped, total = 0.0, 0, 0
    for block in read_blocks(video):
        size = np.abs(block)
        peak = max(peak, float(size.max(initial=0.0)))
        clipped += int((size >= _FULL_SCALE).sum())
        total += size.size
    return _Level(peak, clipped / max(total, 1))


def _level_findings(level: _Level) -> Iterator[Finding]:
    if level.peak < _SILENT_PEAK:
        peak_db = 20 * np.log10(max(level.peak, 1e-10))
        peak = phrase("peak {peak_db:.0f} dB", peak_db=peak_db)
        yield Finding("silent", peak if level.peak > 0 else phrase("digital silence"))
    if level.clipped > _CLIPPED_SHARE:
        percent = 100 * level.clipped
        told = phrase("{percent:.1f} % of the samples at full scale", percent=percent)
        yield Finding("clipped", told)


def _moving_share(video: Path, info: MediaInfo) -> float:
    """The share of steps with motion; an isolated change of the whole picture is a cut."""
    end_s = info.duration_s if info.video is None else info.video.start_s + info.video.duration_s
    pictures = sample_frames(
        video, rate=_LOOK_RATE, size=_LOOK_SIZE, end_s=min(end_s, info.duration_s)
    )
    changes = np.array([_change(before, after) for before, after in pairwise(pictures)])
    if not len(changes):
        return 0.0
    some, whole = (changes > _MOVED_LEVELS).T
    padded = np.pad(some, 1)
    cuts = whole & ~padded[:-2] & ~padded[2:]
    return float((some & ~cuts).mean())


def _change(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> NDArray[np.float64]:
    """The 99th percentile and the median (2,) of the pixels' changes, in grey levels."""
    change = np.abs(after.astype(np.int16) - before).max(axis=2)  # (H, W, 3) -> (H, W)
    percentiles: NDArray[np.float64] = np.percentile(change, (_MOVED_PIXELS, 50))
    return percentiles
