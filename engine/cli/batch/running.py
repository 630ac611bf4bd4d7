"""Run the jobs of a batch: one that fails does not stop the rest, and a record allows to resume.

The record is a file in the output folder with a line of JSON for each finished job. A job is done
if the record says so for the same command and its output still exists.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from time import perf_counter
from typing import Final

from engine.cli.batch.jobs import BatchJob, job_parser
from engine.errors import CancelledError, EngineError, TargetError
from engine.progress import JobContext
from engine.storage.values import Value, convert, encode, parse

RECORD: Final = "batch.jsonl"
_UNEXPECTED: Final = 1  # exit codes, as in main.py
_MEMORY: Final = 75


class Outcome(Value, frozen=True):
    """How a job ended.

    Attributes:
        job: the job.
        error: one sentence that says why it failed; empty if it did not.
        exit_code: what `dub` alone would have returned.
        seconds: how long it took.
        notes: what the user should know although it succeeded.
    """

    job: BatchJob
    error: str = ""
    exit_code: int = 0
    seconds: float = 0.0
    notes: tuple[str, ...] = ()


def run_job(job: BatchJob, context: JobContext | None = None) -> Outcome:
    """Run one job and return how it ended, whatever happens in it.

    Raises:
        CancelledError: the user cancelled it.
    """
    context = context or JobContext()
    start_s = perf_counter()
    error, exit_code = "", 0
    try:
        _dub(job, context)
    except CancelledError:
        raise
    except EngineError as failure:
        error, exit_code = str(failure), failure.exit_code
    except MemoryError:
        error, exit_code = "Out of memory.", _MEMORY
    except Exception as failure:  # noqa: BLE001 - a bug in one job must not stop the rest
        kind = type(failure).__name__
        error, exit_code = f"Unexpected error ({kind}: {failure}).", _UNEXPECTED
    return Outcome(job, error, exit_code, round(perf_counter() - start_s, 3), tuple(context.notes))


def _dub(job: BatchJob, context: JobContext) -> None:
    from engine.cli.recipe_words import read_dub
    from engine.dubbing.dub import dub
    from engine.storage.cache import Cache

    recipe, delivery = read_dub(job_parser().parse_args(job.words[1:]))
    make_folder(delivery.output.parent)
    dub(recipe, delivery, cache=Cache.of_user(), context=context)


def make_folder(folder: Path) -> None:
    """Create a folder for outputs.

    Raises:
        TargetError: it cannot be created.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TargetError(
            f"The folder {folder} cannot be created: {error.strerror}.", hint="Choose another."
        ) from error


def run_here(
    jobs: Iterable[BatchJob], context_of: Callable[[BatchJob], JobContext]
) -> Iterator[Outcome]:
    """Run jobs one after another in this process, each with its context."""
    for job in jobs:
        yield run_job(job, context_of(job))


def run_in(executor: Executor, jobs: Iterable[BatchJob]) -> Iterator[Outcome]:
    """Run jobs in an executor's processes, here or on other machines; outcomes as they come."""
    waiting = {executor.submit(run_job, job): job for job in jobs}
    for future in as_completed(waiting):
        try:
            yield future.result()
        except BrokenProcessPool:
            yield Outcome(
                waiting[future],
                "Its process was ended by the system, usually because it is out of memory.",
                _MEMORY,
            )


class Record:
    """The record of a batch in its output folder.

    Args:
        folder: of the outputs; it must exist.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / RECORD

    def done(self) -> set[tuple[str, ...]]:
        """The commands that succeeded; a damaged line counts as not done."""
        found: set[tuple[str, ...]] = set()
        try:
            lines = self._path.read_bytes().splitlines()
        except OSError:
            return found
        for line in lines:
            try:
                outcome = convert(Outcome, parse(line, RECORD), RECORD)
            except ValueError:
                continue
            if not outcome.error and outcome.job.output.is_file():
                found.add(outcome.job.words)
        return found

    def add(self, outcome: Outcome) -> None:
        """Append an outcome.

        Raises:
            TargetError: it cannot be written.
        """
        try:
            with self._path.open("ab") as file:
                file.write(encode(outcome) + b"\n")
        except OSError as error:
            raise TargetError(
                f"{RECORD} could not be written: {error.strerror}.", hint="Free some space."
            ) from error
