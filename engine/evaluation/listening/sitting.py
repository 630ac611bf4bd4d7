"""A sitting: a folder with everything that a listening test needs, which several people take.

    sitting.json    the trials, and which system each belongs to
    media/          the sounds and videos under names that say nothing about their systems
    answers/        one file for each listener

All sounds are equally loud. They are scaled, never limited, which would change them: the loudness
is the highest at which none exceeds -1 dBTP, at most -23 LUFS. A sound of very few peaks would make
all others too quiet; below -36 LUFS, such a sound stays quieter than the rest, and a note says so.
"""

import secrets
import shutil
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, Final, NamedTuple

import numpy as np
from msgspec import Meta
from numpy.typing import NDArray

from engine.errors import InputError, TargetError, UsageError, os_errors_as, reason_of
from engine.evaluation.browser_video import plays_in_browsers, write_silent_copy
from engine.evaluation.listening.material import Material
from engine.evaluation.listening.plan import PAPER_CLIPS, Draw, Trial, draw_trials
from engine.evaluation.listening.scales import ScaleName
from engine.media.audio import Sound, read_sound, write_wav
from engine.media.kinds import fitting_rate_hz
from engine.media.mux import SoundTrack, mux
from engine.media.probe import probe
from engine.metrics.loudness import Loudness, measure_loudness
from engine.phrases import Phrase, phrase
from engine.progress import JobContext
from engine.storage.atomic import write_atomic
from engine.storage.leftovers import temporary_folder
from engine.storage.regular_files import read_regular
from engine.storage.values import (
    DamagedValueError,
    Id,
    NewerFormatError,
    Value,
    decode_numbered,
    encode,
)

SITTING: Final = "sitting.json"
MEDIA: Final = "media"
ANSWERS: Final = "answers"
LOUDEST_LUFS: Final = -23.0  # EBU R 128
SOFTEST_LUFS: Final = -36.0
_CEILING_DBTP: Final = -1.0
_VERSION: Final = 1
_LONGEST_S: Final = 60.0  # of a sound in a test; a longer one is cut
_COPY_WIDTH: Final = 640
_BEEP_RATE_HZ: Final = 22050
_BEEP_HZ: Final = 880.0
_BEEP_S: Final = 0.15
_BEEP_EVERY_S: Final = 0.6
_FADE_S: Final = 0.01


class Sitting(Value, frozen=True, kw_only=True):
    """The trials of a listening test.

    Attributes:
        format: of the file.
        id: of the sitting; answers name it.
        title: what is compared.
        seed: of the draw and of the listeners' orders.
        trials: all trials, in the order in which they were drawn.
        notes: sentences about the material; plain English in those of older versions.
    """

    format: Annotated[int, Meta(ge=1)] = _VERSION
    id: Id
    title: str
    seed: Annotated[int, Meta(ge=0)]
    trials: tuple[Trial, ...]
    notes: tuple[Phrase | str, ...] = ()

    @property
    def checks(self) -> int:
        """The number of attention checks."""
        return sum(trial.beeps is not None for trial in self.trials)

    def trial(self, trial_id: str) -> Trial | None:
        """The trial with an id, or None."""
        return next((trial for trial in self.trials if trial.id == trial_id), None)


class Choices(NamedTuple):
    """What a sitting is made of: scales, the clips of each class, and the seed of the draw."""

    scales: tuple[ScaleName, ...]
    clips: int = PAPER_CLIPS
    seed: int = 0


def create_sitting(
    material: Material, choices: Choices, folder: Path, context: JobContext
) -> Sitting:
    """Draw the trials and write a sitting to a new or empty folder.

    Raises:
        UsageError: the folder is not empty, or there is nothing to judge.
        InputError: a sound or video cannot be read.
        TargetError: the folder cannot be written.
    """
    draws = draw_trials(material.examples, choices.scales, choices.clips, seed=choices.seed)
    if not draws:
        raise UsageError(
            "{title} holds nothing to judge on the chosen scales.",
            hint="Choose another scale.",
            title=material.title,
        )
    with os_errors_as(
        TargetError,
        "The sitting cannot be written to {folder}: {reason}.",
        hint="Choose a folder with free space that you may write to.",
        folder=folder,
    ):
        _claim(folder)
        try:
            with context.stage("sounds"), temporary_folder() as copies:
                trials, notes = _Writer(folder / MEDIA, copies, draws, context).write()
        except BaseException:  # leave no half of a test
            shutil.rmtree(folder / MEDIA, ignore_errors=True)
            raise
        sitting = Sitting(
            id=secrets.token_hex(8),
            title=material.title,
            seed=choices.seed,
            trials=tuple(trials),
            notes=(*material.notes, *notes),
        )
        write_atomic(folder / SITTING, encode(sitting, indent=1))
    return sitting


def media_file(folder: Path, name: str) -> Path:
    """A file of the sitting in a folder."""
    return folder / MEDIA / name


def read_sitting(folder: Path) -> Sitting:
    """Read the sitting in a folder.

    Raises:
        InputError: there is none, it is damaged or of a newer version, or its files are missing.
    """
    path = folder / SITTING
    try:
        sitting = decode_numbered(Sitting, read_regular(path), "sitting", version=_VERSION)
    except FileNotFoundError as error:
        raise InputError(
            "{name} holds no listening test.",
            hint="Choose a folder with a {sitting}.",
            name=folder.name,
            sitting=SITTING,
        ) from error
    except OSError as error:
        raise InputError(
            "{path} cannot be read: {reason}.", path=path, reason=reason_of(error)
        ) from error
    except NewerFormatError as error:
        raise InputError("{path} was made by a newer version of the program.", path=path) from error
    except DamagedValueError as error:
        raise InputError("{path} is damaged ({error}).", path=path, error=error) from error
    named = {name for trial in sitting.trials for name in (trial.media, trial.target) if name}
    missing = sum(not media_file(folder, name).is_file() for name in named)
    if missing:
        raise InputError(
            "{missing} of the {count} files of the listening test {name} are missing.",
            hint="Copy the whole folder, or prepare the test again.",
            missing=missing,
            count=len(named),
            name=folder.name,
        )
    return sitting


def beeps(count: int) -> NDArray[np.float32]:
    """A number of beeps, (n, 1) at 22050 Hz, with a pause before and after them."""
    clock_s = np.arange(round(_BEEP_S * _BEEP_RATE_HZ)) / _BEEP_RATE_HZ
    fade = np.minimum(clock_s, clock_s[::-1]) / _FADE_S
    beep = 0.25 * np.sin(2 * np.pi * _BEEP_HZ * clock_s) * fade.clip(0.0, 1.0)
    wave = np.zeros((round((count + 1) * _BEEP_EVERY_S * _BEEP_RATE_HZ), 1), np.float32)
    for number in range(1, count + 1):
        start = round((number * _BEEP_EVERY_S - _BEEP_S) * _BEEP_RATE_HZ)
        wave[start : start + len(beep), 0] = beep
    return wave


def common_lufs(measured: Sequence[Loudness]) -> float:
    """The loudness that all sounds get: see the module's description."""
    reachable = [
        sound.integrated_lufs + _CEILING_DBTP - sound.true_peak_dbtp
        for sound in measured
        if sound.integrated_lufs is not None and sound.true_peak_dbtp is not None
    ]
    return max(SOFTEST_LUFS, min(LOUDEST_LUFS, *reachable)) if reachable else LOUDEST_LUFS


def scaling(sound: Loudness, target_lufs: float) -> tuple[float, bool]:
    """The linear gain that brings a sound to a loudness, and whether it gets there."""
    if sound.integrated_lufs is None or sound.true_peak_dbtp is None:
        return 1.0, True  # silence
    wanted_db = target_lufs - sound.integrated_lufs
    most_db = _CEILING_DBTP - sound.true_peak_dbtp
    gain_db = min(wanted_db, most_db)
    return float(10 ** (gain_db / 20)), wanted_db <= most_db


class _Writer:
    """Measures all sounds, then writes them at their common loudness, one at a time."""

    def __init__(
        self, folder: Path, copies: Path, draws: Sequence[Draw], context: JobContext
    ) -> None:
        self._folder, self._draws, self._context = folder, draws, context
        self._copies = copies  # of pictures that browsers do not play
        self._pictures: dict[Path, Path] = {}
        self._loudness: dict[Path | int, Loudness] = {}
        self._targets: dict[Path, str] = {}  # references that are written
        self._target_lufs = LOUDEST_LUFS
        self._softer = 0
        self._done = 0

    def write(self) -> tuple[list[Trial], list[Phrase]]:
        """Write all files; return the trials, and sentences about them."""
        total = 3 * len(self._draws)
        for draw in self._draws:
            for source in _sources(draw):
                self._measure(source)
            self._advance(total)
        self._target_lufs = common_lufs(list(self._loudness.values()))
        self._softer = sum(
            not scaling(each, self._target_lufs)[1] for each in self._loudness.values()
        )
        trials = []
        for draw in self._draws:
            trials.append(self._trial(draw))
            self._advance(total, 2)
        notes = []
        if self._softer:
            notes.append(
                phrase(
                    "One sound is quieter than the others: mostly silence with a few peaks."
                    if self._softer == 1
                    else "{count} sounds are quieter than the others: mostly silence with a few "
                    "peaks.",
                    count=self._softer,
                )
            )
        return trials, notes

    def _measure(self, source: Path | int) -> None:
        if source not in self._loudness:
            sound = _read(source)
            self._loudness[source] = measure_loudness(
                [sound.samples], sound.rate_hz, sound.samples.shape[1]
            )

    def _trial(self, draw: Draw) -> Trial:
        trial = partial(Trial, id=secrets.token_hex(8), scale=draw.scale, kind=draw.kind)
        subject, target = draw.subject, draw.target
        if isinstance(subject, int):
            return trial(media=self._write_sound(subject), beeps=subject)
        if target is not None and target not in self._targets:
            self._targets[target] = self._write_sound(target)
        return trial(
            media=(
                self._write_video(subject.sound, subject.picture)
                if draw.scale == "alignment" and subject.picture is not None
                else self._write_sound(subject.sound)
            ),
            target=None if target is None else self._targets[target],
            system=subject.system,
            is_truth=subject.is_truth,
            clip=subject.clip,
            group=subject.group,
        )

    def _write_sound(self, source: Path | int) -> str:
        sound = self._levelled(source)
        name = f"{secrets.token_hex(8)}.flac"
        write_wav(self._folder / name, [sound.samples], sound.rate_hz)
        return name

    def _write_video(self, source: Path, picture: Path) -> str:
        name = f"{secrets.token_hex(8)}.mp4"
        path = self._folder / name
        sound = self._levelled(source)
        rate_hz = fitting_rate_hz(path, sound.rate_hz)
        if rate_hz != sound.rate_hz:
            sound = self._levelled(source, rate_hz)
        track = SoundTrack(rate_hz, sound.samples.shape[1], [sound.samples])
        mux(self._playable(picture), track, path)
        return name

    def _playable(self, picture: Path) -> Path:
        """A file with that picture that a browser plays, for a test that becomes a page."""
        if picture not in self._pictures:
            copy = picture
            if not plays_in_browsers(picture):
                copy = self._copies / f"{len(self._pictures)}.mp4"
                write_silent_copy(copy, picture, width=_COPY_WIDTH, longest_s=_LONGEST_S)
            self._pictures[picture] = copy
        return self._pictures[picture]

    def _levelled(self, source: Path | int, rate_hz: int | None = None) -> Sound:
        sound = _read(source, rate_hz)
        gain, _ = scaling(self._loudness[source], self._target_lufs)
        return Sound(sound.samples * np.float32(gain), sound.rate_hz)

    def _advance(self, total: int, steps: int = 1) -> None:
        self._done += steps
        self._context.advance(self._done / total)


def _sources(draw: Draw) -> Iterator[Path | int]:
    """The sounds of a trial: files, or a number of beeps."""
    yield draw.subject if isinstance(draw.subject, int) else draw.subject.sound
    if draw.target is not None:
        yield draw.target


def _read(source: Path | int, rate_hz: int | None = None) -> Sound:
    if isinstance(source, int):
        return Sound(beeps(source), _BEEP_RATE_HZ)
    info = probe(source)
    return read_sound(info, rate_hz=rate_hz, end_s=min(_LONGEST_S, info.duration_s))


def _claim(folder: Path) -> None:
    """Create a folder, or take an empty one.

    Raises:
        UsageError: it holds something.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise UsageError(
            "The folder {name} is not empty.", hint="Choose a new one.", name=folder.name
        )
    (folder / MEDIA).mkdir()
