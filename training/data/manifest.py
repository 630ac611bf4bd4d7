"""The metadata files of a data set: its manifest and the records of its shards.

The layout is described in `training.data.shards`.
"""

import hashlib
from pathlib import Path
from typing import Annotated, Final, TypeVar

from msgspec import Meta

from engine.errors import InputError, reason_of
from engine.events.event import Event
from engine.mel.contract import MEL, MelContract
from engine.phrases import Phrase
from engine.storage.atomic import write_atomic
from engine.storage.regular_files import read_regular
from engine.storage.values import (
    DamagedValueError,
    FieldError,
    NewerFormatError,
    Seconds,
    Share,
    Value,
    decode,
    decode_numbered,
    encode,
)
from training.data.sample import Array, SampleInfo

SPLITS_FILE: Final = "splits.csv"
CLIPS_FILE: Final = "clips-folder.txt"  # where the clips were, for looking at them; may be deleted
FORMAT: Final = 1

ShardName = Annotated[str, Meta(pattern=r"\A[0-9]{5,9}\Z")]  # of a folder in `shards`

Stored = TypeVar("Stored", bound=Value)


class Contents(Value, frozen=True, kw_only=True):
    """Description of a data set's samples, the same for all of its shards.

    Attributes:
        arrays: of every sample.
        feature_backend: name of the backend that made the features; empty without features.
        feature_version: its version.
        origin: source and licence of the samples, for users.
        mel: parameters of its mels.
    """

    arrays: tuple[Array, ...]
    feature_backend: str = ""
    feature_version: int = 0
    origin: str = ""
    mel: MelContract = MEL


class Manifest(Contents, frozen=True, kw_only=True):
    """The content of a complete data set's `manifest.json`.

    Attributes:
        format: version of the file format.
        samples: number of samples.
        shards: checksum of each shard's `shard.json`, by folder name.
    """

    format: int = FORMAT
    samples: int
    shards: dict[ShardName, str]


class ArrayFile(Value, frozen=True):
    """Size and SHA-256 of an array's file."""

    bytes: Annotated[int, Meta(ge=0)]
    sha256: str


class SampleRecord(Value, frozen=True, kw_only=True):
    """A sample as stored in `shard.json`; an event is its time and strength.

    The durations of the events are left out if all are strikes.
    """

    label: str
    source: str
    start_s: Seconds
    content_s: Seconds
    events: tuple[tuple[Seconds, Share], ...]
    sound_delay_s: float = 0.0
    durations_s: tuple[Seconds, ...] = ()

    def __post_init__(self) -> None:
        """Refuse durations of other events than its own."""
        if self.durations_s and len(self.durations_s) != len(self.events):
            raise FieldError("durations_s", "must be as many as the events")

    @classmethod
    def of(cls, info: SampleInfo) -> "SampleRecord":
        """The record of a sample, with times rounded to a tenth of a millisecond."""
        durations_s = tuple(round(event.duration_s, 4) for event in info.events)
        return cls(
            label=info.label,
            source=info.source,
            start_s=info.start_s,
            content_s=info.content_s,
            events=tuple((round(event.time_s, 4), event.strength) for event in info.events),
            sound_delay_s=round(info.sound_delay_s, 4),
            durations_s=durations_s if any(durations_s) else (),
        )

    def info(self) -> SampleInfo:
        """The sample that the record describes."""
        durations_s = self.durations_s or (0.0,) * len(self.events)
        return SampleInfo(
            label=self.label,
            source=self.source,
            start_s=self.start_s,
            content_s=self.content_s,
            events=tuple(
                Event(time_s, strength, duration_s=duration_s)
                for (time_s, strength), duration_s in zip(self.events, durations_s, strict=True)
            ),
            sound_delay_s=self.sound_delay_s,
        )


class ShardRecord(Value, frozen=True, kw_only=True):
    """The content of `shard.json`: the files of its arrays by name, and its samples in order."""

    files: dict[str, ArrayFile]
    samples: tuple[SampleRecord, ...]


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a complete data set.

    Raises:
        InputError: there is no data set, or it is incomplete or made for another mel.
    """
    path = folder / "manifest.json"
    if not path.exists():
        if (folder / "contents.json").exists():
            raise InputError(
                "The data set {folder} is not complete: its preparation was interrupted.",
                hint="Prepare it again; that continues where it stopped.",
                folder=folder.absolute(),
            )
        raise InputError(
            "There is no data set in {folder}.",
            hint="If it was moved, locate it; otherwise, make one from a folder of clips.",
            folder=folder.absolute(),
        )
    try:
        manifest = decode_numbered(Manifest, read_regular(path), "manifest", version=FORMAT)
    except NewerFormatError as error:
        raise InputError(
            "The data set {name} was made by a newer version of the program.",
            hint="Update the program.",
            name=folder.name,
        ) from error
    except (OSError, DamagedValueError) as error:
        raise unreadable(path, error) from error
    if manifest.mel != MEL:
        raise InputError(
            "The data set {name} was made for another mel-spectrogram.",
            hint="Prepare it again with this version of the program.",
            name=folder.name,
        )
    return manifest


def data_digest(folder: Path) -> str:
    """The SHA-256 of what a data set says of its samples and its split; its name does not count.

    Raises:
        InputError: as in `read_manifest`.
    """
    read_manifest(folder)
    digest = hashlib.sha256()
    for name in ("manifest.json", SPLITS_FILE):
        try:
            digest.update(read_regular(folder / name))
        except OSError as error:
            raise unreadable(folder / name, error) from error
    return digest.hexdigest()


def write_manifest(
    folder: Path, contents: Contents, samples: int, checksums: dict[str, str]
) -> None:
    """Complete a data set, which has its shards and split, by writing its manifest.

    `checksums` are those of each shard's `shard.json`, by folder name.

    Raises:
        OSError: it cannot be written.
    """
    fields = {name: getattr(contents, name) for name in Contents.__struct_fields__}
    write_record(folder / "manifest.json", Manifest(samples=samples, shards=checksums, **fields))


def read_record(path: Path, kind: type[Stored]) -> Stored:
    """Read a metadata file of a data set.

    Raises:
        InputError: it is missing or damaged.
    """
    try:
        return decode(kind, read_regular(path), path.stem)
    except (OSError, DamagedValueError) as error:
        raise unreadable(path, error) from error


def write_record(path: Path, value: Value) -> None:
    """Write a metadata file of a data set.

    Raises:
        OSError: it cannot be written.
    """
    write_atomic(path, encode(value, indent=2) + b"\n")


def unreadable(path: Path, reason: OSError | ValueError | Phrase) -> InputError:
    """The error for a file of a data set that cannot be read."""
    what = reason_of(reason) if isinstance(reason, OSError) else reason
    return InputError(
        "The data set's {file} is missing or damaged ({what}).",
        hint="Copy the data set again, or prepare it again.",
        file=f"{path.parent.name}/{path.name}",
        what=what,
    )
