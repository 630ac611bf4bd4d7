"""`main.py batch`: dub many clips with many references, or the jobs of a list."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from typing_extensions import override

from engine.cli.options import add_workers, chosen_workers

if TYPE_CHECKING:
    from tqdm import tqdm

    from engine.cli.batch.jobs import BatchJob
    from engine.cli.batch.record import Outcome
    from engine.machine.workers.workers import Workers

_TEMPLATE: Final = "{clip} - {reference}"
_BAR: Final = "{n_fmt}/{total_fmt} {desc} {elapsed}"


def add_batch(commands: Any) -> None:
    """Add `batch` to the subcommands."""
    from engine.cli.recipe_words import JOB_OPTIONS

    parser = commands.add_parser(
        "batch",
        help="dub many clips with many references, or the jobs of a list",
        description="Dub the jobs of a list, or every clip with every reference. A job that fails "
        "does not stop the rest. Options of dub apply to all jobs; a list overrides them.",
    )
    parser.add_argument(
        "jobs",
        type=Path,
        nargs="?",
        metavar="JOBS.csv",
        help="columns: clip, reference, and any of dub's options without dashes, such as seed",
    )
    parser.add_argument(
        "--clips", type=Path, nargs="+", metavar="PATH", help="clips, or folders of them"
    )
    parser.add_argument(
        "--references", type=Path, nargs="+", metavar="PATH", help="sounds, or folders of them"
    )
    parser.add_argument("--output", type=Path, metavar="DIR", required=True)
    parser.add_argument(
        "--name",
        default=_TEMPLATE,
        metavar="TEMPLATE",
        help=f"names the outputs (default: '{_TEMPLATE}'); also {{number}}, / for "
        "subfolders, and a suffix for another container or for the sound alone",
    )
    parser.add_argument(
        "--resume", action="store_true", help="skip the jobs that an earlier batch has done"
    )
    add_workers(parser, "jobs at a time, each in a process of its own (default: 1)")
    parser.add_argument("--json", action="store_true", help="print a line of JSON for each job")
    shared = parser.add_argument_group("options for all jobs, as of dub")
    for option in JOB_OPTIONS:
        taken = ("choices", "metavar", "help")
        argument = {name: option.argument[name] for name in taken if name in option.argument}
        if "choices" in argument:  # they are compared with what is typed
            argument["choices"] = [str(each) for each in argument["choices"]]
        takes_none = option.argument.get("action") == "store_true"
        shared.add_argument(
            option.name, action=_Keep, nargs=0 if takes_none else None, dest="shared", **argument
        )
    parser.set_defaults(run=_run_batch, shared=[])


class _Keep(argparse.Action):
    """Keeps an option as typed; each job reads it together with its own."""

    @override
    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,
        option_string: str | None = None,
    ) -> None:
        word = self.option_strings[0] if self.nargs == 0 else f"{self.option_strings[0]}={values}"
        namespace.shared = [*namespace.shared, word]


def _run_batch(options: argparse.Namespace) -> int:
    from tqdm import tqdm

    from engine.cli.batch.record import done_before, make_folder, record, remove_empty
    from engine.storage.values import encode

    jobs = _jobs(options)
    is_here = options.scheduler is None and options.workers in (None, 1)
    workers = None if is_here else chosen_workers(options)
    make_folder(options.output)
    done = done_before(options.output) if options.resume else set()
    waiting = [job for job in jobs if job.words not in done]
    failed: list[Outcome] = []
    with tqdm(
        total=len(waiting), file=sys.stderr, leave=False, bar_format=_BAR, disable=None
    ) as bar:
        for number, outcome in enumerate(_outcomes(waiting, workers, bar), start=1):
            record(options.output, outcome)
            bar.update()
            if outcome.error:
                failed.append(outcome)
            if options.json:
                print(encode(outcome).decode(), flush=True)
            else:
                name = outcome.job.output.relative_to(options.output)
                print(_line(number, len(waiting), name, outcome), flush=True)
    for outcome in failed:  # not earlier: another job may be about to write there
        remove_empty(outcome.job.output.parent, options.output)
    summary: dict[str, int | str] = {
        "type": "summary",
        "done": len(waiting) - len(failed),
        "failed": len(failed),
        "skipped": len(jobs) - len(waiting),
    }
    print(encode(summary).decode() if options.json else _sentence(summary))
    return failed[0].exit_code if failed else 0


def _jobs(options: argparse.Namespace) -> "list[BatchJob]":
    from engine.cli.batch.jobs import pairs, read_jobs
    from engine.cli.batch.names import check_template
    from engine.errors import UsageError

    check_template(options.name)
    has_pairs = options.clips is not None or options.references is not None
    if has_pairs == (options.jobs is not None):
        raise UsageError("A batch needs either JOBS.csv, or --clips and --references.")
    if options.jobs is not None:
        return read_jobs(options.jobs, options.output, options.name, options.shared)
    if options.clips is None or options.references is None:
        raise UsageError("--clips and --references belong together.")
    return pairs(options.clips, options.references, options.output, options.name, options.shared)


def _outcomes(
    jobs: "list[BatchJob]", workers: "Workers | None", bar: "tqdm[Any]"
) -> "Iterator[Outcome]":
    """Run jobs by workers, or one after another in this process, whose stages the bar shows."""
    from engine.cli.batch.running import run_by, run_job
    from engine.progress import JobContext, Progress

    if workers is not None:
        return run_by(workers, jobs)

    def context_of(job: "BatchJob") -> JobContext:
        def show(progress: Progress) -> None:
            bar.set_description_str(f"{job.output.name}: {progress.stage}", refresh=False)
            bar.update(0)

        return JobContext(report=show)

    return (run_job(job, context_of(job)) for job in jobs)


def _line(number: int, count: int, name: Path, outcome: "Outcome") -> str:
    """A line for the user about a finished job; its output is named below the folder of all."""
    what = outcome.error or f"{outcome.seconds:.1f} s"
    return " ".join([f"[{number}/{count}]", f"{name.as_posix()}: {what}", *outcome.notes])


def _sentence(summary: dict[str, int | str]) -> str:
    skipped = f", {summary['skipped']} done before" if summary["skipped"] else ""
    return f"{summary['done']} done, {summary['failed']} failed{skipped}."
