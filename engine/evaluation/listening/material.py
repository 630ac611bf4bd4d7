"""What is listened to: the sounds of several systems for the same clips.

It comes from the report of an evaluation, which lists its sounds in `listening.json`, or from a
folder that holds a folder of sounds for each system:

    FOLDER/Ground truth/dog1.wav      the clips' own sounds
    FOLDER/My model/dog1.wav          any system; sounds of one clip have the same name everywhere
    FOLDER/videos/dog1.mp4            for alignment; not needed if the systems' files are videos
    FOLDER/references/dog1.wav        for timbre: what the systems' sounds should be like
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from msgspec.structs import replace

from engine.errors import InputError, os_errors_as
from engine.evaluation.listening.scales import SCALES, ScaleName
from engine.phrases import Phrase, phrase
from engine.storage.regular_files import read_regular
from engine.storage.values import DamagedValueError, Value, decode

LISTING: Final = "listening.json"
_REPORT: Final = "report.json"
_VIDEOS: Final = "videos"
_REFERENCES: Final = "references"
_TRUTHS: Final = frozenset(("groundtruth", "truth", "gt", "original", "originals"))
_PICTURES: Final = frozenset((".avi", ".m4v", ".mkv", ".mov", ".mp4", ".webm"))
_SOUNDS: Final = frozenset(
    (".aac", ".aif", ".aiff", ".flac", ".m4a", ".mp3", ".ogg", ".opus", ".wav")
)


class Example(Value, frozen=True, kw_only=True):
    """A sound that a system made for a clip.

    Attributes:
        system: its name.
        is_truth: whether it is the clip's own sound.
        clip: what was dubbed.
        group: class of the clip; empty if unknown.
        scales: on which it can be judged.
        sound: its file.
        picture: video of the clip; None if there is none.
        target: the reference, whose timbre it should have; None if there is none.
    """

    system: str
    is_truth: bool
    clip: str
    group: str
    scales: tuple[ScaleName, ...]
    sound: Path
    picture: Path | None = None
    target: Path | None = None


class Listing(Value, frozen=True, kw_only=True):
    """The sounds of a report, with paths relative to its folder."""

    examples: tuple[Example, ...]


class Material(NamedTuple):
    """All sounds that a listening test can draw from, and sentences about what is missing.

    The title is the name of their folder; the examples have absolute paths.
    """

    title: str
    examples: list[Example]
    notes: list[Phrase]

    def scales(self) -> list[ScaleName]:
        """The scales on which there is anything to judge."""
        found = {name for example in self.examples for name in example.scales}
        return [each.name for each in SCALES if each.name in found]

    def systems(self) -> list[str]:
        """The names of the systems, the ground truth first."""
        ranked = sorted(self.examples, key=lambda example: not example.is_truth)
        return list(dict.fromkeys(example.system for example in ranked))


def read_material(folder: Path) -> Material:
    """Find what can be listened to in a report or in a folder of systems.

    Raises:
        InputError: there is nothing, or the report is damaged or of an earlier version.
    """
    with os_errors_as(InputError, "{folder} cannot be read: {reason}.", folder=folder):
        if (folder / LISTING).is_file():
            return _from_report(folder)
        if (folder / _REPORT).is_file():
            raise InputError(
                "The report {name} does not list its sounds.",
                hint="Repeat the command `evaluate` that made it.",
                name=folder.name,
            )
        return _from_systems(folder)


def _from_report(folder: Path) -> Material:
    try:
        listing = decode(Listing, read_regular(folder / LISTING), "listening")
    except DamagedValueError as error:
        raise InputError(
            "{file} is damaged ({error}).", file=folder / LISTING, error=error
        ) from error
    examples = [_placed(example, folder) for example in listing.examples]
    present = [example for example in examples if example.sound.is_file()]
    if not present:
        raise InputError("The sounds of the report {name} are missing.", name=folder.name)
    missing = len(examples) - len(present)
    lacks = phrase("Sounds of the report that are missing: {count}.", count=missing)
    notes = [lacks] if missing else []
    return Material(folder.name, present, notes)


def _placed(example: Example, folder: Path) -> Example:
    """An example of a report with absolute paths; a file that is missing is left out."""
    picture, target = (
        folder / path if path is not None and (folder / path).is_file() else None
        for path in (example.picture, example.target)
    )
    scales = tuple(
        name
        for name in example.scales
        if name == "realism" or (picture if name == "alignment" else target) is not None
    )
    sound = folder / example.sound
    return replace(example, scales=scales, sound=sound, picture=picture, target=target)


def _from_systems(folder: Path) -> Material:
    pictures = _by_stem(folder / _VIDEOS, _PICTURES)
    references = _by_stem(folder / _REFERENCES, _SOUNDS | _PICTURES)
    kept = {_VIDEOS, _REFERENCES}
    systems = sorted(path for path in folder.iterdir() if path.is_dir() and path.name not in kept)
    examples: list[Example] = []
    for system in systems:
        is_truth = "".join(filter(str.isalnum, system.name.lower())) in _TRUTHS
        for stem, sound in _by_stem(system, _SOUNDS | _PICTURES).items():
            picture = pictures.get(stem, sound if sound.suffix.lower() in _PICTURES else None)
            target = None if is_truth else references.get(stem)
            scales: list[ScaleName] = ["realism"]
            scales += ["alignment"] if picture is not None else []
            scales += ["timbre"] if target is not None else []
            examples.append(
                Example(
                    system=system.name,
                    is_truth=is_truth,
                    clip=stem,
                    group="",
                    scales=tuple(scales),
                    sound=sound,
                    picture=picture,
                    target=target,
                )
            )
    if not examples:
        raise InputError(
            "{name} holds no sounds of systems.",
            hint="It should be a report, or hold a folder of sounds for each system.",
            name=folder.name,
        )
    return Material(folder.name, examples, _notes(examples))


def _notes(examples: list[Example]) -> list[Phrase]:
    if any(example.is_truth for example in examples):
        return [
            Phrase(
                "The ground truth is used as it is; the paper passes it through the vocoder first."
            )
        ]
    return [Phrase("There is no ground truth to compare with: no folder is named “Ground truth”.")]


def _by_stem(folder: Path, suffixes: Iterable[str]) -> dict[str, Path]:
    """The media files of a folder by their names without suffixes; none if it does not exist."""
    if not folder.is_dir():
        return {}
    return {
        path.stem: path
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in suffixes and not path.name.startswith(".")
    }
