"""What is measured of each made sound, stored line by line so that an evaluation can be resumed.

A line is written when a sound is finished. A line that a killed program left half written ends the
file and is dropped.
"""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Annotated, Final, Literal

from msgspec import Meta

from engine.errors import InputError, TargetError, UsageError, os_errors_as, reason_of
from engine.storage.atomic import write_atomic
from engine.storage.regular_files import read_regular
from engine.storage.values import DamagedValueError, Seconds, Value, decode, encode
from training.evaluation.plan import PlanName

RECORDS: Final = "measures.jsonl"
SETTINGS: Final = "evaluation.json"

Numbers = tuple[float, ...]


class Settings(Value, frozen=True, kw_only=True):
    """What an evaluation depends on; only the same one is resumed.

    Attributes:
        material: the set of clips.
        clips: their names.
        models: name and digest of each.
        vocoder: its name.
        ablations: what replaces a removed component, if any is.
        across: whether pairs are drawn over all classes.
        seed: of the draw.
        embedding: whether Resemblyzer is used.
    """

    material: str
    clips: tuple[str, ...]
    models: tuple[tuple[str, str], ...]
    vocoder: str
    ablations: Literal["noise", "zero"] | None
    across: bool
    seed: int
    embedding: bool


class ClipFacts(Value, frozen=True, kw_only=True, tag_field="kind", tag="clip"):
    """Measurements of a clip's own sound, as truth and as reference.

    Attributes:
        clip: its place in the set.
        onsets_s: of its sound.
        timbre: vector of 19 cepstra.
        embedding: Resemblyzer's, 256 values; empty without it.
    """

    clip: int
    onsets_s: Numbers
    timbre: Numbers
    embedding: Numbers = ()


class Code(Value, frozen=True, kw_only=True, tag_field="kind", tag="code"):
    """The temporal code that a model gave a clip's picture.

    Attributes:
        model: its name.
        clip: place of the clip.
        channels: number of values per video frame.
        values: of all channels in turn, one per video frame.
    """

    model: str
    clip: int
    channels: Annotated[int, Meta(ge=1)]
    values: Numbers


class Measures(Value, frozen=True, kw_only=True, tag_field="kind", tag="sound"):
    """Measurements of a made sound against the clip's own (the truth).

    Attributes:
        system: its name.
        plan: see `training.evaluation.plan`.
        video: place of the clip that was dubbed.
        reference: place of the clip whose sound was the reference.
        group: the class that the pair was drawn from.
        made: whether any sound was made; otherwise the rest is empty.
        onsets_s: of the sound.
        timbre: vector of 19 cepstra.
        embedding: Resemblyzer's; of sounds with several references only.
        patches: likeness of the patches at its events to those of its reference; of sounds with
            several references only.
        patches_null: the mean of that to the other references.
        accuracy: onset accuracy.
        average_precision: of the onsets.
        equal_count: whether there are as many onsets as true ones.
        correlation: of the envelopes.
        correlation_null: with the sound shifted.
        best_correlation: at the best lag.
        best_lag_s: that lag, positive if the sound is late.
        envelope_l1: E-L1.
        av_align: with the motion of the picture; in no table, see docs/evaluation.md.
        mcd_paper: mel-cepstral distortion on the paper's scale.
        mcd: on the natural logarithm, in decibels.
        mcd_warped: with time warping.
        level_db: relative to the truth.
        quiet_db: level of the quiet parts.
        seconds: that it took to make.
    """

    system: str
    plan: PlanName
    video: int
    reference: int
    group: str
    made: bool
    onsets_s: Numbers = ()
    timbre: Numbers = ()
    embedding: Numbers = ()
    patches: float | None = None
    patches_null: float | None = None
    accuracy: float | None = None
    average_precision: float | None = None
    equal_count: bool | None = None
    correlation: float | None = None
    correlation_null: float | None = None
    best_correlation: float | None = None
    best_lag_s: float | None = None
    envelope_l1: float | None = None
    av_align: float | None = None
    mcd_paper: float | None = None
    mcd: float | None = None
    mcd_warped: float | None = None
    level_db: float | None = None
    quiet_db: float | None = None
    seconds: Seconds = 0.0


Record = ClipFacts | Code | Measures


class Records:
    """The measurements of an evaluation in its folder.

    Attributes:
        folder: of the report.
        clips: measurements of the clips, by place.
        codes: temporal codes, by model and clip.
        sounds: measurements of made sounds, by system, plan, video and reference.
    """

    def __init__(self, folder: Path, settings: Settings) -> None:
        """Start an evaluation in a new or empty folder, or resume the same one.

        Raises:
            UsageError: the folder holds something else.
            InputError: its measurements are damaged.
            TargetError: it cannot be written.
        """
        self.folder = folder
        self.clips: dict[int, ClipFacts] = {}
        self.codes: dict[tuple[str, int], Code] = {}
        self.sounds: dict[tuple[str, PlanName, int, int], Measures] = {}
        with _writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
            if (folder / SETTINGS).is_file():
                self._resume(settings)
            elif any(folder.iterdir()):
                raise UsageError(
                    "The folder {folder} is not empty.", hint="Choose a new one.", folder=folder
                )
            else:
                write_atomic(folder / SETTINGS, encode(settings, indent=1))

    def add(self, record: Record) -> None:
        """Store a measurement.

        Raises:
            TargetError: it cannot be written.
        """
        self._keep(record)
        with _writing(self.folder), (self.folder / RECORDS).open("ab") as file:
            file.write(encode(record) + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def of(self, system: str, plan: PlanName) -> Iterator[Measures]:
        """The made sounds of a system on the pairs of a plan."""
        for measures in self.sounds.values():
            if measures.system == system and measures.plan == plan and measures.made:
                yield measures

    def _keep(self, record: Record) -> None:
        if isinstance(record, ClipFacts):
            self.clips[record.clip] = record
        elif isinstance(record, Code):
            self.codes[record.model, record.clip] = record
        else:
            self.sounds[record.system, record.plan, record.video, record.reference] = record

    def _resume(self, settings: Settings) -> None:
        stored = decode_settings(self.folder)
        if stored != settings:
            raise UsageError(
                "{folder} holds an evaluation of other clips, models or settings.",
                hint="Choose another folder, or repeat the same command to resume it.",
                folder=self.folder,
            )
        path = self.folder / RECORDS
        if not path.is_file():
            return
        data = read_regular(path)
        complete, _, torn = data.rpartition(b"\n")
        if torn:
            write_atomic(path, complete + b"\n" if complete else b"")
        for number, line in enumerate(complete.splitlines(), start=1):
            try:
                self._keep(decode(Record, line, "measures"))  # type: ignore[arg-type]
            except DamagedValueError as error:
                raise InputError(
                    "{records} is damaged in line {number} ({error}).",
                    hint="Remove the folder and evaluate again.",
                    records=RECORDS,
                    number=number,
                    error=error,
                ) from error


def decode_settings(folder: Path) -> Settings:
    """The settings of the evaluation in a folder.

    Raises:
        InputError: they are damaged or cannot be read.
    """
    try:
        return decode(Settings, read_regular(folder / SETTINGS), "evaluation")
    except OSError as error:
        raise InputError(
            "{file} cannot be read: {reason}.", file=folder / SETTINGS, reason=reason_of(error)
        ) from error
    except DamagedValueError as error:
        raise InputError(
            "{file} is damaged ({error}).",
            hint="Remove the folder and evaluate again.",
            file=folder / SETTINGS,
            error=error,
        ) from error


def _writing(folder: Path) -> AbstractContextManager[None]:
    return os_errors_as(
        TargetError,
        "The report cannot be written to {folder}: {reason}.",
        hint="Choose a folder with free space that you may write to.",
        folder=folder,
    )
