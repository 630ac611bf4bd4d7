"""Run the jobs of a batch: one that fails does not stop the rest."""

from collections.abc import Iterable, Iterator
from time import perf_counter

from engine.cli.batch.jobs import BatchJob, job_parser
from engine.cli.batch.record import Outcome, make_folder
from engine.errors import (
    UNEXPECTED,
    CancelledError,
    DeviceMemoryError,
    EngineError,
    OutputExistsError,
)
from engine.machine.threads import let_threads_sleep
from engine.machine.workers.workers import Workers
from engine.phrases import plain_line
from engine.progress import JobContext


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
        error, exit_code = "Out of memory.", DeviceMemoryError.exit_code
    except Exception as failure:  # noqa: BLE001 - a bug in one job must not stop the rest
        kind = type(failure).__name__
        error = f"Unexpected error ({kind}: {plain_line(str(failure))})."
        exit_code = UNEXPECTED
    return Outcome(
        job, error, exit_code, round(perf_counter() - start_s, 3), tuple(map(str, context.notes))
    )


def _dub(job: BatchJob, context: JobContext) -> None:
    from engine.cli.recipe_words import read_dub
    from engine.dubbing.dub import dub
    from engine.storage.cache import Cache

    recipe, delivery = read_dub(job_parser().parse_args(job.words[1:]))
    if delivery.output.is_file() and not delivery.overwrite:
        raise OutputExistsError(
            "The output exists already.",
            hint="--resume skips jobs that were done with the same options; --overwrite replaces "
            "the output.",
        )
    make_folder(delivery.output.parent)
    dub(recipe, delivery, cache=Cache.of_user(), context=context)


def run_by(workers: Workers, jobs: Iterable[BatchJob]) -> Iterator[Outcome]:
    """Run jobs by workers, here or on other machines; outcomes as they come."""
    return workers.results(run_job, jobs, ordered=False, lost=_lost, begin=let_threads_sleep)


def _lost(job: BatchJob) -> Outcome:
    return Outcome(
        job,
        "Its processes were ended by the system, usually for want of memory.",
        DeviceMemoryError.exit_code,
    )
