"""Run a job in a terminal: progress bar and notes on stderr, Ctrl+C to cancel."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from engine.progress import JobContext, Progress


@contextmanager
def terminal_job() -> Iterator[JobContext]:
    """Show progress on stderr if that is a terminal, and print the job's notes at the end."""
    if sys.stderr.isatty():
        with _progress_bar() as show:
            context = JobContext(report=show)
            yield context
    else:
        context = JobContext()
        yield context
    for sentence in context.notes:
        print(sentence, file=sys.stderr)


@contextmanager
def _progress_bar() -> Iterator[Callable[[Progress], None]]:
    """Show a bar on stderr; yield the function that updates it."""
    from tqdm import tqdm

    with tqdm(
        total=1.0,
        file=sys.stderr,
        leave=False,
        bar_format="{desc:<12} {percentage:3.0f} % |{bar:30}| {elapsed} < {remaining}",
    ) as bar:

        def show(progress: Progress) -> None:
            bar.set_description_str(progress.stage, refresh=False)
            bar.n = progress.fraction
            bar.update(0)

        yield show
