"""Run the jobs of a batch: one that fails does not stop the rest."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, as_completed
from concurrent.futures.process import BrokenProcessPool
from time import perf_counter
from typing import Final

from engine.cli.batch.jobs import BatchJob, job_parser
from engine.cli.batch.record import Outcome, make_folder
from engine.errors import CancelledError, EngineError
from engine.progress import JobContext

_UNEXPECTED: Final = 1  # exit codes, as in main.py
_MEMORY: Final = 75


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
