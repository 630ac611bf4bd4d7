"""The jobs of a batch: from a list in a CSV file, or each of some clips with each reference.

A list has the columns `clip` and `reference`, and further ones named like the options of
`main.py dub`, without the dashes; an empty cell stands for the default. `output` names the job's
output and is a template as in `engine.cli.batch.names`. Files are looked for beside the list first.
"""

import argparse
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NoReturn

from typing_extensions import override

from engine.cli.batch.names import output_path
from engine.cli.options import CommandParser
from engine.cli.recipe_words import JOB_OPTIONS, add_dub_options, files_read
from engine.errors import InputError, UsageError
from engine.media.kinds import CLIPS_IN_FOLDERS, SOUNDS_IN_FOLDERS
from engine.phrases import Phrase, phrase
from engine.storage.folders import files_below
from engine.storage.spreadsheet import read_rows
from engine.storage.values import Value

_HINT: Final = (
    "The first line must name the columns: clip,reference and any options of dub, such as seed."
)
_TRUE: Final = frozenset({"1", "true", "yes", "x"})
_FALSE: Final = frozenset({"0", "false", "no"})
_FLAGS: Final = frozenset(each.name[2:] for each in JOB_OPTIONS if each.argument.get("action"))


class BatchJob(Value, frozen=True):
    """One dub of a batch; `words` are the command that does the same, after `main.py`."""

    clip: Path
    reference: Path
    output: Path
    words: tuple[str, ...]


class _Parser(CommandParser):
    """Raises its complaints, so that they can name the line."""

    @override
    def error(self, message: str) -> NoReturn:
        raise UsageError("{complaint}.", complaint=f"{message[:1].upper()}{message[1:]}")


def job_parser() -> argparse.ArgumentParser:
    """A parser for the words of a job, without the command itself.

    It raises `UsageError` where others end the program.
    """
    parser = _Parser(add_help=False, prog="dub", allow_abbrev=False)
    add_dub_options(parser)
    return parser


def pairs(
    clips: Iterable[Path],
    references: Iterable[Path],
    folder: Path,
    template: str,
    shared: Sequence[str] = (),
) -> list[BatchJob]:
    """Jobs that dub every clip with every reference, folders of clips and of sounds included.

    `template` names the outputs in `folder`, and `shared` are words of options for every job.

    Raises:
        InputError: there is no clip or no reference, or a file is not there.
        UsageError: the template or an option is not usable, or two outputs have the same name.
    """
    films = _files(clips, CLIPS_IN_FOLDERS)
    if not films:
        raise InputError("There is no clip to dub.", hint="Name files or other folders.")
    sounds = _files(references, SOUNDS_IN_FOLDERS)
    if not sounds:
        raise InputError("There is no sound to dub with.", hint="Name files or other folders.")
    files = ((clip, sound) for clip in films for sound in sounds)
    jobs = [
        _job(clip, sound, output_path(folder, template, clip, sound, number), shared)
        for number, (clip, sound) in enumerate(files, start=1)
    ]
    options = job_parser().parse_args(jobs[0].words[1:])  # they are the same for all
    _check_files([*films, *sounds, *files_read(options)])
    return check_outputs(jobs)


def read_jobs(
    path: Path, folder: Path, template: str, shared: Sequence[str] = ()
) -> list[BatchJob]:
    """Read a list of jobs; see `pairs` for the other arguments.

    Raises:
        InputError: the list cannot be read or is empty, or a line lacks its clip or reference or
            names a file that is not there.
        UsageError: a line has an option that does not exist or a value that it cannot have, or its
            output is not usable. The message names the file and the line.
    """
    rows = read_rows(path, Phrase("a list of jobs"), Phrase(_HINT), comments=False)
    header_line, header = next(rows, (1, []))
    columns = [name.casefold().replace("_", "-").removeprefix("--") for name in header]
    for name in ("clip", "reference"):
        if columns.count(name) != 1:
            raise InputError(
                "{name}, line {line}: exactly one column must be named {column}.",
                hint=_HINT,
                name=path.name,
                line=header_line,
                column=name,
            )
    jobs: list[BatchJob] = []
    for line, cells in rows:
        if cells[0].startswith("#") and not _exists(_found(cells[0], path.parent)):
            continue  # a comment, not a file of such a name
        row = {name: cell for name, cell in zip(columns, cells, strict=False) if cell}
        try:
            jobs.append(_job_of_row(row, path.parent, folder, template, shared, len(jobs) + 1))
        except (InputError, UsageError) as error:
            where = phrase("{name}, line {line}: {error}", name=path.name, line=line, error=error)
            raise type(error)(where, hint=error.advice) from error
    if not jobs:
        raise InputError("{name} lists no jobs.", hint=_HINT, name=path.name)
    return check_outputs(jobs)


def _job_of_row(
    row: dict[str, str], beside: Path, folder: Path, template: str, shared: Sequence[str], n: int
) -> BatchJob:
    for name in ("clip", "reference"):
        if name not in row:
            raise InputError("No {name} is named.", hint=_HINT, name=name)
    clip, reference = _found(row.pop("clip"), beside), _found(row.pop("reference"), beside)
    output = output_path(folder, row.pop("output", template), clip, reference, n)
    unknown = [name for name in row if f"--{name}" not in (each.name for each in JOB_OPTIONS)]
    if unknown:
        raise UsageError("A job has no option named {option}.", hint=_HINT, option=unknown[0])
    words = [word for name, cell in row.items() for word in _option_words(name, cell, beside)]
    job = _job(clip, reference, output, [*shared, *words])
    _check_files(files_read(job_parser().parse_args(job.words[1:])))
    return job


def _option_words(name: str, cell: str, beside: Path) -> Iterator[str]:
    """The words of an option: its name and value as one, so that a value may start with a dash."""
    if name not in _FLAGS:
        file, colon, rest = cell.rpartition(":") if name == "blend" else (cell, "", "")
        yield f"--{name}={_found(file, beside) if file else ''}{colon}{rest}"
    elif cell.casefold() in _TRUE:
        yield f"--{name}"
    elif cell.casefold() not in _FALSE:
        raise UsageError("{name} must be 0 or 1, not '{cell}'.", name=name, cell=cell)


def _found(cell: str, beside: Path) -> Path:
    """The file beside the list if there is one of that name, else the cell as it is."""
    near = beside / cell
    return near if _exists(near) else Path(cell)


def _check_files(files: Iterable[Path]) -> None:
    for path in files:
        if not _exists(path):
            raise InputError(
                "There is no file {path}.", hint="Check its name and folder.", path=path
            )


def _exists(path: Path) -> bool:
    """Whether there is such a file; there is none whose name is too long for one."""
    return os.path.exists(path)  # noqa: PTH110 - `Path.exists` raises an error for it


def _job(clip: Path, reference: Path, output: Path, words: Sequence[str]) -> BatchJob:
    operand = f"./{clip}" if str(clip).startswith("-") else str(clip)
    named = (f"--reference={reference}", f"--output={output}")
    return BatchJob(clip, reference, output, ("dub", operand, *named, *words))


def _files(paths: Iterable[Path], suffixes: frozenset[str]) -> list[Path]:
    """The files themselves, and those with the suffixes in the folders, each once."""
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = (each for each in sorted(files_below(path)) if each.suffix.lower() in suffixes)
            found |= dict.fromkeys(each for each in inside if each.is_file())
        else:
            found[path] = None
    return list(found)


def check_outputs(jobs: list[BatchJob]) -> list[BatchJob]:
    """The jobs, if none would replace a clip, a reference or the output of another.

    Raises:
        UsageError: one would.
    """
    taken: dict[str, BatchJob] = {}
    sources = {os.path.realpath(path) for job in jobs for path in (job.clip, job.reference)}
    for job in jobs:
        if os.path.realpath(job.output) in sources:
            raise UsageError(
                "{name} is itself an input, which is never overwritten.",
                hint="Choose another folder or name template.",
                name=job.output.name,
            )
        key = str(job.output).casefold()
        other = taken.setdefault(key, job)
        if other is not job:
            raise UsageError(
                "Two jobs would write {name}: {clip} with {reference}, and {other_clip} with "
                "{other_reference}.",
                hint="Use a name template that tells them apart, such as {{number}}.",
                name=job.output,
                clip=other.clip,
                reference=other.reference,
                other_clip=job.clip,
                other_reference=job.reference,
            )
    return jobs
