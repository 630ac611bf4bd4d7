"""Finds the clips of a folder and their classes.

Two layouts are supported. That of the VAS data set (paper, Dataset and Processing):

    CLIPS/videos/CLASS/ID.mp4
    CLIPS/features/CLASS/ID_rgb.npy, ID_flow.npy, ID_mel.npy      ready features and mels

of which either half may be missing, with the features also as REGNET and SpecVQGAN publish them:

    CLIPS/features/CLASS/feature_rgb_*/ID.pkl, feature_flow_*/ID.pkl, melspec_*/ID_mel.npy

and any tree of folders with video files, where the class is the name of the clip's folder. Clips
that lie in no folder of their own have the class in their name, as in dog__0815.mp4.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from glob import escape
from pathlib import Path
from typing import Final, Literal

from engine.errors import InputError, UsageError
from engine.phrases import Phrase, meant, phrase
from engine.storage.folders import files_below
from engine.storage.real_paths import real_path
from engine.storage.regular_files import read_text
from engine.storage.spreadsheet import read_rows

Layout = Literal["auto", "vas", "folder"]

_SUFFIXES: Final = frozenset(
    (
        *(".3gp", ".avi", ".flv", ".m2ts", ".m4v", ".mkv", ".mov", ".mp4"),
        *(".mpeg", ".mpg", ".mts", ".ogv", ".ts", ".webm", ".wmv"),
    )
)
_VIDEOS, _FEATURES = "videos", "features"
_MEL_ENDING: Final = "_mel.npy"
_MEL_FOLDER: Final = "melspec_"
_CLASS_MARK: Final = "__"
_LABEL_COLUMNS: Final = ["source", "label"]


@dataclass(frozen=True, slots=True)
class ReadyArrays:
    """The files of a clip's features and mel that were extracted elsewhere.

    Attributes:
        rgb: (F, 1024), appearance at 21.5 fps.
        flow: (F, 1024), motion.
        mel: (80, 860), 0 to 1.
    """

    rgb: Path
    flow: Path
    mel: Path


@dataclass(frozen=True, slots=True)
class ClipFile:
    """A clip in a folder.

    Attributes:
        source: its name in the data set: the path relative to the folder.
        label: its class.
        video: the file; None if there are only features and a mel.
        ready: its ready features and mel, if there are any.
    """

    source: str
    label: str
    video: Path | None
    ready: ReadyArrays | None = None


def find_clips(
    folder: Path,
    layout: Layout = "auto",
    classes: Sequence[str] = (),
    exclude: Sequence[str] = (),
    labels: Mapping[str, str] | None = None,
) -> list[ClipFile]:
    """The clips of a folder, sorted by name.

    Args:
        folder: of the clips.
        layout: of the folder; `auto` checks for a folder `videos` or `features`.
        classes: only these; all if empty.
        exclude: sources of clips to leave out.
        labels: the class of each clip whose folder does not say it, by source.

    Raises:
        InputError: there is no such folder, or it contains no clips, or all are excluded.
        UsageError: a class has no clips, or a clip to exclude or to label does not exist.
    """
    if not folder.is_dir():
        raise InputError(
            "There is no folder {folder}.", hint="Name the folder of the clips.", folder=folder
        )
    if layout == "auto":
        is_vas = any((folder / half).is_dir() for half in (_VIDEOS, _FEATURES))
        layout = "vas" if is_vas else "folder"
    found = _vas_clips(folder) if layout == "vas" else _folder_clips(folder)
    clips = sorted(found, key=lambda clip: clip.source)
    if not clips:
        raise InputError(
            "There is no clip in {folder}.",
            hint="Expected were video files, in a folder for each class.",
            folder=folder.absolute(),
        )
    sources = [clip.source for clip in clips]
    if labels:
        _check_known(labels, sources, Phrase("There is no clip '{source}' to label."))
        clips = [replace(each, label=labels.get(each.source, each.label)) for each in clips]
    _check_classes(classes, sorted({clip.label for clip in clips}))
    _check_known(exclude, sources, Phrase("There is no clip '{source}' to leave out."))
    left_out = set(exclude)
    kept = [clip for clip in clips if clip.source not in left_out]
    kept = [clip for clip in kept if not classes or clip.label in classes]
    if not kept:
        raise InputError("Every clip is excluded.", hint="Exclude fewer of them.")
    return kept


def folder_of(clips: Sequence[ClipFile]) -> Path | None:
    """The folder that the clips' sources are relative to; None if none of them has a video."""
    first = next((clip for clip in clips if clip.video is not None), None)
    if first is None or first.video is None:
        return None
    return first.video.absolute().parents[first.source.count("/")]


def read_excluded(path: Path) -> list[str]:
    """The sources listed in a text file, one per line.

    Raises:
        InputError: it cannot be read.
    """
    try:
        lines = read_text(path).splitlines()
    except OSError as error:
        raise InputError(
            "The list {path} cannot be read.",
            hint="It is a text file with the name of a clip on each line.",
            path=path.absolute(),
        ) from error
    return [line.strip() for line in lines if line.strip()]


def read_labels(path: Path) -> dict[str, str]:
    """The classes in a table of the columns source and label, by source.

    Raises:
        InputError: it cannot be read, or is not such a table; a class contains no comma.
    """
    hint = Phrase("Its first line is source,label; each other line names a clip and its class.")
    rows = read_rows(path, Phrase("a table of classes"), hint, comments=False)
    columns = [name.casefold() for name in next(rows, (1, []))[1]]
    if sorted(columns) != sorted(_LABEL_COLUMNS):
        raise InputError("{name} is not a table of classes.", hint=hint, name=path.name)
    labels = {}
    for number, row in rows:
        named = dict(zip(columns, row, strict=False))
        label = named.get("label", "")
        if len(row) != len(columns) or not label or "," in label:
            raise InputError(
                "{name}, line {line}: '{row}'.",
                hint=hint,
                name=path.name,
                line=number,
                row=",".join(row),
            )
        labels[named["source"]] = label
    return labels


def _check_classes(wanted: Sequence[str], known: Sequence[str]) -> None:
    for label in wanted:
        if label not in known:
            raise UsageError(
                "There is no clip of the class '{label}'.",
                hint=meant(label, known)
                or phrase("There are {classes}.", classes=", ".join(known)),
                label=label,
            )


def _check_known(wanted: Iterable[str], known: Sequence[str], refusal: Phrase) -> None:
    """Refuse clips that do not exist: the name may be misspelt."""
    for source in sorted(set(wanted) - set(known)):
        hint = meant(source, known) or Phrase("`prepare --check` names the clips.")
        raise UsageError(phrase(refusal.template, source=source), hint=hint)


def _vas_clips(folder: Path) -> Iterator[ClipFile]:
    features = folder / _FEATURES
    ready = dict(_ready_arrays(features)) | dict(_published_arrays(features))
    for path in _videos(folder / _VIDEOS):
        name = path.relative_to(folder / _VIDEOS)
        arrays = ready.pop(name.with_suffix("").as_posix(), None)
        yield ClipFile(_printable(name), _class_of(path.parent), path, arrays)
    for key, arrays in ready.items():
        yield ClipFile(_printable(Path(key)), _class_of(Path(key).parent), None, arrays)


def _ready_arrays(folder: Path) -> Iterator[tuple[str, ReadyArrays]]:
    """The ready arrays, by CLASS/ID, of each clip that has all three."""
    for mel in (each for each in files_below(folder) if each.name.endswith(_MEL_ENDING)):
        identity = mel.name.removesuffix(_MEL_ENDING)
        rgb, flow = (mel.with_name(f"{identity}_{stream}.npy") for stream in ("rgb", "flow"))
        if rgb.exists() and flow.exists():
            key = (mel.parent / identity).relative_to(folder).as_posix()
            yield key, ReadyArrays(rgb, flow, mel)


def _published_arrays(folder: Path) -> Iterator[tuple[str, ReadyArrays]]:
    """The ready arrays, by CLASS/ID, that lie in a folder for each kind, as REGNET's do."""
    for mel in folder.glob(f"*/{_MEL_FOLDER}*/*{_MEL_ENDING}"):
        identity, own = mel.name.removesuffix(_MEL_ENDING), mel.parent.parent
        rgb, flow = (
            min(own.glob(f"feature_{stream}_*/{escape(identity)}.*"), default=None)
            for stream in ("rgb", "flow")
        )
        if rgb is not None and flow is not None:
            yield f"{own.name}/{identity}", ReadyArrays(rgb, flow, mel)


def _folder_clips(folder: Path) -> Iterator[ClipFile]:
    for path in _videos(folder):
        name = _printable(path.relative_to(folder))
        label, mark, _ = name.partition(_CLASS_MARK)
        marked = bool(mark and label) and path.parent == folder
        yield ClipFile(name, label if marked else _class_of(real_path(path.parent)), path)


def _videos(folder: Path) -> Iterator[Path]:
    """The video files in a folder and its subfolders, without hidden ones."""
    for path in files_below(folder):
        if path.suffix.lower() in _SUFFIXES and not path.name.startswith(".") and path.is_file():
            yield path


def _class_of(folder: Path) -> str:
    """The class of the clips in a folder."""
    return _printable(Path(folder.name))


def _printable(path: Path) -> str:
    """A name that can be encoded as UTF-8, whatever bytes the file system contains."""
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")
